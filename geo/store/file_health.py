"""What may be wrong with the file of a GeoPackage: pages, spatial index, registers, triggers, and GDAL's validator."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from geo.store.blob import envelope
from geo.store.bulk import indexes
from geo.store.health import RESTORE, Finding, listed
from geo.store.schema import trigger_names
from geo.store.tables import file_indexes, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import sqlalchemy as sa

_VALIDATOR = "osgeo_utils.samples.validate_gpkg"
_COPY = "copy it into a new file with 'borderwatch store copy'"
_ROUNDED = 0.001  # degrees
_MAPPED_BYTES = 2_000_000_000
_BOXES = """SELECT incidents.id, geom, minx, miny, maxx, maxy
    FROM incidents LEFT JOIN rtree_incidents_geom AS box ON box.id = incidents.fid WHERE geom IS NOT NULL"""
_STRAY = "SELECT id FROM rtree_incidents_geom WHERE id NOT IN (SELECT fid FROM incidents)"


def of_the_file(connection: sa.Connection) -> Iterator[Finding]:
    """Damage of the file, an index that does not fit the geometries, and what another program took away."""
    run = connection.exec_driver_sql
    run(f"PRAGMA mmap_size = {_MAPPED_BYTES}")  # else a large file is read many times over
    for said in run("PRAGMA integrity_check(5)").scalars():
        if said != "ok":
            yield Finding(f"The file is damaged ({' '.join(said.split())})", RESTORE)
    broken = (f"{table} row {row}" for table, row, *_ in run("PRAGMA foreign_key_check"))
    yield from listed("rows that refer to nothing", broken, RESTORE)
    if (said := run("SELECT rtreecheck('rtree_incidents_geom')").scalar()) != "ok":
        yield Finding(f"The spatial index is damaged ({said})", _COPY)
    yield from listed("incidents that the spatial index has elsewhere", _misplaced(connection), _COPY)
    yield from listed("entries of the spatial index without an incident", run(_STRAY).scalars(), _COPY)
    known = set(run("SELECT table_name FROM gpkg_contents").scalars())
    yield from listed("tables that the GeoPackage does not list", sorted(metadata.tables.keys() - known), _COPY)
    lost = {str(index.name) for index in file_indexes()} - indexes(connection)
    yield from listed("indexes that another program dropped", sorted(lost), _COPY)
    found = set(run("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    yield from listed("triggers that another program dropped", sorted(trigger_names() - found), _COPY)


def _misplaced(connection: sa.Connection) -> Iterator[str]:
    """The ids of incidents whose box in the spatial index does not fit them; it holds float32, rounded outwards."""
    for incident_id, blob, *box in connection.exec_driver_sql(_BOXES):
        if (bounds := envelope(blob)) is None:
            continue
        west, south, east, north = bounds
        far = box[0] is None or any(abs(side - of) > _ROUNDED for side, of in zip(box, bounds, strict=True))
        if far or box[0] > west or box[1] > south or box[2] < east or box[3] < north:
            yield incident_id


def is_validator_here() -> bool:
    """Is GDAL's GeoPackage validator installed? It belongs to the set-up for development."""
    return importlib.util.find_spec(_VALIDATOR.partition(".")[0]) is not None


def against_the_standard(path: Path) -> Iterator[Finding]:
    """What GDAL's validator says of a GeoPackage, its warnings too."""
    warnings: list[str] = []
    check = importlib.import_module(_VALIDATOR).check
    errors = check(str(path), abort_at_first_error=False, extra_checks=True, myprint=warnings.append)
    for requirement, said in errors:
        yield Finding(f"The GeoPackage validator says of requirement {requirement or '-'}: {said}", _COPY)
    for said in warnings:
        yield Finding(f"The GeoPackage validator warns: {said}", _COPY)
