"""Correct an incident: a dialog that shows what changes, and loses nothing when it cannot be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import BorderwatchError, ChangedError
from geo.model.forms import changes, form_of
from geo.publish.html import safe
from geo.review import set_fields
from geo.review.history import sentence
from geo.web import assets, desk, fields
from geo.web.changes import label, rows, table, value
from geo.web.draft import Draft
from geo.web.gazetteers import shared_gazetteer
from geo.web.stores import shared_store
from geo.web.writing import writing_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from geo.model import Incident

_REASON = 500  # characters
_OPEN = "bw_open_editor"


def edit_button(incident: Incident, *, key: str = "correct") -> None:
    """A button that opens the dialog on an incident."""
    st.html(assets.OWN / "correct.css")
    st.button("Correct", key=key, on_click=st.session_state.__setitem__, args=(_OPEN, incident.id))
    if st.session_state.get(_OPEN) == incident.id:
        st.session_state.pop(_OPEN)
        edit_dialog(incident)


@st.dialog("Correct the incident", width="large", dismissible=False)
def edit_dialog(incident: Incident) -> None:
    """Open the dialog. What was typed and not saved is there again when it is opened anew.

    Args:
        incident: as the reader sees it; an edit that somebody else made since is shown before anything is written.
    """
    st.html(assets.OWN / "correct.css")
    draft = Draft(f"edit-{incident.id}")
    base = draft.keep("base", incident)
    before = form_of(base)
    made = fields.draw(draft, before, shared_gazetteer())
    _, after = changes({name: before.get(name) for name in made.fields}, made.fields)
    why = reason(draft, "Why (a source, a photo, a call …)")
    if after:
        st.html(table(("What changes", "From", "To"), rows(before, after)))
    else:
        st.caption("Nothing is changed yet.")
    conflict = draft.values.get("conflict")
    if conflict:
        _differs(draft, base, before, after, conflict)
    problems(draft, made.problems)
    left, right = savebar()
    with left:
        if draft.pressed("Save", "save", primary=True, disabled=bool(conflict)) and after and not made.problems:
            save(draft, base, after, why, base.version)
    with right:
        if draft.pressed("Cancel", "cancel"):
            desk.ask("")
            draft.drop()
            st.rerun()


def save(draft: Draft, base: Incident, after: Mapping[str, Any], why: str, version: int) -> None:
    """Write the fields that change, and close; what cannot be written is said, and the draft stays."""
    try:
        with writing_store() as store:
            set_fields(store, base.id, after, who=who(draft), why=why, version=version)
    except ChangedError as error:
        draft.values["conflict"] = [sentence(edit) for edit in error.edits] or [str(error)]
    except BorderwatchError as error:
        draft.values["error"] = str(error)
    else:
        desk.edited(base.id)
        done(draft)
    st.rerun(scope="fragment")


def done(draft: Draft) -> None:
    """What was typed is written: forget it, let the map ask for its marks anew, and close."""
    mine = desk.desk()
    mine.name = who(draft)
    mine.acts += 1
    mine.dialog = ""
    draft.drop()
    st.rerun()


def who(draft: Draft) -> str:
    """The name of whoever edits; '' stands for the user of the machine."""
    return desk.desk().name or desk.clean_name(str(draft.values.get("who", "")))


def savebar() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns for what ends a dialog; they stay in sight below a long form."""
    with st.container(key="savebar"):
        left, right = st.columns(2)
    return left, right


def reason(draft: Draft, text: str) -> str:
    """Why somebody says so, and who, if that is not known yet."""
    columns = st.columns([3, 1]) if not desk.desk().name else [st.container()]
    why = draft.take("why", columns[0].text_input(text, key=draft.key("why", ""), max_chars=_REASON))
    if len(columns) > 1:
        name = columns[1].text_input("Your name", key=draft.key("who", ""), max_chars=desk.LONGEST_NAME)
        draft.take("who", name)
    return why.strip()


def problems(draft: Draft, found: list[str]) -> None:
    """Why it cannot be saved yet, or was not."""
    told = [*found, *filter(None, [draft.values.pop("error", "")])]
    if told:
        items = "".join(f"<li>{safe(one)}</li>" for one in told)
        st.html(f'<ul class="bw-problems" role="status">{items}</ul>')


def _differs(
    draft: Draft, base: Incident, before: Mapping[str, Any], after: Mapping[str, Any], told: list[str]
) -> None:
    """Somebody changed it meanwhile: who and what, field by field beside the own change, and what to do now."""
    now = shared_store().incident(base.id)
    if now is None:
        draft.values["error"] = "The incident is no more: somebody merged or removed it. Close this, and look for it."
        return
    theirs = form_of(now)
    _, changed = changes(before, theirs)
    names = list(dict.fromkeys([*changed, *after]))
    lines = [
        (
            label(one),
            value(one, before.get(one)),
            value(one, theirs.get(one)),
            value(one, after.get(one, theirs.get(one))),
        )
        for one in names
        if one in before or one in theirs or one in after
    ]
    said = "".join(f"<li>{safe(one)}</li>" for one in told)
    st.html(
        '<section class="bw-conflict" role="alert"><h3>It was changed while you were editing</h3>'
        f"<ul>{said}</ul></section>"
    )
    st.html(table(("Field", "You began with", "It is now", "It would be"), lines))
    left, right = st.columns(2)
    with left:
        if draft.pressed("Apply my change all the same", "again", primary=True):
            draft.values.pop("conflict")
            save(draft, base, after, str(draft.values.get("why", "")), now.version)
    with right:
        if draft.pressed("Keep theirs, begin again", "theirs"):
            draft.drop()
            Draft(draft.scope).keep("base", now)
            st.rerun(scope="fragment")
