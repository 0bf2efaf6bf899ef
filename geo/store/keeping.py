"""A copy of a GeoPackage before it is changed in a way that cannot be taken back."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def copy_before_migration(path: Path, version: str) -> Path:
    """Copy the committed state of a store to a new file beside it, `NAME.schema-VERSION.gpkg`, and return that file.

    Raises:
        sqlite3.Error: it cannot be read, or there is no room.
    """
    part = path.with_name(f"{path.name}.schema-{version}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=rw", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        target = _free(path, version)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _free(path: Path, version: str) -> Path:
    names = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    candidates = (path.with_name(f"{path.stem}.schema-{version}{name}{path.suffix}") for name in names)
    return next(candidate for candidate in candidates if not candidate.exists())
