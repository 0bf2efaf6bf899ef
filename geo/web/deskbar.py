"""The bar above the review desk: how many need a look and why, filters, the reviewer's name, help."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from geo.kinds import groups
from geo.store import Query
from geo.web import desk, needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.review.queue import Item

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_EVERY = "all"


def query() -> Query:
    """The groups and days that were chosen."""
    mine = desk.desk()
    return Query(groups=mine.groups, since=mine.since, until=mine.until)


def bar(found: Sequence[Item], limit: int) -> None:
    """Draw the bar over a queue that was asked for with a limit."""
    mine = desk.desk()
    total = f"{len(found)}+" if len(found) >= limit else str(len(found))
    names = {_EVERY: f"All {total}"}
    names |= {need.value: f"{needs.LABELS[need]} {count}" for need, count in needs.counts(found).items()}
    if mine.need and mine.need not in names:
        mine.need = ""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state["rv_need"] = mine.need or _EVERY
        st.segmented_control(
            "What needs a look",
            list(names),
            key="rv_need",
            format_func=lambda name: names.get(name, name),
            label_visibility="collapsed",
            on_change=_set_need,
            width="content",
        )
        _filters(mine)
        with st.container(key="rv_who", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            _name(mine)
            st.button("Keys `?`", key="rv_help", type="tertiary", on_click=desk.ask, args=("help",), width="content")


def _set_need() -> None:
    chosen = st.session_state["rv_need"]
    desk.desk().need = "" if chosen in (None, _EVERY) else chosen
    desk.desk().opened = False


def _filters(mine: desk.Desk) -> None:
    chosen = len(mine.groups) + bool(mine.since) + bool(mine.until)
    with st.popover(f"Filters: {chosen} chosen" if chosen else "Kinds and days", width="content"):
        st.session_state["rv_groups"] = [group for group in groups() if group in mine.groups]
        st.pills(
            "Groups",
            list(groups()),
            selection_mode="multi",
            key="rv_groups",
            format_func=lambda group: f"{groups()[group].glyph}\ufe0e {groups()[group].label}",
            on_change=_set_filters,
            args=("groups",),
        )
        for name, label in (("since", "From"), ("until", "To")):
            st.session_state[f"rv_{name}"] = getattr(mine, name)
            st.date_input(
                label,
                key=f"rv_{name}",
                min_value=_FIRST,
                max_value=_LAST,
                format="YYYY-MM-DD",
                on_change=_set_filters,
                args=(name,),
            )
        if chosen:
            st.button("Clear filters", on_click=_clear)


def _set_filters(moved: str) -> None:
    mine, kept = desk.desk(), st.session_state
    since, until = kept["rv_since"], kept["rv_until"]
    if since and until and until < since:  # the end that was not just set follows the other
        since, until = (since, since) if moved == "since" else (until, until)
    mine.groups, mine.since, mine.until, mine.opened = frozenset(kept["rv_groups"]), since, until, False


def _clear() -> None:
    mine = desk.desk()
    mine.groups, mine.since, mine.until = frozenset(), None, None


def _name(mine: desk.Desk) -> None:
    with st.popover(f"As {mine.name}" if mine.name else "Who are you?", width="content"):
        st.session_state["rv_name"] = mine.name
        st.text_input(
            "Your name, as the history shows it",
            key="rv_name",
            max_chars=desk.LONGEST_NAME,
            on_change=lambda: desk.name_given(st.session_state["rv_name"]),
        )
