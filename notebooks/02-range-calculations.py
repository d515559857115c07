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
# # Range calculations
#
# How far is it, what lies within a distance, and what shape does that have? Everything here is computed on the WGS84 ellipsoid,
# along geodesics: the shortest lines on the Earth.

# %%
import geo

# %% [markdown]
# A distance between two places, in metres. A place can be a name, or (longitude, latitude).

# %%
sumy = geo.find_place("Sumy")
kursk = geo.find_place("Kursk")
geo.distance(sumy, kursk), geo.distance((34.80, 50.91), (36.19, 51.74))

# %% [markdown]
# Where does one arrive after 100 km to the north-east? Azimuths count clockwise from north.

# %%
geo.destination(sumy, 45, 100_000).round(4)

# %% [markdown]
# A length in words is an interval. The word and the precision of the figure give its ends; a length is never printed finer than
# it was stated.

# %%
for words in ["190 miles", "about 190 miles", "up to 300 km", "more than 250 kilometres"]:
    length = geo.parse_length(words)
    print(f"{words:26} {length.low / 1000:6.1f} to {length.high / 1000:6.1f} km   {length}")

# %% [markdown]
# A ring: all points within a radius of one point. Its edge is true to 10 m unless you say otherwise.

# %%
ring = geo.range_ring(sumy, "190 mi")
print(f"{geo.area(ring) / 1e6:,.0f} km², {len(ring.exterior.coords)} corners")

# %% [markdown]
# It holds where maps fail: over the date line a ring has two parts, and over the pole it is a cap.

# %%
fiji = geo.range_ring((178.4, -18.1), "500 km")
cap = geo.range_ring((20, 88), "500 km")
fiji.geom_type, cap.bounds

# %% [markdown]
# The same for a whole region. The buffer is within 190 miles of *some* point of it, the common reach of *every* point.

# %%
from geo.borders import outline

region = outline(geo.find_place("Sumy Oblast"))
buffer = geo.buffer(region, "190 mi")
common = geo.common_reach(region, "190 mi")
[f"{geo.area(shape) / 1e6:,.0f} km²" for shape in (region, buffer, common)]

# %% [markdown]
# How good is the buffer? An audit measures its edge against geodesics and gives an interval for the worst error.

# %%
print(geo.verify_buffer(buffer, region, "190 mi").describe())

# %% [markdown]
# Which places lie within 190 miles of the region? That is decided by distance and not by the drawn shape.

# %%
towns = [geo.find_place(name) for name in ["Kyiv", "Kursk", "Moscow", "Minsk", "Odesa"]]
inside = geo.within(towns, region, "190 mi")
metres = geo.distance_to(towns, region)

# %% [markdown]
# The answers as a table, in both units.

# %%
import pandas as pd

table = pd.DataFrame({"place": [town.label for town in towns], "km": metres / 1000, "mi": metres / 1609.344})
table.round(1).assign(within_190_mi=inside)

# %% [markdown]
# And the shapes, in a plane that is true to distance around the region.

# %%
import geopandas as gpd

plane = "+proj=aeqd +lat_0=51 +lon_0=34 +units=km"
shapes = gpd.GeoSeries([buffer, common, region], crs=4326).to_crs(plane)
points = gpd.GeoSeries.from_xy([town.lon for town in towns], [town.lat for town in towns], crs=4326).to_crs(
    plane
)

# %% [markdown]
# Worth keeping: grey the region, blue what lies within 190 miles of some point of it, orange of every point.

# %%
axes = shapes.plot(color=["#9ecae1", "#fdb863", "#777777"], edgecolor="#333333", figsize=(7, 6))
points.plot(ax=axes, color="black", markersize=18)
for town, point in zip(towns, points, strict=True):
    axes.annotate(town.name, (point.x, point.y), xytext=(5, 5), textcoords="offset points")
axes.set_title("Within 190 miles of Sumy Oblast, in km")
axes.grid(alpha=0.3)
