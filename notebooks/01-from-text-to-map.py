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
# What does it state about ranges? Each row has the words that it comes from.

# %%
claims.to_frame()

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
# Claims and scenario together make shapes, exact on the ellipsoid.

# %%
reach = geo.reach(claims, scenario)
geo.range_map(reach)

# %% [markdown]
# The same map as one file that opens anywhere, without a network.

# %%
geo.save_html(geo.range_map(reach), "map.html")

# %% [markdown]
# A quick check: how far is Kursk from Sumy, and does the stated range cover it?

# %%
kilometres = geo.distance(geo.find_place("Sumy"), geo.find_place("Kursk")) / 1000
print(f"{kilometres:.0f} km; stated: {geo.format_length(length)}")
