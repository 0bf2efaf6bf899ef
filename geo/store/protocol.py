"""What every store can do, and the small results of a map view. Nothing here knows how it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self

from geo.model import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from types import TracebackType

    from shapely.geometry.base import BaseGeometry

    from geo.model import Edit, Incident, Mention, Period, PlacePrecision, Report
    from geo.store.query import Box, Query
    from geo.store.tallies import Sort, Unit

LONGEST_DAYS = 400  # what lasts longer tells no single act


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """'Shown 15 of 40, 3 of uncertain date': the 15 include the 3, the 40 are all but the rejected."""

    shown: int
    total: int
    uncertain: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Symbol:
    """One mark on the map: a single incident (`count` 1, with `id`), or a cluster of them.

    `lon`, `lat` are in the copy of the world that was asked for. `bbox` (west, south, east, north) holds the
    representative points: zoom to it, or list it when it has no extent. `groups` counts incidents by group;
    `uncertain` counts those of uncertain date (0 or 1 for a single one). `radius_m` is how far off a single one may be.
    """

    lon: float
    lat: float
    count: int
    groups: Mapping[str, int]
    uncertain: int
    bbox: Box
    id: str = ""
    kind: str = ""
    title: str = ""
    precision: PlacePrecision | None = None
    radius_m: float = 0.0
    period: Period | None = None
    status: Status = Status.REPORTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A line or area footprint of a view, cut to it and simplified for its zoom; `count` incidents share it.

    `id`, `kind`, `title`, `period`, `status`: those of the newest one; `uncertain`: none of them has a certain date.
    """

    id: str
    kind: str
    title: str
    count: int
    geometry: BaseGeometry
    precision: PlacePrecision
    radius_m: float
    uncertain: bool
    period: Period | None = None
    status: Status = Status.REPORTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What one step does to the incidents: all of it is written, or nothing.

    `edits` are the events, in order; `incidents` the states that follow from them, each with the version that it was
    derived from (0: it is new); `merged` leads the ids of incidents that are no more to the incidents that hold their
    mentions now; `gone` are ids of incidents that no mention tells of any more. `expected` are the versions of those
    two, and of every incident whose version shall be the one that somebody saw.
    """

    edits: Sequence[Edit]
    incidents: Sequence[Incident] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    gone: Sequence[str] = ()
    expected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tombstone:
    """What stands for a report that was purged: who did it, when and why."""

    report_id: str
    at: datetime
    who: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which reports to list: all words in text, title or publisher, published from `since` to `until`, both included.

    `untold`: only those that tell no incident. '', None and False ask for nothing.
    """

    words: str = ""
    since: date | None = None
    until: date | None = None
    untold: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPage:
    """Some reports, those that came last first, and how many incidents each tells (by its id; none: not there).

    `following` is where the next page begins, 0 if there is none. A page may be short, or empty, and be followed by
    others: only so many reports are looked through at once.
    """

    reports: Sequence[Report]
    told: Mapping[str, int]
    following: int


