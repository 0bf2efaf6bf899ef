"""The history inside the GeoPackage: append-only, and complete even where a GIS writes to the table of incidents.

Our own writes change `version` in the same statement (1 or more for a new row, below 0 before one is removed). A GIS
does not: its updates, inserts and deletes become events by triggers, and what could not be read again is refused.
GDAL switches recursive triggers on, so each trigger says WHEN.
"""

# ruff: noqa: S608 - the statements are put together from constants of this module
from __future__ import annotations

from geo.model import GIS, Review
from geo.store.gis_refusals import valid_insert, valid_update

NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
ID = "lower(hex(randomblob(16)))"
EVENT = 'INSERT INTO edits (id, incident_id, action, before, after, who, why, at, "of", version)'
_TEXTS = ("kind", "place", "country", "status", "review")
_LISTS = ("initiator", "target", "quantities", "losses")
_GROUPS = {  # a field of an incident: its columns; the geometry is given as the hexadecimal digits of its blob
    "period": {"start": '"start"', "end": '"end"', "precision": "date_precision"},
    "footprint": {"blob": "geom", "precision": "place_precision", "radius_m": "radius_m"},
}
_MIDDLE = "lon = (ST_MinX(NEW.geom) + ST_MaxX(NEW.geom)) / 2, lat = (ST_MinY(NEW.geom) + ST_MaxY(NEW.geom)) / 2"


def _text(row: str, column: str) -> str:
    return f'{row}."{column}"'


def _json(row: str, column: str) -> str:
    cell = _text(row, column)
    return f"CASE WHEN json_valid({cell}) THEN json({cell}) ELSE {cell} END"


def _group(row: str, columns: dict[str, str]) -> str:
    cells = ", ".join(
        f"'{name}', hex({row}.geom)" if column == "geom" else f"'{name}', {row}.{column}"
        for name, column in columns.items()
    )
    return f"json_object({cells})"


def _fields(row: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each field what tells it in JSON, and the columns that it is made from."""
    return {
        **{name: (_text(row, name), (f'"{name}"',)) for name in _TEXTS},
        **{name: (_json(row, name), (f'"{name}"',)) for name in _LISTS},
        **{name: (_group(row, columns), tuple(columns.values())) for name, columns in _GROUPS.items()},
    }


def whole(row: str) -> str:
    """SQL: all fields of a row of `incidents`, as a JSON object."""
    cells = ", ".join(f"'{name}', {value}" for name, (value, _) in _fields(row).items())
    return f"json_object({cells})"


def _changed(row: str) -> str:
    """SQL: the fields in which NEW and OLD differ, as `row` has them; json_patch leaves out what is null."""
    cells = ", ".join(
        f"'{name}', CASE WHEN {_differ(columns)} THEN {value} END" for name, (value, columns) in _fields(row).items()
    )
    return f"json_patch('{{}}', json_object({cells}))"


def _differ(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)


def _any() -> str:
    """SQL: do NEW and OLD differ in a field?"""
    return " OR ".join(_differ(columns) for _, columns in _fields("NEW").values())


_OURS_NOT = {"INSERT": "NEW.version = 0", "UPDATE": "NEW.version = OLD.version", "DELETE": "OLD.version >= 0"}
_UPDATED = (
    f"{EVENT} VALUES ({ID}, NEW.id, 'edit', {_changed('OLD')}, {_changed('NEW')}, '{GIS}', '', {NOW}, '',"
    f" NEW.version + 1); UPDATE incidents SET version = version + 1, {_MIDDLE} WHERE fid = NEW.fid;"
)
_NAMED = f"id = CASE NEW.id WHEN '' THEN {ID} ELSE NEW.id END"
_INSERTED = (
    f"UPDATE incidents SET version = 1, {_NAMED}, {_MIDDLE} WHERE fid = NEW.fid;"
    f" {EVENT} SELECT {ID}, id, 'add', '{{}}', {whole('incidents')}, '{GIS}', '', {NOW}, '', 1"
    " FROM incidents WHERE fid = NEW.fid;"
)
_DELETED = (
    f"{EVENT} VALUES ({ID}, OLD.id, 'reject', json_object('review', OLD.review),"
    f" json_object('review', '{Review.REJECTED}'), '{GIS}', 'deleted from the table', {NOW}, '', OLD.version + 1);"
)
_APPEND = "SELECT RAISE(ABORT, 'the history is append-only: undo an edit by a new one');"


def _trigger(name: str, when: str, event: str, table: str, condition: str, body: str) -> str:
    return f"CREATE TRIGGER {name} {when} {event} ON {table} {condition and f'WHEN {condition}'} BEGIN\n{body}\nEND"


TRIGGERS = (
    _trigger("edits_kept_update", "BEFORE", "UPDATE", "edits", "", _APPEND),
    _trigger("edits_kept_delete", "BEFORE", "DELETE", "edits", "", _APPEND),
    _trigger("gis_valid_insert", "BEFORE", "INSERT", "incidents", _OURS_NOT["INSERT"], valid_insert()),
    _trigger("gis_valid_update", "BEFORE", "UPDATE", "incidents", _OURS_NOT["UPDATE"], valid_update()),
    _trigger("gis_insert", "AFTER", "INSERT", "incidents", _OURS_NOT["INSERT"], _INSERTED),
    _trigger("gis_update", "AFTER", "UPDATE", "incidents", f"{_OURS_NOT['UPDATE']} AND ({_any()})", _UPDATED),
    _trigger("gis_delete", "AFTER", "DELETE", "incidents", _OURS_NOT["DELETE"], _DELETED),
)
