"""Opening a GeoPackage as a store: what is new is laid out, what is foreign or newer is left as it is."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError, StoreReadOnlyError
from geo.store import schema
from geo.store.engine import make_engine, plain_errors, use_wal
from geo.store.home import WRITING, Home
from geo.store.sql import SqlStore

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"SQLite format 3\x00"
_HEAD_BYTES = 100


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
            elif _check(engine, path) in schema.MIGRATIONS:
                _update(path)
            _check(engine, path)
    except BaseException:
        engine.dispose()
        raise
    errors = functools.partial(plain_errors, path)
    return SqlStore(Home(engine=engine, name=str(path), read_only=read_only, plain_errors=errors, touch=schema.touch))


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
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
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


def _prepare(engine: sa.Engine, path: Path) -> None:
    """WAL, a proof that the file may be written, and the tables if there are none yet."""
    with engine.connect() as connection:
        known = _tables(connection)
    if known:
        _check(engine, path)
    use_wal(engine)
    with engine.connect() as plain, plain.execution_options(**{WRITING: True}).begin():
        # Another process may have laid it out while this one waited for the lock.
        if not _tables(plain):
            schema.create(plain)
        schema.migrate(plain)


def _update(path: Path) -> None:
    """Bring the file of an older version up to date before it is read."""
    if not all(os.access(needed, os.W_OK) for needed in (path, path.parent)):
        raise StoreReadOnlyError(f"The store {path} is of an older version: open it once where it may be written.")
    open_geopackage(path, read_only=False).close()


def _tables(connection: sa.Connection) -> set[str]:
    return set(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")))


def _check(engine: sa.Engine, path: Path) -> str:
    """The version of a store that this program knows, or knows how to update."""
    with engine.connect() as connection:
        tables = _tables(connection)
        if "gpkg_contents" not in tables:
            raise StoreError(f"{path} is an SQLite file but no GeoPackage: name a .gpkg file of Borderwatch.")
        missing = {*schema.FEATURES, *schema.ATTRIBUTES} - tables
        if missing:
            raise StoreError(f"{path} is a GeoPackage of another program: name another file (it was not touched).")
        found = schema.version(connection)
    if found not in (schema.VERSION, *schema.MIGRATIONS):
        raise StoreError(
            f"The store {path} has schema {found}, this program knows {schema.VERSION}: update Borderwatch to open it."
        )
    return found
