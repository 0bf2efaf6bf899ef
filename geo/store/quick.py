"""A store for a page that many read: what maps, menus and charts count comes out of memory while nothing changes.

The first question waits until the memory is filled. While the memory is behind the store (somebody has just written),
the store itself is asked, and the memory is filled anew beside it: an answer is never older than the question.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import memory, view
from geo.store.query import EVERY_REVIEW, Query, where, world_boxes
from geo.store.sql import SqlStore
from geo.store.tables import incidents

if TYPE_CHECKING:
    from geo.store.home import Home
    from geo.store.memory import Bools, Held
    from geo.store.protocol import Counts, Shape, Symbol
    from geo.store.query import Box
    from geo.store.tallies import Sort, Unit

_log = logging.getLogger(__name__)
FEW = 20_000  # incidents; so many are counted quickly enough without
_SEARCHES = 8
_TRIES = 20
_PATIENCE = 60.0  # seconds; a million incidents take 6
_EVERYTHING = Query()


class QuickStore(SqlStore):
    """A store that is read only, with the short columns of a big one in memory.

    Args:
        home: an engine whose schema is in place.
        few: with fewer incidents than this nothing is held.
    """

    def __init__(self, home: Home, *, few: int = FEW) -> None:
        """Take over the engine."""
        super().__init__(home)
        self._few = few
        self._held: Held | None = None
        self._small = ""  # the version at which there were few
        self._asking = threading.Lock()
        self._watch: sa.Connection | None = None
        self._filling: threading.Thread | None = None
        self._tried = threading.Event()
        self._searched: OrderedDict[tuple[str, Query], Bools] = OrderedDict()

    def close(self) -> None:
        """Give back files, connections and memory."""
        with self._asking:
            filling = self._filling
        if filling:
            filling.join()
        with self._asking:
            self._unwatch()
            self._held = None
        super().close()

    def warm(self) -> None:
        """Fill the memory now, unless there are few incidents."""
        self.start()
        with self._asking:
            filling = self._filling
        if filling:
            filling.join()

    def start(self) -> None:
        """Begin to fill the memory beside everything else."""
        with self._asking:
            self._held = None
            self._start()

    @property
    def holds(self) -> bool:
        """Is the memory filled, and what the store says now?"""
        return self._present() is not None

    def count(self, query: Query = _EVERYTHING) -> Counts:
        """How many the query keeps, of how many, and how many of those kept are of uncertain date."""
        found = self._memory(query)
        return found[0].count(query, found[1]) if found else super().count(query)

    def tally(self, query: Query, sort: Sort) -> dict[str, int]:
        """How many the query keeps of each kind, status or review."""
        found = self._memory(query)
        return found[0].tally(query, sort, found[1]) if found else super().tally(query, sort)

    def timeline(self, query: Query, unit: Unit) -> list[tuple[str, str, int]]:
        """(YYYY, YYYY-MM or YYYY-MM-DD; kind; how many) by the first day of each incident, in order."""
        found = self._memory(query)
        return found[0].timeline(query, unit, found[1]) if found else super().timeline(query, unit)

    def span(self, query: Query = _EVERYTHING) -> tuple[str, str] | None:
        """The first and the last first day, as YYYY-MM-DD, of what the query keeps; None if that is nothing."""
        found = self._memory(query)
        return found[0].span(query, found[1]) if found else super().span(query)

    def symbols(self, query: Query, bbox: Box, zoom: float, limit: int = 500) -> list[Symbol]:
        """The marks of a map view: incidents whose representative point lies in it, clustered to at most `limit`."""
        view.check_view(bbox, limit)
        found = self._memory(query)
        if not found:
            return super().symbols(query, bbox, zoom, limit)
        held, others = found
        rows, turned = [], []
        for (west, south, east, north), shift in world_boxes(bbox):
            inside = (held.lat >= south) & (held.lat <= north) & (held.lon >= west) & (held.lon <= east)
            at = np.flatnonzero(inside)
            rows.append(at[held.kept(query, at, others)])
            turned.append(np.full(len(rows[-1]), shift))
        at, shifts = np.concatenate(rows), np.concatenate(turned)
        if not len(at):
            return []
        codes, doubtful = held.kind.codes[at], held.uncertain(query, at)
        points = view.Points(held.fid[at], held.lon[at] + shifts, held.lat[at], codes, held.kind.names, doubtful)
        with self._reading() as connection:
            return view.marks(connection, points, zoom, limit)

    def shapes(self, query: Query, bbox: Box, zoom: float, limit: int = 200) -> list[Shape]:
        """The line and area footprints that reach into a map view, newest first; equal ones once."""
        view.check_view(bbox, limit)
        found = self._memory(query)
        if not found:
            return super().shapes(query, bbox, zoom, limit)
        held, others = found
        boxes = world_boxes(bbox)
        newest = held.newest_shapes(query, [box for box, _ in boxes], limit, others)
        with self._reading() as connection:
            return view.drawn(connection, newest, boxes, zoom)

    def _memory(self, query: Query) -> tuple[Held, Bools | None] | None:
        """What is in memory, if it is what the store says now; and what the slow part of a query keeps of it."""
        if query.bbox is not None:
            return None
        held = self._present()
        if held is None:
            return None
        slow = replace(
            _EVERYTHING, words=query.words, near=query.near, area=query.area, actor=query.actor,
            publisher=query.publisher, review=EVERY_REVIEW,
        )  # fmt: skip
        if slow == replace(_EVERYTHING, review=EVERY_REVIEW):
            return held, None
        with self._asking:
            known = self._searched.get((held.version, slow))
        if known is None:
            with self._reading(slow) as connection:
                kept = connection.scalars(sa.select(incidents.c.fid).where(where(slow))).all()
            if self._present() is not held:  # the search has seen another state than the memory
                return None
            known = np.isin(held.fid, np.array(kept, dtype=np.int64), assume_unique=True)
            with self._asking:
                self._searched[held.version, slow] = known
                while len(self._searched) > _SEARCHES:
                    self._searched.popitem(last=False)
        return held, known

    def _present(self) -> Held | None:
        """What is in memory, if it is what the store says now; else it is filled anew, meanwhile."""
        for again in (True, False):
            with self._asking:
                now = self._now()
                if not now or now == self._small:
                    return None
                if self._held is not None and self._held.version == now:
                    return self._held
                self._start()
            if self._tried.is_set() or not again:
                return None
            self._tried.wait(_PATIENCE)
        return None

    def _now(self) -> str:
        """The store's version as the watching connection sees it; '' if the store cannot be asked."""
        try:
            if self._watch is None:
                self._watch = self._home.engine.connect()
            now = memory.version(self._watch)
            self._watch.rollback()
        except sa.exc.SQLAlchemyError:  # whoever asks the store itself next says what is wrong
            self._unwatch()
            return ""
        return now

    def _unwatch(self) -> None:
        if self._watch is not None:
            with suppress(sa.exc.SQLAlchemyError):
                self._watch.invalidate()
            with suppress(sa.exc.SQLAlchemyError):
                self._watch.close()
        self._watch, self._held, self._small = None, None, ""
        self._searched.clear()

    def _start(self) -> None:
        if self._filling is None:
            self._filling = threading.Thread(target=self._fill, name="filling the memory", daemon=True)
            self._filling.start()

    def _fill(self) -> None:
        """Read the columns as they are at one version, beside everything else."""
        try:
            with self._home.plain_errors(), self._home.engine.connect() as connection:
                known = self._settled(connection)
                few = not known or memory.fewer(connection, self._few)
                held = None if few else memory.load(connection, known)
            with self._asking:
                self._held = held
                self._small = known if held is None else ""
                self._searched.clear()
        except (StoreError, ValueError) as error:  # the store itself is asked, then
            _log.warning("What the map counts cannot be held in memory: %s", error)
        finally:
            with self._asking:
                self._filling = None
            self._tried.set()

    def _settled(self, connection: sa.Connection) -> str:
        """The version of the state that the connection's transaction sees from now on; '' if it changes too fast."""
        for _ in range(_TRIES):
            with self._asking:
                before = self._now()
            connection.execute(sa.select(incidents.c.fid).limit(1)).all()
            with self._asking:
                after = self._now()
            if before == after:  # nobody has written between the two
                return after
            connection.rollback()
        return ""
