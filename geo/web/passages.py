"""A report's text to read and to mark: incidents in the colour of their group, names to click, passages to select.

The text reaches the page as text, never as markup. Offsets are those of code points, here and in the page.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.incidents.text import sentences
from geo.kinds import shown_kind
from geo.web import assets, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.model import Incident, Mention, Report, Resolution


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An incident and where the report tells it."""

    incident: Incident
    mention: Mention


def data(report: Report, told: Sequence[Told], named: Sequence[Resolution]) -> dict[str, Any]:
    """What the component draws: the text in pieces, cut wherever something begins or ends."""
    text = report.text
    spans = [(one.mention.evidence.start, min(one.mention.evidence.end, len(text))) for one in told]
    names = [(one.toponym.start, one.toponym.end) for one in named]
    lines = [(one.start, one.end) for one in sentences(text)]
    edges = sorted({0, len(text), *itertools.chain.from_iterable([*spans, *names, *lines])})
    pieces = [
        {
            "start": start,
            "text": text[start:end],
            "colours": [_colour(told[n]) for n, span in enumerate(spans) if span[0] <= start and end <= span[1]],
            "name": next((n for n, span in enumerate(names) if span[0] <= start and end <= span[1]), -1),
            "marks": [_mark(told[n]) for n, span in enumerate(spans) if span[1] == end],
        }
        for start, end in itertools.pairwise(edges)
    ]
    hints = [_hint(one) for one in named]
    return {"pieces": pieces, "names": [[*span, hint] for span, hint in zip(names, hints, strict=True)], "lines": lines}


def show(drawn: Mapping[str, Any], *, key: str, on_mark: Callable[[], None], on_name: Callable[[], None]) -> None:
    """Draw the text.

    A passage that was marked is then `st.session_state[key]["marked"]`, a name that was clicked `["named"]`, each as
    [start, end].
    """
    mounted = st.components.v2.component(
        "borderwatch_passages",
        html='<div class="bwp"></div>',
        css=(assets.OWN / "passages.css").read_text(encoding="utf-8"),
        js=(assets.OWN / "passages.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    mounted(key=key, data=dict(drawn), on_marked_change=on_mark, on_named_change=on_name)


def _colour(one: Told) -> str:
    return shown_kind(one.incident.kind).group.colour


def _mark(one: Told) -> dict[str, str]:
    """A link to the incident, where its evidence ends."""
    what = shown_kind(one.incident.kind)
    return {
        "href": f"{assets.base()}/?incident={one.incident.id}",
        "glyph": what.group.glyph,
        "colour": what.group.colour,
        "title": wording.title(one.incident),
    }


def _hint(one: Resolution) -> str:
    place = one.place
    return f"{place.name}, {place.country}: is that right?" if place else "not placed: what does it mean?"
