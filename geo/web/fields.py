"""The fields of an incident as widgets, and what a reader makes of them, in the JSON form that edits hold."""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.kinds import kinds, shown_kind
from geo.model import DatePrecision, Status
from geo.model.forms import LOSS, QUANTITY
from geo.places.countries import countries
from geo.web import placing, wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.places.gazetteer import Gazetteer
    from geo.web.draft import Draft

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_LONGEST = 200  # characters of a name
PRECISION = {
    DatePrecision.DAY: "On this day",
    DatePrecision.NIGHT: "In this night",
    DatePrecision.RANGE: "Some time from first to last day",
    DatePrecision.MONTH: "Some day in this month",
    DatePrecision.OPEN: "Not dated more exactly",
}


@dataclass(slots=True)
class Proposal:
    """What a reader proposes: fields in their JSON form, and why some of it cannot be used."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def draw(draft: Draft, form: Mapping[str, Any], gazetteer: Gazetteer) -> Proposal:
    """All fields as widgets; the proposal holds every one that can be edited.

    Args:
        draft: keeps what is typed.
        form: what to begin with (`geo.model.forms`); fields that are missing begin empty.
        gazetteer: where places are looked up.
    """
    made = Proposal()
    left, right = st.columns([3, 2])
    with left:
        _kind(draft, form, made)
    with right:
        _status(draft, form, made)
    _period(draft, form, made)
    placing.draw(draft, form, gazetteer, made)
    _actors(draft, form, made)
    _numbers(draft, form, made)
    _losses(draft, form, made)
    return made


def default_precision(start: date, end: date) -> DatePrecision:
    """What two days mean if nobody says: one day, a whole month, or a range."""
    if start == end:
        return DatePrecision.DAY
    last = calendar.monthrange(start.year, start.month)[1]
    is_month = (start.year, start.month) == (end.year, end.month) and (start.day, end.day) == (1, last)
    return DatePrecision.MONTH if is_month else DatePrecision.RANGE


def number(text: str) -> float | None:
    """The finite number that somebody typed ('1,200' too); None if it is none."""
    try:
        value = float(text.replace(",", "").strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _kind(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    now = form.get("kind")
    options = list(dict.fromkeys([*kinds(), *([now] if now else [])]))
    key = draft.key("kind", now)
    chosen = draft.take(
        "kind",
        st.selectbox(
            "Kind",
            options,
            key=key,
            index=None,
            placeholder="Choose what happened",
            format_func=lambda one: f"{shown_kind(one).group.label}: {shown_kind(one).label}",
        ),
    )
    made.fields["kind"] = chosen
    if not chosen:
        made.problems.append("Choose a kind.")


def _status(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    key = draft.key("status", form.get("status", Status.REPORTED.value))
    options = [one.value for one in Status]
    chosen = st.selectbox("Status", options, key=key, format_func=lambda one: wording.STATUS[Status(one)])
    made.fields["status"] = draft.take("status", chosen)


def _period(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    now = form.get("period") or {}
    first, last = (date.fromisoformat(now[edge]) if now else None for edge in ("start", "end"))

    def moved(name: str) -> None:
        start, end = draft.shown("start"), draft.shown("end")
        if start and (end is None or end < start):
            end = start if name == "start" else end
            draft.put("end", end)
        if start and end and start <= end:
            draft.put("precision", default_precision(start, end).value)

    left, middle, right = st.columns([1, 1, 1])
    days = []
    for column, name, label, default in ((left, "start", "First day", first), (middle, "end", "Last day", last)):
        key = draft.key(name, default)
        found = column.date_input(
            label, key=key, min_value=_FIRST, max_value=_LAST, format="YYYY-MM-DD", on_change=moved, args=(name,)
        )
        days.append(draft.take(name, found))
    key = draft.key("precision", now.get("precision", DatePrecision.DAY.value))
    options = [one.value for one in DatePrecision]
    exactly = right.selectbox("How exactly", options, key=key, format_func=lambda one: PRECISION[DatePrecision(one)])
    draft.take("precision", exactly)
    start, end = days[0], days[1] or days[0]  # no last day: it was that day
    if not start or not end:
        made.problems.append("Give the first and the last day on which it may have happened.")
    elif end < start:
        made.problems.append(f"The period ends ({end}) before it starts ({start}): swap the two days.")
    else:
        made.fields["period"] = {"start": start.isoformat(), "end": end.isoformat(), "precision": exactly}


def _actors(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    columns = st.columns(2)
    names = [one.name for one in countries().values()]
    for column, name, label in zip(columns, ("initiator", "target"), ("Who", "To whom"), strict=True):
        now = list(form.get(name, ()))
        key = draft.key(name, now)
        options = list(dict.fromkeys([*now, *draft.values.get(name, ()), *names]))
        chosen = column.multiselect(
            label, options, key=key, accept_new_options=True, placeholder="Choose, or type a new name"
        )
        made.fields[name] = draft.take(name, [one.strip()[:_LONGEST] for one in chosen if one.strip()])


def _numbers(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    now = {name.removeprefix(QUANTITY): value for name, value in form.items() if name.startswith(QUANTITY)}
    made.fields |= {QUANTITY + noun: None for noun in now}
    shown = {noun.replace("_", " "): noun for noun in now}
    start = [(noun.replace("_", " "), f"{value:.10g}") for noun, value in now.items()]
    st.html('<p class="bw-label">Numbers: leave a row empty to take it away</p>')
    for noun, told in _rows(draft, "number", ("What is counted", "How many"), start):
        if not noun and not told:
            continue
        value = number(told)
        if not noun or value is None:
            what = f"‘{told}’ is no number" if noun else "A number does not say what it counts"
            made.problems.append(f"{what}: give a noun such as ‘balloons’ and a number such as 20.")
        else:
            made.fields[QUANTITY + shown.get(noun, noun.replace(" ", "_"))] = value


def _losses(draft: Draft, form: Mapping[str, Any], made: Proposal) -> None:
    now = {name.removeprefix(LOSS): value for name, value in form.items() if name.startswith(LOSS)}
    made.fields |= {LOSS + side: None for side in now}
    start = [(side, _plain(loss["killed"]), _plain(loss["injured"])) for side, loss in now.items()]
    with st.expander("Who lost how many", expanded=bool(now or draft.values.get("loss_rows"))):
        for side, *told in _rows(draft, "loss", ("Side", "Killed", "Injured"), start):
            values = [number(one) if one else None for one in told]
            wrong = [one for one, value in zip(told, values, strict=True) if one and (value is None or value < 0)]
            if not side and not any(told):
                continue
            if wrong or not side or not any(told):
                what = f"‘{wrong[0]}’ is no number" if wrong else "A row of losses is not complete"
                made.problems.append(f"{what}: name a side, and how many were killed or injured.")
            else:
                made.fields[LOSS + side] = {"killed": values[0], "injured": values[1]}


def _rows(draft: Draft, name: str, labels: tuple[str, ...], start: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows of text fields, with an empty one at the end for more."""
    kept: Sequence[tuple[str, ...]] = draft.values.get(f"{name}_rows", start)
    found = []
    for row in range(len(kept) + 1):
        columns = st.columns([2, *[1] * (len(labels) - 1)], gap="small")
        cells = kept[row] if row < len(kept) else ("",) * len(labels)
        found.append(
            tuple(
                column.text_input(
                    label,
                    key=draft.key(f"{name}{row}.{place}", cell),
                    label_visibility="visible" if row == 0 else "collapsed",
                    max_chars=_LONGEST,
                ).strip()
                for place, (column, label, cell) in enumerate(zip(columns, labels, cells, strict=True))
            )
        )
    while found and not any(found[-1]):
        found.pop()
    draft.values[f"{name}_rows"] = found
    if len(found) > len(kept):
        st.rerun(scope="fragment")
    return found


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
