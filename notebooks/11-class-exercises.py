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
# # Class exercises
#
# Put your answer in place of `None` and run the cell: it says `right` or `not yet`. Under each exercise a way to the answer is
# folded away.

# %%
import geo

# %% [markdown]
# **1.** How many kilometres is it from Lisbon to Reykjavik along the geodesic, to the nearest kilometre?
#
# <details><summary>A way</summary>
#
# ```python
# answer = geo.distance(geo.find_place("Lisbon"), geo.find_place("Reykjavik")) / 1000
# ```
# </details>

# %%
answer = None

print("right" if answer and abs(answer - 2950) <= 1 else "not yet")

# %% [markdown]
# **2.** A text says "nearly 400 miles". What is the *most* that these words allow, in kilometres?
#
# <details><summary>A way</summary>
#
# ```python
# answer = geo.parse_length("nearly 400 miles").high / 1000
# ```
# </details>

# %%
answer = None

print("right" if answer and abs(answer - 643.7) <= 0.1 else "not yet")

# %% [markdown]
# **3.** Two texts say "about 190 miles" and "290 kilometres". Can both be true of one system? Answer `"yes"` or `"no"`.
#
# <details><summary>A way</summary>
#
# ```python
# one, other = geo.parse_length("about 190 miles"), geo.parse_length("290 kilometres")
# answer = "yes" if max(one.low, other.low) <= min(one.high, other.high) else "no"
# ```
# </details>

# %%
answer = None

print("right" if answer == "yes" else "not yet")

# %% [markdown]
# **4.** On a Web Mercator map somebody draws a circle of "500 km" around Oslo with `buffer(500_000)`. How many kilometres is its
# radius really, to ten kilometres?
#
# <details><summary>A way</summary>
#
# ```python
# import geopandas as gpd
#
# oslo = geo.find_place("Oslo")
# point = gpd.GeoSeries.from_xy([oslo.lon], [oslo.lat], crs=4326)
# ring = point.to_crs(3857).buffer(500_000).to_crs(4326)[0]
# answer = geo.distance(oslo, ring.exterior.coords[0]) / 1000
# ```
# </details>

# %%
answer = None

print("right" if answer and abs(answer - 251) <= 10 else "not yet")

# %% [markdown]
# **5.** Which capital lies within 1,000 km of *every* point of Iceland: `"Dublin"`, `"Oslo"`, `"Torshavn"` or `"none"`?
#
# <details><summary>A way</summary>
#
# ```python
# from shapely import Point
#
# from geo.borders import outline
#
# common = geo.common_reach(outline(geo.find_place("Iceland")), "1,000 km")
# towns = {name: geo.find_place(name) for name in ("Dublin", "Oslo", "Torshavn")}
# inside = [name for name, town in towns.items() if common.contains(Point(town.lon, town.lat))]
# answer = ", ".join(inside) or "none"
# ```
# </details>

# %%
answer = None

print("right" if answer == "Torshavn" else "not yet")

# %% [markdown]
# **6.** To look at and to discuss: the brief that ships with the library. Which sentences about launches and zones are read, and
# which sentence does the table *not* show?

# %%
claims = geo.extract(geo.read("../seeds/kursk-2024.md"))
claims.to_frame()[["systems", "stated", "low_km", "high_km", "sentence"]]

# %% [markdown]
# **7.** Write a sentence of your own: an invented system, a figure, a hedging word. What does the machine read, and what does it miss?

# %%
from geo.model import Document

mine = "The Heron, an invented missile, reaches targets nearly 500 kilometres away, its maker says."
own = geo.extract(Document("mine", mine, title="A sentence of my own"))
own.to_frame()[["systems", "stated", "low_km", "high_km"]]

# %% [markdown]
# Worth keeping: your map. Put a town that you know in place of Oslo. What would you have to know to draw a launch point that is more
# than an example?

# %%
scenario = geo.make_scenario(illustrative=["Oslo"], title="An invented missile, an example town")
geo.range_map(geo.reach(own, scenario))
