"""Frozen records that every room shares, and the errors that a user handles.

The errors::

    GeoError (ValueError)
    ├── UnknownPlaceError      no place has that name; carries near names
    ├── AmbiguousPlaceError    several have it and none stands out; carries the candidates
    ├── LengthError            a text that is no length
    ├── DocumentError          a text that cannot be read
    ├── ScenarioError          a scenario file that breaks a rule; carries file and line
    └── OutputError            a result that cannot be written where it was asked for
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pandas import DataFrame
    from shapely.geometry.base import BaseGeometry

Unit = Literal["m", "km", "mi", "nmi", "ft", "yd"]
Qualifier = Literal["exact", "about", "nearly", "up_to", "more_than", "at_least", "no_more_than", "between"]
PlaceKind = Literal["settlement", "region", "country", "water", "other"]
LaunchKind = Literal["declared", "illustrative", "territory"]
Viewpoint = Literal["recognised", "de_facto"]


class GeoError(ValueError):
    """What went wrong in a user's input, in one line, with what to do next."""


class UnknownPlaceError(GeoError):
    """No place has that name."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near
        """Names that come close, best first."""


class AmbiguousPlaceError(GeoError):
    """Several places have that name and none clearly stands out."""

    def __init__(self, message: str, candidates: tuple[Place, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates
        """The places that share the name, most likely first."""


class LengthError(GeoError):
    """The text is no length."""


class DocumentError(GeoError):
    """The text cannot be read."""


class ScenarioError(GeoError):
    """The scenario breaks a rule."""


class OutputError(GeoError):
    """The result cannot be written there."""


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length as the interval that its wording allows.

    `low` <= `best` <= `high`, in metres; an open upper bound is `math.inf`.
    """

    low: float
    """The least the wording allows, metres."""
    best: float
    """The stated figure, metres; the middle of an interval."""
    high: float
    """The most the wording allows, metres; `math.inf` where the text leaves it open."""
    stated_low: float
    """The figure as stated, in `unit`; the lower end of an interval."""
    stated_high: float
    """The same as `stated_low`, or the upper end of an interval."""
    unit: Unit
    """The unit as stated."""
    qualifier: Qualifier = "exact"
    """How the text hedges the figure."""
    attributed: bool = False
    """Whether the text marks the figure as claimed, reported or estimated."""
    quote: str = ""
    """The words it was read from."""

    @property
    def is_open(self) -> bool:
        """Whether the text gives no upper bound."""
        return math.isinf(self.high)

    def __str__(self) -> str:
        from geo.units import format_length

        return format_length(self)


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it came from. Data, never code."""

    id: str
    """Name that is unique in a batch: the file's stem or the record's own id."""
    text: str
    """The text as read; every offset counts in it."""
    source: str = ""
    """Path or address it came from, for people."""
    title: str = ""
    """Headline, where the file gives one."""
    publisher: str = ""
    """Who published it, where the file says so."""
    date: date | None = None
    """Day of publication, where the file gives one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One record of the gazetteer."""

    id: str
    """GeoNames id of a settlement, ISO code of a country or region, 'x:' and a name for our own supplement."""
    name: str
    """Name in English, as the source gives it."""
    kind: PlaceKind
    """What it is."""
    lon: float
    """Longitude, degrees."""
    lat: float
    """Latitude, degrees."""
    iso2: str | None = None
    """ISO 3166-1 code of the internationally recognised owner; None for what no country owns."""
    admin1: str | None = None
    """Name of the first-level region it lies in, or None."""
    population: int = 0
    """People, as the source counts them; 0 where it does not say."""
    code: str | None = None
    """ISO 3166-2 code of a region, ISO 3166-1 alpha-3 of a country, or None."""

    @property
    def label(self) -> str:
        """The name with what tells it apart: 'Donetsk, Rostov Oblast, RU'."""
        parts = [self.name]
        if self.kind == "settlement" and self.admin1 and self.admin1 != self.name:
            parts.append(self.admin1)
        if self.kind != "country" and self.iso2:
            parts.append(self.iso2)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class RangeClaim:
    """How far a text says that a named system reaches."""

    start: int
    """Offset of the quote in the text."""
    end: int
    """Offset behind the quote."""
    quote: str
    """Number and unit as written: `text[start:end]`."""
    length: Length
    """The figure as an interval in metres."""
    systems: tuple[str, ...] = ()
    """Names of the systems, as the sentence writes them."""
    aliases: tuple[str, ...] = ()
    """Other names of the same systems in the text."""
    sentence: str = ""
    """The sentence it stands in."""
    document: str = ""
    """Id of the document."""
    rule: str = ""
    """The rule that read it."""
    attributed_to: str = ""
    """Who says so, as the sentence writes it; empty where it names nobody."""
    second: str = ""
    """The same figure in a second unit, as written."""
    warning: str = ""
    """What is odd about the statement: two units that differ."""

    @property
    def name(self) -> str:
        """The systems in one string: 'Storm Shadow, SCALP'."""
        return ", ".join(self.systems) or "unnamed system"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a text and the place that it means."""

    start: int
    """Offset of the name in the text."""
    end: int
    """Offset behind the name."""
    quote: str
    """The name as written: `text[start:end]`."""
    place: Place | None
    """The place it means; None for a name inside another name or one nobody knows."""
    confidence: float
    """From 0 to 1: how sure the resolution is."""
    rule: str = ""
    """The rule that decided."""
    candidates: tuple[Place, ...] = ()
    """The places that share the name, most likely first."""
    in_name: bool = False
    """Part of a person's, organisation's or weapon's name: not mapped."""
    ambiguous: bool = False
    """Too close to call: shown for review, never pinned."""
    roles: tuple[str, ...] = ()
    """What the text says of it: 'launch', 'target', 'zone'."""
    document: str = ""
    """Id of the document."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says of a place's or system's role: an allowed zone, a firing point, who holds it."""

    role: str
    """'launch', 'target', 'held_by', 'zone_allowed', 'zone_forbidden'."""
    start: int
    """Offset of the quote in the text."""
    end: int
    """Offset behind the quote."""
    quote: str
    """The words that state it: `text[start:end]`."""
    place: Place | None = None
    """The place it speaks of."""
    systems: tuple[str, ...] = ()
    """Systems it speaks of."""
    actor: str = ""
    """Who allows, holds or fires, as written."""
    status: str = ""
    """'authorised', 'denied', 'reported' or empty."""
    date: date | None = None
    """The day it speaks of, where the text gives one."""
    document: str = ""
    """Id of the document."""
    rule: str = ""
    """The rule that read it."""


