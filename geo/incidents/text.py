"""Sentences, words and paragraphs of a report's text, with offsets into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen lt col maj capt sgt cpl pte adm brig cmdr gov sen rep pres hon rev st mt ft no nos vs etc
    inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    approx est dept
    """.split()
)
_BREAK = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s)|\n+")
_OPENER = re.compile(r"\s*[\"“‘'(\[]*(?:[A-Z0-9]|[^\W\d_a-z])")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[$€£₹]")
_LOOK_BACK = 80  # characters that hold the word before a full stop
LONGEST = 1200  # characters: no writer's sentence is longer; what looks at a sentence as a whole stays quick
_BLANK = re.compile(r"\s+")
_BULLET = re.compile(r"^[\s•*·–—-]*(?:\d{1,2}[.)]\s)?")


class Word(NamedTuple):
    """A word with its offsets in the report's text and its lower-case form."""

    text: str
    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its offsets, its words, and which paragraph it stands in."""

    start: int
    end: int
    paragraph: int
    index: int
    words: tuple[Word, ...]

    def of(self, text: str) -> str:
        """The sentence as it stands in the text."""
        return text[self.start : self.end]


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, hyphenated ones whole, possessive endings cut off."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        surface = match.group()
        if surface[-2:] in ("'s", "’s"):
            surface = surface[:-2]
        found.append(Word(surface, match.start(), match.start() + len(surface), surface.lower().replace("’", "'")))
    return tuple(found)


def _is_end(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark[0] in "\n":
        return True
    if mark[0] == ".":
        before = text[max(start, match.start() - _LOOK_BACK) : match.start()].rsplit(None, 1)
        last = before[-1].strip("\"“‘'([") if before else ""
        if last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper()):
            return False
        if "." in last and last.lower() not in ("a.m", "p.m") and len(mark) == 1:
            return False
        if last.isdigit() and len(before) <= 1 and len(last) <= 2:
            return False
    return _OPENER.match(text, match.end()) is not None


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences; a line break always ends one, and so do 1,200 characters without an end.

    Linear in the length of the text.
    """
    found: list[Sentence] = []
    start = paragraph = 0

    def close(end: int) -> None:
        nonlocal start
        body = text[start:end]
        left = start + len(body) - len(body.lstrip())
        right = start + len(body.rstrip())
        for first, last in _parts(text, left, right):
            found.append(Sentence(first, last, paragraph, len(found), words(text, first, last)))
        start = end

    for match in _BREAK.finditer(text):
        if match.group()[0] == "\n":
            close(match.start())
            start = match.end()
            paragraph += 1
        elif _is_end(text, match, start):
            close(match.end())
    close(len(text))
    return found


def _parts(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or cut at blanks (a word without an end: anywhere) into parts that are not too long."""
    while right - left > LONGEST:
        blank = _BLANK.search(text, left + LONGEST - _LOOK_BACK, left + LONGEST)
        cut = blank.start() if blank else left + LONGEST
        yield left, left + len(text[left:cut].rstrip())
        left = _past_blanks(text, cut)
    if right > left:
        yield left, right


def _past_blanks(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def sentence_at(found: Sequence[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds an offset, or None between sentences."""
    index = bisect_right(found, offset, key=lambda sentence: sentence.start) - 1
    if index < 0 or offset >= found[index].end:
        return None
    return found[index]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Spans between double quotation marks, none of them longer than a paragraph."""
    return [match.span() for match in re.finditer(r"“[^“”\n]*(?:”|$)|\"[^\"\n]*\"", text)]


def lead_length(sentence: str) -> int:
    """How many characters a bullet or list number takes at the front."""
    match = _BULLET.match(sentence)
    return match.end() if match else 0
