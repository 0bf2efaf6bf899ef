"""The bar above the map: menus for days, kinds, ground, sources and review, the count, a link to this view, exports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.kinds import groups, kinds
from geo.model import Review
from geo.publish.html import safe
from geo.store.words import LONGEST_SEARCH
from geo.web import assets, chosen, filters, linking, menus, state, wording

if TYPE_CHECKING:
    from geo.store import Counts, Query, Store

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_PRESETS = {"All": 0, "7 days": 7, "30 days": 30, "1 year": 365}


def bar(store: Store, query: Query, counts: Counts) -> None:
    """Draw the bar."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        _days(store, query)
        _kinds(store, query)
        menus.ground(query)
        menus.sources(store, query)
        _review(store, query)
        count(query, counts)
        linking.button()
        _exports(query, counts)


def _days(store: Store, query: Query) -> None:
    with st.popover(chosen.days(query.since, query.until), width="content", key="m_days"):
        newest = newest_day(store)
        if newest:
            _presets(query, newest)
        left, right = st.columns(2)
        for place, name, label in ((left, "since", "From"), (right, "until", "To")):
            st.session_state[f"w_{name}"] = getattr(query, name)
            place.date_input(
                label,
                key=f"w_{name}",
                min_value=_FIRST,
                max_value=_LAST,
                format="YYYY-MM-DD",
                on_change=_set_days,
                args=(name,),
            )
        _certain(query)


def newest_day(store: Store) -> date | None:
    """The last day of the newest incident."""
    from geo.store import Query

    newest = next(iter(store.incidents(Query(), limit=1)), None)
    return newest.period.end if newest else None


def _set_days(moved: str) -> None:
    state.set_days(st.session_state["w_since"], st.session_state["w_until"], moved=moved)


def _presets(query: Query, newest: date) -> None:
    ranges = {name: _range(days, newest) for name, days in _PRESETS.items()}
    current = next((name for name, days in ranges.items() if days == (query.since, query.until)), None)
    st.session_state["w_preset"] = current

    def set_range() -> None:
        since, until = ranges[st.session_state["w_preset"] or "All"]
        state.set_days(since, until)

    st.segmented_control(
        f"Counted back from the newest incident, {newest:%Y-%m-%d}",
        list(_PRESETS),
        key="w_preset",
        on_change=set_range,
        width="content",
    )


def _range(days: int, newest: date) -> tuple[date | None, date | None]:
    return (newest - timedelta(days=days - 1), newest) if days else (None, None)


def _kinds(store: Store, query: Query) -> None:
    picked = len(query.groups) + len(query.kinds)
    with st.popover(f"Kinds: {picked} chosen" if picked else "All kinds", width="content", key="m_kinds"):
        of_kind = menus.tally(store, query, "kind")
        of_group = {
            group: sum(of_kind.get(k.id, 0) for k in kinds().values() if k.group.id == group) for group in groups()
        }
        st.session_state["w_groups"] = [group for group in groups() if group in query.groups]
        st.pills(
            "Groups",
            list(groups()),
            selection_mode="multi",
            key="w_groups",
            format_func=lambda group: f"{groups()[group].glyph}\ufe0e {groups()[group].label} {of_group[group]:,}",
            on_change=lambda: state.change(groups=frozenset(st.session_state["w_groups"])),
        )
        within = [kind.id for kind in kinds().values() if not query.groups or kind.group.id in query.groups]
        options = list(dict.fromkeys([*within, *(kind for kind in kinds() if kind in query.kinds)]))
        options.sort(key=lambda kind: -of_kind.get(kind, 0))
        st.session_state["w_kinds"] = [kind for kind in options if kind in query.kinds]
        st.multiselect(
            "Kinds",
            options,
            key="w_kinds",
            format_func=lambda kind: f"{kinds()[kind].label} ({of_kind.get(kind, 0):,})",
            placeholder="All kinds of these groups" if query.groups else "All kinds",
            on_change=lambda: state.change(kinds=frozenset(st.session_state["w_kinds"])),
        )
        if picked:
            st.button("Clear kinds", on_click=lambda: state.change(groups=frozenset(), kinds=frozenset()))


def _review(store: Store, query: Query) -> None:
    label = (
        "Reviewed or not"
        if not query.review
        else ", ".join(wording.REVIEW[one] for one in Review if one in query.review)
    )
    with st.popover(label, width="content", key="review"):
        of_review = menus.tally(store, query, "review")
        st.session_state["w_review"] = [one for one in Review if one in query.review]
        st.pills(
            "What people decided",
            list(Review),
            selection_mode="multi",
            key="w_review",
            format_func=lambda one: f"{wording.REVIEW[one]} {of_review.get(one, 0):,}",
            help="The rejected are hidden unless you choose them here.",
            on_change=lambda: state.change(review=frozenset(st.session_state["w_review"])),
        )


def words(query: Query) -> None:
    """The field for words; it stands above the list."""
    st.session_state["w_words"] = query.words
    st.text_input(
        "Words in evidence, titles or places",
        key="w_words",
        label_visibility="collapsed",
        placeholder='Words: drone "test flight" -sea',
        max_chars=LONGEST_SEARCH,
        on_change=lambda: state.set_words(st.session_state["w_words"]),
    )


def _certain(query: Query) -> None:
    st.session_state["w_certain"] = query.certain_dates
    st.toggle(
        "Certain dates only",
        key="w_certain",
        help="Hide incidents whose date is too vague for the chosen days: ‘some day in May’ against two days of May.",
        on_change=lambda: state.change(certain_dates=st.session_state["w_certain"]),
    )


def count(query: Query, counts: Counts) -> None:
    """'Shown 15 of 40, 3 of uncertain date', and a way back to everything."""
    sentence = f"Shown <b>{counts.shown:,}</b> of {counts.total:,}, {counts.uncertain:,} of uncertain date"
    st.html(f'<p class="bw-count" role="status">{sentence}</p>', width="content")
    if filters.write(query):
        st.button("Clear", key="clear", type="tertiary", on_click=state.reset, width="content")


def _exports(query: Query, counts: Counts) -> None:
    tail = urlencode(filters.write(query))
    with st.popover("Export", width="content", key="export"):
        links = "".join(
            f'<a class="bw-export" href="{safe(f"{assets.base()}/api/export.{suffix}?{tail}")}" download>'
            f"<b>{name}</b><span>{purpose}</span></a>"
            for suffix, name, purpose in (
                ("geojson", "GeoJSON", "for QGIS, geopandas and the web"),
                ("csv", "CSV", "for spreadsheets"),
            )
        )
        st.html(f"<p>The {counts.shown:,} incidents shown, with their evidence:</p>{links}")
