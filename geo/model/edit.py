"""Edits: what happened to an incident, one immutable event each. The state of an incident follows from them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

GIS = "GIS"  # who edited the table of incidents itself, as QGIS does: the program cannot know more


class Action(StrEnum):
    """What was done: the machine's own acts, `load` (a state taken over as it is), and those of people."""

    FOUND = "found"
    JOIN = "join"
    LEAVE = "leave"
    REEXTRACT = "reextract"
    LOAD = "load"
    ADD = "add"
    CONFIRM = "confirm"
    REJECT = "reject"
    NEEDS_WORK = "needs_work"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    PURGE = "purge"
    UNDO = "undo"
    REDO = "redo"

    @property
    def by_person(self) -> bool:
        """Does a person decide this?"""
        return self not in _MACHINE

    @property
    def is_decision(self) -> bool:
        """Is it a person's decision on the incident itself, which can be undone?"""
        return self.by_person and self not in (Action.PURGE, Action.UNDO, Action.REDO)


_MACHINE = frozenset({Action.FOUND, Action.JOIN, Action.LEAVE, Action.REEXTRACT, Action.LOAD})


def now() -> datetime:
    """This moment in UTC, to the millisecond that stores keep."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def new_id() -> str:
    """A random id of 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One event of an incident.

    `before` and `after` hold what changed: fields of the incident in their JSON form (`geo.model.forms`), beside them
    `mentions` (ids that left, ids that came), `into` (the id of the incident that it was merged into, None when it came
    back) and `incidents` (ids that were merged into it, or split off). `of` is the edit that an undo or redo is about,
    or the merge or split that the event is a part of. `sequence` is the place in the store's order, `version` the
    incident's version after it; both are 0 until it is stored. `at` may go back where a clock does: the order is the
    sequence.
    """

    incident_id: str
    action: Action
    who: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    at: datetime = field(default_factory=now)
    of: str = ""
    id: str = field(default_factory=new_id)
    sequence: int = 0
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse an edit by nobody, or at no known moment."""
        if not self.who.strip():
            raise InputError("The edit names nobody who made it: set BORDERWATCH_USER to your name.")
        if self.at.utcoffset() is None:
            raise InputError(f"The moment {self.at} of an edit has no time zone: give it in UTC.")

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the incident that it sets, in their JSON form."""
        return {name: value for name, value in self.after.items() if name not in MEMBERSHIP}


MEMBERSHIP = ("mentions", "into", "incidents")
