"""What an id stands for: reports and mentions keep the hash of what they tell, so a change past the store shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.errors import InputError
from geo.model import Mention, Report
from geo.store.tables import mentions, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 1000
_REPORT = ("text", "url", "publisher", "published")
_MENTION = ("report_id", "trigger_start", "ordinal", "extractor")


def altered_reports(connection: sa.Connection) -> Iterator[str]:
    """The ids of the reports whose text, address, publisher or day are not those that were stored."""
    return _altered(connection, reports, _REPORT, _report_id)


def altered_mentions(connection: sa.Connection) -> Iterator[str]:
    """The ids of the mentions whose report, trigger, number or extractor are not those that were stored."""
    return _altered(connection, mentions, _MENTION, _mention_id)


def _report_id(row: sa.RowMapping) -> str:
    try:
        return Report(**{name: row[name] for name in _REPORT}).id
    except InputError:  # no text is left
        return ""


def _mention_id(row: sa.RowMapping) -> str:
    return Mention.id_of(row["report_id"], row["trigger_start"], row["ordinal"], row["extractor"])


def _altered(
    connection: sa.Connection, table: sa.Table, columns: tuple[str, ...], id_of: Callable[[sa.RowMapping], str]
) -> Iterator[str]:
    asked: sa.Select[Any] = sa.select(table.c.fid, table.c.id, *(table.c[name] for name in columns))
    asked = asked.order_by(table.c.fid).limit(_CHUNK)
    last = 0
    while chunk := connection.execute(asked.where(table.c.fid > last)).mappings().all():
        yield from (row["id"] for row in chunk if id_of(row) != row["id"])
        last = chunk[-1]["fid"]
