"""The map of all incidents that the filters keep, the list of them, and the one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st
from streamlit_folium import st_folium

from geo.web import controls, desk, filters, frame, judging, layer, listing, panel, state, timeline
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from geo.store import Query, Store

_LIST, _PANEL = 280, 400  # pixels
_WORLD = (-180.0, -85.0, 180.0, 85.0)


def main() -> None:
    """Draw the page."""
    store = shared_store()
    query = state.query()
    above, stage = st.container(gap=None), st.container(key="stage", horizontal=True, gap=None)
    # The map comes first: its marks are fetched while the rest of the page is made.
    with stage, st.container(key="map", width="stretch", gap=None):
        draw_map(store, query)
    counts = store.count(query)
    with above:
        controls.bar(store, query, counts)
        frame.notes(state.notes())
    with stage, st.container(key="side", width=_PANEL if state.picked() else _LIST, gap=None):
        if counts.total == 0:
            empty()
        else:
            side(store, query)
    with st.container(key="time"):
        timeline.draw(store, query, frame.theme())


def draw_map(store: Store, query: Query) -> None:
    """The folium map; the layer on it is replaced when filters or choice change, the map itself never."""
    linked = state.view()
    if linked or "home" not in st.session_state:
        st.session_state["home"] = ((linked[0], linked[1]), round(linked[2])) if linked else home(store, query)
    picked = state.picked()
    drawn = layer.IncidentLayer(
        query=urlencode(filters.write(query)),
        theme=frame.theme(),
        selected=picked[0] if len(picked) == 1 else "",
        stamp=desk.desk().acts,
        view=linked,
    )
    st_folium(
        layer.base_map(*st.session_state["home"]),
        key="bw_map",
        height=780,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=layer.feature_group(drawn),
        on_change=_picked_on_map,
    )


def _picked_on_map() -> None:
    value = st.session_state.get("bw_map") or {}
    state.pick([str(one) for one in value.get("picked", [])])


def home(store: Store, query: Query) -> tuple[tuple[float, float], int]:
    """Where a reader starts: at the place with the most incidents."""
    marks = store.symbols(query, _WORLD, 4.0, 60)
    if not marks:
        return layer.HOME, layer.HOME_ZOOM
    fullest = max(marks, key=lambda mark: mark.count)
    return (round(fullest.lon, 3), round(fullest.lat, 3)), layer.HOME_ZOOM


def side(store: Store, query: Query) -> None:
    """The chosen incident, or those of one spot, or the list of all that is shown."""
    picked = state.picked()
    found = [one for one in map(store.incident, picked) if one]
    if picked:
        with st.container(key="back", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.button("← All incidents", type="tertiary", on_click=state.pick, args=([],))
            if len(found) == 1:
                st.page_link("review.py", label="Review this", query_params={"incident": found[0].id})
    if len(picked) == 1 and found:
        one = found[0]
        judging.decide(one)
        reports = {c.evidence.report_id: store.report(c.evidence.report_id) for c in one.citations}
        known = {key: report for key, report in reports.items() if report}
        st.html(panel.incident(one, known, store.mentions_of(one.id)))
        judging.history(store, one)
        return
    if picked and not found:
        frame.card("Not there any more", "The chosen incident is not in the store: it may have been removed or merged.")
        return
    if not picked:
        with st.container(key="words"):
            controls.words(query)
    shown = listing.rows(found or store.incidents(query, limit=listing.MAX_ROWS), query)
    if found:
        st.html(f'<p class="bw-listhead">{len(found)} incidents here</p>')
    if not shown:
        frame.card("Nothing fits these filters", "Choose more days or more kinds, or clear the filters.")
    listing.show(shown, key="bw_list", on_pick=_picked_in_list)
    if not found and len(shown) == listing.MAX_ROWS:
        st.caption(f"The newest {listing.MAX_ROWS} are listed: choose fewer days or kinds to see others.")


def _picked_in_list() -> None:
    value = st.session_state["bw_list"].picked
    if value:
        state.pick([str(value)])


def empty() -> None:
    """What a reader with an empty store sees."""
    frame.card(
        "No incidents yet", "Paste a report and Borderwatch finds the incidents in it, with the sentences that say so."
    )
    st.page_link("add.py", label="Add a report")


main()
