"""Merges and splits there and back: which mentions go where when one is undone or redone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.model import Action, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.review.replay import Course

Past = dict[str, list[Edit]]
Shift = tuple[Edit, dict[str, Any], dict[str, Any]]  # the edit that is turned, what changes before and after


def related(edit: Edit) -> list[str]:
    """The ids of other incidents that a merge or split is about."""
    listed = [*edit.before.get("incidents", ()), *edit.after.get("incidents", ())]
    return [*listed, edit.after["into"]] if edit.after.get("into") else listed


def joining(lead: Edit, past: Past, courses: Mapping[str, Course]) -> list[Shift]:
    """The parts become one again: a split is undone, or a merge redone.

    Raises:
        InputError: a part was decided on since, or merged elsewhere.
    """
    came: list[str] = []
    shifts: list[Shift] = []
    for part in _parts(lead, past):
        course = courses[part.incident_id]
        later = [one for one in course.decisions if one.sequence > lead.sequence and one.id != part.id]
        if later or course.into:
            raise InputError(
                f"Incident {part.incident_id} was decided on since: undo that first, or merge the two incidents."
            )
        came += course.members
        shifts.append((part, {"mentions": list(course.members)}, {"into": lead.incident_id}))
    return [(lead, {}, {"mentions": came}), *shifts]


def parting(lead: Edit, past: Past, courses: Mapping[str, Course]) -> list[Shift]:
    """The parts stand alone again: a merge is undone, or a split redone.

    Each takes the mentions that it had, or what a newer extractor made of them.

    Raises:
        InputError: a part leads elsewhere by now.
    """
    whole = courses[lead.incident_id]
    went: list[str] = []
    shifts: list[Shift] = []
    for part in _parts(lead, past):
        if courses[part.incident_id].into != lead.incident_id:
            raise InputError(f"Incident {part.incident_id} no longer leads to {lead.incident_id}: see its history.")
        own = _owned(part, past[part.incident_id], past[lead.incident_id])
        back = [one for one in whole.members if one in own]
        went += back
        shifts.append((part, {}, {"into": None, "mentions": back}))
    return [(lead, {"mentions": went}, {}), *shifts]


def _parts(lead: Edit, past: Past) -> list[Edit]:
    return [one for edits in past.values() for one in edits if one.of == lead.id and one.action is lead.action]


def _owned(part: Edit, own: list[Edit], whole: list[Edit]) -> set[str]:
    """The mentions that a part last had before it was joined, and those that replaced them since."""
    joined = [part, *(one for one in own if one.of == part.id)]
    last = max((one for one in joined if one.after.get("into")), key=lambda one: one.sequence)
    owned = set(last.before["mentions"])
    for edit in whole:
        if edit.action is Action.REEXTRACT and edit.sequence > last.sequence and owned & {*edit.before["mentions"]}:
            owned |= {*edit.after.get("mentions", ())}
    return owned
