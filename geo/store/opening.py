"""Opening a store of either kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.store.address import is_url
from geo.store.marker import refuse_unfinished

if TYPE_CHECKING:
    from geo.store.sql import SqlStore


def open_sql(target: str | Path, *, read_only: bool, unfinished: bool = False) -> SqlStore:
    """Open a file or an address, making a store if there is none.

    Args:
        target: a GeoPackage file, or a PostGIS database by its address.
        read_only: nothing is written, and what is missing is an error.
        unfinished: also open a store that a copy has not finished.

    Raises:
        StoreError: it is no store, out of reach, damaged, half of a copy, or of a newer version.
        StoreReadOnlyError: it may not be written.
    """
    store = _open(target, read_only)
    if not unfinished:
        try:
            refuse_unfinished(store.home)
        except BaseException:
            store.close()
            raise
    return store


def _open(target: str | Path, read_only: bool) -> SqlStore:
    if is_url(target):
        from geo.store.postgis import open_postgis

        return open_postgis(str(target), read_only=read_only)
    from geo.store.geopackage import open_geopackage

    return open_geopackage(Path(target), read_only=read_only)
