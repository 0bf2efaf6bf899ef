"""The one gazetteer that all readers share, opened anew when the user's own places or decisions have changed."""

from __future__ import annotations

import streamlit as st

from geo.places.gazetteer import Gazetteer
from geo.places.layout import own_folder


def shared_gazetteer() -> Gazetteer:
    """The compiled gazetteer with what the user says about places now.

    Raises:
        GazetteerError: it is missing or damaged.
        InputError: a file of the user's own places cannot be read.
    """
    return _opened(_mark())


@st.cache_resource(show_spinner="Opening the gazetteer …", max_entries=2)
def _opened(mark: tuple[tuple[str, int, int], ...]) -> Gazetteer:  # noqa: ARG001 - what it is cached by
    return Gazetteer.open()


def _mark() -> tuple[tuple[str, int, int], ...]:
    """What changes with the user's files: their names, times and sizes."""
    folder = own_folder()
    if folder is None or not folder.is_dir():
        return ()
    found = ((path.name, path.stat()) for path in sorted(folder.iterdir()) if path.is_file() and path.name[0] != ".")
    return tuple((name, told.st_mtime_ns, told.st_size) for name, told in found)
