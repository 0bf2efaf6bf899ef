"""A report that goes for good: its text and whatever was taken from it, in rows, history, index, file and log.

What stays is a tombstone without text. Events stay too, so that the history holds together, but without what gives the
report away (`traces`).
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import PurgedError, StoreError
from geo.model.edit import now
from geo.store.columns import POSTGIS
from geo.store.kept import rewritable
from geo.store.protocol import Tombstone
from geo.store.tables import incident_mentions, mentions, reports, seeds, tombstones
from geo.store.traces import Traces, names_alone, scrub

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from geo.model import Report
    from geo.store.home import Home

_CHUNK = 500
_REWRITTEN = ("reports", "mentions", "incidents", "incident_mentions", "edits")


class Purging:
    """The part of a store that lets reports go, and remembers which ones, and which seeds it was offered."""

    if TYPE_CHECKING:
        _home: Home

        def _writing(self) -> AbstractContextManager[sa.Connection]: ...
        def _reading(self) -> AbstractContextManager[sa.Connection]: ...

    def purged(self, report_id: str) -> Tombstone | None:
        """What stands for a report that was purged; None if it was not."""
        with self._reading() as connection:
            row = connection.execute(sa.select(tombstones).where(tombstones.c.report_id == report_id)).first()
        return Tombstone(report_id=row.report_id, at=row.at, who=row.who, why=row.why) if row else None

    def reports_like(self, name: str) -> list[str]:
        """The ids of the reports that begin so, or whose address is just that."""
        begins = reports.c.id.startswith(name, autoescape=True)
        with self._reading() as connection:
            return list(connection.scalars(sa.select(reports.c.id).where(sa.or_(begins, reports.c.url == name))))

    def refuse_purged(self, report_id: str) -> None:
        """Do nothing if the report may be stored.

        Raises:
            PurgedError: it was purged.
        """
        if stone := self.purged(report_id):
            when = f"on {stone.at:%Y-%m-%d} by {stone.who}"
            raise PurgedError(f"The report {report_id[:12]} was purged {when} ({stone.why}): it is not taken in again.")

    def erase_report(self, report: Report, *, who: str, why: str) -> None:
        """Take a report, its mentions and their traces in the history out of the rows, and set up a tombstone.

        The incidents are left as they are: `geo.review.purge` folds them anew in the same transaction.
        """
        with self._writing() as connection:
            if connection.dialect.name != POSTGIS:
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            told = mentions.c.report_id == report.id
            ids = list(connection.scalars(sa.select(mentions.c.id).where(told)))
            quotes = list(connection.scalars(sa.select(mentions.c.quote).where(told)))
            scrub(connection, Traces(report, quotes, names_alone(connection, report)), ids)
            for start in range(0, len(ids), _CHUNK):
                linked = incident_mentions.c.mention_id.in_(ids[start : start + _CHUNK])
                connection.execute(incident_mentions.delete().where(linked))
            with rewritable(connection, "mentions", "reports"):
                connection.execute(mentions.delete().where(told))
                connection.execute(reports.delete().where(reports.c.id == report.id))
            stone = {"report_id": report.id, "at": now(), "who": who, "why": why}
            connection.execute(tombstones.insert(), stone)

    def wipe(self) -> None:
        """Rewrite file and log without what was deleted, and remove the index of words, which is built anew.

        Raises:
            StoreError: another program has the store open, or there is no room: what was deleted is still in the file.
        """
        self._home.words.forget()
        with self._home.plain_errors():
            if self._home.engine.dialect.name == POSTGIS:
                engine = self._home.engine.execution_options(isolation_level="AUTOCOMMIT")
                with engine.connect() as connection:
                    for table in _REWRITTEN:
                        connection.exec_driver_sql(f"VACUUM (FULL) {table}")
            else:
                self._wipe_file()

    def _wipe_file(self) -> None:
        with closing(self._home.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone() or (0,)
        if busy:
            raise StoreError(
                f"The store {self._home.name} is open in another program, which keeps what was deleted in the file: "
                "close the app and QGIS, and try again."
            )

    def seeds(self) -> dict[str, str]:
        """The names of the seed files that this store was ever offered, and the ids of their reports."""
        with self._reading() as connection:
            return {row.name: row.report_id for row in connection.execute(sa.select(seeds.c.name, seeds.c.report_id))}

    def note_seed(self, name: str, report_id: str) -> None:
        """Remember that a seed was offered, whatever becomes of it."""
        with self._writing() as connection:
            if connection.scalar(sa.select(seeds.c.fid).where(seeds.c.name == name)) is None:
                connection.execute(seeds.insert(), {"name": name, "report_id": report_id})
