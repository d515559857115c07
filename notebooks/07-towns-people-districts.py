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
# # Which towns, how many people, which districts?
#
# Civil questions to a map: what lies within a stated range, at its edge, and beyond?

# %%
import geo
from geo.bands import reach_of

reach = reach_of("../seeds/kursk-2024.toml")

# %% [markdown]
# Every settlement of 500 people and more is measured, from every launch. Both launches are examples.

# %%
towns = geo.coverage(reach)
towns[["place", "country", "system", "launch", "standing", "distance_km", "distance_mi"]].head()

# %% [markdown]
# How many places and people stand how? *Any launch* counts each place once, by its surest word.

# %%
from geo.covered import summary

counts = summary(towns)
counts[counts["launch"] == "any launch"][["system", "stated", "standing", "places", "people"]]

# %% [markdown]
# What such a sum leaves out, or counts twice, is part of the answer.

# %%
print(towns.attrs["people"])
print(towns.attrs["leaves_out"])

# %% [markdown]
# How much of each region? Shares of area and of listed people, at the least, the stated and the most.

# %%
from geo.shares import region_shares, zone_overlap

shares = region_shares(reach)
columns = ["region", "region_code", "share_low", "share_best", "share_high", "people_low", "people_high"]
shares[(shares["launch"] == "any launch") & (shares["system"] == "ATACMS")][columns].round(2).head(10)

# %% [markdown]
# The zone of the reported permission has a row of its own. Range is not permission.

# %%
zone_overlap(reach)[["zone", "system", "launch", "share_low", "share_best", "share_high", "people"]]

# %% [markdown]
# Which districts hold a listed place within range, with their codes where ISO 3166-2 has one?

# %%
from geo.covered import districts

touched = districts(towns)
touched[
    ["system", "launch", "region", "region_code", "district", "places", "people", "people_certain"]
].head()

# %% [markdown]
# A list of your own goes in as well. Columns are found by their usual names; rows that cannot be used are said and skipped.

# %%
from geo.places_file import read_places

own = read_places("data/my-places.csv")
print(*own.problems, sep="\n")
geo.coverage(reach, own.table)[["place", "kind", "system", "launch", "standing", "distance_km"]].head(6)

# %% [markdown]
# All tables in one workbook, each row with the quote that it rests on.

# %%
geo.export(reach, "tables.xlsx")

# %% [markdown]
# A map of your own: put an outline to each row, and geopandas does the rest.

# %%
import geopandas as gpd

from geo.borders import outline

rows = shares[(shares["launch"] == "any launch") & (shares["system"] == "ATACMS")]
shapes = [outline(geo.find_place(code)) for code in rows["region_code"]]
regions = gpd.GeoDataFrame(rows, geometry=shapes, crs=4326).to_crs("+proj=aeqd +lat_0=51 +lon_0=35")

# %% [markdown]
# Worth keeping: each region by how much of its area lies within the stated range of either launch.

# %%
style = {"cmap": "Oranges", "alpha": 0.7, "edgecolor": "#666666", "figsize": (8, 6)}
legend = {"label": "share of the area within the stated range", "shrink": 0.6}
axes = regions.plot("share_best", legend=True, legend_kwds=legend, **style)
for region in regions[regions["share_best"] > 0.45].itertuples():
    axes.annotate(region.region_code, region.geometry.representative_point().coords[0], ha="center")
axes.set_title("ATACMS, about 190 miles from two example launches")
axes.set_axis_off()
