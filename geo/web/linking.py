"""'Copy link': the address of exactly this view, with what the map shows."""

from __future__ import annotations

import streamlit as st

from geo.web import assets


def button() -> None:
    """Draw the button."""
    mounted = st.components.v2.component(
        "borderwatch_link",
        html='<button type="button" class="copy">Copy link</button><span class="said" role="status"></span>',
        css=(assets.OWN / "link.css").read_text(encoding="utf-8"),
        js=(assets.OWN / "link.js").read_text(encoding="utf-8"),
    )
    mounted(key="bw_link", width="content")
