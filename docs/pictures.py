"""Draw the figures of the pages on geodesic buffers: `python docs/pictures.py`."""

import math
import warnings
from pathlib import Path

import geopandas
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import shapely

from geo.borders import outline
from geo.gazetteer import find_places
from geo.geodesy import buffers
from geo.geodesy.lonlat import MEAN_RADIUS, Chart
from geo.geodesy.source import Source
from geo.geodesy.strips import strips

IMAGES = Path(__file__).parent / "img"
LAND, LINE, BLUE, ORANGE, GREEN, RED, PURPLE = (
    "#e8e2d4",
    "#6b6452",
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#d55e00",
    "#cc79a7",
)
STYLE = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "svg.hashsalt": "geo",
}


def country(name: str) -> shapely.Geometry:
    """The outline of a country."""
    return outline(next(place for place in find_places(name) if place.kind == "country"))


def coast() -> shapely.Polygon:
    """A made island with a bay, about 120 km wide."""
    rng = np.random.default_rng(11)
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    out = 62e3 * (1 + 0.25 * np.sin(2 * turn) - 0.55 * np.exp(-(((turn - 1.2) / 0.22) ** 2))) + rng.normal(
        0, 2.2e3, 90
    )
    return shapely.Polygon(Chart(10, 50).inverse(np.column_stack([out * np.cos(turn), out * np.sin(turn)])))


def paint(axes: plt.Axes, shape: shapely.Geometry, **style: object) -> None:
    """Fill polygons or stroke lines, in kilometres of the chart."""
    geopandas.GeoSeries([shapely.transform(shape, lambda points: points / 1e3)]).plot(ax=axes, **style)


def idea() -> None:
    """The three steps of a buffer, on an island, 40 km, with strips drawn wide."""
    island, radius, tolerance = coast(), 40e3, 200.0
    chart = Chart.around(island)
    chords = buffers._chords(island, chart, radius, tolerance)  # noqa: SLF001 - the picture shows the steps inside
    source = Source(island, slack=5, reach=radius)
    filler = buffers._filler(island, chart, radius, chords.arc)  # noqa: SLF001 - the picture shows the steps inside
    filler = filler.buffer(-0.1 * radius)
    rim, ring = buffers._rim(filler, 5e3)  # noqa: SLF001 - the picture shows the steps inside
    feet = source.nearest(chart.inverse(rim))
    pairs = np.flatnonzero(ring[1:] == ring[:-1])
    bands = strips(source, chart, rim, feet, pairs, radius=radius, chords=chords)
    whole = shapely.union_all([filler, *bands])
    fine, _ = buffers._rim(whole, 1.5e3)  # noqa: SLF001 - the picture shows the steps inside
    short = radius - source.nearest(chart.inverse(fine)).distance
    figure, panels = plt.subplots(1, 3, figsize=(10.2, 3.9), layout="constrained")
    land = shapely.transform(island, chart.forward)
    for axes, title in zip(
        panels,
        ("1  a filler that is too small", "2  strips along geodesics", "3  every vertex measured"),
        strict=True,
    ):
        paint(axes, land, facecolor=LAND, edgecolor=LINE, linewidth=0.7, zorder=3)
        axes.set(title=title, aspect="equal", xlim=(-125, 125), ylim=(-125, 125), xticks=[], yticks=[])
        axes.set_axis_off()
    paint(panels[0], filler, facecolor="#cfe3f1", edgecolor=BLUE, linewidth=1)
    paint(panels[1], filler, facecolor="#eaf3f9", edgecolor="none")
    for number, band in enumerate(bands):
        paint(
            panels[1],
            band,
            facecolor=(ORANGE, PURPLE, GREEN)[number % 3],
            alpha=0.35,
            edgecolor="#333333",
            linewidth=0.3,
        )
    feet_xy = chart.forward(feet.lonlat) / 1e3
    for one, two in zip(rim[::2] / 1e3, feet_xy[::2], strict=True):
        panels[1].plot(*np.column_stack([one, two]), color=LINE, linewidth=0.25, zorder=2)
    paint(panels[2], whole, facecolor="#eef7f2", edgecolor="none")
    shown = panels[2].scatter(
        *(fine / 1e3).T, c=short, s=4, cmap="viridis_r", vmin=0, vmax=tolerance / 2, zorder=4
    )
    figure.colorbar(shown, ax=panels[2], shrink=0.7, label="metres short of 40 km")
    save(figure, "buffer-idea.png")


def elsewhere() -> dict[str, shapely.Geometry]:
    """Iceland's buffer of 300 km by five other methods, in longitude and latitude, and ours."""
    land, radius = country("Iceland"), 300e3
    series = geopandas.GeoSeries([land], crs=4326)
    middle = Chart.around(land)
    aeqd = f"+proj=aeqd +lat_0={middle.lat} +lon_0={middle.lon} +datum=WGS84"
    return {
        "Web Mercator": series.to_crs(3857).buffer(radius).to_crs(4326).iloc[0],
        "degrees": land.buffer(radius / 111_195),
        "UTM": series.to_crs(series.estimate_utm_crs()).buffer(radius, quad_segs=64).to_crs(4326).iloc[0],
        "one plane": series.to_crs(aeqd).buffer(radius, quad_segs=64).to_crs(4326).iloc[0],
        "a sphere": spherical(land, radius),
        "georeach": buffers.buffer(land, radius),
    }


