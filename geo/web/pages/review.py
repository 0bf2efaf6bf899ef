"""The review desk: what needs a look, one at a time, with its text, place and history, and a key for each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st
from streamlit_folium import st_folium

from geo.model import Review
from geo.publish.html import safe
from geo.review.queue import queue
from geo.web import (
    asking,
    assets,
    desk,
    deskbar,
    filters,
    frame,
    hotkeys,
    layer,
    listing,
    needs,
    panel,
    reviewing,
    wording,
)
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from geo.model import Incident
    from geo.review.queue import Item
    from geo.store import Store

_LIMIT = 500
_NOTHING = (
    "Every incident is told once, clearly, and without its reports differing, or somebody decided on it. "
    "New ones come with new reports."
)
_KEYS = {
    "j": "rv_next",
    "k": "rv_previous",
    "c": "rv_confirm",
    "r": "rv_reject",
    "w": "rv_needs_work",
    "e": "rv_edit",
    "m": "rv_merge",
    "u": "rv_undo",
    "U": "rv_redo",
    "?": "rv_help",
}


def main() -> None:
    """Draw the page."""
    st.html(assets.OWN / "review.css")
    store, mine = shared_store(), desk.desk()
    desk.open_from_address()
    found = queue(store, deskbar.query(), _LIMIT)
    listed = needs.kept(found, mine.need)
    desk.settle([one.incident.id for one in listed])
    desk.write_address()
    current = store.incident(mine.current) if mine.current else None
    item = next((one for one in found if current and one.incident.id == current.id), None)
    deskbar.bar(found, _LIMIT)
    with st.container(key="rv", horizontal=True, gap=None):
        with st.container(key="rv_queue", width=306, gap=None):
            waiting(listed, filtered=bool(mine.need or filters.write(deskbar.query())))
        with st.container(key="rv_desk", width="stretch", gap=None):
            reading(store, current, item)
        with st.container(key="rv_side", width=430, gap=None):
            beside(store, current)
    asking.dialogs(store, current, item.twin if item else "")
    voice(mine)


def voice(mine: desk.Desk) -> None:
    """The keys of the page, and what was done for those who listen."""
    hotkeys.listen(
        _KEYS,
        key="rv_keys",
        current=mine.current,
        said=mine.problem or mine.said,
        name=mine.name,
        tops=".st-key-rv_read",
        repeat="jk",
        on_name=lambda: desk.remembered("rv_keys"),
    )


def waiting(listed: list[Item], *, filtered: bool) -> None:
    """The queue."""
    if not listed:
        heading = "Nothing fits these filters" if filtered else "Nothing waits"
        frame.card(heading, "Choose another need, more kinds or more days." if filtered else _NOTHING)
        return
    rows = [
        listing.row(one.incident) | {"who": needs.briefly(one), "status": "reported", "sources": "", "differ": ""}
        for one in listed[: listing.MAX_ROWS]
    ]
    listing.show(rows, key="rv_list", selected=desk.desk().current, follow=".st-key-rv_queue", on_pick=_picked)


def _picked() -> None:
    value = st.session_state["rv_list"].picked
    if value:
        desk.look_at(str(value))


def reading(store: Store, current: Incident | None, item: Item | None) -> None:
    """What is on the desk: why it is there, what it says and where, and the decisions."""
    mine = desk.desk()
    with st.container(key="rv_read", gap=None):
        if mine.problem:
            reviewing.refusal(mine.problem)
        if mine.clash:
            reviewing.clash(*mine.clash)
        if current is None:
            nothing(mine)
            reviewing.said(mine)
            return
        reviewing.place_in_queue(current, mine)
        st.html(_why_here(store, current, item))
        reports = {c.evidence.report_id: store.report(c.evidence.report_id) for c in current.citations}
        known = {key: report for key, report in reports.items() if report}
        st.html(panel.incident(current, known, store.mentions_of(current.id)))
    with st.container(key="rv_decide", gap=None):
        reviewing.said(mine)
        reviewing.decisions(current)


def nothing(mine: desk.Desk) -> None:
    """An empty desk."""
    if mine.current:
        frame.card("Not there any more", "The incident is not in the store: it may have been removed.")
    elif mine.order:
        frame.card("Nothing chosen", "Choose one on the left, or press j.")
    else:
        frame.card("All done", "There is nothing to review here. The map shows every incident.")
        st.page_link("map.py", label="Open the map")


def _why_here(store: Store, current: Incident, item: Item | None) -> str:
    """Why it is in the queue, or what was decided on it."""
    if item is None:
        sentences = [f"{wording.REVIEW[current.review]}: it is not in this queue."]
    else:
        twin = store.incident(item.twin) if item.twin else None
        sentences = needs.reasons(item, wording.title(twin) if twin else "")
    tick = " is-confirmed" if current.review is Review.CONFIRMED else ""
    items = "".join(f"<li>{safe(one)}</li>" for one in sentences)
    return f'<section class="bw-needs{tick}" aria-label="Why it is here"><ul>{items}</ul></section>'


def beside(store: Store, current: Incident | None) -> None:
    """The map with its footprint, and its history."""
    mine = desk.desk()
    with st.container(key="rv_map", gap=None):
        drawn = layer.IncidentLayer(
            query=urlencode(filters.write(deskbar.query())),
            theme=frame.theme(),
            selected=current.id if current else "",
            legend=False,
            stamp=mine.acts,
        )
        st_folium(
            layer.base_map(),
            key="rv_folium",
            height=420,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=layer.feature_group(drawn),
        )
    if current:
        with st.container(key="rv_history", gap=None):
            reviewing.history(store, current)


main()
