"""Where reports, mentions and incidents are kept: a GeoPackage that QGIS opens too."""

from __future__ import annotations

import os
from pathlib import Path

from geo.errors import StoreError
from geo.store.protocol import Counts, Shape, Store, Symbol
from geo.store.query import Query, is_uncertain, matches

__all__ = ["Counts", "Query", "Shape", "Store", "Symbol", "default_target", "is_uncertain", "matches", "open_store"]

ENVIRONMENT = "BORDERWATCH_STORE"
_PROJECT = Path(__file__).resolve().parent.parent.parent


def default_target() -> str:
    """What `open_store` opens unless told otherwise: BORDERWATCH_STORE, else var/incidents.gpkg of the project."""
    return os.environ.get(ENVIRONMENT) or str(_PROJECT / "var" / "incidents.gpkg")


def open_store(target: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Open a store, making it if it is missing.

    Args:
        target: a GeoPackage file; None for `default_target()`.
        read_only: nothing is written, and a missing file is an error.

    Raises:
        StoreError: the file is no store, is damaged, or of a newer version; nothing in it is changed.
        StoreReadOnlyError: file or folder may not be written.
    """
    from geo.store.geopackage import open_geopackage

    target = target or default_target()
    if "://" in str(target):
        raise StoreError(f"The store {target} is an address: only GeoPackage files are supported, name a .gpkg file.")
    return open_geopackage(Path(target), read_only=read_only)
