"""What a reader chose on the page of the unrolled border. The filters are those of the map (state.py)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.places.alongside import lines
from geo.store import Query
from geo.web import filters, state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_KEY = "bw_along"
_PREFIX = "border:"
DISTANCES_KM = (5, 10, 20, 30, 50, 100)
_FIRST_LINE, _FIRST_KM = "mdl", 30
_SHOWN = 40


@dataclass(kw_only=True, slots=True)
class Choice:
    """The state of one session.

    `picked` are the ids of the marks of one spot; `written` is what the page last wrote into its address.
    """

    line_id: str = _FIRST_LINE
    within_km: int = _FIRST_KM
    query: Query = field(default_factory=Query)
    notes: list[str] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)
    written: Mapping[str, str] | None = None


def choice() -> Choice:
    """What was chosen: by the address when the page was opened or the address changed by hand, else on the page."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Choice()
    mine: Choice = st.session_state[_KEY]
    params = {name: str(st.query_params[name]) for name in st.query_params}
    if mine.written is None or params != mine.written:
        mine.query = state.query()
        mine.line_id, mine.within_km, notes = asked_for(params, mine.line_id, mine.within_km)
        mine.notes, mine.picked = [*state.notes(), *notes], []
    _write(mine)
    return mine


def asked_for(params: Mapping[str, str], line_id: str, within_km: int) -> tuple[str, int, list[str]]:
    """The line and the distance (km) that an address names, else the given ones; a sentence for what was ignored."""
    notes = []
    if name := params.get("border"):
        found = {"border:KP-KR": "mdl"}.get(known := _line_id(name), known)
        if found in lines():
            line_id = found
        else:
            notes.append(f"The border ‘{_short(name)}’ was ignored: there is none of this name; choose one above.")
    if text := params.get("within"):
        if text in map(str, DISTANCES_KM):
            within_km = int(text)
        else:
            known_km = ", ".join(map(str, DISTANCES_KM))
            notes.append(f"The distance ‘{_short(text)}’ was ignored: use one of {known_km} (km).")
    return line_id, within_km, notes


def address(mine: Choice) -> dict[str, str]:
    """The parameters that bring this page back."""
    return {**filters.write(mine.query), "border": mine.line_id.removeprefix(_PREFIX), "within": str(mine.within_km)}


def look_at(line_id: str) -> None:
    """Unroll another line."""
    mine: Choice = st.session_state[_KEY]
    mine.line_id, mine.notes, mine.picked = line_id, [], []


def reach(within_km: int) -> None:
    """Ask for what is so near."""
    mine: Choice = st.session_state[_KEY]
    mine.within_km, mine.notes, mine.picked = within_km, [], []


def set_days(since: date | None, until: date | None, *, moved: str = "") -> None:
    """Filter by these days, here and on the map; if they are upside down, the end not set just now follows."""
    state.set_days(since, until, moved=moved)
    if since and until and until < since:
        since, until = (since, since) if moved == "since" else (until, until)
    mine: Choice = st.session_state[_KEY]
    mine.query, mine.notes, mine.picked = replace(mine.query, since=since, until=until), state.notes(), []


def reset() -> None:
    """No filters; the line stays."""
    state.reset()
    mine: Choice = st.session_state[_KEY]
    mine.query, mine.notes, mine.picked = Query(), [], []


def pick(ids: list[str]) -> None:
    """List the incidents of one spot of the chart alone; none lists all."""
    mine: Choice = st.session_state[_KEY]
    mine.picked = list(ids)


def _write(mine: Choice) -> None:
    mine.written = address(mine)
    if dict(st.query_params) != mine.written:
        st.query_params.from_dict(mine.written)


def _line_id(name: str) -> str:
    if name in lines():
        return name
    sides = sorted(name.removeprefix(_PREFIX).upper().split("-"))
    return _PREFIX + "-".join(sides)


def _short(text: str) -> str:
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
