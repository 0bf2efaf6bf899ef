"""What an index of words has to hold: a document for each incident, and how far an index has read.

A document is the place of an incident, and the quotes, places and report titles of its mentions. Nothing of that
changes without an event in `edits`, so the last event that an index knows says what it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store.tables import edits, incident_mentions, incidents, mentions, reports
from geo.store.words import document

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX_VERSION = 1  # of the words and of what a document holds; an index of another one is built anew
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Mark:
    """The last event that an index knows; its id tells one store from another, or from itself before a restore."""

    sequence: int = 0
    id: str = ""


def mark(connection: sa.Connection) -> Mark:
    """How far the store goes now."""
    last = sa.select(edits.c.sequence, edits.c.id).order_by(edits.c.sequence.desc()).limit(1)
    return Mark(*(connection.execute(last).first() or ()))


def continues(connection: sa.Connection, old: Mark) -> bool:
    """Is this the store that `old` was read from, with nothing taken back?"""
    known = sa.select(edits.c.id).where(edits.c.sequence == old.sequence)
    return connection.scalar(known) == old.id


def documents(connection: sa.Connection, since: Mark | None = None) -> Iterator[tuple[int, str]]:
    """The fids of incidents with their documents: of all, or of those that have an event after a mark."""
    if since is None:
        last = connection.scalar(sa.select(sa.func.max(incidents.c.fid))) or 0
        for first in range(0, last + 1, _CHUNK):
            yield from _told(connection, incidents.c.fid.between(first, first + _CHUNK - 1))
        return
    changed = sa.select(edits.c.incident_id).where(edits.c.sequence > since.sequence).distinct()
    ids = list(connection.scalars(changed))
    for first in range(0, len(ids), _CHUNK):
        yield from _told(connection, incidents.c.id.in_(ids[first : first + _CHUNK]))


def _told(connection: sa.Connection, which: sa.ColumnElement[bool]) -> Iterator[tuple[int, str]]:
    row, links, told = incidents.c, incident_mentions.c, mentions.c
    asked = (
        sa.select(row.fid, row.place, told.quote, told.place, reports.c.title)
        .outerjoin(incident_mentions, links.incident_id == row.id)
        .outerjoin(mentions, told.id == links.mention_id)
        .outerjoin(reports, reports.c.id == told.report_id)
        .where(which)
        .order_by(row.fid, links.position)
    )
    for fid, rows in groupby(connection.execute(asked), key=lambda one: one[0]):
        yield fid, document(text for one in rows for text in one[1:] if text)
