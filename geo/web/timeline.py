"""When it happened: a histogram by group below the map, with a brush that sets the days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from geo.kinds import groups, shown_kind
from geo.web import state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.store import Query, Store
    from geo.store.tallies import Unit

HEIGHT = 60
_DAYS_SHOWN, _MONTHS_SHOWN = 92, 366 * 30
_TURN = "bw_time_turn"
_CANVAS = {"embedOptions": {"renderer": "canvas"}}
_BRUSH = "days"


def draw(store: Store, query: Query, theme: str) -> None:
    """Draw the histogram of what the filters keep on any day; the chosen days are marked in it."""
    undated = replace(query, since=None, until=None, certain_dates=False)
    span = store.span(undated)
    if span is None:
        st.html('<p class="bw-notime">No incident fits these filters on any day.</p>')
        return
    first, last = map(date.fromisoformat, span)
    unit = unit_for(first, last)
    found = bars(store.timeline(undated, unit), unit)
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"bw_time_{turn}"
    st.html(f'<p class="bw-unseen">{_told(found, unit)}</p>')
    st.altair_chart(
        chart(found, (query.since, query.until), theme),
        key=key,
        width="stretch",
        height=HEIGHT,
        on_select=lambda: _brushed(key),
        selection_mode=[_BRUSH],
    )


def unit_for(first: date, last: date) -> Unit:
    """How wide the bars are: so many days, months or years can still be told apart."""
    days = (last - first).days
    return "day" if days <= _DAYS_SHOWN else "month" if days <= _MONTHS_SHOWN else "year"


def bars(rows: Iterable[tuple[str, str, int]], unit: Unit) -> list[dict[str, Any]]:
    """One record for each stretch of time and group: `from` and `to` (excluded) as YYYY-MM-DD, `group`, `count`."""
    counts: Counter[tuple[str, str]] = Counter()
    for start, kind, count in rows:
        counts[start, shown_kind(kind).group.label] += count
    order = {group.label: number for number, group in enumerate(groups().values())}
    made = []
    for (start, label), count in sorted(counts.items(), key=lambda item: (item[0][0], order.get(item[0][1], 99))):
        begin, end = stretch(start, unit)
        told = {"from": begin.isoformat(), "to": end.isoformat(), "group": label, "count": count}
        made.append(told | {"order": order.get(label, 99)})
    return made


def stretch(start: str, unit: Unit) -> tuple[date, date]:
    """The first day of a stretch that is written as YYYY, YYYY-MM or YYYY-MM-DD, and the day after its last."""
    begin = date.fromisoformat((start + "-01-01")[:10])
    if unit == "day":
        return begin, begin + timedelta(days=1)
    months = begin.month if unit == "month" else 12
    return begin, date(begin.year + months // 12, months % 12 + 1, 1)


def chosen(brushed: Any) -> tuple[date, date] | None:
    """The days under a brush (two moments in milliseconds), both included; None if nothing is brushed."""
    ends = (brushed or {}).get("from")
    if not ends or len(ends) != 2:
        return None
    since, until = (datetime.fromtimestamp(moment / 1000, UTC).date() for moment in sorted(ends))
    return since, until


def chart(found: list[dict[str, Any]], days: tuple[date | None, date | None], theme: str) -> alt.LayerChart:
    """The histogram, with a band behind the chosen days. Times are UTC, so that a day is the same everywhere.

    Drawn on a canvas: in SVG, Vega gives the marks of a brush roles without names. A sentence beside it tells the rest.
    """
    ink = "#c3ccd6" if theme == "dark" else "#48535f"
    labels = [group.label for group in groups().values()]
    colours = [group.colour for group in groups().values()]
    histogram = (
        alt.Chart(alt.InlineData(found))
        .mark_bar(binSpacing=1, minBandSize=1)
        .encode(
            x=alt.X("from:T", scale=alt.Scale(type="utc"), title=None),
            x2="to:T",
            y=alt.Y("sum(count):Q", title=None, stack="zero"),
            color=alt.Color("group:N", scale=alt.Scale(domain=labels, range=colours), legend=None),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("from:T", title="From", format="%-d %b %Y", formatType="utc"),
                alt.Tooltip("group:N", title="Group"),
                alt.Tooltip("count:Q", title="Incidents"),
            ],
        )
        .add_params(alt.selection_interval(name=_BRUSH, encodings=["x"]))
    )
    layers = [histogram]
    if any(days) and found:
        since, until = days
        band = {
            "from": (since or date.fromisoformat(found[0]["from"])).isoformat(),
            "to": ((until + timedelta(days=1)) if until else date.fromisoformat(found[-1]["to"])).isoformat(),
        }
        marked = alt.Chart(alt.InlineData([band])).mark_rect(opacity=0.16, color=ink, clip=True)
        layers.insert(0, marked.encode(x="from:T", x2="to:T"))
    drawn: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=HEIGHT, padding={"left": 6, "right": 10, "top": 4, "bottom": 0}, usermeta=_CANVAS)
        .configure(background="transparent")
        .configure_view(strokeWidth=0)
        .configure_axis(labelColor=ink, tickColor=ink, domain=False, grid=False, labelFontSize=11, tickCount=8)
        .configure_axisY(tickCount=1, format="~s")
    )
    return drawn


def _told(found: list[dict[str, Any]], unit: Unit) -> str:
    total = sum(bar["count"] for bar in found)
    return f"Histogram: {total} incidents by {unit} and group. Drag over it to choose days, or use the menu of days."


def _brushed(key: str) -> None:
    """Take over the days of the brush; a new chart shows them as a band, so that the brush itself goes away."""
    selection = st.session_state[key].selection
    days = chosen(selection.get(_BRUSH))
    if days:
        state.set_days(*days)
        st.session_state[_TURN] += 1
