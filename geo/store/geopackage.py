"""Opening a GeoPackage as a store: what is new is laid out, what is foreign or newer is left as it is."""

from __future__ import annotations

import functools
import logging
import os
import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError, StoreReadOnlyError
from geo.store import schema
from geo.store.engine import make_engine, plain_errors, use_wal
from geo.store.home import WRITING, Home
from geo.store.keeping import copy_before_migration
from geo.store.migrations import upgrade
from geo.store.sql import SqlStore
from geo.store.version import is_old, is_ours, version
from geo.store.wordfile import WordFile

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_MAGIC = b"SQLite format 3\x00"
_HEAD_BYTES = 100
_MOST_KEPT = 64
_kept: dict[tuple[int, int], int] = {}
_kept_lock = threading.Lock()


def open_geopackage(path: Path, *, read_only: bool) -> SqlStore:
    """The store in the file at `path`, made if it is missing (with its folder) and may be written.

    Raises:
        StoreError: the file is missing, foreign, damaged, or of a newer version.
        StoreReadOnlyError: file or folder may not be written.
    """
    _inspect(path, read_only)
    engine = make_engine(path, read_only=read_only)
    try:
        with plain_errors(path):
            if not read_only:
                _prepare(engine, path)
            elif _is_old(engine, path):
                _update(path)
    except BaseException:
        engine.dispose()
        raise
    errors = functools.partial(plain_errors, path)
    home = Home(
        engine=engine,
        name=str(path),
        read_only=read_only,
        plain_errors=errors,
        touch=schema.touch,
        words=WordFile(path, engine),
    )
    return SqlStore(home)


def _inspect(path: Path, read_only: bool) -> None:
    """Look at the bytes and the rights before SQLite does, and make the folder of a new store."""
    try:
        if not path.exists():
            if read_only:
                raise StoreError(f"There is no store {path}: ingest a report first, or name another file.")
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            raise StoreError(f"The store {path} is a folder, not a file: name a .gpkg file.")
        else:
            _look_at(path)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise StoreReadOnlyError(f"The store {path} is out of reach ({error.strerror}): name another file.") from error
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened ({error.strerror}): name another file.") from error
    if not read_only:
        for needed in (path, path.parent):
            if needed.exists() and not os.access(needed, os.W_OK):
                raise StoreReadOnlyError(
                    f"The store {path} may not be written: allow writing to {needed}, or open it with read_only=True."
                )


def _look_at(path: Path) -> None:
    head = _head(path)
    if not head:
        return
    if not head.startswith(_MAGIC[: len(head)]):
        raise StoreError(f"{path} is no GeoPackage: name a .gpkg file of Borderwatch, or one that does not exist yet.")
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    # While a write-ahead log stands beside it, the file may be shorter than its header says.
    logged = path.with_name(path.name + "-wal").exists()
    if len(head) < _HEAD_BYTES or page == 0 or (not logged and path.stat().st_size % page):
        raise StoreError(f"The store {path} is damaged or cut short: restore it from a copy.")


def _head(path: Path) -> bytes:
    """The first bytes of a file.

    Closing a descriptor would take away all locks that this process has on the file (POSIX), those of stores that are
    open already too: another process could then remove the write-ahead log under them. So the descriptor is kept.
    """
    told = path.stat()
    with _kept_lock:
        file = _kept.get((told.st_dev, told.st_ino))
        if file is None:
            while len(_kept) >= _MOST_KEPT:
                os.close(_kept.pop(next(iter(_kept))))
            file = _kept[told.st_dev, told.st_ino] = os.open(path, os.O_RDONLY)
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, _HEAD_BYTES)


def _prepare(engine: sa.Engine, path: Path) -> None:
    """WAL, a proof that the file may be written, and the newest tables."""
    with engine.connect() as connection:
        known = _tables(connection)
    if known:
        _is_old(engine, path)
    else:
        # Before the log is in use: whoever looks at the first bytes of the file shall see what it is.
        with engine.connect() as plain, plain.execution_options(**{WRITING: True}).begin():
            schema.stamp(plain)
    use_wal(engine)
    copy = None
    with engine.connect() as plain, plain.execution_options(**{WRITING: True}).begin():
        # Another process may have laid it out, or migrated it, while this one waited for the lock.
        if not _tables(plain):
            schema.create(plain)
        elif is_old(plain, str(path)):
            copy = copy_before_migration(path, version(plain))
            upgrade(plain)
    if copy:
        _log.warning("The store %s has a newer schema now. As it was before, it lies in %s.", path, copy)


def _update(path: Path) -> None:
    """Bring the file of an older version up to date before it is read."""
    if not all(os.access(needed, os.W_OK) for needed in (path, path.parent)):
        raise StoreReadOnlyError(f"The store {path} is of an older version: open it once where it may be written.")
    open_geopackage(path, read_only=False).close()


def _tables(connection: sa.Connection) -> set[str]:
    return set(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")))


def _is_old(engine: sa.Engine, path: Path) -> bool:
    """Does the store have an older schema? Refuses what is none of ours, or newer."""
    with engine.connect() as connection:
        tables = _tables(connection)
        if "gpkg_contents" not in tables:
            raise StoreError(f"{path} is an SQLite file but no GeoPackage: name a .gpkg file of Borderwatch.")
        if not is_ours(tables):
            raise StoreError(f"{path} is a GeoPackage of another program: name another file (it was not touched).")
        return is_old(connection, str(path))
