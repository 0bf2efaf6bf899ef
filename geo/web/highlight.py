"""A report's text with its places and evidence marked. Every piece of it passes `safe`."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.publish.html import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Mention, Resolution


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch [start, end) of the text, what wraps it (`mark` or a class of `span`), and words to show on hover."""

    start: int
    end: int
    wrap: str
    hint: str = ""


def spans(resolutions: Iterable[Resolution], mentions: Iterable[Mention]) -> list[Span]:
    """The places and the evidence of a report."""
    found = [Span(start=m.evidence.start, end=m.evidence.end, wrap="mark") for m in mentions]
    for resolution in resolutions:
        name, place = resolution.toponym, resolution.place
        hint = f"{place.name}, {place.country}" if place else "not placed"
        found.append(Span(start=name.start, end=name.end, wrap="bw-place" if place else "bw-nil", hint=hint))
    return found


def marked(text: str, found: Iterable[Span]) -> str:
    """The text as markup. Spans may overlap: the text is cut at every edge and each piece is wrapped on its own."""
    kept = [span for span in found if 0 <= span.start < span.end <= len(text)]
    edges = sorted({0, len(text), *(span.start for span in kept), *(span.end for span in kept)})
    pieces = []
    for start, end in itertools.pairwise(edges):
        around = [span for span in kept if span.start <= start and end <= span.end]
        pieces.append(_wrapped(safe(text[start:end]), around))
    return "".join(pieces)


def _wrapped(piece: str, around: list[Span]) -> str:
    for span in sorted(around, key=lambda one: one.wrap == "mark"):
        if span.wrap == "mark":
            if not piece.startswith("<mark>"):
                piece = f"<mark>{piece}</mark>"
        else:
            piece = f'<span class="{span.wrap}" title="{safe(span.hint)}">{piece}</span>'
    return piece
