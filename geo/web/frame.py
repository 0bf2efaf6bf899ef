"""What pages share: messages, the look that is on, and the pieces of markup that are only ours."""

from __future__ import annotations

import logging

import streamlit as st

from geo.errors import BorderwatchError, GazetteerError, StoreError
from geo.publish.html import safe

_log = logging.getLogger(__name__)


def theme() -> str:
    """'light' or 'dark', as the reader has it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def mark_theme() -> None:
    """Leave a mark in the page that our style sheet can see."""
    st.html(f'<span class="bw-{theme()}" hidden></span>')


def problem(error: BorderwatchError) -> None:
    """A page that cannot be shown says why, in the error's own sentence."""
    heading = "The page cannot be shown"
    if isinstance(error, StoreError):
        heading = "The store of incidents cannot be used"
    elif isinstance(error, GazetteerError):
        heading = "The gazetteer is not ready"
    card(heading, str(error))
    st.button("Try again", type="primary")


def unforeseen(error: Exception) -> bool:
    """A fault of the program: it goes to the log, and the reader gets a sentence instead of a trace."""
    _log.error("A page failed.", exc_info=error)
    card(
        "Something went wrong on this page",
        "The reason is in the window in which Borderwatch was started. Load the page again.",
    )
    return True


def card(heading: str, text: str) -> None:
    """A message that takes the place of content."""
    st.html(f'<section class="bw-card" role="status"><h2>{safe(heading)}</h2><p>{safe(text)}</p></section>')


def notes(sentences: list[str]) -> None:
    """Small print above the content, one line each."""
    if sentences:
        st.html('<div class="bw-notes" role="status">' + "".join(f"<p>{safe(one)}</p>" for one in sentences) + "</div>")


def escaped(text: str) -> str:
    """A label in which Streamlit finds no markup: names of places may come from anybody."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-!|:$~" else letter for letter in text)
