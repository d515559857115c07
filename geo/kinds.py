"""What a public function was given is of the kind that it takes; else an error says what came and where the right one comes from."""

from __future__ import annotations

from typing import Final, TypeVar

Kind = TypeVar("Kind")

_MADE_BY: Final = {
    "Document": "geo.read(path)",
    "Claims": "geo.extract(document)",
    "Scenario": "geo.load_scenario(path) or geo.make_scenario(launches=[…])",
    "Reach": "geo.reach(claims, scenario)",
    "Length": "geo.parse_length(text)",
    "Map": "geo.range_map(reach)",
    "DataFrame": "geo.places_file.read_places(path).table",
}
"""What makes each kind of thing, as a user writes it."""


def expect(given: object, kind: type[Kind], name: str) -> Kind:
    """The thing itself, if it is of the kind that the argument of this name takes.

    Raises
    ------
    TypeError
        If it is something else.

    Examples
    --------
    >>> expect("reach.toml", dict, "options")
    Traceback (most recent call last):
    ...
    TypeError: Invalid options 'reach.toml'. Must be of type dict.
    """
    if isinstance(given, kind):
        return given
    came = (
        repr(given)
        if given is None or isinstance(given, str | int | float)
        else f"of type {type(given).__name__}"
    )
    made = f", as {_MADE_BY[kind.__name__]} gives it" if kind.__name__ in _MADE_BY else ""
    raise TypeError(f"Invalid {name} {came}. Must be of type {kind.__name__}{made}.")
