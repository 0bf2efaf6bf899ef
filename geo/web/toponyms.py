"""Correct what a place name of a report means: only here, in the incidents that rest on it, or always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import BorderwatchError, InputError
from geo.model.forms import footprint_form
from geo.places.candidates import candidates
from geo.publish.html import safe
from geo.review import set_fields
from geo.web import editing, marking
from geo.web.always import decided
from geo.web.draft import Draft
from geo.web.frame import escaped
from geo.web.gazetteers import shared_gazetteer
from geo.web.locating import choice_of, choices
from geo.web.wording import title
from geo.web.writing import writing_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Candidate, Incident, Mention, Report, Resolution
    from geo.places.gazetteer import Gazetteer
    from geo.store import Store
    from geo.web.locating import Choice

HERE, ALWAYS = "Only here", "Always"


def meanings(resolution: Resolution, gazetteer: Gazetteer) -> list[Candidate]:
    """What a name may mean, each once: what was chosen here, the losers, and what else has the name."""
    ranked = [*([resolution.chosen] if resolution.chosen else []), *resolution.losers]
    found = {one.place.id: one for one in ranked}
    for one in candidates(resolution.toponym.surface, gazetteer)[:8]:
        found.setdefault(one.place.id, one)
    return list(found.values())


def resting(mentions: Sequence[Mention], resolution: Resolution) -> list[Mention]:
    """The mentions whose place comes from this name: from these words, or from the place that they were read as."""
    name, place = resolution.toponym, resolution.place
    found = []
    for one in mentions:
        reason = one.reasons.get("footprint")
        if reason and reason.spans:
            rests = any(first < name.end and name.start < last for first, last in reason.spans)
        else:
            near = one.evidence.start <= name.start and name.end <= one.evidence.end
            rests = near and one.place in (name.surface, place.name if place else name.surface)
        found += [one] if rests else []
    return found


def moved(store: Store, incidents: Sequence[Incident], choice: Choice, who: str, why: str) -> int:
    """Move incidents to a place, all or none; how many changed.

    Raises:
        ChangedError: somebody changed one of them since it was read.
    """
    new = {"place": choice.name, "country": choice.country, "footprint": footprint_form(choice.footprint)}
    with store.transaction():
        after = [set_fields(store, one.id, new, who=who, why=why, version=one.version) for one in incidents]
    return sum(new.version != old.version for new, old in zip(after, incidents, strict=True))


@st.dialog("What does this name mean?", width="large", dismissible=False)
def toponym_dialog(report: Report, resolution: Resolution, incidents: list[Incident]) -> None:
    """Open the choice of places for a name.

    Args:
        report: where it stands.
        resolution: how it was read.
        incidents: those that rest on it.
    """
    name = resolution.toponym
    draft = Draft(f"name-{report.id[:16]}-{name.start}")
    gazetteer = shared_gazetteer()
    now = resolution.place
    st.html(
        f"<p><b>{safe(name.surface)}</b> was read as "
        f"{safe(choice_of(now).label) if now else 'a name without a place'}.</p>"
    )
    listed = meanings(resolution, gazetteer)
    found = [(choice_of(one.place, one.score), one.place.id) for one in listed]
    other = st.text_input("Another place (a name, or coordinates)", key=draft.key("other", ""), max_chars=500)
    draft.take("other", other)
    problems: list[str] = []
    try:
        found += [(one, one.place_id) for one in choices(other, gazetteer)]
    except InputError as error:
        problems.append(str(error))
    row = st.radio(
        "It means",
        range(len(found)),
        key=draft.key("choice", 0),
        format_func=lambda number: escaped(found[number][0].label),
    )
    reach = st.segmented_control("Where", [HERE, ALWAYS], key=draft.key("reach", HERE), required=True)
    choice, place_id = found[row] if found and row is not None else (None, "")
    _tell(incidents, reach or HERE, place_id)
    why = editing.reason(draft, "Why")
    editing.problems(draft, [*problems, *draft.values.get("refused", [])])
    left, right = editing.savebar()
    with left:
        if draft.pressed("Save", "save", primary=True) and choice:
            _save(draft, resolution, incidents, (choice, place_id, reach == ALWAYS), why)
    with right:
        if draft.pressed("Cancel", "cancel"):
            marking.close(draft)


def _tell(incidents: Sequence[Incident], reach: str, place_id: str) -> None:
    """What saving will do."""
    rows = "".join(f"<li>{safe(title(one))}</li>" for one in incidents)
    if rows:
        st.html(f"<p>These incidents of the report rest on it, and will be moved:</p><ul>{rows}</ul>")
    else:
        st.caption("No incident of this report rests on this name.")
    if reach == ALWAYS and place_id:
        st.caption("From now on every report that is read takes the name so. What is stored elsewhere stays as it is.")
    elif reach == ALWAYS:
        st.caption("Only a place of the gazetteer or of your own places can be meant always: choose another one.")


def _save(
    draft: Draft, resolution: Resolution, incidents: Sequence[Incident], meant: tuple[Choice, str, bool], why: str
) -> None:
    choice, place_id, always = meant
    name = resolution.toponym.surface
    draft.values["refused"] = []
    try:
        if always:
            if not place_id:
                raise InputError("A position cannot be meant always: choose a place, or add one to your own places.")
            decided(name, place_id, choice.name)
        with writing_store() as store:
            moved(store, incidents, choice, editing.who(draft), why or f"‘{name}’ means {choice.name}")
    except BorderwatchError as error:
        draft.values["refused"] = [str(error)]
        st.rerun()
    marking.done(draft)
