"""What a GIS may not write into the table of incidents of a GeoPackage: what could not be read again.

Each refusal is an SQL statement for a trigger; the GIS shows its sentence.
"""

# ruff: noqa: S608 - the statements are put together from constants of this module
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import DatePrecision, PlacePrecision, Review, Status

if TYPE_CHECKING:
    from enum import StrEnum

WORDS: dict[str, type[StrEnum]] = {
    "date_precision": DatePrecision,
    "place_precision": PlacePrecision,
    "status": Status,
    "review": Review,
}
NO_START, NO_END = "start is a day, as YYYY-MM-DD", "end is a day, as YYYY-MM-DD"
UPSIDE_DOWN = "end lies before start: swap the two days"
NOWHERE = "an incident needs a geometry: to drop it, delete it"
NEW_ID = "the id of an incident never changes"
DERIVED = ("group", "confidence", "reports", "sources", "disagreeing", "disagreements", "lon", "lat")
DERIVES = f"{', '.join(DERIVED)} follow from the reports and the geometry: edit other columns"
LISTED = {
    "initiator": 'initiator is a list of names, such as ["North Korea"]',
    "target": 'target is a list of names, such as ["North Korea"]',
    "quantities": 'quantities are numbers by name, such as {"balloons": 20}',
    "losses": 'losses are a list, such as [{"side": "Thailand", "killed": 1}]',
}
_NEVER = {  # column: (what the JSON is, what an element of it never is)
    "initiator": ("array", "type != 'text'"),
    "target": ("array", "type != 'text'"),
    "quantities": ("object", "type NOT IN ('integer', 'real')"),
    "losses": ("array", "coalesce(json_extract(value, '$.side'), '') = ''"),
}


def one_of(column: str, words: type[StrEnum]) -> str:
    """The refusal of a word that is none of these."""
    return f"{column} is one of: {', '.join(words)}"


def valid_insert() -> str:
    """SQL that refuses a new row that could not be read."""
    return "\n".join([*_plain(), *(_refuse(_bad(column), LISTED[column]) for column in LISTED)])


def valid_update() -> str:
    """SQL that refuses a change to what could not be read, or of what is no field of its own."""
    derived = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in DERIVED)
    kept = [_refuse("NEW.id IS NOT OLD.id OR NEW.fid != OLD.fid", NEW_ID), _refuse(derived, DERIVES)]
    listed = (_refuse(f"NEW.{name} IS NOT OLD.{name} AND {_bad(name)}", LISTED[name]) for name in LISTED)
    return "\n".join([*kept, *_plain(), *listed])


def _plain() -> list[str]:
    words = [
        _refuse(f"NEW.{column} NOT IN ({_quoted(known)})", one_of(column, known)) for column, known in WORDS.items()
    ]
    return [
        *words,
        _refuse('date(NEW."start") IS NOT NEW."start"', NO_START),
        _refuse('date(NEW."end") IS NOT NEW."end"', NO_END),
        _refuse('NEW."end" < NEW."start"', UPSIDE_DOWN),
        _refuse("NEW.geom IS NULL OR ST_IsEmpty(NEW.geom)", NOWHERE),
    ]


def _quoted(words: type[StrEnum]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _bad(column: str) -> str:
    form, never = _NEVER[column]
    cell = f"NEW.{column}"
    wrong = f"EXISTS (SELECT 1 FROM json_each({cell}) WHERE {never})"
    return f"CASE WHEN json_valid({cell}) THEN json_type({cell}) != '{form}' OR {wrong} ELSE 1 END"


def _refuse(condition: str, message: str) -> str:
    return f"SELECT RAISE(ABORT, '{message}') WHERE {condition};"
