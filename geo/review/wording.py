"""What an edit did, as the rest of a sentence that begins with who did it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geo.kinds import shown_kind
from geo.model import Action, Review
from geo.model.forms import LOSS, QUANTITY
from geo.model.telling import value_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.model import Edit

_JUDGED = {
    Review.NEW: "marked it as new",
    Review.CONFIRMED: "confirmed it",
    Review.REJECTED: "rejected it",
    Review.NEEDS_WORK: "marked it as needing work",
}
_PLAIN = {
    Action.UNDO: "took back an edit",
    Action.REDO: "did an edit again",
    Action.REEXTRACT: "read its reports anew",
    Action.ADD: "added it by hand",
    Action.LOAD: "took it over as it was",
    Action.PURGE: "purged a report that told of it",
}
_ROLES = {"initiator": "who did it", "target": "to whom it was done"}


def did(edit: Edit) -> str:
    """'moved it from Paju to Munsan and set balloons to 20 (before: 30)'."""
    if edit.action in _GROUPED:
        return _GROUPED[edit.action](edit)
    if edit.action in _PLAIN:
        return _PLAIN[edit.action]
    return _list(_changes(edit.before, edit.fields)) or "changed nothing"


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    told = []
    if "footprint" in after:
        told.append(_moved(before, after))
    for name, value in after.items():
        if name == "footprint" or (name in ("place", "country") and "footprint" in after):
            continue
        told.append(_change(name, before.get(name), value))
    return told


def _change(name: str, old: Any, new: Any) -> str:
    if name == "review":
        return _JUDGED[Review(new)]
    if name == "kind":
        was = f" (before: {shown_kind(old).label})" if old else ""
        return f"changed its kind to {shown_kind(new).label}{was}"
    if name == "period":
        return f"dated it {_days(new)}" + _before(old and _days(old))
    if name == "place":
        return f"named its place {new or '–'}" + _before(old)
    if name in _ROLES:
        return f"named {value_text(new)} as {_ROLES[name]}" + _before(old and value_text(old))
    label = _label(name)
    if new is None:
        return f"took away {label}" + _before(value_text(old))
    return f"set {label} to {value_text(new)}" + _before(old is not None and value_text(old))


def _label(name: str) -> str:
    if name.startswith(LOSS):
        return f"the losses of {name.removeprefix(LOSS)}"
    return name.removeprefix(QUANTITY) if name.startswith(QUANTITY) else f"its {name}"


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    drawn = after["footprint"]["geometry"]["type"]
    if drawn != "Point":
        what = "its area" if "Polygon" in drawn else "its line"
        named = f" and named it {after['place']}" if after.get("place") else ""
        return f"drew {what}{named}" + _before(before.get("place") if named else None)
    here = after.get("place") or value_text(after["footprint"])
    there = before.get("place") if after.get("place") else value_text(before.get("footprint"))
    return f"moved it from {there} to {here}" if there and there != "–" else f"moved it to {here}"


def _days(period: Mapping[str, str]) -> str:
    start, end = (_day(date.fromisoformat(period[edge])) for edge in ("start", "end"))
    return start if start == end else f"{start} to {end}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _before(text: object) -> str:
    return f" (before: {text})" if text else ""


def _list(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _count(edit: Edit, side: str) -> str:
    number = len(getattr(edit, side).get("mentions", ()))
    return f"{number} account{'s' if number != 1 else ''}"


def _found(edit: Edit) -> str:
    return f"found it in {_count(edit, 'after')}"


def _joined(edit: Edit) -> str:
    others = len(edit.after.get("incidents", ()))
    told = [f"added {_count(edit, 'after')}"] if edit.after.get("mentions") else []
    told += [f"merged {others} other incident{'s' if others != 1 else ''} into it"] if others else []
    told += [f"took out {_count(edit, 'before')} of another act"] if edit.before.get("mentions") else []
    return _list(told)


def _left(edit: Edit) -> str:
    if edit.after.get("into"):
        return f"merged it into {edit.after['into']}"
    return _joined(edit)


def _merged(edit: Edit) -> str:
    if edit.after.get("into"):
        return f"merged it into {edit.after['into']}"
    others = len(edit.after.get("incidents", ()))
    return f"merged {others} other incident{'s' if others != 1 else ''} into it"


def _split(edit: Edit) -> str:
    if edit.of:
        return f"split it off from {', '.join(edit.before.get('incidents', ())) or 'another incident'}"
    return f"split off {_count(edit, 'before')} as another incident"


_GROUPED: dict[Action, Callable[[Edit], str]] = {
    Action.FOUND: _found,
    Action.JOIN: _joined,
    Action.LEAVE: _left,
    Action.MERGE: _merged,
    Action.SPLIT: _split,
}