class Store(Protocol):
    """Reports, mentions and incidents. Safe to share between threads; use it as a context manager or `close` it.

    Every method raises `StoreError` with one clear sentence when the store fails, `StoreReadOnlyError` when it may not
    be written. A writing method outside `transaction()` is a transaction of its own.
    """

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Give back files and connections."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing for what this thread writes inside; the writer's lock is taken at once."""

    def has_report(self, report_id: str) -> bool:
        """Is this report stored?"""

    def add_report(self, report: Report, *, read_by: str = "") -> bool:
        """Store a report that this version of the extractor read; False if it was there already (nothing changes)."""

    def mark_read(self, report_id: str, read_by: str) -> None:
        """Note which version of the extractor read a report last."""

    def unread(self, read_by: str) -> Iterator[Report]:
        """The reports that another version of the extractor read last, or none, in the order in which they came."""

    def count_unread(self, read_by: str) -> int:
        """How many those are."""

    def add_mentions(self, mentions: Iterable[Mention]) -> int:
        """Store mentions of stored reports; those that are there already stay as they are. Returns how many are new."""

    def reports_like(self, name: str) -> list[str]:
        """The ids of the reports that begin so, or whose address is just that."""

    def purged(self, report_id: str) -> Tombstone | None:
        """What stands for a report that was purged; None if it was not."""

    def erase_report(self, report: Report, *, who: str, why: str) -> None:
        """Delete a report, its mentions and their traces in the history; incidents are `geo.review.purge`'s."""

    def wipe(self) -> None:
        """Rewrite file and log without what was deleted."""

    def seeds(self) -> dict[str, str]:
        """The names of the seed files that this store was offered, and the ids of their reports."""

    def note_seed(self, name: str, report_id: str) -> None:
        """Remember that a seed was offered, whatever becomes of it."""

    def record(self, change: Change) -> list[Edit]:
        """Append events and write the states that follow from them; the events as stored.

        Raises:
            ChangedError: an incident has another version than the change expects; nothing is written.
        """

    def edits(self, incident_id: str) -> list[Edit]:
        """The events of an incident (or of the one that it was merged into) and of all merged into it, in order."""

    def edits_of(self, incident_ids: Collection[str]) -> dict[str, list[Edit]]:
        """The events of each of these ids alone, in order."""

    def edits_since(self, sequence: int = 0) -> Iterator[Edit]:
        """All events after this one, in order."""

    def edited(self) -> Iterator[str]:
        """The id of every incident that ever was, by code points."""

    def differences(self, incidents: Sequence[Incident]) -> dict[str, dict[str, tuple[Any, Any]]]:
        """For each of these states that is not what is stored: column → what is stored, what it should be.

        A row that is missing is told as the column '' alone, links to mentions as the column 'mentions'.
        """

    def written_by_gis(self) -> list[str]:
        """The ids of incidents that a GIS changed, added or deleted and that nobody has settled since."""

    def unheard(self) -> list[str]:
        """The ids of incidents that have no event at all."""

    def put_incident(self, incident: Incident) -> None:
        """Take over an incident as it is, with its links to stored mentions; a mention leaves the incident it was in.

        What differs from the stored one is recorded as one event. To decide something use `geo.review`.
        """

    def remove_incident(self, incident_id: str, alias_of: str) -> None:
        """Remove an incident that was merged into another one; its id goes on leading to that one."""

    def report(self, report_id: str) -> Report | None:
        """The report with this id."""

    def reports(self) -> Iterator[Report]:
        """All reports, in the order in which they came."""

    def report_page(self, wanted: Wanted = ..., *, before: int = 0, limit: int = 50) -> ReportPage:
        """Some of the reports that are wanted: the first page, or the one that begins where another one said."""

    def mentions(self, ids: Collection[str]) -> dict[str, Mention]:
        """The stored mentions with these ids."""

    def mentions_in(self, report_id: str) -> list[Mention]:
        """All mentions of a report, superseded ones too, in the order of its text."""

    def home_of(self, mention_ids: Collection[str]) -> dict[str, str]:
        """For each mention that belongs to an incident, the id of that incident."""

    def aliases(self, incident_id: str) -> list[str]:
        """The ids of the incidents that were merged into this one."""

    def leading(self, ids: Collection[str]) -> dict[str, str]:
        """For those of these ids that lead to another incident, the id of that one."""

    def mentions_of(self, incident_id: str) -> list[Mention]:
        """The mentions of an incident (or of the one that it was merged into), in their order."""

    def mentions_near(self, kind: str, period: Period) -> list[tuple[str, Mention]]:
        """Mentions of a kind whose period overlaps, with the ids of their incidents; none longer than LONGEST_DAYS."""

    def versions(self, ids: Collection[str]) -> dict[str, int]:
        """The versions of those of these incidents that are there."""

    def incident(self, incident_id: str) -> Incident | None:
        """The incident with this id, or the one that it was merged into."""

    def incidents(
        self, query: Query = ..., limit: int | None = None, *, ranked: bool = False, cited: bool = True
    ) -> Iterator[Incident]:
        """What the query keeps, newest first; `ranked`: those that match its words best first.

        Without `cited` they come quicker: without their mentions and citations, for lists that show neither.
        """

    def doubtful(self, query: Query, below: float, limit: int) -> list[Incident]:
        """What the query keeps and is marked as needing work, told differently, or less confident than `below`.

        In this order, the least confident first.
        """

    def count(self, query: Query = ...) -> Counts:
        """How many the query keeps, of how many, and how many of those kept are of uncertain date."""

    def tally(self, query: Query, sort: Sort) -> dict[str, int]:
        """How many the query keeps of each kind, status or review."""

    def timeline(self, query: Query, unit: Unit) -> list[tuple[str, str, int]]:
        """(YYYY, YYYY-MM or YYYY-MM-DD; kind; how many) by the first day of each incident, in order."""

    def span(self, query: Query = ...) -> tuple[str, str] | None:
        """The first and the last first day, as YYYY-MM-DD, of what the query keeps; None if that is nothing."""

    def symbols(self, query: Query, bbox: Box, zoom: float, limit: int = 500) -> list[Symbol]:
        """The marks of a map view: incidents whose representative point lies in it, clustered to at most `limit`."""

    def shapes(self, query: Query, bbox: Box, zoom: float, limit: int = 200) -> list[Shape]:
        """The line and area footprints that reach into a map view, newest first; equal ones once."""
