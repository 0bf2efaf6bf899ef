"""Which words make a name, whose name it is, and who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.incidents.agents import CAPITALISED_TITLES
from geo.places.vocabulary import ordinary_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.text import Word

NAME_REACH = 90  # characters behind a country in which a name may follow
_NOT_NAMES = frozenset(
    """
    near off outside inside behind across along above below beyond between within against toward towards opposite
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december the a an it he she they we i but and in on at of its his her their this that
    these those there then when while after before since until as for from by with about around over under some both
    all no not one two three four five six seven eight nine ten sea river island islands county district province
    sector lake bay strait gulf mount bridge pass street square region city town village border line zone to into
    jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan new year eve forty-nine
    demilitarised demarcation control earlier later last next meanwhile however also still only even yet what who
    whom whose which why how if unless although though because nobody nothing none mr mrs ms dr gen lt col maj
    """.split()
)
_SAYS = (
    r"said|says|say|told|announced|reported|reports|claimed|claims|confirmed|disclosed|admitted|acknowledged|added|"
    r"wrote|alleged|stated|declared|revealed|recalls?|believes?|maintains|insists|made known|conceded|charged|"
    r"accused|accuses|denied|denies|rejected|called|put|counted|spoke"
)
_SAID_AFTER = re.compile(rf"^[^.;]{{0,25}}?\b(?:{_SAYS})\b")
DATELINE = re.compile(r"^[A-Z][A-Za-z'’ .,/-]{2,60}?(?:\([^)]*\)\s)?\s?(?:—|–|--|:|-\s)")
_SAID_BEFORE = re.compile(
    r"(?:[,”\"’']\s?(?:said|says|announced|reported)|\b(?:according to|by the account of|in the words of))"
    r"\s(?:the\s|an?\s)?$",
    re.I,
)
_NAME = r"(?:[A-Z][\w'’-]+\s?){1,6}"
_NAME_BEHIND = re.compile(rf"(?:['’]s)?(?:\s(?:\w+\s){{0,4}}?)(?:\w+,\s)?({_NAME})")
_OFFICES = (
    r"(?:president|minister|premier|leader|general|secretary|chief|commander|king|ambassador|spokes\w+|colonel|envoy)"
)
_OFFICE = re.compile(rf"\b{_OFFICES}\b", re.I)
_NAME_BEFORE = re.compile(
    rf"({_NAME}),\s(?:the\s|an?\s)?(?:[\w-]+\s){{0,3}}?{_OFFICES}(?:\s[\w-]+){{0,4}}?\s(?:of|for|from)\s(?:the\s)?$"
)


def surname_behind(text: str, end: int) -> str:
    """The last word of the office holder's name that follows a country ('Russian President Vladimir Putin'), or ''."""
    after = _NAME_BEHIND.match(text, end, end + NAME_REACH)
    if after is None or not _OFFICE.search(after[0]):
        return ""
    return _surname(after[1])


def surname_before(text: str, start: int) -> str:
    """The last word of the office holder's name before a country ('Yoon Suk Yeol, the president of Korea'), or ''."""
    before = _NAME_BEFORE.search(text[max(0, start - NAME_REACH) : start])
    return _surname(before[1]) if before else ""


def _surname(written: str) -> str:
    names = [one for one in written.split() if one.lower() not in CAPITALISED_TITLES | _NOT_NAMES]
    return re.sub(r"['’]s$", "", names[-1]) if names else ""


def is_speaking(text: str, start: int, end: int) -> bool:
    """Does a verb of saying follow or lead in the phrase text[start:end]?"""
    return bool(_SAID_AFTER.match(text[end : end + 60]) or _SAID_BEFORE.search(text[max(0, start - 30) : start]))


def is_ordinary(lower: str) -> bool:
    """Is a word in small letters a common word, or the plural or a part of one?"""
    return any(form in ordinary_words() for form in (lower, lower.removesuffix("s"), *lower.split("-")))


def is_name(word: Word) -> bool:
    """May a word stand in a name?"""
    return (
        (word.text[0].isupper() or word.text.startswith("al-"))
        and word.lower not in _NOT_NAMES
        and word.lower not in CAPITALISED_TITLES
    )


def is_joined(text: str, words: Sequence[Word], index: int) -> bool:
    """Does a word carry on the name that the word before it belongs to?"""
    gap = text[words[index - 1].end : words[index].start]
    return gap == " " and words[index].text[0].isupper() and words[index].lower not in _NOT_NAMES
