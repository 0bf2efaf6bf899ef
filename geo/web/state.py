"""What one reader has chosen. It lives in the session and in the page's address, never in the process."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from geo.errors import InputError
from geo.store import Query
from geo.web import filters

_QUERY, _WRITTEN, _NOTES, _PICKED = "bw_query", "bw_written", "bw_notes", "bw_picked"
_VIEW = "bw_view"
_ID = "incident"
_MAX_ID = 64


def query() -> Query:
    """The filters: those of the address when it was opened or changed by hand, else those of the session."""
    params = {name: str(st.query_params[name]) for name in st.query_params}
    if _QUERY not in st.session_state or (params and params != st.session_state[_WRITTEN]):
        found, notes = filters.read(params)
        seen, unseen = filters.view(params)
        st.session_state[_VIEW] = seen
        st.session_state[_NOTES] = notes + unseen
        st.session_state[_QUERY] = replace(found, bbox=None)
        st.session_state[_PICKED] = [params[_ID]] if 0 < len(params.get(_ID, "")) <= _MAX_ID else []
    _write()
    return kept()


def view() -> tuple[float, float, float] | None:
    """What the map shows first, as the link has it that was opened: longitude, latitude, zoom."""
    linked: tuple[float, float, float] | None = st.session_state.get(_VIEW)
    return linked


def change(**fields: Any) -> None:
    """Replace some fields of the query; what was noted about an earlier one is forgotten."""
    st.session_state[_QUERY] = replace(kept(), **fields)
    st.session_state[_NOTES] = []


def set_days(since: Any, until: Any, *, moved: str = "") -> None:
    """Filter by these days. If they are upside down, the end that the reader did not just set follows the other."""
    notes = []
    if since and until and until < since:
        since, until = (since, since) if moved == "since" else (until, until)
        notes = ["The range ended before it started, so both ends are now on the day that you set last."]
    change(since=since, until=until)
    st.session_state[_NOTES] = notes


def set_words(text: str) -> None:
    """Filter by a search; one that cannot be read leaves the filters as they are, with a note."""
    words = text.strip()
    try:
        change(words=words)
    except InputError as error:
        st.session_state[_NOTES] = [str(error)]


def reset() -> None:
    """No filters, nothing chosen."""
    st.session_state[_QUERY] = Query()
    st.session_state[_NOTES] = []
    pick([])


def notes() -> list[str]:
    """Sentences about filters that were ignored or changed."""
    return list(st.session_state.get(_NOTES, []))


def picked() -> list[str]:
    """The ids that the reader chose: one incident, or the several of one spot."""
    return list(st.session_state.get(_PICKED, []))


def pick(ids: list[str]) -> None:
    """Choose these incidents; none closes the panel."""
    st.session_state[_PICKED] = list(ids)


def kept() -> Query:
    """The filters of the session, as they were last written."""
    current: Query = st.session_state[_QUERY]
    return current


def _write() -> None:
    params = filters.write(kept())
    if len(picked()) == 1:
        params[_ID] = picked()[0]
    st.session_state[_WRITTEN] = params
    if dict(st.query_params) != params:
        st.query_params.from_dict(params)