@dataclass(frozen=True, slots=True)
class Launch:
    """Where a range is measured from: stated by the user, never guessed."""

    place: Place
    """The place; for a territory its representative point."""
    kind: LaunchKind = "declared"
    """'declared' by the user, 'illustrative' as an example, or a 'territory'."""
    note: str = ""
    """Why this one, in the user's words."""
    geometry: BaseGeometry | None = field(default=None, compare=False)
    """The territory as a polygon in longitude and latitude; None for a point."""
    date: date | None = None
    """Day of control, for a territory."""
    source: str = ""
    """Who says where the territory ends."""
    use: tuple[str, ...] = ()
    """Systems that are measured from here; every one where none is named."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Where the text or the user says that use is allowed. Range is not permission."""

    place: Place
    """The named region."""
    geometry: BaseGeometry = field(compare=False)
    """Its outline in longitude and latitude."""
    note: str = ""
    """Who says so."""
    date: date | None = None
    """Since when."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about one claim; kept apart from the text."""

    decision: Literal["accept", "reject", "correct", "add"]
    """Keep the claim, leave it out, change it, or add one that the text states and reading missed."""
    quote: str
    """The words of the claim that is meant, or of the one to add."""
    by: str = ""
    """Who decided."""
    note: str = ""
    """Why."""
    start: int | None = None
    """Offset of the quote, where the same words stand in several places."""
    document: str = ""
    """Id of the document, where there are several."""
    systems: tuple[str, ...] = ()
    """The systems, where they are corrected or added."""
    length: Length | None = None
    """The range, where it is corrected or added."""
    source: str = ""
    """Where an added range is published, if not in the text."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The assumptions of a map, on paper: launches, zones, date and viewpoint."""

    launches: tuple[Launch, ...] = ()
    """Where ranges are measured from."""
    zones: tuple[Zone, ...] = ()
    """Where use is said to be allowed."""
    date: date | None = None
    """The day the map stands for."""
    viewpoint: Viewpoint = "recognised"
    """Whose borders: 'recognised' internationally, or 'de_facto' control."""
    title: str = ""
    """Headline of the map."""
    text: str = ""
    """Path of the text, where the scenario names one."""
    tolerance: float = 10.0
    """Largest error of a drawn edge, metres."""
    use: tuple[str, ...] = ()
    """Systems to draw, by any of their names; empty for all that the text states."""
    corrections: tuple[Correction, ...] = ()
    """What a person decided about the claims that were read."""
    places: str = ""
    """Path of the user's own places; empty for the gazetteer's."""
    place_columns: tuple[tuple[str, str], ...] = ()
    """Field and column of `places`, where the user says which."""
    boundaries: str = ""
    """Path of the user's own regions; empty for the shipped first-level ones."""
    boundary_columns: tuple[tuple[str, str], ...] = ()
    """Field and column of `boundaries`, where the user says which."""


@dataclass(frozen=True, slots=True)
class Band:
    """The shapes of one claim around one launch."""

    claim: RangeClaim
    """What the text states."""
    launch: Launch
    """Where it is measured from."""
    low: BaseGeometry | None
    """Within the least the wording allows (certain reach); None where empty."""
    best: BaseGeometry
    """Within the stated figure."""
    high: BaseGeometry | None
    """Within the most the wording allows (possible reach); None where the text leaves it open."""
    note: str = ""
    """What the shapes cannot show, as for a system that an aircraft carries before it flies."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Claims and scenario turned into shapes in longitude and latitude."""

    claims: Claims
    """What the text states."""
    scenario: Scenario
    """What the user assumes."""
    bands: tuple[Band, ...]
    """One for each claim and launch, the longest range first."""
    missing: tuple[str, ...] = ()
    """What the map cannot show, and how to give it, one line each."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What one or more documents state about ranges and places."""

    documents: tuple[Document, ...]
    """The texts that were read."""
    ranges: tuple[RangeClaim, ...] = ()
    """Range statements, in the order of the text."""
    places: tuple[PlaceMention, ...] = ()
    """Place names, in the order of the text."""
    statements: tuple[Statement, ...] = ()
    """Roles of places and systems, in the order of the text."""

    def __iter__(self) -> Iterator[RangeClaim]:
        return iter(self.ranges)

    def to_frame(self) -> DataFrame:
        """The range statements as a table, one row each: systems, figures in the stated unit and in km, quote."""
        from pandas import DataFrame

        rows = [
            {
                "systems": claim.name,
                "stated": str(claim.length),
                "low_km": claim.length.low / 1000,
                "best_km": claim.length.best / 1000,
                "high_km": claim.length.high / 1000,
                "attributed": claim.length.attributed,
                "quote": claim.quote,
                "sentence": claim.sentence,
                "start": claim.start,
                "end": claim.end,
                "document": claim.document,
            }
            for claim in self.ranges
        ]
        return DataFrame(rows).round(1)
