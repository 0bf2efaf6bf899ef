"""Which of a text's dates belongs to an act: the one told beside it, else the one last told, else the habit of news."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.incidents.dates.lists import both_days, list_of
from geo.incidents.dates.rules import months_back
from geo.incidents.dates.use import SHORT_DAYS, is_attribution, is_count, is_dateline, is_limit, is_usable
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.dates import DateExpression
    from geo.incidents.text import Sentence

_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve)\s(?:\w+\s){0,2}$", re.I)
_CLAUSE = re.compile(r"[;:—]|,\s(?:and|but|while|when|after|who|which|where)\b")
_OPENS_CLAUSE = re.compile(r",?\s(?:when|after|as|the day)\b")
_VAGUE = re.compile(r"\b(?:hours?|minutes|later|earlier|ago)\b", re.I)
_HEADING_CHARS = 6
_REACH = 600  # characters of a sentence in which a date can belong to a word
_CLAUSE_COST = 6.0
_HEADING_COST = 9.0  # a date farther off than this yields to the one at the head of the paragraph
_SPOKEN_COST = 40.0  # the day of the telling counts only where the sentence tells no other


class Told(StrEnum):
    """How a text tells the date of an act."""

    SENTENCE = "own sentence"
    HEADING = "heading"
    CARRIED = "carried"
    PERFECT = "has done"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class When:
    """The period of an act, how the text tells it and, in words, why; `start` is where in the text `surface` stands."""

    period: Period
    reason: str
    told: Told
    surface: str = ""
    start: int = -1

    @property
    def certain(self) -> bool:
        """Does the act's own sentence tell the date?"""
        return self.told is Told.SENTENCE


class _Ordered:
    """Expressions in order of the text, found by offset."""

    def __init__(self, found: Sequence[DateExpression]) -> None:
        self._found = found
        self._starts = [one.start for one in found]

    def within(self, start: int, end: int) -> Sequence[DateExpression]:
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, end: int) -> DateExpression | None:
        index = bisect_left(self._starts, end)
        return self._found[index - 1] if index else None


