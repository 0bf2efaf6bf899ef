"""The list of incidents: one row each, chosen by click or keyboard. Text reaches the page as text, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.kinds import shown_kind
from geo.web import assets, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.model import Incident
    from geo.store import Query

MAX_ROWS = 300


def row(found: Incident, *, uncertain: bool = False) -> dict[str, Any]:
    """What a row of the list shows."""
    what = shown_kind(found.kind)
    return {
        "id": found.id,
        "label": what.label,
        "place": found.place,
        "when": wording.when_briefly(found.period),
        "who": wording.who(found),
        "colour": what.group.colour,
        "glyph": what.group.glyph,
        "group": what.group.label,
        "uncertain": uncertain,
        "status": found.status.value,
        "sources": f"{found.sources} independent sources" if found.sources > 1 else "",
        "differ": "reports differ" if found.disagreeing else "",
    }


def rows(found: Iterable[Incident], query: Query) -> list[dict[str, Any]]:
    """Rows of incidents that a query kept."""
    from geo.store.query import is_uncertain

    return [row(one, uncertain=is_uncertain(query, one.period)) for one in found]


def show(
    shown: list[dict[str, Any]],
    *,
    key: str,
    selected: str = "",
    follow: str = "",
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Draw the list; the picked id is then `st.session_state[key]["picked"]`.

    `follow` is a CSS selector of the box that scrolls so that the selected row is in view.
    """
    mounted = st.components.v2.component(
        "borderwatch_list",
        html='<div class="list" role="list"></div>',
        css=(assets.OWN / "list.css").read_text(encoding="utf-8"),
        js=(assets.OWN / "list.js").read_text(encoding="utf-8"),
    )
    mounted(key=key, data={"rows": shown, "selected": selected, "follow": follow}, on_picked_change=on_pick or _nothing)


def _nothing() -> None:
    """The component asks for a callback for each value that it may give."""
