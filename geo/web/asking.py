"""What lies open over the review desk: the keys, the question for a name, two incidents side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.model import Action
from geo.publish.html import safe
from geo.web import comparing, desk, editing, wording
from geo.web.acting import Act

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.store import Store

KEYS = {
    "j  k": "the next one, the previous one",
    "c": "confirm: it happened, as it is told here",
    "r": "reject: it is no incident",
    "w": "needs work: somebody shall look at it again",
    "e": "edit what, when, where, who, how many",
    "m": "put it beside another one, and merge the two",
    "u": "take back what you did last",
    "U": "do it again",
    "?": "this help",
    "Esc": "close what lies open",
}


def dialogs(store: Store, current: Incident | None, twin: str) -> None:
    """Open what was asked for."""
    asked = desk.desk().dialog
    if asked == "help":
        _keys()
    elif asked == "name":
        name()
    elif asked == "edit" and current:
        editing.edit_dialog(current)
    elif asked == "merge" and current:
        _merge(store, current, twin)


def _closed() -> None:
    desk.ask("")
    desk.desk().waiting = None


@st.dialog("Keys", on_dismiss=_closed)
def _keys() -> None:
    rows = "".join(f"<tr><th>{safe(key)}</th><td>{safe(text)}</td></tr>" for key, text in KEYS.items())
    st.html(f'<table class="bw-keys">{rows}</table><p class="bw-hint">While you type, the keys are letters.</p>')


@st.dialog("Who are you?", on_dismiss=_closed)
def name() -> None:
    """Ask who decides; what was asked for is done when the answer is there."""
    st.markdown("Every decision is kept with the name of whoever made it. You are asked once.")
    with st.form("rv_name_form", border=False):
        told = st.text_input("Your name", key="rv_name_asked", max_chars=desk.LONGEST_NAME)
        if st.form_submit_button("Go on", type="primary") and told.strip():
            desk.ask("")
            desk.name_given(told)
            st.rerun()


@st.dialog("One incident, or two?", width="large", on_dismiss=_closed)
def _merge(store: Store, current: Incident, twin: str) -> None:
    offered = comparing.candidates(store, current, twin)
    if not offered:
        st.markdown("No other incident of this sort is told of the days around it.")
        return
    titles = {one.id: wording.title(one) for one in offered}
    chosen = st.selectbox("The other one", list(titles), format_func=titles.__getitem__, key=f"rv_other_{current.id}")
    other = next(one for one in offered if one.id == chosen)
    st.html(comparing.table(current, other))
    for side, one in zip(st.columns(2), (current, other), strict=True):
        side.html(comparing.told(store, one))
    with st.container(key="rv_choice", horizontal=True, gap="small"):
        _into("Merge into this one", current, other, first=True)
        _into("Merge into the other one", other, current, first=False)
        if st.button("They are two", key="rv_two", type="tertiary"):
            desk.ask("")
            st.rerun()


def _into(label: str, kept: Incident, gone: Incident, *, first: bool) -> None:
    if st.button(label, key=f"rv_into_{kept.id}", type="primary" if first else "secondary"):
        versions = {gone.id: gone.version}
        desk.act(Act(action=Action.MERGE, incident_id=kept.id, version=kept.version, others=versions))
        st.rerun()
