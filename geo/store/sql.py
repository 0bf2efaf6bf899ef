"""The store on SQLAlchemy: what `Store` promises, by the one description of the tables."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from geo.errors import StoreReadOnlyError
from geo.model import Review
from geo.store import rows, tallies, view
from geo.store.home import WRITING, Home
from geo.store.protocol import LONGEST_DAYS, Counts, Shape, Symbol
from geo.store.purge import Purging
from geo.store.query import Box, Query, reviewed, uncertain, where
from geo.store.recording import Recording
from geo.store.search import word_order
from geo.store.tables import REJECTED, aliases, incident_mentions, incidents, mentions, reports
from geo.store.upserts import adding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from geo.model import Citation, Incident, Mention, Period, Report
    from geo.store.tallies import Sort, Unit

_CHUNK = 500
_EVERYTHING = Query()
_BY_ID = sa.select(incidents.c.fid).where(incidents.c.id == sa.bindparam("asked"))
_BY_ALIAS = (
    sa.select(incidents.c.fid)
    .join(aliases, aliases.c.incident_id == incidents.c.id)
    .where(aliases.c.id == sa.bindparam("asked"))
)


class SqlStore(Recording, Purging):
    """A `Store` over an engine whose schema is in place."""

    def __init__(self, home: Home) -> None:
        """Take over the engine."""
        self._home = home
        self._mine = threading.local()

    @property
    def home(self) -> Home:
        """Where it lives."""
        return self._home

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back files and connections."""
        self._home.words.close()
        self._home.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing for what this thread writes inside; inside another one it is part of that."""
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self._home.read_only:
            raise StoreReadOnlyError(f"The store {self._home.name} was opened for reading only: open it for writing.")
        if outer := self._open():
            yield outer
            return
        with self._home.plain_errors(), self._home.engine.connect() as plain:
            connection = plain.execution_options(**{WRITING: True})
            with connection.begin():
                self._mine.connection = connection
                try:
                    yield connection
                    self._home.touch(connection)
                finally:
                    self._mine.connection = None

    @contextmanager
    def _reading(self, query: Query = _EVERYTHING, *, ranked: bool = False) -> Iterator[sa.Connection]:
        with self._home.plain_errors():
            if query.words:
                self._home.words.prepare(query.words, ranked=ranked)
            if outer := self._open():
                yield outer
            else:
                with self._home.engine.connect() as connection:
                    yield connection

    def _open(self) -> sa.Connection | None:
        return getattr(self._mine, "connection", None)

    def has_report(self, report_id: str) -> bool:
        """Is this report stored?"""
        with self._reading() as connection:
            return connection.scalar(sa.select(reports.c.fid).where(reports.c.id == report_id)) is not None

    def add_report(self, report: Report, *, read_by: str = "") -> bool:
        """Store a report that this version of the extractor read; False if it was there already (nothing changes).

        Raises:
            PurgedError: it was purged.
        """
        with self._writing() as connection:
            self.refuse_purged(report.id)
            return self._add(connection, reports, [rows.report_row(report) | {"read_by": read_by}]) == 1

    def mark_read(self, report_id: str, read_by: str) -> None:
        """Note which version of the extractor read a report last."""
        with self._writing() as connection:
            connection.execute(reports.update().where(reports.c.id == report_id).values(read_by=read_by))

    def add_mentions(self, mentions_: Iterable[Mention]) -> int:
        """Store mentions of stored reports; those that are there already stay. Returns how many are new."""
        with self._writing() as connection:
            return self._add(connection, mentions, [rows.mention_row(mention) for mention in mentions_])

    @staticmethod
    def _add(connection: sa.Connection, table: sa.Table, new: Sequence[dict[str, Any]]) -> int:
        statement = adding(connection, table)
        return sum(connection.execute(statement, row).rowcount for row in new)

    def report(self, report_id: str) -> Report | None:
        """The report with this id."""
        with self._reading() as connection:
            row = connection.execute(sa.select(reports).where(reports.c.id == report_id)).mappings().first()
        return rows.report_of(row) if row else None

    def reports(self) -> Iterator[Report]:
        """All reports, in the order in which they came."""
        return self._reports(sa.select(reports))

    def unread(self, read_by: str) -> Iterator[Report]:
        """The reports that another version of the extractor read last, or none, in the order in which they came."""
        return self._reports(sa.select(reports).where(reports.c.read_by != read_by))

    def count_unread(self, read_by: str) -> int:
        """How many those are."""
        with self._reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).where(reports.c.read_by != read_by)) or 0

    def _reports(self, asked: sa.Select[Any]) -> Iterator[Report]:
        last = 0
        while True:
            with self._reading() as connection:
                following = asked.where(reports.c.fid > last).order_by(reports.c.fid).limit(_CHUNK)
                chunk = connection.execute(following).mappings().all()
            if not chunk:
                return
            yield from map(rows.report_of, chunk)
            last = chunk[-1]["fid"]

    def mentions_of(self, incident_id: str) -> list[Mention]:
        """The mentions of an incident (or of the one that it was merged into), in their order."""
        links = incident_mentions.c
        with self._reading() as connection:
            asked = sa.select(mentions).join(incident_mentions, links.mention_id == mentions.c.id)
            asked = asked.where(links.incident_id == self._current(connection, incident_id)).order_by(links.position)
            return [rows.mention_of(row) for row in connection.execute(asked).mappings()]

    def mentions_near(self, kind: str, period: Period) -> list[tuple[str, Mention]]:
        """Mentions of a kind whose period overlaps, with the ids of their incidents; none longer than LONGEST_DAYS."""
        told, links = mentions.c, incident_mentions.c
        earliest = period.start - timedelta(days=LONGEST_DAYS)
        asked = (
            sa.select(mentions, links.incident_id)
            .join(incident_mentions, links.mention_id == told.id)
            .where(told.kind == kind, told.start.between(earliest, period.end), told.end >= period.start)
            .order_by(told.start, told.id)
        )
        with self._reading() as connection:
            found = connection.execute(asked).mappings()
            return [(row["incident_id"], rows.mention_of(row)) for row in found]

    def incident(self, incident_id: str) -> Incident | None:
        """The incident with this id, or the one that it was merged into."""
        with self._reading() as connection:
            fid = connection.scalar(_BY_ID, {"asked": incident_id})
            if fid is None:
                fid = connection.scalar(_BY_ALIAS, {"asked": incident_id})
            return None if fid is None else self._read(connection, [fid])[0]

    def incidents(
        self, query: Query = _EVERYTHING, limit: int | None = None, *, ranked: bool = False, cited: bool = True
    ) -> Iterator[Incident]:
        """What the query keeps, newest first; read in chunks, so that a million needs little memory.

        Args:
            query: the filter.
            limit: at most so many.
            ranked: those that match the query's words best come first.
            cited: with their mentions and citations.
        """
        row = incidents.c
        best = [word_order(query.words)] if ranked and query.words else []
        order = (*best, row.start.desc(), row.end.desc(), row.id)
        with self._reading(query, ranked=ranked) as connection:
            kept = list(connection.scalars(sa.select(row.fid).where(where(query)).order_by(*order).limit(limit)))
        for start in range(0, len(kept), _CHUNK):
            with self._reading() as connection:
                chunk = self._read(connection, kept[start : start + _CHUNK], cited=cited)
            yield from chunk

    def doubtful(self, query: Query, below: float, limit: int) -> list[Incident]:
        """What the query keeps and is marked as needing work, told differently, or less confident than `below`."""
        row = incidents.c
        marked, differs = row.review == Review.NEEDS_WORK.value, row.disagreeing != []
        needed = where(query), sa.or_(marked, differs, row.confidence < below)
        ranks = sa.case((marked, 0), (differs, 1), else_=2)
        with self._reading(query) as connection:
            asked = sa.select(row.fid).where(*needed).order_by(ranks, row.confidence, row.start.desc(), row.id)
            return self._read(connection, list(connection.scalars(asked.limit(limit))))

    def count(self, query: Query = _EVERYTHING) -> Counts:
        """How many the query keeps, of how many, and how many of those kept are of uncertain date."""
        flag = sa.cast(uncertain(query), sa.Integer)
        asked = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(flag), 0)).select_from(incidents)
        with self._reading(query) as connection:
            total = _total(connection, query)
            if query == Query(review=query.review):
                return Counts(shown=total, total=total, uncertain=0)
            shown, doubtful = connection.execute(asked.where(where(query))).one()
        return Counts(shown=shown, total=total, uncertain=doubtful)

    def tally(self, query: Query, sort: Sort) -> dict[str, int]:
        """How many the query keeps of each kind, status or review."""
        with self._reading(query) as connection:
            return tallies.tally(connection, query, sort)

    def timeline(self, query: Query, unit: Unit) -> list[tuple[str, str, int]]:
        """(YYYY, YYYY-MM or YYYY-MM-DD; kind; how many) by the first day of each incident, in order."""
        with self._reading(query) as connection:
            return tallies.timeline(connection, query, unit)

    def span(self, query: Query = _EVERYTHING) -> tuple[str, str] | None:
        """The first and the last first day, as YYYY-MM-DD, of what the query keeps; None if that is nothing."""
        with self._reading(query) as connection:
            return tallies.span(connection, query)

    def symbols(self, query: Query, bbox: Box, zoom: float, limit: int = 500) -> list[Symbol]:
        """The marks of a map view: incidents whose representative point lies in it, clustered to at most `limit`."""
        with self._reading(query) as connection:
            return view.symbols(connection, query, bbox, zoom, limit)

    def shapes(self, query: Query, bbox: Box, zoom: float, limit: int = 200) -> list[Shape]:
        """The line and area footprints that reach into a map view, newest first; equal ones once."""
        with self._reading(query) as connection:
            return view.shapes(connection, query, bbox, zoom, limit)

    @staticmethod
    def _read(connection: sa.Connection, fids: Sequence[int], *, cited: bool = True) -> list[Incident]:
        """Incidents with their mentions' ids and citations, in the order of `fids`; a sentence is cited once."""
        found = {row["fid"]: row for row in connection.execute(_incidents(fids)).mappings()}
        links: dict[str, list[str]] = defaultdict(list)
        sentences: dict[str, dict[tuple[str, int, int], Citation]] = defaultdict(dict)
        told = _citations([row["id"] for row in found.values()])
        for row in connection.execute(told).mappings() if cited else ():
            links[row["incident_id"]].append(row["id"])
            sentence = (row["report_id"], row["evidence_start"], row["evidence_end"])
            sentences[row["incident_id"]].setdefault(sentence, rows.citation_of(row))
        return [
            rows.incident_of(row, tuple(links[row["id"]]), tuple(sentences[row["id"]].values()))
            for row in (found[fid] for fid in fids if fid in found)
        ]


def _total(connection: sa.Connection, query: Query) -> int:
    """How many there are; to count all and take away the few rejected ones is quicker than to look at each."""
    everything = sa.select(sa.func.count()).select_from(incidents)
    if query.review:
        return connection.scalar(everything.where(reviewed(query))) or 0
    hidden = everything.where(incidents.c.review == REJECTED)
    return (connection.scalar(everything) or 0) - (connection.scalar(hidden) or 0)


def _incidents(fids: Sequence[int]) -> sa.Select[Any]:
    return sa.select(incidents).where(incidents.c.fid.in_(fids))


def _citations(incident_ids: Sequence[str]) -> sa.Select[Any]:
    links, told, origin = incident_mentions.c, mentions.c, reports.c
    return (
        sa.select(links.incident_id, told.id, told.report_id, told.evidence_start, told.evidence_end, told.quote)
        .add_columns(origin.publisher, origin.url, origin.published, origin.title)
        .join(mentions, told.id == links.mention_id)
        .join(reports, origin.id == told.report_id)
        .where(links.incident_id.in_(incident_ids))
        .order_by(links.incident_id, links.position)
    )
