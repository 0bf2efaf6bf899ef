"""The menus of the filter bar that ask where, who says so, and how sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import InputError
from geo.geodesy import representative_point
from geo.model import Status
from geo.publish.html import safe
from geo.store.region import MOST_CORNERS, MOST_KM, Near, check_corners
from geo.web import chosen, drawing, frame, state, wording
from geo.web.draft import Draft
from geo.web.gazetteers import shared_gazetteer
from geo.web.locating import Choice, choices
from geo.web.parameters import LONGEST_NAME, MOST_SOURCES

if TYPE_CHECKING:
    from geo.store import Query, Store
    from geo.store.tallies import Sort

_OPEN, _FOUND, _NAMED = "bw_open_area", "bw_near_found", "bw_near_named"
_KM = 25.0
_WITHOUT: dict[str, dict[str, Any]] = {
    "kind": {"kinds": frozenset(), "groups": frozenset()},
    "status": {"statuses": frozenset()},
    "review": {"review": frozenset()},
}


def tally(store: Store, query: Query, sort: Sort) -> dict[str, int]:
    """How many each choice of a menu would show, the other filters being what they are."""
    from geo.store.query import EVERY_REVIEW

    free = _WITHOUT[sort] if sort != "review" else {"review": EVERY_REVIEW}
    return store.tally(replace(query, **free), sort)


def ground(query: Query) -> None:
    """Where: within some kilometres of a place, in an area that the reader draws."""
    name = st.session_state.get(_NAMED, ("", None))
    label = chosen.ground(query, name[0] if name[1] == query.near else "")
    with st.popover(label, width="content", key="m_ground"):
        st.text_input(
            "Near a place",
            key="w_near",
            max_chars=LONGEST_NAME,
            placeholder="Paju · 20 km north of Cheorwon · 37.95, 126.67",
            on_change=_look_up,
        )
        _offer()
        st.session_state["w_km"] = query.near.km if query.near else st.session_state.get("w_km", _KM)
        st.number_input("Kilometres around it", 0.5, MOST_KM, step=5.0, format="%g", key="w_km", on_change=_reach)
        left, right = st.columns(2)
        left.button("Draw an area …", key="draw_area", on_click=st.session_state.__setitem__, args=(_OPEN, True))
        if query.near or query.area:
            right.button("Anywhere", key="clear_ground", on_click=_anywhere)
    if st.session_state.pop(_OPEN, False):
        _area_dialog(query)


def _look_up() -> None:
    """Look around the place that was typed; if the words may mean several, they are offered."""
    text = str(st.session_state["w_near"]).strip()
    try:
        found = choices(text, shared_gazetteer())
    except InputError as error:
        st.session_state[_FOUND] = (str(error), [])
        return
    st.session_state[_FOUND] = ("" if found or not text else f"No place is known as ‘{text}’.", found)
    if len(found) == 1:
        _around(found[0])


def _offer() -> None:
    note, found = st.session_state.get(_FOUND, ("", []))
    if note:
        st.html(f'<p class="bw-soft" role="status">{safe(note)}</p>')
    for number, choice in enumerate(found):
        st.button(frame.escaped(choice.label), key=f"near_{number}", on_click=_around, args=(choice,), width="stretch")


def _around(choice: Choice) -> None:
    lon, lat = representative_point(choice.footprint.geometry)
    near = Near(round(lon, 5), round(lat, 5), float(st.session_state.get("w_km", _KM)))
    state.change(near=near)
    st.session_state[_NAMED] = (choice.name, near)
    st.session_state.pop(_FOUND, None)


def _reach() -> None:
    """The distance was changed: it counts for the place that is chosen, or for the next one."""
    kept = state.kept().near
    if kept is None:
        return
    near = replace(kept, km=float(st.session_state["w_km"]))
    name, at = st.session_state.get(_NAMED, ("", None))
    if at == kept:
        st.session_state[_NAMED] = (name, near)
    state.change(near=near)


def _anywhere() -> None:
    state.change(near=None, area=())
    st.session_state.pop(_FOUND, None)
    st.session_state["w_near"] = ""


@st.dialog("Only in an area", width="large")
def _area_dialog(query: Query) -> None:
    st.caption("Choose Area, click its corners, then Done.")
    draft = Draft("filter-area")
    start = {"type": "Polygon", "coordinates": [[*query.area, query.area[0]]]} if query.area else None
    centre = tuple(st.session_state.get("home", ((127.0, 38.0), 6))[0])
    drawn = drawing.draw(draft, start, centre)
    corners: tuple[tuple[float, float], ...] = ()
    if drawn and drawn["type"] == "Polygon":
        corners = tuple((float(lon), float(lat)) for lon, lat in drawn["coordinates"][0][:-1])
    if drawn and not corners:
        st.html('<p class="bw-soft" role="status">A point or a line encloses nothing: draw an area.</p>')
    if len(corners) > MOST_CORNERS:
        st.html(f'<p class="bw-soft" role="status">Draw at most {MOST_CORNERS} corners.</p>')
    if st.button("Show what is in it", type="primary", key="use_area", disabled=not corners):
        try:
            check_corners(corners)
        except InputError as error:
            st.html(f'<p class="bw-soft" role="alert">{safe(str(error))}</p>')
            return
        draft.drop()
        state.change(area=corners)
        st.rerun()


def sources(store: Store, query: Query) -> None:
    """Who did it, who says so, how many independently, how sure."""
    with st.popover(chosen.sources(query), width="content", key="m_sources"):
        for name, label, example in (
            ("actor", "A side is called", "North Korea"),
            ("publisher", "Published by", "Yonhap"),
        ):
            st.session_state[f"w_{name}"] = getattr(query, name)
            st.text_input(
                label, key=f"w_{name}", max_chars=LONGEST_NAME, placeholder=example, on_change=_set_name, args=(name,)
            )
        of_status = tally(store, query, "status")
        st.session_state["w_status"] = [one for one in Status if one in query.statuses]
        st.pills(
            "Status",
            list(Status),
            selection_mode="multi",
            key="w_status",
            format_func=lambda one: f"{wording.STATUS[one]} {of_status.get(one, 0):,}",
            on_change=lambda: state.change(statuses=frozenset(st.session_state["w_status"])),
        )
        st.session_state["w_sources"] = max(query.sources, 1)
        st.number_input(
            "Independent sources, at least",
            1,
            MOST_SOURCES,
            key="w_sources",
            help="Papers that print the same wire story count once.",
            on_change=lambda: state.change(sources=int(st.session_state["w_sources"])),
        )
        st.session_state["w_confidence"] = round(query.confidence * 100)
        st.slider(
            "Confidence, at least",
            0,
            100,
            format="%d %%",
            key="w_confidence",
            on_change=lambda: state.change(confidence=st.session_state["w_confidence"] / 100),
        )


def _set_name(name: str) -> None:
    state.change(**{name: str(st.session_state[f"w_{name}"]).strip()})
