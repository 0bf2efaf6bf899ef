"""The chart of a border laid out straight, as a component: what it is told, and what it tells back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import GazetteerError
from geo.kinds import groups
from geo.places import alongside
from geo.places.alongside import chainage, lines
from geo.web import assets, unrolled
from geo.web.gazetteers import shared_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.store import Query
    from geo.web.unrolled import Found

TOWNS_KM = 30.0


def show(
    line_id: str,
    found: Found,
    query: Query,
    days: tuple[date, date],
    *,
    key: str,
    link: str,
    on_pick: Callable[[], None],
    on_days: Callable[[], None],
) -> None:
    """Draw the chart.

    A mark that was chosen comes back as `st.session_state[key]["picked"]`, a list of ids; days that were brushed as
    `["days"]`, the first and the last in ISO 8601.

    Args:
        line_id: one of `geo.places.alongside.lines()`.
        found: the marks.
        query: what they were asked for with.
        days: the first and the last day to draw.
        key: the key of the component.
        link: the address of an incident up to its id.
        on_pick: called when a mark was chosen.
        on_days: called when days were brushed.
    """
    mounted = st.components.v2.component(
        "borderwatch_unrolled",
        html='<div class="unrolled"></div>',
        css=(assets.OWN / "unrolled.css").read_text(encoding="utf-8"),
        js=(assets.OWN / "unrolled.js").read_text(encoding="utf-8"),
    )
    data = {
        **_ground(line_id),
        "days": [day.isoformat() for day in days],
        "marks": [unrolled.row(mark, query) for mark in found.marks],
        "groups": [[one.id, one.label, one.colour, one.glyph] for one in groups().values()],
        "link": link,
    }
    mounted(key=key, data=data, height="stretch", on_picked_change=on_pick, on_days_change=on_days)


@st.cache_data(max_entries=64, show_spinner=False)
def _ground(line_id: str) -> dict[str, Any]:
    """The line itself, what is beside it and what its parts are called; km to a hundred metres."""
    line = chainage(line_id)
    return {
        "name": lines()[line_id],
        "length": round(line.length_km, 1),
        "ends": alongside.ends(line),
        "gaps": [[round(gap.km, 1), round(gap.across_km)] for gap in line.gaps],
        "sectors": [[one.name, round(one.from_km, 1), round(one.to_km, 1)] for one in alongside.sectors(line_id, line)],
        "towns": [[one.name, one.country, round(one.km, 1), round(one.gap_km)] for one in _towns(line_id)],
    }


def _towns(line_id: str) -> list[alongside.Town]:
    try:
        return alongside.towns(chainage(line_id), shared_gazetteer(), TOWNS_KM)
    except GazetteerError:  # the chart is worth having without their names
        return []
