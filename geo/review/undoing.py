"""Undo and redo: events like any other, so that nothing of the history is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.model import Action, Edit
from geo.model.forms import changes, form_of
from geo.review.regrouping import Past, Shift, joining, parting, related
from geo.review.replay import Course, replay
from geo.review.settle import final, fold_all, settle
from geo.review.who import user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Incident
    from geo.store import Store


_FOR_GOOD = "A report was purged and cannot be brought back: a purge is the one change that is never undone."


def undo(store: Store, incident_id: str, edit_id: str = "", *, who: str = "", why: str = "") -> Incident | None:
    """Take back a decision: the last one of an incident that was made or redone, or the one that is named.

    What a later decision overwrote stays as that one set it. A merge parts again into what it was made from, a split
    becomes one again. None if nothing is left (an incident by hand whose adding was taken back).

    Raises:
        InputError: there is no such decision, it does not stand, or a later one is in the way (the message says which).
    """
    with store.transaction():
        past = _past(store, incident_id)
        one = _named(past, edit_id) if edit_id else _last(past, incident_id, undone=False)
        return _turn(store, past, one, Action.UNDO, who or user(), why)


def redo(store: Store, incident_id: str, edit_id: str = "", *, who: str = "", why: str = "") -> Incident | None:
    """Make a decision stand again: the one that was undone last, or the one that is named. Errors as for `undo`."""
    with store.transaction():
        past = _past(store, incident_id)
        one = _named(past, edit_id) if edit_id else _last(past, incident_id, undone=True)
        return _turn(store, past, one, Action.REDO, who or user(), why)


def _past(store: Store, incident_id: str) -> Past:
    """The events of an incident, of those merged into it, and of those split off."""
    found: Past = {}
    for edit in store.edits(incident_id):
        found.setdefault(edit.incident_id, []).append(edit)
    others = {one for edits in found.values() for edit in edits for one in related(edit)} - set(found)
    return found | store.edits_of(others)


def _named(past: Past, edit_id: str) -> Edit:
    for edit in (edit for edits in past.values() for edit in edits):
        if edit.id == edit_id and edit.action is Action.PURGE:
            raise InputError(_FOR_GOOD)
        if edit.id == edit_id and edit.action.is_decision:
            return _named(past, edit.of) if edit.of else edit
    raise InputError(f"{edit_id} is no decision on this incident: take one from its history.")


def _last(past: Past, incident_id: str, *, undone: bool) -> Edit:
    """The last decision that stands, or the one that was undone last; a part of a merge or split stands for all."""
    courses = {one: replay(edits) for one, edits in past.items()}
    incident_id = final(incident_id, courses)
    course = courses.get(incident_id, Course())
    own = past.get(incident_id, ())
    if undone:
        found = [edit.of for edit in own if edit.of in course.undone]
    else:
        standing = {edit.id for edit in course.decisions}
        # A redone decision is as new as its redoing.
        found = [one for one in (edit.of if edit.action is Action.REDO else edit.id for edit in own) if one in standing]
    if course.purged and not (found and (course.members or course.alone)):
        raise InputError(_FOR_GOOD)
    if not found:
        raise InputError(f"There is nothing to {'redo' if undone else 'undo'} on incident {incident_id}.")
    return _named(past, found[-1])


def _turn(store: Store, past: Past, edit: Edit, action: Action, who: str, why: str) -> Incident | None:
    courses = {one: replay(edits) for one, edits in past.items()}
    own = courses[edit.incident_id]
    if (edit.id in own.undone) is (action is Action.UNDO):
        state = "undone already" if action is Action.UNDO else "not undone"
        raise InputError(f"The edit {edit.id} is {state}: see the history of incident {edit.incident_id}.")
    if own.into:
        raise InputError(f"Incident {edit.incident_id} was merged into {own.into} since: undo that first.")
    if edit.action is (Action.MERGE if action is Action.UNDO else Action.SPLIT):
        shifts = parting(edit, past, courses)
    elif edit.action in (Action.MERGE, Action.SPLIT):
        shifts = joining(edit, past, courses)
    else:
        shifts = _in_place(store, edit, past[edit.incident_id], action)
    events = [
        Edit(incident_id=of.incident_id, action=action, who=who, why=why, before=before, after=after, of=of.id)
        for of, before, after in shifts
    ]
    return settle(store, events).get(edit.incident_id)


def _in_place(store: Store, edit: Edit, past: Sequence[Edit], action: Action) -> list[Shift]:
    """A decision on one incident: its fields before and after are told, a mention made by hand goes or comes."""
    turned = Edit(incident_id=edit.incident_id, action=action, who=edit.who, of=edit.id)
    old, new = (
        fold_all(store, {edit.incident_id: replay(edits)}).get(edit.incident_id) for edits in (past, [*past, turned])
    )
    before, after = changes(form_of(old), form_of(new)) if old and new else ({}, {})
    if mentions := edit.after.get("mentions"):
        (before if action is Action.UNDO else after)["mentions"] = list(mentions)
    return [(edit, before, after)]
