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
# The map that belongs to the tables.

# %%
geo.range_map(reach)

# %% [markdown]
# Worth keeping: all tables in one workbook, each row with the quote that it rests on.

# %%
geo.export(reach, "tables.xlsx")
