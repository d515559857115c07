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
# # Why not just `buffer()`?
#
# `shapely` and `geopandas` have a `buffer` of their own. It works in the plane, so somebody chooses a plane. How wrong does that
# get?

# %%
import geopandas as gpd

import geo
from geo.borders import outline

# %% [markdown]
# A region in the north, and 300 km around it.

# %%
region = outline(geo.find_place("Arkhangelsk Oblast"))
series = gpd.GeoSeries([region], crs=4326)
radius = 300_000

# %% [markdown]
# Four ways to draw it: degrees taken for kilometres, the web map's Mercator, one UTM zone, one azimuthal plane.

# %%
mercator = series.to_crs(3857).buffer(radius).to_crs(4326)[0]
utm = series.to_crs(series.estimate_utm_crs()).buffer(radius).to_crs(4326)[0]
middle = region.centroid
plane = series.to_crs(f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x}").buffer(radius).to_crs(4326)[0]
degrees = region.buffer(radius / 111_195)

# %% [markdown]
# And along geodesics on the ellipsoid:

# %%
exact = geo.buffer(region, radius)

# %% [markdown]
# The same audit for all. It measures edges against exact geodesics, and finds where a shape reaches too far and where it falls
# short.

# %%
import pandas as pd

ways = {"degrees": degrees, "Web Mercator": mercator, "UTM": utm, "azimuthal": plane, "geo.buffer": exact}
audits = {name: geo.verify_buffer(shape, region, radius) for name, shape in ways.items()}
rows = {name: (audit.over / 1000, audit.under / 1000, audit.error / 1000) for name, audit in audits.items()}
pd.DataFrame(rows, index=["too far, km", "falls short, km", "worst error, km"]).T.round(3)

# %% [markdown]
# One plane is good near its middle and bad far from it: a region is no point. Mercator is wrong everywhere, by the cosine of
# the latitude.

# %%
for latitude in (0, 30, 50, 60, 70):
    point = gpd.GeoSeries.from_xy([40], [latitude], crs=4326)
    ring = point.to_crs(3857).buffer(radius).to_crs(4326)[0]
    print(
        f"at {latitude}° north '300 km' is {geo.distance((40, latitude), ring.exterior.coords[0]) / 1000:.0f} km"
    )

# %% [markdown]
# The other way round: true circles of 1,000 km, drawn on a Mercator map. All of them are the same size.

# %%
from shapely import clip_by_rect, from_wkb

from geo.tables import table

land = clip_by_rect(from_wkb(table("basemap_land.wkb").read_bytes()), -175, -60, 175, 82)
rings = geo.range_rings([(-65, -5), (-100, 40), (20, 0), (15, 47), (100, 62), (-40, 71)], 1_000_000)
axes = gpd.GeoSeries([land], crs=4326).to_crs(3857).plot(color="#dddddd", figsize=(8, 7))
gpd.GeoSeries(rings, crs=4326).to_crs(3857).plot(ax=axes, color="#0072b288").set_axis_off()

# %% [markdown]
# A published ring can be audited, too. Here is one that was drawn in degrees.

# %%
from shapely import Point

published = Point(34.8, 50.91).buffer(306 / 111.195)
print(geo.verify_buffer(published, Point(34.8, 50.91), "306 km").describe())

# %% [markdown]
# Worth keeping: all five around the region, in a plane that shows the north as it is. Three kilometres
# cannot be seen at this scale; that is why they are measured.

# %%
shapes = gpd.GeoDataFrame({"way": list(ways)}, geometry=list(ways.values()), crs=4326)
flat = shapes.to_crs(f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x}")
flat.loc[:, "geometry"] = flat.boundary
beside = {"loc": "center left", "bbox_to_anchor": (1, 0.5), "frameon": False}
axes = flat.plot("way", cmap="Dark2", linewidth=1.5, legend=True, legend_kwds=beside, figsize=(8, 6))
gpd.GeoSeries([region], crs=4326).to_crs(flat.crs).plot(ax=axes, color="#dddddd")
axes.set_title("300 km around Arkhangelsk Oblast, five ways").axes.set_axis_off()
