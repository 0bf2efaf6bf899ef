"""Connections to a GeoPackage file: WAL, `BEGIN IMMEDIATE` for writers, a busy timeout, and errors in plain words."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import BorderwatchError, StoreError, StoreReadOnlyError
from geo.store import blob, region
from geo.store.home import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_S = 30.0
_MEANINGS = (
    (("locked", "busy"), "is being written by another program: try again when that has finished"),
    (("is full",), "cannot grow because the disk is full: make room, nothing was lost"),
    (
        ("malformed", "not a database", "i/o error", "no such table", "no such column"),
        "is damaged or cut short: restore it from a copy",
    ),
    (("unable to open",), "cannot be opened: check that the file, its folder and your rights to them exist"),
)
_UNWRITTEN = frozenset("WRITE FSYNC TRUNCATE DIR_FSYNC SHMOPEN SHMSIZE SHMMAP MMAP CLOSE".split())  # SQLITE_IOERR_…
_NO_ROOM = "cannot be written because its disk is full, over its quota or failing: make room, nothing was lost"
_READ_ONLY = ("readonly", "read-only", "query_only")


def make_engine(path: Path, *, read_only: bool) -> sa.Engine:
    """An engine on the file; nothing is opened yet."""
    engine = sa.create_engine("sqlite://", creator=lambda: _connect(path, read_only), poolclass=sa.QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    address = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    if read_only and _frozen(path):
        address += "&immutable=1"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_S, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    blob.register(connection)
    region.register(connection)
    return connection


def _frozen(path: Path) -> bool:
    """A folder that may not be written can hold no WAL index: read the file as it lies, unless a WAL is beside it."""
    wal = path.with_name(path.name + "-wal")
    return not os.access(path.parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def use_wal(engine: sa.Engine) -> None:
    """Readers and one writer at a time do not wait for each other; QGIS turns it off when it closes a file."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            # The change needs the file to itself; while another program has it open, its own journal serves as well.
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one sentence that names the file and says what to do.

    Raises:
        StoreError: reading or writing failed.
        StoreReadOnlyError: the file may not be written.
    """
    try:
        yield
    except sa.exc.StatementError as error:
        raise meaning(path, error) from error
    except sqlite3.Error as error:
        raise meaning(path, error) from error


def meaning(path: Path, error: sa.exc.StatementError | sqlite3.Error) -> BorderwatchError:
    """The error of ours that says what one of SQLite means; an error of ours inside stays as it is."""
    cause = error.orig if isinstance(error, sa.exc.StatementError) else error
    if isinstance(cause, BorderwatchError):
        return cause
    said = str(cause or error)
    if isinstance(cause, sqlite3.IntegrityError):
        return StoreError(
            f"The store {path} refuses a record that does not fit the others ({said}): add reports before their "
            "mentions, and mentions before their incident."
        )
    low = said.lower()
    if any(word in low for word in _READ_ONLY):
        return StoreReadOnlyError(f"The store {path} may not be written: allow that, or open it with read_only=True.")
    if getattr(cause, "sqlite_errorname", "").removeprefix("SQLITE_IOERR_") in _UNWRITTEN:
        return StoreError(f"The store {path} {_NO_ROOM} ({said}).")
    for words, sentence in _MEANINGS:
        if any(word in low for word in words):
            return StoreError(f"The store {path} {sentence} ({said}).")
    return StoreError(f"The store {path} failed ({said}): check it, or restore it from a copy.")
