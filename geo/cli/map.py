"""`geo map`: the stated ranges of a text around declared launches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.cli import counted, say
from geo.cli.place import announce

if TYPE_CHECKING:
    from geo.model import Reach, Scenario, Viewpoint


@click.command("map")
@click.argument("source")
@click.option("--launch", multiple=True, metavar="PLACE", help="Measure from here; may be repeated.")
@click.option("--illustrative", multiple=True, metavar="PLACE", help="The same, labelled as an example only.")
@click.option("--zone", multiple=True, metavar="REGION", help="Where use is said to be allowed; drawn apart.")
@click.option("--claims", metavar="FILE", help="Decisions about what was read, as 'geo review' writes them.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day the map stands for.")
@click.option(
    "--viewpoint",
    type=click.Choice(["recognised", "de_facto"]),
    help="Borders as internationally recognised (the default), or by control.",
)
@click.option("--title", help="Headline of the map.")
@click.option(
    "-o",
    "--output",
    default="map.html",
    show_default=True,
    metavar="FILE",
    help="What to write: .html, .png, .svg, .pdf, .gif (one frame a day), or a format of 'geo export'.",
)
def command(source: str, output: str, **options: Any) -> None:
    r"""Draw what SOURCE states: a text (.txt, .md, .html, "-" for stdin) or a scenario (.toml).

    The map is one file that opens without a network. A text rarely says where anything is launched from:
    name the launches yourself. Without one, the map shows the places and the claims, and draws no ring.

    \b
    geo map article.txt --launch Sumy --zone "Kursk Oblast" -o map.html
    geo map seeds/kursk-2024.toml -o map.html
    geo map article.txt --launch Sumy --claims claims.toml -o map.png
    """
    from geo.bands import reach
    from geo.files import check_output
    from geo.scenario import files_of
    from geo.text.documents import read
    from geo.text.extract import extract

    _check_format(output)
    read_from = files_of(source).values() if Path(source).suffix.lower() == ".toml" else (source,)
    check_output(output, reading=(*read_from, options["claims"] or ""))
    scenario = _scenario(source, options)
    claims = extract(read(scenario.text or source))
    result = reach(claims, scenario)
    _write(result, output)
    _summary(result, output)


def _check_format(output: str) -> None:
    from geo.formats import FORMATS
    from geo.model import OutputError

    allowed = (".html", ".png", ".svg", ".pdf", ".gif", *FORMATS)
    if Path(output).suffix.lower() not in (".htm", *allowed):
        raise OutputError(f"Cannot write '{output}': unknown format. Must be {', '.join(allowed)}.")


def _scenario(source: str, options: dict[str, Any]) -> Scenario:
    from geo.scenario import load_scenario, make_scenario

    day = options["day"].date() if options["day"] else None
    extra = make_scenario(
        launches=options["launch"],
        illustrative=options["illustrative"],
        zones=options["zone"],
        date=day,
        viewpoint=_viewpoint(options["viewpoint"]),
        title=options["title"] or "",
    )
    if options["claims"]:
        from geo.corrections import load_corrections

        extra = replace(extra, corrections=load_corrections(options["claims"]))
    for name, launch in zip((*options["launch"], *options["illustrative"]), extra.launches, strict=True):
        announce(name, launch.place)
    if Path(source).suffix.lower() != ".toml":
        return extra
    base = load_scenario(source)
    if not base.text:
        from geo.model import ScenarioError

        raise ScenarioError(f'{source}: names no text. Add a line text = "article.txt".')
    return replace(
        base,
        launches=base.launches + extra.launches,
        zones=base.zones + extra.zones,
        date=extra.date or base.date,
        viewpoint=options["viewpoint"] or base.viewpoint,
        title=extra.title or base.title,
        corrections=base.corrections + extra.corrections,
    )


def _viewpoint(option: str | None) -> Viewpoint:
    return "de_facto" if option == "de_facto" else "recognised"


def _write(result: Reach, output: str) -> None:
    suffix = Path(output).suffix.lower()
    if suffix in (".html", ".htm"):
        from geo.maps.html import save_html
        from geo.maps.range_map import range_map

        save_html(range_map(result), output)
    elif suffix in (".png", ".svg", ".pdf"):
        from geo.maps.static_map import save_figure

        save_figure(result, output)
    elif suffix == ".gif":
        from geo.maps.frames import save_frames

        save_frames(result, output)
    else:
        from geo.formats import export

        export(result, output)


def _summary(result: Reach, output: str) -> None:
    from geo.units import format_length

    for claim in dict.fromkeys(band.claim for band in result.bands) or result.claims.ranges:
        say(f"{claim.name}: {format_length(claim.length)}  “{claim.quote}”")
    for line in result.missing:
        say(line)
    places = {m.place for m in result.claims.places if m.place and not m.in_name and not m.ambiguous}
    rings = f"{counted(len(result.bands), 'range')} drawn around {counted(len(result.scenario.launches), 'launch')}"
    say(
        f"Wrote {output}: {rings if result.bands else 'no ring'}, {counted(len(places), 'place')} named in the text"
    )
