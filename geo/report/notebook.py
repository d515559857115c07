"""A notebook for a user's own text: every step from reading to a map, ready to run, with the assumptions left open."""

from __future__ import annotations

import hashlib
import json
import textwrap
from typing import Any, Final

_CELLS: Final = (
    """# What does this text state, and what lies within it?

Run the cells in order. Nothing is guessed: where the text is silent, a cell asks you.

A stated range is not capability, permission or intent.""",
    """\
    from pathlib import Path

    import geo

    article = Path({article})
    claims = geo.extract(geo.read(article))""",
    "**1. What does it state?** Each range has the sentence that it comes from. Is each of them the range of a weapon?",
    """\
    claims.to_frame()""",
    "**2. What does it leave open?** These questions are for you.",
    """\
    from geo.draft import questions

    print(*questions(claims), sep="\\n")""",
    "**3. Which places does it name?** Those too close to call are marked, not pinned.",
    """\
    import pandas as pd

    found = [(m.quote, m.place and m.place.label, ", ".join(m.roles), m.ambiguous) for m in claims.places]
    pd.DataFrame(found, columns=["as written", "means", "roles", "ambiguous"]).drop_duplicates()""",
    (
        "**4. Review.** The page shows the text with all that was read. The file has one decision a range; it is written once and "
        "never over yours."
    ),
    """\
    from geo.text.review import claims_toml, review_html

    Path(f"{{article.stem}}-review.html").write_text(review_html(claims), encoding="utf-8")
    decisions = Path(f"{{article.stem}}-claims.toml")
    if not decisions.exists():
        decisions.write_text(claims_toml(claims), encoding="utf-8")""",
    "Edit the file of decisions, say in it who decided, and run on: here it is applied.",
    """\
    from geo.corrections import corrected, load_corrections

    kept = corrected(claims, load_corrections(decisions))
    kept.to_frame()""",
    (
        "**5. Your assumptions.** A launch is declared by you, or is an example and labelled so. A zone is where use is said to be "
        'allowed. A place is a name, a name with its country ("Valencia, ES"), or "lon,lat".'
    ),
    """\
    scenario = geo.make_scenario(
        launches=[],  # where ranges are measured from, as you declare
        illustrative=[],  # or as an example only
        zones=[],  # regions or countries
        date=claims.documents[0].date,
        title="What lies within the stated ranges?",
    )""",
    "What the text itself says of launches and zones:",
    """\
    roles = ("launch", "zone_allowed", "zone_forbidden")
    [(s.role, s.place and s.place.label, s.quote) for s in claims.statements if s.role in roles]""",
    "**6. The map.** What it cannot show is said first.",
    """\
    reach = geo.reach(kept, scenario)
    print(*reach.missing, sep="\\n")
    geo.range_map(reach)""",
    "**7. Which towns, how many people?** Empty until a launch is declared.",
    """\
    towns = geo.coverage(reach, min_population=10_000)
    columns = ["place", "country", "system", "launch", "standing", "distance_km", "distance_mi", "population"]
    towns.groupby("standing").head(10)[columns]""",
    "**8. Keep it.** One file to send, and a table.",
    """\
    geo.save_html(geo.range_map(reach), f"{{article.stem}}-map.html")
    towns.to_csv(f"{{article.stem}}-towns.csv", index=False)""",
)
"""Words and code by turns. The path of the text is the only thing put in, as a string of Python."""


def notebook(text: str) -> str:
    """A Jupyter notebook that reads a text, asks for the assumptions and draws the map.

    Parameters
    ----------
    text : str
        The path of the text as the notebook should name it, relative to where the notebook will stand.

    Returns
    -------
    str
        A notebook without outputs, as JSON; the same for the same path. No word of the text itself is put into it.

    Examples
    --------
    >>> json.loads(notebook("article.txt"))["nbformat"]
    4
    """
    cells = [_cell(number, source, text) for number, source in enumerate(_CELLS)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, source: str, text: str) -> dict[str, Any]:
    """Words where the number is even or zero, else code."""
    about: dict[str, Any] = {"id": hashlib.sha256(source.encode()).hexdigest()[:8], "metadata": {}}
    if number % 2 == 0:
        return {"cell_type": "markdown", **about, "source": source}
    code = textwrap.dedent(source).format(article=repr(text))
    return {"cell_type": "code", **about, "execution_count": None, "outputs": [], "source": code}
