"""Where reports, mentions and incidents are kept: a GeoPackage that QGIS opens too, or a PostGIS database."""

from __future__ import annotations

import os
from pathlib import Path

from geo.store.address import is_url, shown
from geo.store.protocol import Counts, Shape, Store, Symbol
from geo.store.query import Query, is_uncertain, matches

__all__ = [
    "Counts",
    "Query",
    "Shape",
    "Store",
    "Symbol",
    "default_target",
    "is_uncertain",
    "is_url",
    "matches",
    "open_store",
    "shown",
]

ENVIRONMENT = "BORDERWATCH_STORE"
_PROJECT = Path(__file__).resolve().parent.parent.parent


def default_target() -> str:
    """What `open_store` opens unless told otherwise: BORDERWATCH_STORE, else var/incidents.gpkg of the project."""
    return os.environ.get(ENVIRONMENT) or str(_PROJECT / "var" / "incidents.gpkg")


def open_store(target: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Open a store, making it if it is missing.

    Args:
        target: a GeoPackage file, or a PostGIS database as postgresql://ROLE@HOST:PORT/DATABASE; None for
            `default_target()`.
        read_only: nothing is written, and a missing file or an empty database is an error.

    Raises:
        StoreError: it is no store, out of reach, damaged, or of a newer version; nothing in it is changed.
        StoreReadOnlyError: it may not be written.
    """
    from geo.store.opening import open_sql

    return open_sql(target or default_target(), read_only=read_only)
