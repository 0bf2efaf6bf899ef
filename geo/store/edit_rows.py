"""Between edits and their rows, both ways and exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model import GIS, Action, Edit, Footprint, PlacePrecision
from geo.model.forms import LOSS, QUANTITY, changes, footprint_form
from geo.store.blob import from_blob, from_ewkb

if TYPE_CHECKING:
    from sqlalchemy import RowMapping as Row

BLOB = "blob"  # where SQL tells a geometry: the hexadecimal digits of what its database keeps


def edit_row(edit: Edit) -> dict[str, Any]:
    """The columns of an edit that is new to the store."""
    columns = ("id", "incident_id", "who", "why", "at", "of", "version")
    return {
        "action": edit.action.value,
        "before": dict(edit.before),
        "after": dict(edit.after),
        **{name: getattr(edit, name) for name in columns},
    }


def edit_of(row: Row) -> Edit:
    """The edit of a row; what a GIS wrote comes in the same form as every other."""
    columns = ("sequence", "id", "incident_id", "who", "why", "at", "of", "version")
    before, after = _flat(row["before"]), _flat(row["after"])
    if row["who"] == GIS and before:
        before, after = changes(before, after)  # it tells a mapping as a whole
    return Edit(action=Action(row["action"]), before=before, after=after, **{name: row[name] for name in columns})


def _flat(form: dict[str, Any]) -> dict[str, Any]:
    """What SQL wrote, in the form that every edit has: numbers and losses one by one, a blob as GeoJSON."""
    flat: dict[str, Any] = {}
    for name, value in form.items():
        if name == "quantities":
            flat |= {QUANTITY + noun: number for noun, number in value.items()}
        elif name == "losses":
            flat |= {LOSS + one["side"]: {fate: one.get(fate) for fate in ("killed", "injured")} for one in value}
        elif name == "footprint" and value and BLOB in value:
            precision, radius_m = PlacePrecision(value["precision"]), value["radius_m"]
            geometry = _geometry(value[BLOB])
            flat[name] = footprint_form(Footprint(geometry=geometry, precision=precision, radius_m=radius_m))
        else:
            flat[name] = value
    return flat


def _geometry(digits: str) -> Any:
    blob = bytes.fromhex(digits)
    return from_blob(blob) if blob[:2] == b"GP" else from_ewkb(digits)
