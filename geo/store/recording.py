"""The part of a store that writes changes and tells the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import changes, edit_rows, history, rows, shelf
from geo.store.protocol import Change, Wanted
from geo.store.tables import BY_GIS, aliases, edits, incident_mentions, incidents, mentions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from contextlib import AbstractContextManager

    from geo.model import Edit, Incident, Mention
    from geo.store.protocol import ReportPage

_CHUNK = 500
_ANY = Wanted()


class Recording:
    """Changes go in whole, each with its events; events come out in their order."""

    if TYPE_CHECKING:

        def _writing(self) -> AbstractContextManager[sa.Connection]: ...
        def _reading(self) -> AbstractContextManager[sa.Connection]: ...
        def incident(self, incident_id: str) -> Incident | None: ...  # noqa: D102
        def mentions_of(self, incident_id: str) -> list[Mention]: ...  # noqa: D102

    def record(self, change: Change) -> list[Edit]:
        """Append events and write the states that follow from them; the events as stored.

        Raises:
            ChangedError: an incident has another version than the change expects; nothing is written.
        """
        with self._writing() as connection:
            return changes.record(connection, change)

    def differences(self, incidents_: Sequence[Incident]) -> dict[str, dict[str, tuple[Any, Any]]]:
        """For each of these states that is not what is stored: column → what is stored, what it should be."""
        with self._reading() as connection:
            return changes.differences(connection, incidents_)

    def written_by_gis(self) -> list[str]:
        """The ids of incidents that a GIS changed, added or deleted and that nobody has settled since."""
        theirs, row = edits.alias("theirs"), incidents.c
        settled = sa.exists().where(row.id == theirs.c.incident_id, row.version > theirs.c.version)
        elsewhere = sa.exists().where(aliases.c.id == theirs.c.incident_id)
        newest = sa.select(theirs.c.incident_id).where(theirs.c.who == BY_GIS, sa.not_(settled), sa.not_(elsewhere))
        with self._reading() as connection:
            return list(connection.scalars(newest.distinct().order_by(theirs.c.incident_id)))

    def unheard(self) -> list[str]:
        """The ids of incidents that have no event at all."""
        heard = sa.exists().where(edits.c.incident_id == incidents.c.id)
        with self._reading() as connection:
            return list(connection.scalars(sa.select(incidents.c.id).where(sa.not_(heard)).order_by(incidents.c.id)))

    def put_incident(self, incident: Incident) -> None:
        """Take over an incident as it is, with its links to stored mentions; a mention leaves the incident it was in.

        What differs from the stored one is recorded as one event. To decide something use `geo.review`.
        """
        with self._writing() as connection:
            found = self.incident(incident.id)
            known = found if found and found.id == incident.id else None
            taken = history.taken_over(known, incident, self.home_of(incident.mention_ids), back=bool(found))
            if taken or replace(incident, citations=known.citations if known else ()) != known:
                version = known.version if known else 0
                changes.record(connection, Change(edits=taken, incidents=[replace(incident, version=version)]))

    def remove_incident(self, incident_id: str, alias_of: str) -> None:
        """Remove an incident that was merged into another one; its id goes on leading to that one.

        Raises:
            StoreError: there is no incident `alias_of`, or it is the one to remove.
        """
        with self._writing() as connection:
            target = self._current(connection, alias_of)
            if target is None or target == incident_id:
                raise StoreError(
                    f"The incident {incident_id} cannot lead to {alias_of}: put the incident that it was merged into."
                )
            if self.versions([incident_id]):
                left = history.left(incident_id, [one.id for one in self.mentions_of(incident_id)], target)
                changes.record(connection, Change(edits=[left], merged={incident_id: target}))

    def edits(self, incident_id: str) -> list[Edit]:
        """The events of an incident (or of the one that it was merged into) and of all merged into it, in order."""
        with self._reading() as connection:
            current = self._current(connection, incident_id) or incident_id
            merged = sa.select(aliases.c.id).where(aliases.c.incident_id == current)
            asked = sa.select(edits).where(sa.or_(edits.c.incident_id == current, edits.c.incident_id.in_(merged)))
            return [edit_rows.edit_of(row) for row in connection.execute(asked.order_by(edits.c.sequence)).mappings()]

    def edits_of(self, incident_ids: Collection[str]) -> dict[str, list[Edit]]:
        """The events of each of these ids alone, in order."""
        found: dict[str, list[Edit]] = {incident_id: [] for incident_id in incident_ids}
        with self._reading() as connection:
            asked = sa.select(edits)
            for row in changes.in_chunks(connection, asked, edits.c.incident_id, found, edits.c.sequence):
                found[row["incident_id"]].append(edit_rows.edit_of(row))
        return found

    def edits_since(self, sequence: int = 0) -> Iterator[Edit]:
        """All events after this one, in order."""
        asked = sa.select(edits).order_by(edits.c.sequence).limit(_CHUNK)
        while True:
            with self._reading() as connection:
                chunk = connection.execute(asked.where(edits.c.sequence > sequence)).mappings().all()
            if not chunk:
                return
            yield from map(edit_rows.edit_of, chunk)
            sequence = chunk[-1]["sequence"]

    def edited(self) -> Iterator[str]:
        """The id of every incident that ever was, by code points."""
        last = ""
        asked = sa.select(edits.c.incident_id).distinct().order_by(edits.c.incident_id).limit(_CHUNK)
        while True:
            with self._reading() as connection:
                chunk = connection.scalars(asked.where(edits.c.incident_id > last)).all()
            if not chunk:
                return
            yield from chunk
            last = chunk[-1]

    def report_page(self, wanted: Wanted = _ANY, *, before: int = 0, limit: int = 50) -> ReportPage:
        """Some of the reports that are wanted: the first page, or the one that begins where another one said."""
        with self._reading() as connection:
            return shelf.page(connection, wanted, before, limit)

    def mentions(self, ids: Collection[str]) -> dict[str, Mention]:
        """The stored mentions with these ids."""
        with self._reading() as connection:
            found = changes.in_chunks(connection, sa.select(mentions), mentions.c.id, ids)
            return {row["id"]: rows.mention_of(row) for row in found}

    def mentions_in(self, report_id: str) -> list[Mention]:
        """All mentions of a report, superseded ones too, in the order of its text."""
        told = mentions.c
        asked = sa.select(mentions).where(told.report_id == report_id)
        with self._reading() as connection:
            found = connection.execute(asked.order_by(told.trigger_start, told.ordinal, told.fid)).mappings()
            return [rows.mention_of(row) for row in found]

    def home_of(self, mention_ids: Collection[str]) -> dict[str, str]:
        """For each mention that belongs to an incident, the id of that incident."""
        links = incident_mentions.c
        with self._reading() as connection:
            asked = sa.select(links.mention_id, links.incident_id)
            found = changes.in_chunks(connection, asked, links.mention_id, mention_ids)
            return {row["mention_id"]: row["incident_id"] for row in found}

    def aliases(self, incident_id: str) -> list[str]:
        """The ids of the incidents that were merged into this one."""
        asked = sa.select(aliases.c.id).where(aliases.c.incident_id == incident_id).order_by(aliases.c.fid)
        with self._reading() as connection:
            return list(connection.scalars(asked))

    def leading(self, ids: Collection[str]) -> dict[str, str]:
        """For those of these ids that lead to another incident, the id of that one."""
        with self._reading() as connection:
            asked = sa.select(aliases.c.id, aliases.c.incident_id)
            return {row["id"]: row["incident_id"] for row in changes.in_chunks(connection, asked, aliases.c.id, ids)}

    def versions(self, ids: Collection[str]) -> dict[str, int]:
        """The versions of those of these incidents that are there."""
        with self._reading() as connection:
            asked = sa.select(incidents.c.id, incidents.c.version)
            found = changes.in_chunks(connection, asked, incidents.c.id, ids)
            return {row["id"]: row["version"] for row in found}

    @staticmethod
    def _current(connection: sa.Connection, incident_id: str) -> str | None:
        if connection.scalar(sa.select(incidents.c.fid).where(incidents.c.id == incident_id)) is not None:
            return incident_id
        return connection.scalar(sa.select(aliases.c.incident_id).where(aliases.c.id == incident_id))
