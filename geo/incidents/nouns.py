"""The noun that a number counts, and which numbers count nothing: days, years, hours, ages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.incidents.inflect import plural

if TYPE_CHECKING:
    from geo.incidents.numbers import Number

_SKIP = frozenset(
    """
    some more than other others of the and a an in on at to from per cent percent times time th st nd rd were was had
    have who which sides occasions first second third old their his her its is are or
    """.split()
)
UNITS = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "metre": "metres",
    "metres": "metres", "meters": "metres", "m": "metres", "kg": "kg", "kilograms": "kg", "kilos": "kg",
    "tonnes": "tonnes", "tons": "tonnes",
}  # fmt: skip
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec"
)
_MONTH_BEFORE = re.compile(rf"(?:{_MONTHS})\.?\s?(?:the\s)?(?:\d+\s?(?:[–-]|and|to)\s?)?$")
_MONTH_AFTER = re.compile(rf"^(?:st|nd|rd|th)?\s?(?:(?:[–-]|and|to)\s?\d+\s)?(?:of\s)?(?:{_MONTHS})\b")
_CLOCK = re.compile(r"(?:[:.]\d\d)?\s?(?:a\.m|p\.m|am\b|pm\b|o['’]clock|hours\b(?= local))|[:.]\d\d\b")
_MONEY = re.compile(r"^\s(?:\w+\s)?(?:US\s)?dollars?\b")
_IRREGULAR = frozenset(
    """
    aircraft troops personnel policemen gunmen fishermen servicemen men women children people infantrymen guardsmen
    cattle marines persons craft crew katyushas police
    """.split()
)


def is_date_or_time(text: str, number: Number) -> bool:
    """Is a number a day, a year, an hour, an age or a number in a name ('No. 5')?"""
    before, after = text[max(0, number.start - 16) : number.start], text[number.end : number.end + 18]
    if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after):
        return True
    if 1900 <= number.value <= 2100 and number.end - number.start == 4 and not re.match(r"\s[a-z]+s\b", after):
        return True
    aged = re.match(r",", after) and re.search(r"[A-Za-z],\s$", before) and 5 <= number.value <= 99
    return bool(aged or _CLOCK.match(after)) or before.endswith(("No. ", "number ", "aged "))


def noun_behind(text: str, start: int, end: int, limit: int) -> str:
    """The plural noun that a number counts, its unit, or 'usd'; '' for none."""
    before, after = text[max(0, start - 4) : start], text[end : min(limit, end + 80)]
    if before.endswith("$") or (_MONEY.match(after) and "bill" not in after[:20]):
        return "usd"
    unit = re.match(r"^[\s-]{0,2}([\w-]+)", after)
    if unit and unit[1].lower() in UNITS:
        return UNITS[unit[1].lower()]
    words: list[str] = re.findall(r"[\w'’-]+|[,;.:()]", after)
    for position, word in enumerate(words[:6]):
        lower = word.lower()
        if lower in ",;.:()" or (lower in _SKIP and position > 1):
            return ""
        if is_plural(lower) and lower not in _SKIP:
            following = words[position + 1].lower() if position + 1 < len(words) else ""
            if is_plural(following) and following not in _SKIP and not following.endswith(("ed", "es")):
                continue
            return lower
    return ""


def is_plural(word: str) -> bool:
    """Does a word in small letters look like a plural noun?"""
    if word in _IRREGULAR or word.endswith("men"):
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word == plural(_singular(word))
    )


def _singular(word: str) -> str:
    for ending, repair in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if word.endswith(ending):
            return word[: -len(ending)] + repair
    return word
