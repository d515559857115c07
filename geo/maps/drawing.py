"""What stands on a picture's map: ground, zones, bands, launches and scale bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.maps import palette
from geo.maps.payload import drawn_claims
from geo.maps.sheet import MARGIN, Chart, fill, stroke, write
from geo.units import METRES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from geo.maps.basemap import Ground
    from geo.maps.frame import Frame
    from geo.model import Band, RangeClaim, Reach


def draw_ground(axes: Axes, under: Ground, chart: Chart, clip: Any) -> None:
    """Land, coast, borders and disputed lines."""
    fill(axes, chart.shape(chart.near(under.far)), clip, facecolor=palette.LAND)
    land = chart.shape(under.land)
    fill(axes, land, clip, facecolor=palette.LAND, edgecolor=palette.LAND, linewidth=0.4)
    box = shapely.box(*under.frame.bounds).boundary.buffer(1e-3)
    coast = shapely.difference(under.land.boundary, box)
    stroke(
        axes,
        chart.lines([shapely.get_coordinates(part) for part in shapely.get_parts(coast)]),
        clip,
        colors=palette.COAST,
        linewidths=0.5,
    )
    stroke(axes, chart.lines([*under.regions, *under.theirs]), clip, colors=palette.REGION, linewidths=0.5)
    stroke(axes, chart.lines([*under.borders, *under.ours]), clip, colors=palette.BORDER, linewidths=0.9)
    for _, lines in under.disputed:
        stroke(
            axes, chart.lines(lines), clip, colors=palette.DISPUTED, linewidths=0.9, linestyles=(0, (4, 3))
        )


def draw_areas(axes: Axes, reach: Reach, frame: Frame, chart: Chart, clip: Any) -> None:
    """Territories dotted, zones hatched."""
    for launch in reach.scenario.launches:
        if launch.geometry is not None:
            shape = frame.place(launch.geometry)
            fill(axes, chart.shape(shape), clip, facecolor=palette.INK, alpha=0.1)
            stroke(
                axes,
                chart.lines(frame.strokes(shape)),
                clip,
                colors=palette.INK,
                linewidths=1.2,
                linestyles=(0, (1, 2)),
            )
    for zone in reach.scenario.zones:
        shape = frame.place(zone.geometry)
        fill(
            axes,
            chart.shape(shape),
            clip,
            facecolor="none",
            edgecolor=palette.HATCH,
            hatch="/////",
            alpha=0.35,
        )
        stroke(
            axes,
            chart.lines(frame.strokes(shape)),
            clip,
            colors=palette.INK,
            linewidths=1.0,
            linestyles=(0, (4, 2.4)),
        )


def draw_band(  # noqa: PLR0917 - what is drawn, and where
    axes: Axes, band: Band, claims: list[RangeClaim], frame: Frame, chart: Chart, clip: Any
) -> None:
    """A line for the stated figure, a shade for what its wording allows, ticks where its upper bound is open."""
    index = claims.index(band.claim)
    colour, dash = palette.colour(index), palette.dash(index)
    best = frame.place(band.best)
    outer = best if band.high is None else frame.place(band.high)
    shade = outer if band.low is None else shapely.difference(outer, frame.place(band.low))
    alpha = 0.17 if band.launch.geometry is None else 0.07
    fill(axes, chart.shape(shade), clip, facecolor=colour, alpha=alpha)
    lines = chart.lines(frame.strokes(best))
    stroke(axes, lines, clip, colors=palette.LAND, linewidths=3.2, alpha=0.75)
    stroke(
        axes,
        lines,
        clip,
        colors=colour,
        linewidths=1.8,
        linestyles=(0, [d / 1.8 for d in dash]) if dash else "solid",
    )
    if band.high is None:
        stroke(axes, ticks(lines), clip, colors=colour, linewidths=1.1)


def draw_crowd(axes: Axes, reach: Reach, frame: Frame, chart: Chart, clip: Any) -> None:
    """Very many rings: thin lines that darken where they gather."""
    claims = drawn_claims(reach)
    for index, claim in enumerate(claims):
        shapes = [frame.place(band.best) for band in reach.bands if band.claim == claim]
        lines = [line for shape in shapes for line in chart.lines(frame.strokes(shape))]
        stroke(
            axes, lines, clip, colors=palette.colour(index), linewidths=0.5, alpha=max(0.06, 20 / len(lines))
        )


def ticks(lines: list[Any], *, length: float = 6.5, apart: float = 9.0) -> list[Any]:
    """Short strokes that point outwards from closed lines, points."""
    found = []
    for line in lines:
        steps = np.diff(line, axis=0)
        along = np.concatenate([[0], np.cumsum(np.hypot(*steps.T))])
        at = np.arange(0, along[-1], apart)
        feet = np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)])
        ahead = np.column_stack([np.interp(at + 0.5, along, line[:, axis]) for axis in (0, 1)])
        way = ahead - feet
        sign = 1 if shapely.is_ccw(shapely.linearrings(line)) else -1
        out = np.column_stack([way[:, 1], -way[:, 0]]) * sign / np.maximum(np.hypot(*way.T), 1e-9)[:, None]
        found += [np.array([foot, foot + length * normal]) for foot, normal in zip(feet, out, strict=True)]
    return found


def draw_launches(axes: Axes, reach: Reach, chart: Chart) -> None:
    """A symbol for each launch that is a point."""
    for launch in reach.scenario.launches:
        if launch.geometry is None:
            (x, y) = chart([(launch.place.lon, launch.place.lat)])[0]
            symbol(axes, x, y, launch.kind)


def symbol(axes: Axes, x: float, y: float, kind: str) -> None:
    """A ring with a cross for a declared launch, a dashed ring with a dot for an illustrative one."""
    from matplotlib.patches import Circle

    style: Any = (0, (2.1, 1.4)) if kind == "illustrative" else "solid"
    axes.add_patch(
        Circle((x, y), 6, facecolor="white", edgecolor=palette.INK, linewidth=1.6, linestyle=style, zorder=4)
    )
    if kind == "illustrative":
        axes.add_patch(Circle((x, y), 1.5, facecolor=palette.INK, zorder=4))
    else:
        axes.plot([x - 3.4, x + 3.4], [y, y], color=palette.INK, linewidth=1.6, zorder=4)
        axes.plot([x, x], [y - 3.4, y + 3.4], color=palette.INK, linewidth=1.6, zorder=4)


def band_sample(axes: Axes, claim: tuple[int, bool], x: float, y: float, width: float) -> None:
    """A line and its shade for the legend, with ticks where the upper bound is open: the claim's number, and whether."""
    from matplotlib.patches import Rectangle

    index, opened = claim
    colour, dash = palette.colour(index), palette.dash(index)
    axes.add_patch(Rectangle((x, y - 4.5), width, 9, facecolor=colour, alpha=0.17, linewidth=0))
    style: Any = (0, [d / 1.8 for d in dash]) if dash else "solid"
    axes.plot([x, x + width], [y, y], color=colour, linewidth=1.8, linestyle=style, solid_capstyle="butt")
    for at in np.arange(x + 4, x + width, 8) if opened else ():
        axes.plot([at, at], [y, y + 5.5], color=colour, linewidth=1.1)


