# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From a front line
#
# Nobody said where from. What lies within the stated range of *some* point of a territory, and what of *every* point?
#
# The line in this notebook is made up. Use a published one with its date and source.

# %%
import warnings

import geo
from geo.bands import reach_of

# %% [markdown]
# The scenario names a polygon, the day it stands for and who says so. Published polygons are often differences of others, and
# reading this one gives a warning:

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    slivers = reach_of("data/october/with-slivers.toml")
print(*(warning.message for warning in caught), sep="\n")

# %% [markdown]
# Its parts by size: one is land, the others are slivers along a border that two sources draw differently.

# %%
from shapely import get_parts

parts = get_parts(slivers.scenario.launches[0].geometry)
sorted((round(geo.area(part) / 1e6, 1) for part in parts), reverse=True)

# %% [markdown]
# A sliver counts as land that somebody holds, so the envelope grows around it. `drop_slivers_km2 = 100` in the scenario leaves
# them out. How much does that change?

# %%
clean = reach_of("data/october/scenario.toml")
before, after = slivers.bands[0].best, clean.bands[0].best
east = [geo.distance((shape.bounds[2], 50), (38, 50)) / 1000 for shape in (before, after)]
print(f"{geo.area(before - after) / 1e6:,.0f} km² less; the eastern end moves by {east[0] - east[1]:.0f} km")

# %% [markdown]
# Three shapes come out of a territory: within the least reading of *every* point, within the stated figure of *some* point, and
# within the most of some point.

# %%
band = clean.bands[0]
{name: f"{geo.area(getattr(band, name)) / 1e6:,.0f} km²" for name in ("low", "best", "high")}

# %% [markdown]
# So there are four words now. *Possible* means: within range from a part of the territory only.

# %%
towns = geo.coverage(clean, min_population=250_000)
towns[["place", "country", "standing", "distance_km", "farthest_km", "population"]].head(12)

# %% [markdown]
# The map with both: the envelope, and inside it what every point of the territory reaches.

# %%
geo.range_map(clean)

# %% [markdown]
# Worth keeping: how much of each region lies within, at the least, the stated and the most. The whole table goes into a file.

# %%
from geo.shares import region_shares

shares = region_shares(clean)
shares.to_csv("shares.csv", index=False)
largest = shares.sort_values("share_best", ascending=False).head(12)
largest[["region", "country", "area_km2", "share_low", "share_best", "share_high"]].round(2)
