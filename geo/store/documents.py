"""What an index of words has to hold: a document for each incident, and how far an index has read.

A document is the place of an incident, and the quotes, places and report titles of its mentions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store.tables import incident_mentions, incidents, mentions, reports
from geo.store.words import document

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX_VERSION = 1  # of the words and of what a document holds; an index of another one is built anew
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an index has read: the last rows it knows, and one of them by its id, to know the store again."""

    incidents: int = 0
    links: int = 0
    anchor: int = 0
    anchor_id: str = ""


def mark(connection: sa.Connection) -> Mark:
    """How far the store goes now."""
    last = sa.select(mentions.c.fid, mentions.c.id).order_by(mentions.c.fid.desc()).limit(1)
    anchor = connection.execute(last).first()
    return Mark(
        connection.scalar(sa.select(sa.func.max(incidents.c.fid))) or 0,
        connection.scalar(sa.select(sa.func.max(incident_mentions.c.fid))) or 0,
        *(anchor or (0, "")),
    )


def continues(connection: sa.Connection, old: Mark, new: Mark) -> bool:
    """Is this the store that `old` was read from, with nothing taken back?"""
    if not old.anchor:
        return new.incidents >= old.incidents
    same = sa.select(mentions.c.id).where(mentions.c.fid == old.anchor)
    return connection.scalar(same) == old.anchor_id


def documents(connection: sa.Connection, since: Mark, until: Mark) -> Iterator[tuple[int, str]]:
    """The fids of incidents that are new or were put again after a mark, with their documents."""
    if since == Mark():
        for first in range(0, until.incidents + 1, _CHUNK):
            yield from _told(connection, incidents.c.fid.between(first, first + _CHUNK - 1))
        return
    links = incident_mentions.c
    joined = sa.select(incidents.c.fid).join(incident_mentions, links.incident_id == incidents.c.id)
    changed = sa.union(
        sa.select(incidents.c.fid).where(incidents.c.fid > since.incidents), joined.where(links.fid > since.links)
    )
    fids = list(connection.scalars(changed))
    for first in range(0, len(fids), _CHUNK):
        yield from _told(connection, incidents.c.fid.in_(fids[first : first + _CHUNK]))


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
