"""The stored reports page by page, those that came last first; a page costs the same however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.store import rows
from geo.store.protocol import ReportPage
from geo.store.tables import incident_mentions, mentions, reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.store.protocol import Wanted

REACH = 20_000  # reports that are looked through for one page


def page(connection: sa.Connection, wanted: Wanted, before: int, limit: int) -> ReportPage:
    """One page of what is wanted.

    Args:
        connection: to the store.
        wanted: which reports.
        before: where an earlier page said that this one begins; 0 for the first.
        limit: how many reports at most.
    """
    fid = reports.c.fid
    begin = before or (connection.scalar(sa.select(sa.func.max(fid))) or 0) + 1
    end = max(begin - REACH, 1)
    asked = sa.select(reports).where(fid < begin, fid >= end, *_conditions(wanted))
    found = connection.execute(asked.order_by(fid.desc()).limit(limit + 1)).mappings().all()
    kept = found[:limit]
    following = kept[-1]["fid"] if len(found) > limit else end if end > 1 else 0
    return ReportPage(
        reports=[rows.report_of(row) for row in kept],
        told=_told(connection, [row["id"] for row in kept]),
        following=following,
    )


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    row = reports.c
    for one in wanted.words.split():
        yield sa.or_(*(field.icontains(one, autoescape=True) for field in (row.title, row.publisher, row.text)))
    if wanted.since:
        yield row.published >= wanted.since
    if wanted.until:
        yield row.published <= wanted.until
    if wanted.untold:
        told = sa.select(mentions.c.fid).join(incident_mentions, incident_mentions.c.mention_id == mentions.c.id)
        yield ~told.where(mentions.c.report_id == row.id).exists()


def _told(connection: sa.Connection, report_ids: Sequence[str]) -> dict[str, int]:
    """How many incidents each of these reports tells."""
    links, report_id = incident_mentions.c, mentions.c.report_id
    asked = (
        sa.select(report_id, sa.func.count(sa.distinct(links.incident_id)))
        .join(incident_mentions, links.mention_id == mentions.c.id)
        .where(report_id.in_(report_ids))
        .group_by(report_id)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}
