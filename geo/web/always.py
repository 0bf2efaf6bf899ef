"""'Always X': from the names of a report, decide what a name means from now on, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import InputError
from geo.places.candidates import candidates
from geo.places.grounds import label
from geo.places.layout import ENVIRONMENT, own_folder
from geo.places.own.decisions import Decisions, decide, forget, read_decisions, write_decisions
from geo.web.frame import escaped
from geo.web.gazetteers import shared_gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Candidate, Resolution

MOST = 12  # places that are offered for a name


def choose(resolutions: Sequence[Resolution]) -> bool:
    """Offer the names and their places; was something decided just now?"""
    names = list(dict.fromkeys(one.toponym.surface for one in resolutions))
    if not names:
        return False
    with st.expander("A name means another place"):
        name = st.selectbox("Name", names, key="always_name")
        found = offered(name, resolutions)
        if not found:
            st.markdown("No place has this name. Add it as a place of your own (docs/gazetteer.md).")
            return False
        labels = [escaped(label(one.place)) for one in found]
        chosen = st.radio("It means", range(len(found)), key=f"always_place_{name}", format_func=labels.__getitem__)
        st.caption("From now on, in every report that is read here; those that are stored stay as they are.")
        with st.container(horizontal=True):
            if st.button("Always this place", key="always_keep"):
                return _kept(name, found[chosen or 0])
            if _is_decided(name) and st.button("Let the text decide again", key="always_forget"):
                return _forgotten(name)
        return False


def offered(name: str, resolutions: Sequence[Resolution]) -> list[Candidate]:
    """The places to choose from: those that were weighed in the text first, then all others of the name."""
    here = [one for one in resolutions if one.toponym.surface == name]
    weighed = [candidate for one in here for candidate in (one.chosen, *one.losers) if candidate]
    known = shared_gazetteer()
    every = {one.place.id: one for one in (*weighed, *candidates(name, known)) if _is_known(one.place.id)}
    return list(every.values())[:MOST]


def _is_known(place_id: str) -> bool:
    """Can a decision name it? A place that was found online is not in the gazetteer."""
    return not place_id.startswith("osm:")


def _is_decided(name: str) -> bool:
    """Is there a decision that can be taken back?"""
    try:
        forget(_decisions(), name)
    except InputError:
        return False
    return True


def _decisions() -> Decisions:
    folder = own_folder()
    return read_decisions(folder) if folder else {}


def decided(name: str, place_id: str, called: str) -> None:
    """Keep that a name always means a place.

    Raises:
        InputError: there is no folder to keep it in, or the name has no letters.
    """
    folder = own_folder()
    if folder is None:
        raise InputError(f"{ENVIRONMENT} is empty, so that nothing is kept: name a folder, or unset it.")
    write_decisions(folder, decide(read_decisions(folder), name, place_id, called))


def _kept(name: str, chosen: Candidate) -> bool:
    try:
        decided(name, chosen.place.id, chosen.place.name)
    except InputError as error:
        st.error(str(error))
        return False
    st.toast(escaped(f"‘{name}’ now always means {label(chosen.place)}."))
    return True


def _forgotten(name: str) -> bool:
    try:
        folder = own_folder()
        if folder is not None:
            write_decisions(folder, forget(_decisions(), name))
    except InputError as error:
        st.error(str(error))
        return False
    st.toast(escaped(f"‘{name}’ is read from the text again."))
    return True
