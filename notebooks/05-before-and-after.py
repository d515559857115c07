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
# # Before and after
#
# A front moves, a permission is given. What changes on the map from one day to another?
#
# The front line is made up; the permission is the one of the brief.

# %%
import geo
from geo.bands import reach_of

# %% [markdown]
# Two scenarios with one text: the same system, another day.

# %%
october = reach_of("data/october/scenario.toml")
november = reach_of("data/november/scenario.toml")
[(reach.scenario.date, len(reach.scenario.zones)) for reach in (october, november)]

# %% [markdown]
# What changed? First the assumptions.

# %%
from geo.comparison import both, compare

change = compare(october, november)
change.launches[["change", "launch", "date_a", "date_b"]]

# %% [markdown]
# Then the area within the stated figure. Less than the tolerance along the rim is no gain.

# %%
change.areas

# %% [markdown]
# Places that change their standing, the largest first. *Surer* sounds odd for a side that lost land: a smaller territory has
# more places that lie within range of *every* point of it.

# %%
change.places[["change", "place", "country", "population", "standing_a", "standing_b"]].head(10)

# %% [markdown]
# The permission is a zone with a day. It is drawn apart from the range: range is not permission.

# %%
zone = november.scenario.zones[0]
zone.place.label, zone.note, zone.date

# %% [markdown]
# How much of the zone lies within the stated range?

# %%
from geo.shares import zone_overlap

zone_overlap(november)[["zone", "zone_date", "launch", "share_low", "share_best", "share_high"]]

# %% [markdown]
# Worth keeping: one map with both days, here and as a file. The slider below its legend moves from day to day.

# %%
together = geo.range_map(both(october, november, ("October", "November")))
geo.save_html(together, "before-and-after.html")
together
