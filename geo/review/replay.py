"""What the events of one incident come to: who its members are, what people set, and whether it is still there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Edit

_WHOLE = frozenset({"kind", "period", "footprint"})  # what an incident cannot be without
_DERIVED = ("confidence", "sources", "disagreeing", "disagreements")


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What became of an incident.

    `members` are the ids of its mentions; `purged`: a report that told of it was purged; `alone`: it was told without
    any mention, or lost one so and has been told by people in full, so that it can stand on its fields; `fields` what
    people (or whoever brought it) set, in JSON form, over what the mentions say; `into` the incident that it was merged
    into, '' if none; `decisions` the decisions of people that stand, in order; `undone` the ids of the edits that do
    not.
    """

    members: tuple[str, ...] = ()
    alone: bool = False
    purged: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    into: str = ""
    decisions: tuple[Edit, ...] = ()
    undone: frozenset[str] = frozenset()

    @property
    def decided(self) -> frozenset[str]:
        """The fields that a person set."""
        return frozenset(name for edit in self.decisions for name in edit.fields)


def replay(edits: Iterable[Edit]) -> Course:
    """The course of an incident from its events, in their order.

    Members come and go by every event, so that an undone merge or split says itself which go back. A field is what the
    last event that stands sets; an undone event does not stand, until it is redone.
    """
    ordered = list(edits)
    undone = _undone(ordered)
    standing = [edit for edit in ordered if edit.id not in undone]
    members: dict[str, None] = {}
    fields: dict[str, Any] = {}
    into = ""
    for edit in ordered:
        went, came = edit.before.get("mentions", ()), edit.after.get("mentions", ())
        members = {one: None for one in members if one not in went} | dict.fromkeys(came)
        into = "" if edit.action is Action.FOUND else edit.after.get("into", into) or ""
        if went or came:
            fields = {name: value for name, value in fields.items() if name not in _DERIVED}
        if edit.id not in undone and edit.action not in (Action.UNDO, Action.REDO):
            fields |= edit.fields
    purged = any(edit.action is Action.PURGE for edit in standing)
    return Course(
        members=tuple(members),
        alone=any(_stands_alone(edit) for edit in standing) or (purged and fields.keys() >= _WHOLE),
        purged=purged,
        fields=fields,
        into=into,
        decisions=tuple(edit for edit in standing if edit.action.is_decision),
        undone=undone,
    )


def _stands_alone(edit: Edit) -> bool:
    return edit.action in (Action.ADD, Action.LOAD) and edit.after.keys() >= _WHOLE and "mentions" not in edit.after


def _undone(edits: Iterable[Edit]) -> frozenset[str]:
    undone: set[str] = set()
    for edit in edits:
        if edit.action is Action.UNDO:
            undone.add(edit.of)
        elif edit.action is Action.REDO:
            undone.discard(edit.of)
    return frozenset(undone)
