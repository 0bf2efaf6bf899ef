"""The list of stored reports: its filters, its pages, and what stands there when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.publish.html import safe
from geo.store.protocol import Wanted
from geo.web import frame, listing, marking, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Store
    from geo.store.protocol import ReportPage

PAGE = 50
_WANTED, _PAGES, _TURN = "bw_reports_wanted", "bw_reports_pages", "bw_reports_turn"
_KEY = "bw_reports"


def draw(store: Store, on_pick: Callable[[str], None]) -> None:
    """Draw the list; `on_pick` is called with the id of a report that was chosen."""

    def picked() -> None:
        if value := st.session_state[_KEY].picked:
            on_pick(str(value))

    with st.container(
        key="reporthead", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.title("Reports", width="content")
        st.button("Add an incident without a report", on_click=marking.lay_open, args=("add",), key="reports_add")
    marking.said()
    wanted = _wanted()
    pages: list[int] = st.session_state[_PAGES]
    found = store.report_page(wanted, before=pages[-1], limit=PAGE)
    st.html(f'<p class="bw-reportcount" role="status">{safe(counted(found, len(pages)))}</p>')
    if not found.reports and not found.following and len(pages) == 1:
        nothing(wanted)
    listing.show(reading.listed(found), key=_KEY, on_pick=picked)
    _turning(pages, found)
    if marking.lying_open() == ("add",):
        marking.add_dialog()


def counted(found: ReportPage, page: int) -> str:
    """What the list shows, in words."""
    count = len(found.reports)
    if count == 0:
        return "None here; older ones were not looked through yet." if found.following else ""
    if page == 1 and not found.following:
        return f"{count} reports, the one added last first" if count > 1 else "1 report"
    return f"Page {page}, the report added last first"


def nothing(wanted: Wanted) -> None:
    """Why the list is empty."""
    if wanted != Wanted():
        frame.card("Nothing fits", "Choose other words or more days.")
        return
    frame.card("No reports yet", "Paste one, and what it tells appears on the map.")
    st.page_link("add.py", label="Add a report")


def _wanted() -> Wanted:
    """What the widgets ask for; when that changes, the list begins anew."""
    kept: Wanted = st.session_state.get(_WANTED, Wanted())
    with st.container(key="reportbar", horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            "Words", key=_again("rp_words", kept.words), max_chars=200, placeholder="In title, publisher or text"
        )
        since = st.date_input("Published from", key=_again("rp_since", kept.since), format="YYYY-MM-DD", width=150)
        until = st.date_input("to", key=_again("rp_until", kept.until), format="YYYY-MM-DD", width=150)
        untold = st.toggle("Without incidents", key=_again("rp_untold", kept.untold))
    wanted = Wanted(words=words.strip(), since=since, until=until, untold=untold)
    if wanted != kept or _PAGES not in st.session_state:
        st.session_state[_WANTED], st.session_state[_PAGES] = wanted, [0]
    return wanted


def leave() -> None:
    """A report is read: the widgets of the list are gone from the page, and come back as new ones.

    With the same keys, a run that is broken off may leave their values with the server and empty fields in the browser.
    """
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _again(name: str, kept: object) -> str:
    """The key of a widget that shows what was asked before a report was read."""
    key = f"{name}_{st.session_state.setdefault(_TURN, 0)}"
    if key not in st.session_state:
        st.session_state[key] = kept
    return key


def _turning(pages: list[int], found: ReportPage) -> None:
    """To the pages before and after this one; `pages` says where each began that was read."""
    if len(pages) == 1 and not found.following:
        return
    older = [*pages, found.following]
    with st.container(key="reportpages", horizontal=True, gap="small"):
        st.button("← Newer", key="reports_newer", disabled=len(pages) == 1, on_click=_turn, args=(pages[:-1],))
        st.button("Older →", key="reports_older", disabled=not found.following, on_click=_turn, args=(older,))


def _turn(pages: list[int]) -> None:
    st.session_state[_PAGES] = pages
