"""Between edits and their rows, both ways and exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model import GIS, Action, Edit, Footprint, PlacePrecision
from geo.model.forms import LOSS, QUANTITY, changes, footprint_form
from geo.store.blob import from_blob

if TYPE_CHECKING:
    from sqlalchemy import RowMapping as Row


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
    before, after = row["before"], row["after"]
    if row["who"] == GIS:
        before, after = _flat(before), _flat(after)
        if before:
            before, after = changes(before, after)  # it tells a mapping as a whole
    return Edit(action=Action(row["action"]), before=before, after=after, **{name: row[name] for name in columns})


def _flat(form: dict[str, Any]) -> dict[str, Any]:
    """Numbers and losses one by one, a blob as GeoJSON."""
    flat: dict[str, Any] = {}
    for name, value in form.items():
        if name == "quantities":
            flat |= {QUANTITY + noun: number for noun, number in value.items()}
        elif name == "losses":
            flat |= {LOSS + one["side"]: {fate: one.get(fate) for fate in ("killed", "injured")} for one in value}
        elif name == "footprint" and "gpkg" in value:
            precision, radius_m = PlacePrecision(value["precision"]), value["radius_m"]
            geometry = from_blob(bytes.fromhex(value["gpkg"]))
            flat[name] = footprint_form(Footprint(geometry=geometry, precision=precision, radius_m=radius_m))
        else:
            flat[name] = value
    return flat
