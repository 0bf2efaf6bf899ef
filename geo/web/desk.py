"""What one reviewer is at: the incident in front of them, the filters, what was done. It lives in the session alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import BorderwatchError, ChangedError
from geo.model import Action
from geo.review.who import ENVIRONMENT
from geo.web import acting, needs

if TYPE_CHECKING:
    from datetime import date

    from geo.web.acting import Act, Done

_KEY = "bw_desk"
LONGEST_NAME = 80
_LONGEST_ID = 64


@dataclass(kw_only=True, slots=True)
class Desk:
    """The state of one session.

    `order` are the ids last listed; `dialog` is what lies open over the page; `clash` what was asked for while somebody
    else changed the incident, with their changes; `waiting` what is done as soon as the reviewer has told a name.
    """

    name: str = field(default_factory=lambda: clean_name(os.environ.get(ENVIRONMENT, "")))
    current: str = ""
    order: list[str] = field(default_factory=list)
    opened: bool = False
    need: str = ""
    groups: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    said: str = ""
    problem: str = ""
    clash: tuple[Act, ChangedError] | None = None
    waiting: Act | None = None
    dialog: str = ""
    acts: int = 0


def desk() -> Desk:
    """The desk of this session."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Desk()
    found: Desk = st.session_state[_KEY]
    return found


def clean_name(name: str) -> str:
    """A name on one line, not too long."""
    return " ".join(name.split())[:LONGEST_NAME]


def open_from_address() -> None:
    """Put the incident on the desk that the page's address names, when it was followed or changed by hand."""
    mine, asked = desk(), str(st.query_params.get("incident", ""))[:_LONGEST_ID]
    if asked and asked != mine.current and asked != st.session_state.get("bw_desk_written"):
        look_at(asked)


def write_address() -> None:
    """The address names the incident on the desk."""
    st.session_state["bw_desk_written"] = desk().current
    params = {"incident": desk().current} if desk().current else {}
    if dict(st.query_params) != params:
        st.query_params.from_dict(params)


def look_at(incident_id: str) -> None:
    """Put this incident on the desk, whether it is in the queue or not."""
    mine = desk()
    mine.current, mine.opened, mine.clash, mine.problem = incident_id, True, None, ""


def move(step: int) -> None:
    """The next or the previous one of the queue."""
    mine = desk()
    mine.current, mine.opened = needs.neighbour(mine.order, mine.current, step), False
    mine.clash, mine.problem, mine.said = None, "", ""


def settle(ids: list[str]) -> None:
    """The queue is listed anew: what is on the desk is still in it, or what came after it takes its place."""
    mine = desk()
    if not mine.opened:
        mine.current = needs.still_there(mine.order, mine.current, ids)
    mine.order = ids


def ask(dialog: str) -> None:
    """Open a dialog, or close it ('')."""
    desk().dialog = dialog


def act(asked: Act) -> None:
    """Do it, say so, and put the next one on the desk; what stands in the way is told and nothing is lost."""
    mine = desk()
    mine.problem, mine.clash, mine.dialog = "", None, ""
    if not mine.name:
        mine.waiting, mine.dialog = asked, "name"
        return
    try:
        done = acting.carry_out(asked, mine.name)
    except ChangedError as error:
        if not acting.done_already(asked, mine.name, error):
            mine.clash = (asked, error)
            mine.current, mine.opened = asked.incident_id, True
    except BorderwatchError as error:
        mine.problem = str(error)
    else:
        _keep(mine, done)


def _keep(mine: Desk, done: Done) -> None:
    mine.said = done.sentence
    mine.acts += 1
    turned = [one for one in (*mine.done, *mine.undone) if one.edit_id == done.edit_id]
    mine.done = [one for one in mine.done if one not in turned]
    mine.undone = [one for one in mine.undone if one not in turned]
    if done.action is Action.UNDO:
        mine.undone += [turned[0] if turned else done]
    elif done.edit_id:
        mine.done += [turned[0] if turned else done]
        if done.action is not Action.REDO:
            mine.undone = []
    if done.action is Action.UNDO:
        mine.current, mine.opened = done.incident_id, True
        return
    after = needs.neighbour(mine.order, done.incident_id, 1)
    if after == done.incident_id:  # the last one of the list
        after = needs.neighbour(mine.order, done.incident_id, -1)
    mine.current, mine.opened = after, False


def edited(incident_id: str) -> None:
    """The form of an incident was saved: it stays on the desk, and 'undo' takes the edit back."""
    mine = desk()
    if done := acting.last_edit(incident_id):
        mine.said, mine.undone = done.sentence, []
        mine.done = [*(one for one in mine.done if one.edit_id != done.edit_id), done]


def undo_last() -> None:
    """Take back what was done last in this session."""
    mine = desk()
    if not mine.done:
        mine.said = "Nothing was done here yet. Earlier decisions can be taken back in the history."
        return
    last = mine.done[-1]
    act(acting.Act(action=Action.UNDO, incident_id=last.incident_id, edit_id=last.edit_id))


def redo_last() -> None:
    """Do again what was taken back last in this session."""
    mine = desk()
    if not mine.undone:
        mine.said = "Nothing was taken back here."
        return
    last = mine.undone[-1]
    act(acting.Act(action=Action.REDO, incident_id=last.incident_id, edit_id=last.edit_id))


def take_theirs() -> None:
    """Leave it as the other person left it."""
    desk().clash, desk().opened = None, False


def do_mine_again() -> None:
    """What was asked for, over what the other person did."""
    mine = desk()
    if mine.clash is None:
        return
    try:
        again = acting.renewed(mine.clash[0])
    except BorderwatchError as error:
        mine.problem = str(error)
        return
    mine.clash = None
    if again:
        act(again)
    else:
        mine.problem = "The incident is no more: somebody removed it."


def remembered(key: str) -> None:
    """The browser kept a name; `key` is that of the component that says so."""
    kept = st.session_state[key].name
    if kept and not desk().name:
        desk().name = clean_name(str(kept))


def name_given(name: str) -> None:
    """The reviewer told a name; what waited for it is done."""
    mine = desk()
    mine.name = clean_name(name)
    if mine.name and mine.waiting:
        waiting, mine.waiting = mine.waiting, None
        act(waiting)
