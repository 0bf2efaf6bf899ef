"""What happened to an incident, in words that a journalist understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model import GIS, Action, Edit
from geo.review.replay import replay
from geo.review.wording import did

if TYPE_CHECKING:
    from datetime import date

    from geo.store import Store

_PROGRAM = "borderwatch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One event: `text` tells it in a sentence, `undone`: it does not stand, `can_undo`: it is a decision that does."""

    edit: Edit
    text: str
    undone: bool = False
    can_undo: bool = False


def history(store: Store, incident_id: str) -> list[Entry]:
    """The events of an incident and of all that were merged into it, oldest first; none if there never was one."""
    edits = store.edits(incident_id)
    known = {edit.id: edit for edit in edits}
    by_incident: dict[str, list[Edit]] = {}
    for edit in edits:
        by_incident.setdefault(edit.incident_id, []).append(edit)
    undone = {one for past in by_incident.values() for one in replay(past).undone}
    return [
        Entry(
            edit=edit,
            text=sentence(edit, known.get(edit.of)),
            undone=edit.id in undone,
            can_undo=edit.action.is_decision and edit.id not in undone,
        )
        for edit in edits
    ]


def sentence(edit: Edit, of: Edit | None = None) -> str:
    """'Kim moved it from Paju to Munsan on 3 June 2026: the photo shows the bridge'.

    Args:
        edit: what happened.
        of: the edit that an undo or redo is about.
    """
    if of and edit.action in (Action.UNDO, Action.REDO):
        verb = "took back" if edit.action is Action.UNDO else "did again"
        what = f"{verb} that {who_text(of.who)} {did(of)}"
    else:
        what = did(edit)
    reason = f": {edit.why}" if edit.why else ""
    return f"{who_text(edit.who)} {what} on {day_text(edit.at)}{reason}"


def who_text(who: str) -> str:
    """A person's name as it is; the program, or a GIS, by what they are."""
    if who == GIS:
        return "Somebody with a GIS program"
    return "The program" if who.split(" ", 1)[0] == _PROGRAM else who


def day_text(day: date) -> str:
    """'3 June 2026'."""
    return f"{day.day} {day:%B} {day.year}"
