"""Opening a GeoPackage as a store: what is new is laid out, what is foreign or newer is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo.errors import StoreError, StoreReadOnlyError
from geo.store import schema
from geo.store.engine import WRITING, make_engine, plain_errors
from geo.store.sql import SqlStore

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"SQLite format 3\x00"


def open_geopackage(path: Path, *, read_only: bool) -> SqlStore:
    """The store in the file at `path`, made if it is missing (with its folder) and may be written.

    Raises:
        StoreError: the file is missing, foreign, damaged, or of a newer version.
        StoreReadOnlyError: file or folder may not be written.
    """
    new = _inspect(path, read_only)
    engine = make_engine(path, read_only=read_only)
    try:
        with plain_errors(path):
            if not read_only:
                _prepare(engine, new)
            _check(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, path, read_only=read_only)


def _inspect(path: Path, read_only: bool) -> bool:
    """Look at the bytes before SQLite does; True if the file is still to be made."""
    try:
        if not path.exists():
            if read_only:
                raise StoreError(f"There is no store {path}: ingest a report first, or name another file.")
            path.parent.mkdir(parents=True, exist_ok=True)
            return True
        if not path.is_file():
            raise StoreError(f"The store {path} is a folder, not a file: name a .gpkg file.")
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError as error:
        raise StoreReadOnlyError(
            f"The store {path} cannot be reached ({error.strerror}): check your rights."
        ) from error
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened ({error.strerror}): name another file.") from error
    if head and head[:16] != _MAGIC[: len(head[:16])]:
        raise StoreError(f"{path} is no GeoPackage: name a .gpkg file of Borderwatch, or one that does not exist yet.")
    if head and _cut_short(path, head):
        raise StoreError(f"The store {path} is damaged or cut short: restore it from a copy.")
    return not head and not _wal(path).exists()


def _cut_short(path: Path, head: bytes) -> bool:
    if len(head) < 100:
        return True
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    # While a write-ahead log stands beside it, the file may be shorter than its header says.
    return page == 0 or (not _wal(path).exists() and path.stat().st_size % page != 0)


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _prepare(engine: sa.Engine, new: bool) -> None:
    """WAL, a proof that the file may be written, and the tables if it is still empty."""
    if new:
        with engine.connect() as plain:
            plain.connection.cursor().execute("PRAGMA journal_mode = WAL")
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITING: True})
        with connection.begin():
            # Another process may have laid it out while this one waited for the lock.
            if new and not connection.scalar(sa.text("SELECT count(*) FROM sqlite_master")):
                schema.create(connection)


def _check(engine: sa.Engine, path: Path) -> None:
    with engine.connect() as connection:
        tables = set(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        if "gpkg_contents" not in tables:
            raise StoreError(f"{path} is an SQLite file but no GeoPackage: name a .gpkg file of Borderwatch.")
        missing = {*schema.FEATURES, *schema.ATTRIBUTES} - tables
        if missing:
            raise StoreError(
                f"{path} is a GeoPackage of another program: name another file, this one is left as it is."
            )
        found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if found != schema.VERSION:
        raise StoreError(
            f"The store {path} has schema {found}, this program knows {schema.VERSION}: update Borderwatch to open it."
        )
