"""Keys that press the buttons of a page, and a voice for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.web import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def listen(
    keys: Mapping[str, str],
    *,
    key: str,
    current: str,
    said: str,
    name: str,
    tops: str,
    repeat: str = "",
    on_name: Callable[[], None],
) -> None:
    """Let keys press buttons.

    Args:
        keys: for each key (as `KeyboardEvent.key` names it) the start of the key of its button.
        key: the key of this component.
        current: what is shown; when it changes, what `tops` selects is scrolled to its top.
        said: a sentence to be read out once.
        name: the reviewer's name, kept by the browser; if it is '' the one that was kept comes back by `on_name` as
            `st.session_state[key]["name"]`.
        tops: a CSS selector.
        repeat: keys that may be held down.
        on_name: called with a name that was kept.
    """
    mounted = st.components.v2.component(
        "borderwatch_keys",
        html='<div class="live" role="status" aria-live="polite"></div>',
        css=(assets.OWN / "keys.css").read_text(encoding="utf-8"),
        js=(assets.OWN / "keys.js").read_text(encoding="utf-8"),
    )
    data = {
        "keys": dict(keys),
        "current": current,
        "said": said,
        "name": name,
        "tops": tops,
        "repeat": list(repeat),
    }
    mounted(key=key, data=data, on_name_change=on_name)
