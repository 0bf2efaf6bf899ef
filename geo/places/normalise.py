"""Names as keys: one spelling for 'Yeonpyeong-do', 'YEONPYEONG DO' and 'Yeonpyeong do', and words with their offsets.

The gazetteer is compiled, and texts are read, with the same two functions, so that equal names meet.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
)
_DROPPED = str.maketrans(
    dict.fromkeys(
        "'’‘ʼʻʾʿ`´.\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
)
_BREAKS = re.compile(r"[\W_]+")
_POSSESSIVES = frozenset({"'s", "’s", "ʼs", "'S", "’S"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'ʼʻ‘`][^\W\d_]+)*")


class Word(NamedTuple):
    """A word of a text: `[start, end)` in code points, as written, and as a key."""

    start: int
    end: int
    text: str
    key: str


def normalise(name: str) -> str:
    """The key of a name: no case, diacritics, apostrophes or full stops; hyphens and other marks are single spaces.

    >>> normalise("Rîbnița"), normalise("P'yŏngyang-si"), normalise("U.S.")
    ('ribnita', 'pyongyang si', 'us')
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))
    key = name.casefold().translate(_DROPPED)
    if not key.isascii():
        key = key.translate(_LETTERS)
    return " ".join(_BREAKS.split(key)).strip()


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; a possessive 's is no part of its word, dotted initials ('U.S.') are one word."""
    for match in _WORD.finditer(text):
        surface = match.group()
        start, end = match.span()
        if surface.isalnum():  # most words: no apostrophe, no full stop
            yield Word(start, end, surface, surface.lower() if surface.isascii() else normalise(surface))
            continue
        if surface[-2:] in _POSSESSIVES and len(surface) > 2:
            surface, end = surface[:-2], end - 2
        yield Word(start, end, surface, normalise(surface))
