"""What a reviewer does, carried out in one transaction; what was done is told in a sentence and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.model import Action
from geo.review import confirm, history, merge, needs_work, redo, reject, undo
from geo.web import wording
from geo.web.stores import shared_store
from geo.web.writing import writing_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.errors import ChangedError
    from geo.model import Incident
    from geo.store import Store

_JUDGE = {Action.CONFIRM: confirm, Action.REJECT: reject, Action.NEEDS_WORK: needs_work}
_DID = {
    Action.CONFIRM: "Confirmed",
    Action.REJECT: "Rejected",
    Action.NEEDS_WORK: "Marked as needing work",
    Action.EDIT: "Edited",
    Action.MERGE: "Merged",
    Action.UNDO: "Taken back",
    Action.REDO: "Done again",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What a reviewer asks for, and the versions that were on the screen.

    `others` are the incidents to merge into `incident_id`, with their versions; `edit_id` the decision that an undo or
    redo is about.
    """

    action: Action
    incident_id: str
    version: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    edit_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What was done to which incident; `edit_id` is the decision to take back, '' if there is none."""

    action: Action
    incident_id: str
    edit_id: str
    sentence: str


def carry_out(act: Act, who: str) -> Done:
    """Do it, or nothing at all.

    Raises:
        ChangedError: somebody changed one of the incidents since they were shown.
        InputError: it cannot be done (any more); the message says why.
        StoreError: the store cannot be written.
    """
    with writing_store() as store, store.transaction():
        before = store.incident(act.incident_id)
        last = _last(store, act.incident_id)
        after = _changed(store, act, who)
        edit_id = act.edit_id or _new_decision(store, act.incident_id, last)
    shown = after or before
    name = wording.title(shown) if shown else "an incident"
    return Done(
        action=act.action,
        incident_id=shown.id if shown else act.incident_id,
        edit_id=edit_id,
        sentence=f"{_DID[act.action]}: {name}",
    )


def last_edit(incident_id: str) -> Done | None:
    """The last decision on an incident that stands, as done; None if there is none.

    Raises:
        StoreError: the store cannot be read.
    """
    store = shared_store()
    found = store.incident(incident_id)
    standing = [entry.edit for entry in history(store, incident_id) if entry.can_undo]
    if not found or not standing:
        return None
    sentence = f"{_DID.get(standing[-1].action, 'Changed')}: {wording.title(found)}"
    return Done(action=standing[-1].action, incident_id=found.id, edit_id=standing[-1].id, sentence=sentence)


def done_already(act: Act, who: str, error: ChangedError) -> bool:
    """Was it the same person who did this very thing a moment ago: a key that was hit twice?"""
    return bool(error.edits) and all(edit.who == who and edit.action is act.action for edit in error.edits)


def renewed(act: Act) -> Act | None:
    """The same with the versions that are stored now; None if the incident is no more."""
    with writing_store() as store:
        found = store.incident(act.incident_id)
        if found is None:
            return None
        versions = store.versions(act.others)
    return Act(
        action=act.action,
        incident_id=found.id,
        version=found.version,
        others={one: version for one, version in versions.items() if one != found.id},
        edit_id=act.edit_id,
    )


def _changed(store: Store, act: Act, who: str) -> Incident | None:
    if act.action is Action.MERGE:
        versions = {act.incident_id: act.version, **act.others}
        return merge(store, [act.incident_id, *act.others], who=who, versions=versions)
    if act.action is Action.UNDO:
        return undo(store, act.incident_id, act.edit_id, who=who)
    if act.action is Action.REDO:
        return redo(store, act.incident_id, act.edit_id, who=who)
    return _JUDGE[act.action](store, act.incident_id, who=who, version=act.version)


def _last(store: Store, incident_id: str) -> int:
    return max((edit.sequence for edit in store.edits(incident_id)), default=0)


def _new_decision(store: Store, incident_id: str, after: int) -> str:
    edits = store.edits(incident_id)
    return next((e.id for e in edits if e.sequence > after and e.action.is_decision and not e.of), "")
