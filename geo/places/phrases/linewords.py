"""Names of lines that are no toponyms: written small or holding other names ('the contact line in Donbas')."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.places.countries import demonym_spans
from geo.places.lines import line_meant, line_names
from geo.places.normalise import words
from geo.places.phrases.borderwords import COMPOUND, border_anchors
from geo.places.phrases.scene import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.places.phrases.scene import Scene

_BACK = 100
_BREAK = re.compile(r"[;:!?\n]|\.\s|,")
_BORDER_WORDS = ("border", "frontier", "boundary")


def told_lines(scene: Scene) -> list[Anchor]:
    """The lines and borders that a text tells in words, in order, not overlapping; toponyms are left out."""
    named = list(line_anchors(scene))
    borders = list(border_anchors(scene))
    named = [one for one in named if not any(_is_within(one, other, scene.text) for other in borders)]
    borders = [one for one in borders if not _overlaps(one, named)]
    return sorted([*named, *borders], key=lambda one: one.start)


def line_anchors(scene: Scene) -> Iterator[Anchor]:
    """The names of lines in a text that are no toponyms there, in order; the longest that ends at a word counts."""
    toponyms = [anchor for anchor in scene.names if anchor.is_line]
    found: list[Anchor] = []
    for match in _last_words().finditer(scene.text):
        anchor = _ending_at(scene, match.end())
        if anchor and not _overlaps(anchor, toponyms):
            while found and found[-1].start >= anchor.start:
                found.pop()
            if not _overlaps(anchor, found[-1:]):
                found.append(anchor)
    yield from found


def _ending_at(scene: Scene, end: int) -> Anchor | None:
    """The longest name of a line that ends at an offset."""
    from_ = max(0, end - _BACK)
    for stop in _BREAK.finditer(scene.text, from_, end - 1):
        from_ = stop.end()
    tokens = list(words(scene.text[from_:end]))[-_most_words() :]
    for first in range(len(tokens)):
        if " ".join(word.key for word in tokens[first:]) in _told_names():
            start = from_ + tokens[first].start
            # 'Korean border' is no name in 'North Korean border'
            cuts = any(told < start < told_end for told, told_end, _ in demonym_spans(scene.text))
            return None if cuts else _anchor(scene, start, end)
    return None


def _anchor(scene: Scene, start: int, end: int) -> Anchor | None:
    surface = scene.text[start:end]
    if surface.lower().endswith(_BORDER_WORDS) and COMPOUND.match(scene.text, end):
        return None
    place = line_meant(" ".join(word.text for word in words(surface)), scene.text)
    return Anchor(start, end, place, ((start, end),), in_words=True) if place else None


def _is_within(one: Anchor, other: Anchor, text: str) -> bool:
    """Is a name a part of a border told in words ('India–Pakistan international border'), its article aside?"""
    start = other.start + 4 if text[other.start : other.start + 4].lower() == "the " else other.start
    return start <= one.start and one.end <= other.end and one.end - one.start < other.end - start


def _overlaps(one: Anchor, others: Sequence[Anchor]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


@cache
def _told_names() -> frozenset[str]:
    """Keys that can stand in a text: names of several words, and those that other things share; no abbreviations."""
    known = line_names().items()
    return frozenset(key for key, ids in known if " " in key or (len(key) > 3 and all(one.is_shared for one in ids)))


@cache
def _most_words() -> int:
    return max(key.count(" ") + 1 for key in _told_names())


@cache
def _last_words() -> re.Pattern[str]:
    last = sorted({re.escape(key.rpartition(" ")[2]) for key in _told_names() if key.isascii()})
    return re.compile(rf"\b(?:{'|'.join(last)})\b(?![-’'])", re.IGNORECASE)
