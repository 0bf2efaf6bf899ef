"""Decisions on the incident that lies open beside the map: the same ones as on the review desk, with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.web import asking, assets, desk, editing, hotkeys, reviewing

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.store import Store

_OPEN = "bw_judged"


def decide(one: Incident) -> None:
    """Buttons to confirm, reject, correct …; what was done, and what stood in the way."""
    st.html(assets.OWN / "review.css")
    mine = desk.desk()
    if st.session_state.get(_OPEN) != one.id:
        st.session_state[_OPEN] = one.id
        mine.said, mine.problem, mine.clash = "", "", None
    if mine.problem:
        reviewing.refusal(mine.problem)
    if mine.clash and mine.clash[0].incident_id == one.id:
        reviewing.clash(*mine.clash)
    with st.container(key="act", horizontal=True, vertical_alignment="center", gap="small"):
        reviewing.judgements(one, keys=False)
        editing.edit_button(one)
    if mine.said:
        reviewing.said(mine, keys=False)
    if mine.dialog == "name":
        asking.name()
    _voice(one, mine)


def history(store: Store, one: Incident) -> None:
    """What happened to it; decisions can be taken back here."""
    with st.container(key="rv_history", gap=None):
        reviewing.history(store, one)


def _voice(one: Incident, mine: desk.Desk) -> None:
    """What was done for those who listen; no keys, they would decide while somebody pans the map."""
    hotkeys.listen(
        {},
        key="map_keys",
        current=one.id,
        said=mine.problem or mine.said,
        name=mine.name,
        tops=".st-key-side",
        on_name=lambda: desk.remembered("map_keys"),
    )
