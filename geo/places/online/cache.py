"""What was asked of the online geocoder, answers and misses with their day, and whose turn it is to ask.

One small SQLite file that several processes may share. An answer is kept until the file is removed; a name that was not
known is asked again after a month.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from geo.errors import OnlineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

PAUSE_S = 1.0  # https://operations.osmfoundation.org/policies/nominatim/: no more than one request a second
MISS_FOR = timedelta(days=30)
_BUSY_S = 30.0
_TABLES = """
CREATE TABLE IF NOT EXISTS answer (
    server TEXT, name TEXT, countries TEXT, asked TEXT NOT NULL, rows TEXT NOT NULL,
    PRIMARY KEY (server, name, countries)
);
CREATE TABLE IF NOT EXISTS turn (server TEXT PRIMARY KEY, next REAL NOT NULL);
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What a server answered to a question (nothing for a miss), and on which day (UTC)."""

    rows: tuple[dict[str, Any], ...]
    asked: date


class Cache:
    """The file; it is made when it is first written."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Name the file.

        Args:
            path: where it is, or shall be.
            now: seconds since 1970.
            sleep: waits so many seconds.
        """
        self.path = path
        self._now, self._sleep = now, sleep

    def kept(self, server: str, name: str, countries: Sequence[str]) -> Kept | None:
        """What was answered before; None if it is to be asked (again).

        Raises:
            OnlineError: the file cannot be used.
        """
        with self._open() as connection:
            found = connection.execute(
                "SELECT asked, rows FROM answer WHERE (server, name, countries) = (?, ?, ?)",
                _key(server, name, countries),
            ).fetchone()
            if found is None:
                return None
            asked, rows = datetime.fromisoformat(found[0]), tuple(json.loads(found[1]))
        if not rows and datetime.fromtimestamp(self._now(), UTC) - asked > MISS_FOR:
            return None
        return Kept(rows=rows, asked=asked.date())

    def keep(self, server: str, name: str, countries: Sequence[str], rows: Sequence[dict[str, Any]]) -> Kept:
        """Keep what was answered just now; no rows are a miss.

        Raises:
            OnlineError: the file cannot be used.
        """
        asked = datetime.fromtimestamp(self._now(), UTC)
        row = (*_key(server, name, countries), asked.isoformat(timespec="seconds"), json.dumps(list(rows)))
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", row)
        return Kept(rows=tuple(rows), asked=asked.date())

    def take_turn(self, server: str) -> None:
        """Wait until a server may be asked: a second after the last question, whichever process asked it.

        Raises:
            OnlineError: the file cannot be used.
        """
        now = self._now()
        with self._open() as connection:
            found = connection.execute("SELECT next FROM turn WHERE server = ?", (server,)).fetchone()
            # a clock that was set back does not make anybody wait for hours
            at = max(now, found[0]) if found and found[0] - now < _BUSY_S else now
            connection.execute("INSERT OR REPLACE INTO turn VALUES (?, ?)", (server, at + PAUSE_S))
        if at > now:
            self._sleep(at - now)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other process writes beside."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as connection:
                connection.executescript(_TABLES)
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
        except (OSError, sqlite3.Error, ValueError) as error:
            raise OnlineError(
                f"No name was asked online, since {self.path} cannot be used ({error}): remove it, or make it writable."
            ) from error


def _key(server: str, name: str, countries: Sequence[str]) -> tuple[str, str, str]:
    return server, name.casefold(), ",".join(sorted(countries))