def spherical(land: shapely.Geometry, radius: float) -> shapely.Geometry:
    """The buffer on a sphere: discs about the coast's vertices, joined with the land between them."""
    points = shapely.get_coordinates(shapely.segmentize(land, 0.05))
    turn, angle = np.linspace(0, 2 * np.pi, 361), radius / MEAN_RADIUS
    discs = []
    for lon, lat in np.radians(points):
        phi = np.arcsin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * np.cos(turn))
        east = np.sin(turn) * math.sin(angle) * math.cos(lat)
        lam = lon + np.arctan2(east, math.cos(angle) - math.sin(lat) * np.sin(phi))
        discs.append(shapely.Polygon(np.degrees(np.column_stack([lam, phi]))))
    return shapely.union_all([land, *discs])


def wrong() -> None:
    """Iceland, 300 km: two methods that are off by half, and four that differ by metres."""
    land, shapes = country("Iceland"), elsewhere()
    chart, source = Chart.around(land), Source(land, slack=0.1, reach=3e5)
    figure, (globe, errors) = plt.subplots(
        1, 2, figsize=(10.2, 4.3), layout="constrained", width_ratios=(1, 1.15)
    )
    paint(globe, shapely.transform(land, chart.forward), facecolor=LAND, edgecolor=LINE, linewidth=0.6)
    looks = {"Web Mercator": (RED, "--"), "degrees": (PURPLE, ":"), "georeach": (BLUE, "-")}
    for name, (colour, dash) in looks.items():
        edge = shapely.transform(shapely.segmentize(shapes[name].boundary, 0.1), chart.forward)
        paint(globe, edge, color=colour, linestyle=dash, linewidth=1.6)
        globe.plot(
            [],
            [],
            color=colour,
            linestyle=dash,
            label={"georeach": "300 km on the ellipsoid"}.get(name, name),
        )
    globe.set(aspect="equal", xlabel="km", ylabel="km", title="Iceland, 300 km")
    figure.legend(frameon=False, loc="outside lower left", ncols=3, fontsize=8)
    for name, colour in (("UTM", ORANGE), ("one plane", GREEN), ("a sphere", RED), ("georeach", BLUE)):
        rim = shapely.get_coordinates(shapely.segmentize(shapely.get_rings(shapes[name])[:1], 0.05))
        away = source.nearest(rim).distance - 3e5
        azimuth = np.degrees(np.arctan2(*chart.forward(rim).T)) % 360
        order = np.argsort(azimuth)
        errors.plot(
            azimuth[order],
            away[order],
            color=colour,
            linewidth=1.3,
            label="georeach" if name == "georeach" else name,
        )
    errors.axhspan(-10, 1, color=BLUE, alpha=0.12, linewidth=0)
    errors.set_yscale("symlog", linthresh=10, linscale=0.6)
    errors.set(
        xlim=(0, 360), xticks=range(0, 361, 90), xlabel="direction from the middle of the island, degrees"
    )
    errors.set(
        ylabel="metres too far (+) or short (−)",
        title="How far the drawn edge really is from the coast, less 300 km",
    )
    errors.legend(frameon=False, ncols=4, loc="lower center", bbox_to_anchor=(0.5, -0.3), fontsize=8)
    save(figure, "buffer-wrong.png")


def date_line() -> None:
    """Fiji, 200 km: drawn in one plane and put back in degrees, and cut at 180° as RFC 7946 asks."""
    land = country("Fiji")
    middle = Chart.around(land)
    series = geopandas.GeoSeries([land], crs=4326)
    aeqd = f"+proj=aeqd +lat_0={middle.lat} +lon_0={middle.lon} +datum=WGS84"
    plane = series.to_crs(aeqd).buffer(2e5).to_crs(4326).iloc[0]
    ours = buffers.buffer(land, 2e5)
    figure, panels = plt.subplots(2, 1, figsize=(8, 3.6), layout="constrained", sharex=True)
    for axes, shape, colour, title in zip(
        panels,
        (plane, ours),
        (RED, BLUE),
        ("one plane, put back in degrees: invalid, round the world", "georeach: two parts that meet at 180°"),
        strict=True,
    ):
        geopandas.GeoSeries([shape]).plot(
            ax=axes, facecolor=colour, alpha=0.25, edgecolor=colour, aspect=None
        )
        geopandas.GeoSeries([shape]).boundary.plot(ax=axes, color=colour, linewidth=1.2, aspect=None)
        axes.set(
            title=title, xlim=(-185, 185), ylim=(-27, -8), xticks=range(-180, 181, 60), ylabel="latitude"
        )
    panels[0].set_xlabel("")
    panels[1].set_xlabel("longitude")
    save(figure, "buffer-date-line.png")


def save(figure: plt.Figure, name: str) -> None:
    """Write a small picture without a date in it."""
    figure.savefig(IMAGES / name, dpi=110, metadata={"Software": None})
    plt.close(figure)


def main() -> None:
    """Draw all figures."""
    mpl.use("Agg")
    mpl.rcParams.update(STYLE)
    warnings.simplefilter("ignore")
    for draw in (idea, wrong, date_line):
        draw()


if __name__ == "__main__":
    main()
