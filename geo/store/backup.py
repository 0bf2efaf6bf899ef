"""A store as one file that is whole, and such a file in the place of a store.

A plain copy of a GeoPackage in use lacks what is still in its write-ahead log; a plain copy over one may meet the log
of the file that was there before. Both go by SQLite here.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from geo.errors import StoreError
from geo.store.address import is_url
from geo.store.copying import copy_store
from geo.store.documents import Mark, mark
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import sqlalchemy as sa

    Progress = Callable[[int, int], None]

_BESIDE = ("-wal", "-shm", "-journal")


def back_up(source: str | Path, target: Path, progress: Progress | None = None) -> None:
    """Write a store to a new GeoPackage file, which appears only when it is whole and was opened and checked.

    Args:
        source: what `open_store` takes; it may be in use.
        target: a file that does not exist yet.
        progress: is told rows done and all there are, where that is known: for a store in PostGIS.

    Raises:
        StoreError: the target is there already or cannot be written, the store cannot be read, or the copy is damaged.
    """
    if target.exists():
        raise StoreError(f"{target} is there already: name a new file for the back-up.")
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _discard(part)
        _verify(part, _write(source, part, progress))
        _settle(part, target)
    except OSError as error:
        raise StoreError(
            f"The back-up {target} cannot be written ({error.strerror or error}): name another."
        ) from error
    finally:
        with suppress(OSError):
            _discard(part)


def restore(backup: Path, path: Path) -> Path | None:
    """Put a back-up in the place of a store; the store that was there, if any, stays beside it under the name returned.

    Args:
        backup: a GeoPackage of Borderwatch; it stays as it is.
        path: where the store is, or was.

    Raises:
        StoreError: the back-up is damaged or none, or the store is open in another program; nothing is changed.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if backup.resolve() == path.resolve():
            raise StoreError(f"{backup} is the store itself: name its back-up.")
        path.parent.mkdir(parents=True, exist_ok=True)
        _discard(part)
        _verify(part, _write(backup, part, None))
        aside = _put_aside(path) if path.exists() else None
        _settle(part, path)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be replaced ({error.strerror or error}).") from error
    finally:
        with suppress(OSError):
            _discard(part)
    return aside


def _write(source: str | Path, part: Path, progress: Progress | None) -> Mark:
    """Write what is committed to a new file; returns how far that goes at least."""
    with open_sql(source, read_only=True) as store, store.home.plain_errors():
        with store.home.engine.connect() as connection:
            least = mark(connection)
        if not is_url(source):
            _vacuum(store.home.engine, part)
    if is_url(source):
        copy_store(source, part, progress)
    return least


def _vacuum(engine: sa.Engine, part: Path) -> None:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only = OFF")  # a connection for reading would not write another file either
        cursor.execute("VACUUM INTO ?", (str(part),))


def _verify(part: Path, least: Mark) -> None:
    """Refuse a file that is damaged, no store, or lacks what was committed before it was made."""
    with open_sql(part, read_only=True) as copy, copy.home.plain_errors(), copy.home.engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if said != "ok" or mark(connection).sequence < least.sequence:
            raise StoreError(f"What was written to {part} is not whole ({said}): check the disk and try again.")


def _settle(part: Path, target: Path) -> None:
    """Give a finished file its name, and wait until the disk has both."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # one file, whatever it was made with
    _flush(part)
    part.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_aside(path: Path) -> Path:
    """Rename a store that nobody has open, with what is in its log; a damaged one with its log beside it."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=1)) as connection:
        try:
            # Only who has the file alone may leave the write-ahead log.
            alone = connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) and "busy" not in str(error):
                raise
            alone = False
        if not alone:
            raise StoreError(f"The store {path} is open in another program: close the app and QGIS, then try again.")
    names = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    candidates = (path.with_name(f"{path.stem}.replaced{name}{path.suffix}") for name in names)
    aside = next(candidate for candidate in candidates if not candidate.exists())
    path.rename(aside)
    for suffix in _BESIDE:
        log = path.with_name(path.name + suffix)
        if log.exists():
            log.rename(aside.with_name(aside.name + suffix))
    return aside


def _discard(path: Path) -> None:
    for suffix in ("", *_BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
