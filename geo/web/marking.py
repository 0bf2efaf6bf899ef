"""Mark by hand: a passage of a report that tells an incident, or an incident that no report tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import BorderwatchError
from geo.model import Loss, Status
from geo.model.forms import LOSS, QUANTITY, footprint_of, period_of
from geo.publish.html import safe
from geo.review import add_by_hand, undo
from geo.web import desk, editing, fields, state, wording
from geo.web.draft import Draft
from geo.web.gazetteers import shared_gazetteer
from geo.web.stores import shared_store
from geo.web.suggesting import resolutions, suggest
from geo.web.writing import writing_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Incident, Report
    from geo.store import Store

_ADDED, _FAILED = "bw_added", "bw_added_failed"  # the incident that was added last: its id; why it was not taken back
_OPEN = "bw_reports_dialog"


def lying_open() -> tuple[Any, ...]:
    """The dialog that lies open over the page, as `lay_open` was told; () for none."""
    found: tuple[Any, ...] = st.session_state.get(_OPEN, ())
    return found


def lay_open(*what: Any) -> None:
    """Open a dialog with the next run of the page, or close it (no arguments)."""
    st.session_state[_OPEN] = what


def close(draft: Draft) -> None:
    """Forget what was typed, and close the dialog; until then every run of the page opens it again."""
    lay_open()
    draft.drop()
    st.rerun()


def done(draft: Draft) -> None:
    """What was typed is written: close the dialog."""
    lay_open()
    editing.done(draft)


@st.dialog("Mark as incident", width="large", dismissible=False)
def mark_dialog(report: Report, start: int, end: int) -> None:
    """Open the form for a passage; kind, days, place and numbers that it tells are filled in.

    Args:
        report: a stored report.
        start: offset of the first character of the passage in its text.
        end: offset behind the last one.
    """
    draft = Draft(f"mark-{report.id[:16]}-{start}-{end}")
    gazetteer = shared_gazetteer()
    if "form" not in draft.values:
        draft.values["form"] = suggest(report, start, end, resolutions(report, gazetteer), gazetteer)
    st.html(f'<blockquote class="bw-passage">{safe(report.text[start:end])}</blockquote>')
    st.caption("What the passage seems to tell is filled in. Correct it before you save.")
    origin = {"report_id": report.id, "passage": (start, end)}
    _form(draft, draft.values["form"], "Why (if there is something to say)", origin)


@st.dialog("An incident without a report", width="large", dismissible=False)
def add_dialog() -> None:
    """Open the form for an incident that no report tells; it needs a reason."""
    st.markdown("For what you know from elsewhere: a call, a photo, your own eyes. Say how it is known.")
    _form(Draft("add"), {}, "How is it known (needed)", {})


def _form(draft: Draft, form: Mapping[str, Any], why_label: str, origin: Mapping[str, Any]) -> None:
    made = fields.draw(draft, form, shared_gazetteer())
    why = editing.reason(draft, why_label)
    editing.problems(draft, [*(made.problems if draft.values.get("tried") else []), *draft.values.get("refused", [])])
    left, right = editing.savebar()
    with left:
        if draft.pressed("Save", "save", primary=True):
            _save(draft, made, why, origin)
    with right:
        if draft.pressed("Cancel", "cancel"):
            close(draft)


def _save(draft: Draft, made: fields.Proposal, why: str, origin: Mapping[str, Any]) -> None:
    """Write it, and close; what cannot be written is said, and the draft stays."""
    draft.values |= {"tried": True, "refused": []}
    if made.problems:
        st.rerun()
    try:
        with writing_store() as store:
            found = added(store, made.fields, who=editing.who(draft), why=why, **origin)
    except BorderwatchError as error:
        draft.values["refused"] = [str(error)]
        st.rerun()
    st.session_state[_ADDED] = found.id
    done(draft)


def added(store: Store, told: Mapping[str, Any], **origin: Any) -> Incident:
    """Add an incident by hand from fields in their JSON form; arguments and errors as of `add_by_hand`."""
    return add_by_hand(
        store,
        kind=told["kind"],
        period=period_of(told["period"]),
        footprint=footprint_of(told["footprint"]),
        place=told.get("place", ""),
        country=told.get("country", ""),
        initiator=told.get("initiator", ()),
        target=told.get("target", ()),
        quantities=dict(_set(told, QUANTITY)),
        losses=[Loss(side=side, **value) for side, value in _set(told, LOSS)],
        status=Status(told.get("status", Status.REPORTED)),
        **origin,
    )


def _set(told: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    """The fields of a prefix that have a value, without the prefix."""
    found = ((name, value) for name, value in told.items() if name.startswith(prefix))
    return [(name.removeprefix(prefix), value) for name, value in found if value is not None]


def said() -> None:
    """That an incident was added, with the ways to it and back, until the reader goes on."""
    added_id = st.session_state.get(_ADDED, "")
    found = shared_store().incident(added_id) if added_id else None
    if found is None:
        return
    with st.container(key="added", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p role="status">Stored: {safe(wording.title(found))}</p>', width="content")
        if st.button("Show on the map", key="added_show", type="tertiary", width="content"):
            forget_said()
            state.reset()
            state.pick([found.id])
            st.switch_page("map.py")
        st.button(
            "Take back", key="added_undo", type="tertiary", width="content", on_click=_take_back, args=(found.id,)
        )
    if problem := st.session_state.pop(_FAILED, ""):
        st.error(problem)


def forget_said() -> None:
    """What was added last is old news."""
    st.session_state.pop(_ADDED, None)


def _take_back(incident_id: str) -> None:
    mine = desk.desk()
    try:
        with writing_store() as store:
            undo(store, incident_id, who=mine.name)
    except BorderwatchError as error:
        st.session_state[_FAILED] = str(error)
    else:
        mine.acts += 1
        forget_said()
