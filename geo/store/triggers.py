"""The history inside the GeoPackage: append-only, and complete even where a GIS writes to the table of incidents.

Our own writes change `version` in the same statement (1 or more for a new row, below 0 before one is removed). A GIS
does not: its updates, inserts and deletes become events by triggers, and what could not be read again is refused.
GDAL switches recursive triggers on, so each trigger says WHEN.
"""

# ruff: noqa: S608 - the statements are put together from constants of this module
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import GIS, DatePrecision, PlacePrecision, Review, Status

if TYPE_CHECKING:
    from enum import StrEnum

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
_ID = "lower(hex(randomblob(16)))"
_EVENT = 'INSERT INTO edits (id, incident_id, action, before, after, who, why, at, "of", version)'
_TEXTS = ("kind", "place", "country", "status", "review")
_LISTS = ("initiator", "target", "quantities", "losses")
_GROUPS = {  # a field of an incident: its columns; the geometry is given as the hexadecimal digits of its blob
    "period": {"start": '"start"', "end": '"end"', "precision": "date_precision"},
    "footprint": {"gpkg": "geom", "precision": "place_precision", "radius_m": "radius_m"},
}
_DERIVED = ("group", "confidence", "reports", "sources", "disagreeing", "disagreements")
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


def _refuse(condition: str, message: str) -> str:
    return f"SELECT RAISE(ABORT, '{message}') WHERE {condition};"


def _one_of(column: str, words: type[StrEnum]) -> str:
    known = ", ".join(f"'{word}'" for word in words)
    return _refuse(f'NEW."{column}" NOT IN ({known})', f"{column} is one of: {known.replace(chr(39), '')}")


_VALID = "\n".join(
    [
        _one_of("date_precision", DatePrecision),
        _one_of("place_precision", PlacePrecision),
        _one_of("status", Status),
        _one_of("review", Review),
        _refuse('date(NEW."start") IS NOT NEW."start"', "start is a day, as YYYY-MM-DD"),
        _refuse('date(NEW."end") IS NOT NEW."end"', "end is a day, as YYYY-MM-DD"),
        _refuse('NEW."end" < NEW."start"', "end lies before start: swap the two days"),
        _refuse("NEW.geom IS NULL OR ST_IsEmpty(NEW.geom)", "an incident needs a geometry: to drop it, delete it"),
        *(
            _refuse(
                f"NOT json_valid(NEW.{name}) OR json_type(NEW.{name}) != 'array'"
                f" OR EXISTS (SELECT 1 FROM json_each(NEW.{name}) WHERE type != 'text')",
                f'{name} is a list of names, such as ["North Korea"]',
            )
            for name in ("initiator", "target")
        ),
        _refuse(
            "NOT json_valid(NEW.quantities) OR json_type(NEW.quantities) != 'object'"
            " OR EXISTS (SELECT 1 FROM json_each(NEW.quantities) WHERE type NOT IN ('integer', 'real'))",
            'quantities are numbers by name, such as {"balloons": 20}',
        ),
        _refuse(
            "NOT json_valid(NEW.losses) OR json_type(NEW.losses) != 'array'"
            " OR EXISTS (SELECT 1 FROM json_each(NEW.losses) WHERE coalesce(json_extract(value, '$.side'), '') = '')",
            'losses are a list, such as [{"side": "Thailand", "killed": 1}]',
        ),
    ]
)
_KEPT = "\n".join(
    [
        _refuse("NEW.id IS NOT OLD.id OR NEW.fid != OLD.fid", "the id of an incident never changes"),
        _refuse(
            " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _DERIVED),
            f"{', '.join(_DERIVED)} follow from the reports: edit other columns",
        ),
    ]
)
_OURS_NOT = {"INSERT": "NEW.version = 0", "UPDATE": "NEW.version = OLD.version", "DELETE": "OLD.version >= 0"}
_UPDATED = (
    f"{_EVENT} VALUES ({_ID}, NEW.id, 'edit', {_changed('OLD')}, {_changed('NEW')}, '{GIS}', '', {_NOW}, '',"
    f" NEW.version + 1); UPDATE incidents SET version = version + 1, {_MIDDLE} WHERE fid = NEW.fid;"
)
_INSERTED = (
    f"{_EVENT} VALUES ({_ID}, NEW.id, 'add', '{{}}', {whole('NEW')}, '{GIS}', '', {_NOW}, '', 1);"
    f" UPDATE incidents SET version = 1, {_MIDDLE} WHERE fid = NEW.fid;"
)
_DELETED = (
    f"{_EVENT} VALUES ({_ID}, OLD.id, 'reject', json_object('review', OLD.review),"
    f" json_object('review', '{Review.REJECTED}'), '{GIS}', 'deleted from the table', {_NOW}, '', OLD.version + 1);"
)
_APPEND = "SELECT RAISE(ABORT, 'the history is append-only: undo an edit by a new one');"


def _trigger(name: str, when: str, event: str, table: str, condition: str, body: str) -> str:
    return f"CREATE TRIGGER {name} {when} {event} ON {table} {condition and f'WHEN {condition}'} BEGIN\n{body}\nEND"


TRIGGERS = (
    _trigger("edits_kept_update", "BEFORE", "UPDATE", "edits", "", _APPEND),
    _trigger("edits_kept_delete", "BEFORE", "DELETE", "edits", "", _APPEND),
    _trigger("gis_valid_insert", "BEFORE", "INSERT", "incidents", _OURS_NOT["INSERT"], _VALID),
    _trigger("gis_valid_update", "BEFORE", "UPDATE", "incidents", _OURS_NOT["UPDATE"], f"{_KEPT}\n{_VALID}"),
    _trigger("gis_insert", "AFTER", "INSERT", "incidents", _OURS_NOT["INSERT"], _INSERTED),
    _trigger("gis_update", "AFTER", "UPDATE", "incidents", _OURS_NOT["UPDATE"], _UPDATED),
    _trigger("gis_delete", "AFTER", "DELETE", "incidents", _OURS_NOT["DELETE"], _DELETED),
)
_MEMBERS = """(SELECT json_group_array(mention_id) FROM (SELECT mention_id FROM incident_mentions
    WHERE incident_id = incidents.id ORDER BY position))"""
_WHO = "borderwatch"
_INTO = "json_object('into', incident_id)"


def _take_over(action: str, after: str, condition: str) -> str:
    return (
        f"{_EVENT} SELECT {_ID}, id, '{action}', '{{}}', {after}, '{_WHO}', '', {_NOW}, '', 1"
        f" FROM incidents WHERE {condition} ORDER BY fid"
    )


_HAS_MENTIONS = "EXISTS (SELECT 1 FROM incident_mentions WHERE incident_id = incidents.id)"
TAKE_OVER = (  # the history of a store that had none: one event for each incident, and for each id that was merged
    _take_over("found", f"json_object('mentions', json({_MEMBERS}))", _HAS_MENTIONS),
    _take_over("load", whole("incidents"), f"NOT {_HAS_MENTIONS}"),
    _take_over("load", "json_object('review', review)", f"review != 'new' AND {_HAS_MENTIONS}"),
    f"{_EVENT} SELECT {_ID}, id, 'leave', '{{}}', {_INTO}, '{_WHO}', '', {_NOW}, '', 1 FROM aliases ORDER BY fid",
)
