"""Names of lines that are no toponyms: written small or holding other names ('the contact line in Donbas')."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from geo.places.countries import demonym_spans
from geo.places.lines import line_meant, line_names
from geo.places.normalise import words
from geo.places.phrases.borderwords import COMPOUND, border_anchors
from geo.places.phrases.scene import Anchor
from geo.places.phrases.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.phrases.scene import Scene

_BACK = 100
_NEAR = 4  # borders told in words that begin before a name and may hold it
_BREAK = re.compile(r"[;:!?\n]|\.\s|,")
_BORDER_WORDS = ("border", "frontier", "boundary")


def told_lines(scene: Scene) -> list[Anchor]:
    """The lines and borders that a text tells in words, in order, not overlapping; toponyms are left out."""
    borders = sorted(border_anchors(scene), key=_start)
    starts = [one.start for one in borders]
    named = []
    for one in line_anchors(scene):
        near = borders[max(0, bisect_right(starts, one.start) - _NEAR) : bisect_right(starts, one.start)]
        if not any(_is_within(one, other, scene.text) for other in near):
            named.append(one)
    taken = Taken((one.start, one.end) for one in named)
    return sorted([*named, *(one for one in borders if not taken.overlaps(one.start, one.end))], key=_start)


def line_anchors(scene: Scene) -> Iterator[Anchor]:
    """The names of lines in a text that are no toponyms there, in order; the longest that ends at a word counts."""
    toponyms = Taken((anchor.start, anchor.end) for anchor in scene.names if anchor.is_line)
    countries = Taken((start, end) for start, end, _ in demonym_spans(scene.text))
    found: list[Anchor] = []
    for match in _last_words().finditer(scene.text):
        start = _start_of_name(scene.text, match.end())
        # 'Korean border' is no name in 'North Korean border'
        if start is None or countries.is_cut_at(start) or toponyms.overlaps(start, match.end()):
            continue
        anchor = _anchor(scene, start, match.end())
        if anchor:
            while found and found[-1].start >= anchor.start:
                found.pop()
            if not found or found[-1].end <= anchor.start:
                found.append(anchor)
    yield from found


def _start(one: Anchor) -> int:
    return one.start


def _start_of_name(text: str, end: int) -> int | None:
    """Where the longest name of a line that ends at an offset begins."""
    from_ = max(0, end - _BACK)
    for stop in _BREAK.finditer(text, from_, end - 1):
        from_ = stop.end()
    tokens = list(words(text[from_:end]))[-_most_words() :]
    for first in range(len(tokens)):
        if " ".join(word.key for word in tokens[first:]) in _told_names():
            return from_ + tokens[first].start
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
