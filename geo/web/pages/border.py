"""The border unrolled: a border laid out straight, time across, kilometres down, and the incidents beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.places.alongside import chainage, lines
from geo.publish.html import safe
from geo.web import assets, chosen_line, filters, frame, listing, straight, unrolled
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from geo.web.chosen_line import Choice
    from geo.web.unrolled import Found

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_CHART, _LIST = "bd_chart", "bd_list"
_OPEN = "bd_open"


def main() -> None:
    """Draw the page."""
    st.html(assets.OWN / "border.css")
    mine = chosen_line.choice()
    if _OPEN in st.session_state:
        st.switch_page("map.py", query_params=filters.write(mine.query) | {"incident": st.session_state.pop(_OPEN)})
    found = unrolled.find(shared_store(), mine.query, mine.line_id, mine.within_km)
    bar(mine, found)
    frame.notes(mine.notes)
    with st.container(key="bd_stage", horizontal=True, gap=None):
        with st.container(key="bd_main", width="stretch", gap=None):
            chart(mine, found)
        if found.marks:
            with st.container(key="bd_side", width=330, gap=None):
                side(mine, found)


def bar(mine: Choice, found: Found) -> None:
    """Which border, how near, which days, how many."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state["bd_line"] = mine.line_id
        st.selectbox(
            "Border",
            list(lines()),
            key="bd_line",
            format_func=lambda one: lines()[one],
            width=300,
            on_change=lambda: chosen_line.look_at(st.session_state["bd_line"]),
        )
        st.session_state["bd_within"] = mine.within_km
        st.selectbox(
            "Within",
            chosen_line.DISTANCES_KM,
            key="bd_within",
            format_func=lambda km: f"{km} km",
            width=142,
            on_change=lambda: chosen_line.reach(st.session_state["bd_within"]),
        )
        _days(mine)
        st.html(f'<p class="bw-count" role="status">{count(mine, found)}</p>', width="content")
        if filters.write(mine.query):
            st.button("Clear", key="clear", type="tertiary", on_click=chosen_line.reset, width="content")
        there = filters.write(mine.query) | {"view": unrolled.view(mine.line_id, mine.within_km)}
        st.page_link("map.py", label="Show these on the map", query_params=there)


def _days(mine: Choice) -> None:
    for name, label in (("since", "From"), ("until", "To")):
        st.session_state[f"bd_{name}"] = getattr(mine.query, name)
        st.date_input(
            label,
            key=f"bd_{name}",
            min_value=_FIRST,
            max_value=_LAST,
            format="YYYY-MM-DD",
            width=178,
            on_change=_set_days,
            args=(name,),
        )


def _set_days(moved: str) -> None:
    chosen_line.set_days(st.session_state["bd_since"], st.session_state["bd_until"], moved=moved)


def count(mine: Choice, found: Found) -> str:
    """'21 incidents beside 236 km', as markup."""
    number = len(found.marks)
    return f"<b>{number:,}</b> incident{'s' * (number != 1)} beside {chainage(mine.line_id).length_km:,.0f} km"


def chart(mine: Choice, found: Found) -> None:
    """The chart, or what stands in its place when there is nothing to draw."""
    days = unrolled.days(found, mine.query)
    if days is None or not found.marks:
        name = lines()[mine.line_id]
        when = "in these days" if mine.query.since or mine.query.until else "with these filters"
        asked = f" {when}" if filters.write(mine.query) else ""
        frame.card(
            f"No incident within {mine.within_km} km of this border{asked}",
            f"{name}: choose a greater distance{', other days or kinds,' if asked else ''} or another border.",
        )
        return
    if found.since:
        st.html(
            f'<p class="bw-more" role="status">More incidents are here than can be drawn: the newest, from '
            f"{found.since:%Y-%m-%d} on. Choose fewer days to see others.</p>"
        )
    straight.show(
        mine.line_id,
        found,
        mine.query,
        days,
        key=_CHART,
        link=f"{assets.base()}/?{urlencode({**filters.write(mine.query), 'incident': ''})}",
        on_pick=_picked_on_chart,
        on_days=_brushed,
    )


def _picked_on_chart() -> None:
    picked = [str(one) for one in st.session_state[_CHART].picked or []]
    if len(picked) == 1:
        st.session_state[_OPEN] = picked[0]
    elif picked:
        chosen_line.pick(picked)


def _brushed() -> None:
    if brushed := st.session_state[_CHART].days:
        first, last = (date.fromisoformat(str(one)) for one in brushed)
        chosen_line.set_days(first, last)


def side(mine: Choice, found: Found) -> None:
    """The same incidents as a list, in words."""
    marks = [mark for mark in found.marks if mark.incident.id in mine.picked] or list(found.marks)
    if mine.picked:
        with st.container(key="back"):
            st.button("← All incidents", type="tertiary", on_click=chosen_line.pick, args=([],))
    title = f"{len(marks)} incidents here" if mine.picked else "The same as a list, newest first"
    st.html(f'<h2 class="bw-listhead">{safe(title)}</h2>')
    rows = listing.rows((mark.incident for mark in marks[: listing.MAX_ROWS]), mine.query)
    for row, mark in zip(rows, marks, strict=False):
        row["place"] = " · ".join(filter(None, [row["place"], unrolled.where(mark)]))
    listing.show(rows, key=_LIST, on_pick=_picked_in_list)
    if len(marks) > listing.MAX_ROWS:
        st.caption(f"The newest {listing.MAX_ROWS} are listed: choose fewer days to see others.")


def _picked_in_list() -> None:
    if value := st.session_state[_LIST].picked:
        st.session_state[_OPEN] = str(value)


main()
