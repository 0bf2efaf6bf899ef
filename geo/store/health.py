"""What may be wrong with a store: each thing found is one sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo.store.columns import POSTGIS
from geo.store.identity import altered_mentions, altered_reports
from geo.store.tables import aliases, edits, incident_mentions, incidents, mentions, reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.store.home import Home

RESTORE = "restore the store from a back-up"
REBUILD = "run 'borderwatch store rebuild'"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and what to do about it."""

    what: str
    remedy: str

    def __str__(self) -> str:
        """Both as one sentence."""
        return f"{self.what}: {self.remedy}."


def listed(what: str, found: Iterable[Any], remedy: str) -> Iterator[Finding]:
    """One finding about several things, the first of them named; none if there are none."""
    everything = list(found)
    if everything:
        shown = ", ".join(map(str, everything[:_SHOWN])) + (", …" if len(everything) > _SHOWN else "")
        yield Finding(f"{len(everything)} {what} ({shown})", remedy)


def findings(home: Home) -> Iterator[Finding]:
    """What is wrong with a store, as far as the database itself can tell; what history says of it is `geo.review`'s."""
    with home.plain_errors(), home.engine.connect() as connection:
        if connection.dialect.name != POSTGIS:
            from geo.store.file_health import of_the_file

            yield from of_the_file(connection)
        yield from of_the_rows(connection)
        yield from listed("reports that are not what was stored", altered_reports(connection), RESTORE)
        yield from listed("mentions that are not what was stored", altered_mentions(connection), RESTORE)


def of_the_rows(connection: sa.Connection) -> Iterator[Finding]:
    """References that lead nowhere, and incidents whose history and state do not belong together."""
    for statement, what, remedy in _asked():
        yield from listed(what, connection.scalars(statement), remedy)


def _asked() -> Iterator[tuple[sa.Select[Any], str, str]]:
    links, known = incident_mentions.c, sa.select(incidents.c.id)
    yield _without(mentions.c.report_id, reports, mentions.c.id), "mentions of no stored report", RESTORE
    yield _without(links.mention_id, mentions), "links to no mention", RESTORE
    yield _without(links.incident_id, incidents), "links of no incident", RESTORE
    yield _without(aliases.c.incident_id, incidents, aliases.c.id), "ids that lead to no incident", REBUILD
    also = sa.select(aliases.c.id).where(aliases.c.id.in_(known))
    yield also, "ids that are an incident and lead to another one", REBUILD
    newest = sa.select(edits.c.incident_id, sa.func.max(edits.c.version).label("version"))
    last = newest.group_by(edits.c.incident_id).subquery()
    told = known.join(last, last.c.incident_id == incidents.c.id)
    yield told.where(last.c.version > incidents.c.version), "incidents that are older than their history", REBUILD


def _without(key: sa.Column[Any], target: sa.Table, shown: sa.Column[Any] | None = None) -> sa.Select[Any]:
    """Keys (or what is shown of their rows) that the target does not have."""
    joined = key.table.outerjoin(target, target.c.id == key)
    return sa.select(key if shown is None else shown).select_from(joined).where(target.c.id.is_(None))