class Calendar:
    """All date expressions of one text, and which of them an act takes."""

    def __init__(
        self, text: str, found: Sequence[DateExpression], sentences: Sequence[Sentence], published: date | None
    ) -> None:
        self.text, self.published = text, published
        self.found = [one for one in found if is_usable(one) and not is_count(text, one)]
        self._spoken = {one.start for one in self.found if is_attribution(text, one) or is_dateline(text, one)}
        self._openings = {one.paragraph: one.start for one in reversed(sentences)}  # where each paragraph begins
        self._all = _Ordered(self.found)
        self._told = _Ordered([one for one in self.found if self._tells(one)])
        self._said = _Ordered([one for one in self.found if one.start in self._spoken and _is_short(one)])
        self._leading = _Ordered([one for one in self.found if not one.follows])

    def when(self, sentence: Sentence, offset: int) -> When | None:
        """The period of an act told at an offset of a sentence, or None where nothing dates it."""
        return next(iter(self.whens(sentence, offset)), None)

    def whens(self, sentence: Sentence, offset: int) -> list[When]:
        """The periods of an act told at an offset of a sentence: several where a list of dates belongs to its word.

        The first is the one closest to the word. 'On Tuesday and Wednesday' is one period, 'on Tuesday and on Friday'
        are two.
        """
        beside = self._beside(sentence, offset)
        if beside:
            return beside
        carried = self._carried(sentence, offset)
        return [carried] if carried else []

    def _beside(self, sentence: Sentence, offset: int) -> list[When]:
        near = self._all.within(max(sentence.start, offset - _REACH), min(sentence.end, offset + _REACH))
        here = [one for one in near if one.reaches(offset)]
        if not here:
            return []
        costs = [self._cost(one, offset, here) for one in here]
        position = min(range(len(here)), key=lambda index: (costs[index], index))
        heading = self._heading(sentence)
        if heading and costs[position] > _HEADING_COST:
            if heading not in here:
                return [self._under(heading, offset)]
            position = here.index(heading)
        return self._listed(here, position, offset)

    def _listed(self, here: Sequence[DateExpression], position: int, offset: int) -> list[When]:
        listed = list_of(self.text, here, position, offset, self._tells)
        period = both_days(self.text, listed)
        if period:
            surface = self.text[listed[0].start : listed[1].end]
            return [When(period, f"'{surface}': both days", Told.SENTENCE, surface, listed[0].start)]
        best = here[position]
        ordered = [best, *(one for one in listed if one is not best)]
        taken = [self._taken(one, offset, Told.SENTENCE) for one in ordered]
        return [when for index, when in enumerate(taken) if when.period not in [one.period for one in taken[:index]]]

    def _cost(self, one: DateExpression, offset: int, here: Sequence[DateExpression]) -> float:
        """How badly a date fits a word: distance, clauses between, and what the date is told for."""
        low, high = min(one.end, offset), max(one.start, offset)
        between = self.text[low:high] if low < high else ""
        cost = len(between) / 12 + _CLAUSE_COST * len(_CLAUSE.findall(between)) + between.count(",")
        cost += _SPOKEN_COST * (one.start in self._spoken)
        cost += 8 * (one.point is not None)
        cost += 1.5 * (one.start < offset)
        worse = bool(_VAGUE.search(one.surface)), is_limit(self.text, one), any(_narrows(other, one) for other in here)
        return cost + _CLAUSE_COST * sum(worse)

    def _tells(self, one: DateExpression) -> bool:
        """Does a date of a few days tell when something happened, rather than when it was said or began?"""
        return _is_short(one) and one.start not in self._spoken and not one.follows and one.point is None

    def _taken(self, one: DateExpression, offset: int, told: Told) -> When:
        period = one.period
        if period is None:  # is_usable has ruled this out
            raise ValueError(one.surface)
        if one.point is not None and offset > one.end and _OPENS_CLAUSE.match(self.text, one.end):
            return When(one.point, f"'{one.surface}', the day on which it began", told, one.surface, one.start)
        return When(period, f"'{one.surface}': {one.reason}", told, one.surface, one.start)

    def _carried(self, sentence: Sentence, offset: int) -> When | None:
        heading = self._heading(sentence)
        if heading and heading.start < sentence.start:
            return self._under(heading, offset)
        opening = self._openings[sentence.paragraph]
        told = self._told.last_before(sentence.start)
        if told and told.start >= opening:
            return self._leaning(told, offset, Told.CARRIED, "the date last told in the paragraph")
        said = self._said.last_before(sentence.start)
        if said and said.start >= opening:
            return self._leaning(said, offset, Told.CARRIED, "the day on which the paragraph was told")
        last = told or self._leading.last_before(sentence.start)
        if last:
            return self._leaning(last, offset, Told.CARRIED, "the date last told in the report")
        return self._undated(offset)

    def _heading(self, sentence: Sentence) -> DateExpression | None:
        """The date at the head of a sentence's paragraph ('3 May: ...')."""
        opening = self._openings[sentence.paragraph]
        found = self._all.within(opening, opening + _HEADING_CHARS + 1)
        if not found or found[0].start in self._spoken:
            return None
        end = found[0].end
        return found[0] if self.text[end : end + 3].lstrip()[:1] in tuple(".:–—-") else None

    def _under(self, heading: DateExpression, offset: int) -> When:
        return self._leaning(heading, offset, Told.HEADING, "the date at the head of the paragraph")

    def _leaning(self, one: DateExpression, offset: int, told: Told, why: str) -> When:
        taken = self._taken(one, offset, told)
        return When(taken.period, f"{taken.reason} ({why})", told, taken.surface, taken.start)

    def _undated(self, offset: int) -> When | None:
        """Nothing is dated so far: within a month where something 'has' happened, else up to publication."""
        end = self.published
        if end is None:
            return None
        if _PERFECT.search(self.text, max(0, offset - 30), offset):
            period = Period(start=months_back(end, 1), end=end, precision=DatePrecision.OPEN)
            return When(period, "'has done' without a date: within the month before publication", Told.PERFECT)
        period = Period(start=end - timedelta(days=1), end=end, precision=DatePrecision.RANGE)
        return When(period, "no date told: up to publication", Told.DEFAULT)


def _is_short(one: DateExpression) -> bool:
    return one.period is not None and one.period.days <= SHORT_DAYS


def _narrows(one: DateExpression, wide: DateExpression) -> bool:
    """Does a date of a few days make a wider one precise ('in June, on the 9th')?"""
    if one is wide or one.period is None or wide.period is None or one.follows:
        return False
    return one.period.days <= SHORT_DAYS < wide.period.days and one.period.within(wide.period)
