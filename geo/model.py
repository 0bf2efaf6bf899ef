"""The nouns: frozen dataclasses that every room shares, checked when they are made.

Coordinates are longitude first, WGS 84 (EPSG:4326). Offsets are `[start, end)` in code points of the report's text.
Days are plain `date`s in the local calendar of the event; timestamps are aware and in UTC.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from geo.errors import InputError, PeriodError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shapely.geometry.base import BaseGeometry


class PlacePrecision(StrEnum):
    """How exactly a footprint stands for the where, most exact first (follows UCDP `where_prec`)."""

    EXACT = "exact"
    LOCALITY = "locality"
    ON_LINE = "on_line"
    DISTRICT = "district"
    PROVINCE = "province"
    ALONG_LINE = "along_line"
    COUNTRY = "country"

    @property
    def rank(self) -> int:
        """0 for the most exact class."""
        return list(PlacePrecision).index(self)


class DatePrecision(StrEnum):
    """How exactly a period stands for the when (follows UCDP `date_prec`)."""

    DAY = "day"
    NIGHT = "night"
    RANGE = "range"
    MONTH = "month"
    OPEN = "open"


class Status(StrEnum):
    """Is it true: what the reports themselves say of it."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"


class Review(StrEnum):
    """What a person decided about it."""

    NEW = "new"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NEEDS_WORK = "needs_work"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One piece of text with its origin."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse a report without text."""
        if not self.text.strip():
            raise InputError("The report has no text: give it at least one sentence.")

    @property
    def id(self) -> str:
        """sha256 of the NFC text, the url (or else the publisher) and the publication date."""
        day = self.published.isoformat() if self.published else ""
        parts = (unicodedata.normalize("NFC", self.text), self.url or self.publisher, day)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Footprint:
    """The geometry that stands for the where, its precision, and a radius in metres around it (0: none)."""

    geometry: BaseGeometry
    precision: PlacePrecision
    radius_m: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A gazetteer entry. `countries` are ISO 3166-1 alpha-2 codes: two for a shared line, none for the high seas."""

    id: str
    name: str
    feature_class: str
    countries: tuple[str, ...]
    footprint: Footprint
    population: int = 0
    admin1: str = ""
    source: str = ""
    basis: str = ""

    @property
    def country(self) -> str:
        """The countries joined by '/'."""
        return "/".join(self.countries)


@dataclass(frozen=True, kw_only=True, slots=True)
class Toponym:
    """A place name as written. `metonym`: the name stands for a government or an army."""

    surface: str
    start: int
    end: int
    metonym: bool = False

    def __post_init__(self) -> None:
        """Refuse offsets that cannot hold the surface."""
        if not 0 <= self.start < self.end or self.end - self.start != len(self.surface):
            raise InputError(f"The toponym {self.surface!r} cannot stand at [{self.start}, {self.end}).")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A place that a toponym may mean, its score in [0, 1] and what spoke for it."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """The place chosen for a toponym, or None (NIL), with the losers kept, best first."""

    toponym: Toponym
    chosen: Candidate | None
    losers: tuple[Candidate, ...] = ()
    method: str = ""

    @property
    def place(self) -> Place | None:
        """The chosen place, or None for NIL."""
        return self.chosen.place if self.chosen else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day on which it may have happened, both included. An open end has no known day."""

    start: date
    end: date
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        """Refuse a period that is upside down."""
        if self.end < self.start:
            raise PeriodError(f"The period ends ({self.end}) before it starts ({self.start}): swap the two days.")

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """Do the two share a day?"""
        return self.start <= other.end and other.start <= self.end

    def within(self, other: Period) -> bool:
        """Does every day of this period lie in the other one?"""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The sentence(s) of a report that say so: offsets into its text, and the quote itself."""

    report_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Evidence together with the origin of its report: what is shown and exported."""

    evidence: Evidence
    publisher: str
    url: str
    published: date | None
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What decided a field of a mention, in words a reader understands.

    `spans` are offsets into the report's text of the words that it came from; none where no word tells it. `score` is
    how well the value fits, in [0, 1]; `others` are the values that came next, best first, each with its score.
    """

    why: str
    spans: tuple[tuple[int, int], ...] = ()
    score: float | None = None
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """Whom one side lost in an act: a state by its usual name, or a group or people as written.

    None stands for a number that is not told. `spans` are offsets into the report's text of the words that tell it; an
    incident's losses have none.
    """

    side: str
    killed: float | None = None
    injured: float | None = None
    spans: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a loss of nobody, or without a number that can be."""
        told = [value for value in (self.killed, self.injured) if value is not None]
        if not self.side.strip() or not told or not all(math.isfinite(value) and value >= 0 for value in told):
            raise InputError(
                f"The loss of {self.side or 'nobody'!r} ({self.killed} killed, {self.injured} injured) cannot be: name"
                " a side, and at least one number that is 0 or more."
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One report's account of an act. Immutable; `reasons` says for each field what decided it."""

    report_id: str
    kind: str
    period: Period
    footprint: Footprint
    place: str
    country: str
    evidence: Evidence
    trigger: tuple[int, int]
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    status: Status = Status.REPORTED
    confidence: float = 1.0
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    ordinal: int = 0
    extractor: str = ""

    @property
    def id(self) -> str:
        """Hash of report id, trigger offset, ordinal and extractor version."""
        parts = (self.report_id, str(self.trigger[0]), str(self.ordinal), self.extractor)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One of several values that are told of a field, as text, and the ids of the reports that tell it.

    A period is 'start/end' in ISO 8601 (a single day: that day), a number its shortest decimal form, actors are joined
    by '; '.
    """

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A field on which reports differ ('period', 'initiator', 'quantities.balloons', 'losses.Thailand.killed').

    The accounts stand in the order of publication.
    """

    field: str
    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Disagreement:
        """The disagreement that `dataclasses.asdict` made a mapping of."""
        accounts = (Account(value=one["value"], reports=tuple(one["reports"])) for one in row["accounts"])
        return cls(field=row["field"], accounts=tuple(accounts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """What happened: a cluster of mentions.

    `disagreeing` names the fields that differ between its mentions, `disagreements` says which reports say what.
    `sources` counts independent sources: one text in many papers is one.
    """

    id: str
    kind: str
    period: Period
    footprint: Footprint
    place: str
    country: str
    initiator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    quantities: Mapping[str, float] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    status: Status = Status.REPORTED
    review: Review = Review.NEW
    confidence: float = 1.0
    citations: tuple[Citation, ...] = ()
    mention_ids: tuple[str, ...] = ()
    sources: int = 1
    disagreeing: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len({citation.evidence.report_id for citation in self.citations})
