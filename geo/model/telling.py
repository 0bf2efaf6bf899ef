"""Edits in a few plain words: 'changed by Kim at 2026-06-03 14:05 UTC: place Paju → Munsan'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model.edit import MEMBERSHIP, Action
from geo.model.forms import LOSS, QUANTITY

if TYPE_CHECKING:
    from geo.model.edit import Edit

_DID = {
    Action.FOUND: "found in a report",
    Action.JOIN: "joined by another report",
    Action.LEAVE: "left by a report",
    Action.REEXTRACT: "read anew",
    Action.LOAD: "taken over",
    Action.ADD: "added by hand",
    Action.CONFIRM: "confirmed",
    Action.REJECT: "rejected",
    Action.NEEDS_WORK: "marked as needing work",
    Action.EDIT: "changed",
    Action.MERGE: "merged",
    Action.SPLIT: "split",
    Action.PURGE: "left by a report that was purged",
    Action.UNDO: "changed back",
    Action.REDO: "changed again",
}
_LENGTH = 60


def told(edit: Edit) -> str:
    """Who did what and when, with the values that changed."""
    when = f"{edit.at:%Y-%m-%d %H:%M} UTC"
    what = ", ".join(_change(name, edit) for name in edit.after if name not in MEMBERSHIP and name != "review")
    return f"{_DID[edit.action]} by {edit.who} at {when}" + (f": {what}" if what else "")


def _change(name: str, edit: Edit) -> str:
    label = name.removeprefix(QUANTITY).removeprefix(LOSS)
    return f"{label} {value_text(edit.before.get(name))} → {value_text(edit.after[name])}"


def value_text(value: Any) -> str:
    """A field's value in its JSON form, briefly; '–' for none."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, dict):
        text = _mapping_text(value)
    elif isinstance(value, float):
        text = f"{value:.10g}"
    else:
        text = ", ".join(map(value_text, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"


def _mapping_text(value: dict[str, Any]) -> str:
    if "start" in value:
        return value["start"] if value["start"] == value["end"] else f"{value['start']}/{value['end']}"
    if "geometry" in value:
        return _geometry_text(value["geometry"])
    return ", ".join(f"{value_text(number)} {name}" for name, number in value.items() if number is not None)


def _geometry_text(geometry: dict[str, Any]) -> str:
    """'126.78 37.76' (longitude first) for a point, else what it is."""
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        return f"{lon:.5g} {lat:.5g}"
    return "a drawn area" if "Polygon" in geometry["type"] else "a drawn line"
