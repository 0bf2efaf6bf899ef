"""Numbers with their nouns, casualties as 'killed' and 'injured'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.inflect import plural
from geo.incidents.numbers import Number, numbers

if TYPE_CHECKING:
    from geo.incidents.text import Sentence

_KILLED = r"(?:killed|dead|die|died|dies|perished|lost their lives|shot dead|drowned|lives|deaths|fatalities|were slain|drown)"
_INJURED = r"(?:injured|wounded|hurt|injuries|injuring|wounding|maimed)"
_PEOPLE = frozenset(
    """
    people persons person men man women woman children migrants refugees civilians passengers inhabitants residents
    villagers returnees souls
    """.split()
)
_SKIP = frozenset(
    """
    some more than other others of the and a an in on at to from per cent percent years year hours hour minutes
    minute days day weeks week months month o'clock p.m a.m am pm times time th st nd rd were was had have who which
    percentages sides nights countries nations occasions first second third old kilometre were their his her its its is are
    """.split()
)
_UNITS = {
    "km": "km",
    "kilometre": "km",
    "kilometres": "km",
    "kilometer": "km",
    "kilometers": "km",
    "metres": "metres",
    "meters": "metres",
    "kg": "kg",
    "kilograms": "kg",
    "kilos": "kg",
    "tonnes": "tonnes",
    "tons": "tonnes",
}
_MONEY = re.compile(r"^(?:\$|US\$)$")
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s?$"
)
_MONTH_AFTER = re.compile(
    r"^(?:st|nd|rd|th)?\s?(?:[–-]\s?\d+\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_KILLED_AFTER = re.compile(
    rf"^(?:\s[\w-]+){{0,5}}?\s(?:(?:were|was|are|is|been|being|had been|have been)\s)?(?:\w+\s)?{_KILLED}\b", re.I
)
_INJURED_AFTER = re.compile(
    rf"^(?:\s[\w-]+){{0,5}}?\s(?:(?:were|was|are|is|been|being|had been|have been)\s)?(?:\w+\s)?{_INJURED}\b", re.I
)
_KILLED_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|deaths? of|lives of|loss of|shot dead|shoot dead|claimed the lives of|death toll (?:of|to|at))\s(?:at least\s|some\s|about\s|another\s|more than\s|up to\s|as many as\s|around\s|over\s)?$",
    re.I,
)
_INJURED_BEFORE = re.compile(
    r"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?|maim(?:ed|ing))\s(?:at least\s|some\s|about\s|another\s|more than\s|up to\s|around\s|over\s)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, what it counts, and where in the text the number stands."""

    noun: str
    value: float
    start: int
    end: int


def quantities(text: str, sentence: Sentence) -> dict[str, float]:
    """The quantities of a sentence: plural common noun, 'killed', 'injured', 'km', 'usd' → number."""
    return {one.noun: one.value for one in counted(text, sentence)}


def counted(text: str, sentence: Sentence) -> list[Counted]:
    """The quantities of a sentence, each noun once, in the order of the text."""
    found: dict[str, Counted] = {}

    def add(noun: str, number: Number) -> None:
        found.setdefault(noun, Counted(noun, number.value, number.start, number.end))

    last_noun = ""
    for number in numbers(text, sentence.start, sentence.end):
        if _is_date_or_time(text, number):
            continue
        before, after = text[max(sentence.start, number.start - 40) : number.start], text[number.end : sentence.end]
        if _INJURED_BEFORE.search(before) or (
            _INJURED_AFTER.match(_clause(after)) and not _KILLED_BEFORE.search(before)
        ):
            add("injured", number)
        elif _KILLED_BEFORE.search(before) or _KILLED_AFTER.match(_clause(after)):
            add("killed", number)
        else:
            noun = _noun(before, after) or (
                last_noun if re.match(r"^\s?(?:,|\.|of them|more)", after) and last_noun else ""
            )
            if noun:
                add(noun, number)
                last_noun = noun
    return list(found.values())


def _clause(after: str) -> str:
    return re.split(r"[,;:.]|\s(?:and|but|while|when|after)\s", after, maxsplit=1)[0]


def _is_date_or_time(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - 12) : number.start], text[number.end : number.end + 16]
    if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after):
        return True
    if 1900 <= number.value <= 2100 and number.end - number.start == 4:
        return True
    return bool(re.match(r"(?:[:.]\d\d)?\s?(?:a\.m|p\.m|am\b|pm\b|o['’]clock)|[:.]\d\d\b", after)) or before.endswith(
        ("No. ", "number ", "aged ")
    )


def _noun(before: str, after: str) -> str:
    if _MONEY.match(before[-1:] or " ") or (re.match(r"^\s(?:US\s)?dollars?\b", after) and "bill" not in after[:20]):
        return "usd"
    match = re.match(r"^\s?-?([\w-]+)", after)
    if match and match[1].lower() in _UNITS:
        return _UNITS[match[1].lower()]
    words: list[str] = re.findall(r"[\w'-]+|[,;.:()]", after[:70])
    for position, word in enumerate(words[:5]):
        lower = word.lower()
        if lower in ",;.:()" or (lower in _SKIP and position > 1):
            return ""
        if lower in _PEOPLE:
            return "people"
        if _is_plural(lower) and lower not in _SKIP:
            following = words[position + 1].lower() if position + 1 < len(words) else ""
            if _is_plural(following) and following not in _SKIP and not following.endswith(("ed", "es")):
                continue
            return lower
    return ""


_IRREGULAR = frozenset(
    """
    aircraft troops personnel policemen gunmen fishermen servicemen men women children people infantrymen guardsmen
    cattle marines
    """.split()
)


def _is_plural(word: str) -> bool:
    if word in _IRREGULAR:
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