def area_sample(axes: Axes, x: float, y: float, width: float, *, territory: bool) -> None:
    """A patch of a territory or of a zone for the legend."""
    from matplotlib.patches import Rectangle

    box: Any = ((x, y - 4.5), width, 9)
    if territory:
        axes.add_patch(Rectangle(*box, facecolor=palette.INK, alpha=0.1, linewidth=0))
    else:
        axes.add_patch(
            Rectangle(*box, facecolor="none", edgecolor=palette.HATCH, hatch="/////", alpha=0.35, linewidth=0)
        )
    style: Any = (0, (1, 2)) if territory else (0, (4, 2.4))
    axes.add_patch(Rectangle(*box, facecolor="none", edgecolor=palette.INK, linestyle=style, linewidth=1.1))


def draw_scale(axes: Axes, chart: Chart) -> tuple[float, float, float, float]:
    """Scale bars in kilometres and miles; returns the box they take."""
    x, y = MARGIN, chart.base + 20
    for unit, side in (("km", 1), ("mi", -1)):
        most = 130 * chart.metres / METRES[unit]  # type: ignore[index]
        power = 10.0 ** np.floor(np.log10(most))
        nice = max(step * power for step in (1, 2, 3, 5) if step * power <= most)
        width = nice * METRES[unit] / chart.metres  # type: ignore[index]
        axes.plot(
            [x, x, x + width, x + width],
            [y + 5 * side, y, y, y + 5 * side],
            color=palette.INK,
            linewidth=1.1,
            zorder=5,
        )
        write(axes, x + 4, y + (2 if side > 0 else -11), f"{nice:,g} {unit}", 7.5, halo=True, zorder=6)
    return x - 4, y - 14, x + 136, y + 16
