"""The parts of the review desk that a reviewer acts with: decisions, messages, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.model import Action, Review
from geo.publish.html import safe
from geo.web import chronicle, desk
from geo.web.acting import Act

if TYPE_CHECKING:
    from geo.errors import ChangedError
    from geo.model import Incident
    from geo.store import Store

_JUDGE = {
    Action.CONFIRM: ("Confirm", "c", Review.CONFIRMED),
    Action.REJECT: ("Reject", "r", Review.REJECTED),
    Action.NEEDS_WORK: ("Needs work", "w", Review.NEEDS_WORK),
}
_SHOWN_EVENTS = 8


def place_in_queue(current: Incident, mine: desk.Desk) -> None:
    """'3 of 15', and the ways to its neighbours."""
    with st.container(key="rv_head", horizontal=True, vertical_alignment="center", gap="small"):
        at = mine.order.index(current.id) + 1 if current.id in mine.order else 0
        where = f"<b>{at}</b> of {len(mine.order)}" if at else "Not in this queue"
        st.html(f'<p class="bw-at">{where}</p>', width="stretch")
        for step, label, key in ((-1, "↑ Previous `k`", "rv_previous"), (1, "↓ Next `j`", "rv_next")):
            st.button(label, key=key, type="tertiary", on_click=desk.move, args=(step,))


def said(mine: desk.Desk, *, keys: bool = True) -> None:
    """What was done last, and the ways back and forth; `keys` names the key of each."""
    with st.container(key="rv_said", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="bw-said">{safe(mine.said)}</p>', width="stretch")
        st.button(
            "Undo `u`" if keys else "Undo",
            key="rv_undo",
            type="tertiary",
            on_click=desk.undo_last,
            disabled=not mine.done,
        )
        st.button(
            "Redo `U`" if keys else "Redo",
            key="rv_redo",
            type="tertiary",
            on_click=desk.redo_last,
            disabled=not mine.undone,
        )


def decisions(current: Incident) -> None:
    """A button for each decision."""
    seen = f"{current.id}_{current.version}"
    with st.container(key="rv_buttons", horizontal=True, gap="small"):
        judgements(current)
        st.button("Edit `e`", key=f"rv_edit__{seen}", on_click=desk.ask, args=("edit",))
        st.button("Merge `m`", key=f"rv_merge__{seen}", on_click=desk.ask, args=("merge",))


def judgements(current: Incident, *, keys: bool = True) -> None:
    """Confirm, reject, needs work. The keys of the buttons name incident and version: hit twice, none decides anew.

    Args:
        current: as the reader sees it; what somebody else did since is told before anything is written.
        keys: name the key of each on its button.
    """
    for action, (label, key, outcome) in _JUDGE.items():
        st.button(
            f"{label} `{key}`" if keys else label,
            key=f"rv_{action.value}__{current.id}_{current.version}",
            type="primary" if action is Action.CONFIRM else "secondary",
            disabled=current.review is outcome,
            on_click=desk.act,
            args=(Act(action=action, incident_id=current.id, version=current.version),),
        )


def refusal(text: str) -> None:
    """What could not be done, and why; nothing was changed."""
    st.html(f'<section class="bw-stop" role="alert"><h3>Nothing was changed</h3><p>{safe(text)}</p></section>')


def clash(asked: Act, error: ChangedError) -> None:
    """Somebody else was quicker: what they did, and the choice."""
    wanted = _JUDGE[asked.action][0] if asked.action in _JUDGE else asked.action.value.capitalize()
    told = chronicle.since(error.edits, chronicle.zone()) if error.edits else f"<p>{safe(str(error))}</p>"
    with st.container(key="rv_clash", gap=None):
        st.html(
            '<section class="bw-stop" role="alert"><h3>It was changed while you looked at it</h3>'
            f"{told}<p>You wanted: <b>{safe(wanted)}</b>. Nothing of that was done yet.</p></section>"
        )
        with st.container(key="rv_choose", horizontal=True, gap="small"):
            st.button("Take theirs", key="rv_theirs", on_click=desk.take_theirs)
            st.button("Do mine again", key="rv_mine", type="primary", on_click=desk.do_mine_again)


def history(store: Store, current: Incident) -> None:
    """What happened to it, newest first; decisions can be taken back, and done again."""
    st.html('<h3 class="bw-past">History</h3>')
    told = chronicle.lines(store, current.id, chronicle.zone())
    for line in told[:_SHOWN_EVENTS]:
        _event(line, current)
    if rest := told[_SHOWN_EVENTS:]:
        with st.expander(f"{len(rest)} earlier"):
            for line in rest:
                _event(line, current)


def _event(line: chronicle.Line, current: Incident) -> None:
    with st.container(key=f"rv_event_{line.edit_id}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(line.markup, width="stretch")
        if line.turn:
            st.button(
                "Undo" if line.turn is Action.UNDO else "Redo",
                key=f"rv_turn_{line.edit_id}__{current.version}",
                type="tertiary",
                on_click=desk.act,
                args=(Act(action=line.turn, incident_id=line.incident_id, edit_id=line.edit_id),),
            )
