"""The history of an incident on a page: what happened, at what time of the reader's day, and what can be turned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from geo.model import Action
from geo.publish.html import safe
from geo.review import history
from geo.review.history import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Edit
    from geo.store import Store

_TURNS = (Action.UNDO, Action.REDO)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One event as markup; `turn` is what its button does with the decision `edit_id`, None: it has no button."""

    markup: str
    edit_id: str
    incident_id: str
    turn: Action | None = None


def zone() -> tzinfo:
    """The reader's time zone."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def lines(store: Store, incident_id: str, where: tzinfo) -> list[Line]:
    """The events of an incident and of those merged into it, newest first; the parts of a merge or split once."""
    told = history(store, incident_id)
    parts = {entry.edit.id for entry in told if entry.edit.of and entry.edit.action not in _TURNS}
    shown = [entry for entry in told if entry.edit.id not in parts and entry.edit.of not in parts]
    found = []
    for entry in reversed(shown):
        turn = Action.UNDO if entry.can_undo else Action.REDO if entry.undone else None
        past = ' class="is-undone"' if entry.undone else ""
        markup = (
            f'<div class="bw-event"><p{past}>{safe(entry.text)}</p>'
            f"<small>{safe(moment(entry.edit, where))}{', taken back since' if entry.undone else ''}</small></div>"
        )
        found.append(Line(markup=markup, edit_id=entry.edit.id, incident_id=entry.edit.incident_id, turn=turn))
    return found


def since(edits: Sequence[Edit], where: tzinfo) -> str:
    """What others did meanwhile, as markup."""
    items = "".join(f"<li>{safe(sentence(edit))}, {safe(moment(edit, where))}</li>" for edit in edits)
    return f'<ul class="bw-since">{items}</ul>'


def moment(edit: Edit, where: tzinfo) -> str:
    """The time of the day in a time zone: '21:03'."""
    return f"{edit.at.astimezone(where):%H:%M}"
