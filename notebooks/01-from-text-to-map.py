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
# # From a text to a map
#
# A text says how far a weapon reaches and names places. What lies within that distance of a point that *you* name?
#
# A stated range is not capability, permission or intent.

# %%
import geo

# %% [markdown]
# Read a text. Here it is a brief of press reports of November 2024; a file of yours works the same way.

# %%
document = geo.read("../seeds/kursk-2024.md")
claims = geo.extract(document)

# %% [markdown]
# What does it state about ranges? Each row has the words that it comes from, and where in the text they stand.

# %%
claims.to_frame()[["systems", "stated", "low_km", "best_km", "high_km", "quote", "start", "end"]]

# %% [markdown]
# "About 190 miles" is an interval. Its ends come from the precision of the figure and from the word "about".

# %%
length = claims.ranges[0].length
print(geo.format_length(length))
print(f"{length.low / 1000:.0f} to {length.high / 1000:.0f} km")

# %% [markdown]
# The text names no launch point, so a scenario does. It lies beside the text and says what is assumed. Both launches in it
# are examples, and the map labels them so.

# %%
scenario = geo.load_scenario("../seeds/kursk-2024.toml")
[(launch.place.label, launch.kind) for launch in scenario.launches]

# %% [markdown]
# A check before anything is drawn: how far is Kursk from Sumy? Well within the least that the words allow.

# %%
kilometres = geo.distance(geo.find_place("Sumy"), geo.find_place("Kursk")) / 1000
print(f"{kilometres:.0f} km; stated: {geo.format_length(length)}")

# %% [markdown]
# Claims and scenario together make shapes, exact on the ellipsoid. The towns within reach are a table; here are the largest.

# %%
reach = geo.reach(claims, scenario)
towns = geo.coverage(reach, min_population=300_000)
towns[["place", "country", "system", "launch", "standing", "distance_km", "distance_mi"]].head(8)

# %% [markdown]
# Worth keeping: the map, here and as one file that opens anywhere, without a network. Point at a ring for the words that it comes
# from, switch it off in the legend, open the table under the map.

# %%
range_map = geo.range_map(reach)
geo.save_html(range_map, "map.html")
range_map
