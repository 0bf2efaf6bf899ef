"""The GeoPackage around the tables: its own registers, the R-tree with the 1.4 triggers, and the schema's version.

The version stands in the table `alembic_version`, since `user_version` is GeoPackage's own.
"""

# ruff: noqa: S608 - the statements are put together from constants of this module
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.store.kept import ON_FILE
from geo.store.migrations import NEWEST
from geo.store.tables import alembic_version, metadata
from geo.store.triggers import TRIGGERS

if TYPE_CHECKING:
    import sqlalchemy as sa

APPLICATION_ID = 0x47504B47
USER_VERSION = 10400
FEATURES = {"incidents": "Border incidents", "mentions": "What each report says"}
ATTRIBUTES = {
    "reports": "Texts with their origin",
    "incident_mentions": "Which mentions tell of which incident",
    "aliases": "Ids of incidents that were merged",
    "edits": "What happened to each incident",
    "tombstones": "Reports that were purged",
    "seeds": "Seed reports that were offered",
    "alembic_version": "Version of the schema",
}
_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_REGISTERS = (
    """CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
    description TEXT)""",
    f"""CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
    identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT ({_NOW}),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
    definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
    "CREATE VIRTUAL TABLE rtree_incidents_geom USING rtree(id, minx, maxx, miny, maxy)",
)
_FULL_NEW = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
_FULL_OLD = "(OLD.geom NOTNULL AND NOT ST_IsEmpty(OLD.geom))"
_EMPTY_NEW = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
_EMPTY_OLD = "(OLD.geom ISNULL OR ST_IsEmpty(OLD.geom))"
_SAME, _MOVED = "OLD.fid = NEW.fid", "OLD.fid != NEW.fid"
_R = "rtree_incidents_geom"
_SIDES = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
_REPLACE = f"INSERT OR REPLACE INTO {_R} VALUES (NEW.fid, {_SIDES})"
_SET = "minx = ST_MinX(NEW.geom), maxx = ST_MaxX(NEW.geom), miny = ST_MinY(NEW.geom), maxy = ST_MaxY(NEW.geom)"
_TRIGGERS = {  # name: (event, condition, action), as in annex F.3 of GeoPackage 1.4
    "insert": ("INSERT", "(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))", _REPLACE),
    "update2": ("UPDATE OF geom", f"{_SAME} AND {_EMPTY_NEW}", f"DELETE FROM {_R} WHERE id = OLD.fid"),
    "update4": ("UPDATE", f"{_MOVED} AND {_EMPTY_NEW}", f"DELETE FROM {_R} WHERE id IN (OLD.fid, NEW.fid)"),
    "update5": ("UPDATE", f"{_MOVED} AND {_FULL_NEW}", f"DELETE FROM {_R} WHERE id = OLD.fid; {_REPLACE}"),
    "update6": (
        "UPDATE OF geom",
        f"{_SAME} AND {_FULL_NEW} AND {_FULL_OLD}",
        f"UPDATE {_R} SET {_SET} WHERE id = NEW.fid",
    ),
    "update7": (
        "UPDATE OF geom",
        f"{_SAME} AND {_FULL_NEW} AND {_EMPTY_OLD}",
        f"INSERT INTO {_R} VALUES (NEW.fid, {_SIDES})",
    ),
    "delete": ("DELETE", "OLD.geom NOT NULL", f"DELETE FROM {_R} WHERE id = OLD.fid"),
}


def stamp(connection: sa.Connection) -> None:
    """Say in the head of the file that it is a GeoPackage 1.4."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")


def create(connection: sa.Connection) -> None:
    """Lay out an empty GeoPackage 1.4 with our tables, inside the caller's transaction."""
    run = connection.exec_driver_sql
    stamp(connection)
    for statement in _REGISTERS:
        run(statement)
    metadata.create_all(connection)
    for name, (event, condition, action) in _TRIGGERS.items():
        run(f"CREATE TRIGGER {_R}_{name} AFTER {event} ON incidents WHEN {condition} BEGIN {action}; END")
    for trigger in (*TRIGGERS, *ON_FILE):
        run(trigger)
    _register(connection)
    connection.execute(alembic_version.insert(), {"version_num": NEWEST})


def trigger_names() -> set[str]:
    """The triggers that a GeoPackage of ours has."""
    return {f"{_R}_{name}" for name in _TRIGGERS} | {one.split()[2] for one in (*TRIGGERS, *ON_FILE)}


def _register(connection: sa.Connection) -> None:
    run = connection.exec_driver_sql
    srs = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)"
    run(srs, ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"))
    run(srs, ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"))
    run(srs, ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude/latitude in decimal degrees on WGS 84"))
    contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?,?,?,?,?)"
    for table, description in FEATURES.items():
        run(contents, (table, "features", table, description, 4326))
        run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)", (table,))
    for table, description in ATTRIBUTES.items():
        run(contents, (table, "attributes", table, description, 0))
    definition = "http://www.geopackage.org/spec140/#extension_rtree"
    rtree = ("incidents", "geom", "gpkg_rtree_index", definition, "write-only")
    run("INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", rtree)


def touch(connection: sa.Connection) -> None:
    """Note the time of the last change in the GeoPackage's register, as the standard asks."""
    connection.exec_driver_sql(f"UPDATE gpkg_contents SET last_change = {_NOW}")
