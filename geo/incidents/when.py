"""Which of a text's dates belongs to an act: the one told beside it, else the one last told, else the habit of news."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import months_back
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.incidents.dates import DateExpression
    from geo.incidents.text import Sentence

_SAYING = (
    r"(?:said|says|say|told|announced|announces|reported|reports|stated|declared|confirmed|disclosed|admitted|"
    r"acknowledged|added|wrote|claimed|warned|denied|revealed|quoted|explained|testified|insisted|noted|posted|tweeted|"
    r"published|statement|bulletin|communiqué|communique|briefing|press conference|made known|learnt|learned|spoke|"
    r"conceded|maintained|alleged|officials|spokesman|spokeswoman|ministry said|decided|ruled)"
)
_SAID_BEFORE = re.compile(rf"\b{_SAYING}(?:\s\w+){{0,4}}?\s?(?:on|late|early|in a|at a)?\s?(?:\w+\s)?$", re.I)
_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve)\s(?:\w+\s){0,2}$", re.I)
_COUNTED = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th)|last|latest|only)"
    r"(?:\s[\w-]+){0,4}|once|twice|\w+ times)\s(?:in\s|within\s|of\s)?$",
    re.I,
)
_HEADING_CHARS = 6
_DATELINE_CHARS = 80
_DATELINE = re.compile(r"[A-Z][^a-z\n]*(?:[A-Z][\w.'’-]+[,\s]+){0,3}(?:\([^)\n]*\)[,\s]*)?")
_DASH = re.compile(r"(?:,?\s\d{4})?\s?(?:\([^)\n]*\)\s?)?(?:[—–:]|-{1,2}\s)")
_UNTIL = re.compile(r"\b(?:until|till|through|up to|before|by)\s(?:\w+\s){0,2}$", re.I)
_CLAUSE = re.compile(r"[;:—]|,\s(?:and|but|while|when|after|who|which|where)\b")
_SHORT_DAYS = 3


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


def is_attribution(text: str, expression: DateExpression) -> bool:
    """Does the date say when somebody spoke of it, rather than when it happened ('officials said on Monday')?"""
    return bool(_SAID_BEFORE.search(text[max(0, expression.start - 60) : expression.start]))


def is_count(text: str, expression: DateExpression) -> bool:
    """Does the date only say over what time something is counted ('for the third time this month')?"""
    return bool(_COUNTED.search(text[max(0, expression.start - 60) : expression.start]))


def is_dateline(text: str, expression: DateExpression) -> bool:
    """Does the date stand in the dateline of the text ('BEIJING, Jan 6 —')?"""
    return (
        expression.start <= _DATELINE_CHARS
        and bool(_DATELINE.fullmatch(text, 0, expression.start))
        and bool(_DASH.match(text, expression.end))
    )


def usable(expression: DateExpression) -> bool:
    """Does the expression name a time at or before publication?"""
    return expression.period is not None and not expression.future and not expression.history


class Calendar:
    """All date expressions of one text, and which of them an act takes."""

    def __init__(
        self, text: str, found: Sequence[DateExpression], sentences: Sequence[Sentence], published: date | None
    ) -> None:
        self.text, self.published = text, published
        self.sentences = sentences
        self.found = [one for one in found if not is_count(text, one)] or list(found)
        self._starts = [one.start for one in self.found]
        self._openings = {one.paragraph: one.start for one in reversed(sentences)}  # where each paragraph begins
        self._spoken = {one.start for one in self.found if is_attribution(text, one) or is_dateline(text, one)}

    def within(self, start: int, end: int) -> list[DateExpression]:
        """The expressions that start in [start, end)."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def when(self, sentence: Sentence, offset: int) -> When | None:
        """The period of an act told at an offset of a sentence, or None where nothing dates it."""
        return self._beside(sentence, offset) or self._carried(sentence, offset)

    def _beside(self, sentence: Sentence, offset: int) -> When | None:
        here = [one for one in self.within(sentence.start, sentence.end) if usable(one) and self._reaches(one, offset)]
        if not here:
            return None
        best = min(here, key=lambda one: (self._cost(one, offset, here), one.start))
        if best.start in self._spoken and best.period and self._is_perfect(offset):
            return self._perfect(best.period.end, f"'has done', told on '{best.surface}'")
        return self._taken(best, offset, Told.SENTENCE)

    def _reaches(self, one: DateExpression, offset: int) -> bool:
        """'A day after troops had crossed' dates what follows it, up to a comma where it opens the sentence."""
        return not one.follows or one.start < offset

    def _cost(self, one: DateExpression, offset: int, here: Sequence[DateExpression]) -> float:
        low, high = min(one.end, offset), max(one.start, offset)
        between = self.text[low:high] if low < high else ""
        cost = len(between) / 8 + 6 * len(_CLAUSE.findall(between)) + 2 * between.count(",")
        if one.start in self._spoken:
            cost += 40
        if one.start < offset:
            cost += 1.5
        if one.point is not None:
            cost += 4
        if _UNTIL.search(self.text, max(0, one.start - 24), one.start):
            cost += 6
        if any(_narrows(other, one) for other in here):
            cost += 6
        return cost

    def _taken(self, one: DateExpression, offset: int, told: Told) -> When:
        period = one.period
        if period is None:  # usable() has ruled this out
            raise ValueError(one.surface)
        if one.point is not None:
            clause = re.match(r",?\s(?:when|after|as|the day)\b", self.text[one.end : one.end + 14])
            if clause and offset > one.end:
                return When(one.point, f"'{one.surface}', the day on which it began", told, one.surface, one.start)
        return When(period, f"'{one.surface}': {one.reason}", told, one.surface, one.start)

    def _carried(self, sentence: Sentence, offset: int) -> When | None:
        if self.published and self._is_perfect(offset):
            return self._perfect(self.published, "'has done' without a date")
        opening = self._openings[sentence.paragraph]
        same = [one for one in self.within(opening, sentence.start) if usable(one)]
        if same and self._is_heading(same[0], opening):
            return self._leaning(same[0], offset, Told.HEADING, "the date at the head of the paragraph")
        told = self._last(reversed(same))
        if told:
            return self._leaning(told, offset, Told.CARRIED, "the date last told in the paragraph")
        last = self._last_told(opening)
        return (
            self._leaning(last, offset, Told.CARRIED, "the date last told in the report") if last else self._default()
        )

    def _last_told(self, end: int) -> DateExpression | None:
        """The date that an undated act leans on, of those told before an offset."""
        before = range(bisect_left(self._starts, end) - 1, -1, -1)
        return self._last(self.found[position] for position in before if usable(self.found[position]))

    def _last(self, backwards: Iterable[DateExpression]) -> DateExpression | None:
        """The first short period that tells when something happened, rather than when it was said or began."""
        fallback: DateExpression | None = None
        for one in backwards:
            if one.start not in self._spoken and not one.follows and one.period and one.period.days <= _SHORT_DAYS:
                return one
            fallback = fallback or one
        return fallback

    def _is_perfect(self, offset: int) -> bool:
        return bool(_PERFECT.search(self.text, max(0, offset - 30), offset))

    def _perfect(self, end: date, why: str) -> When:
        start = months_back(self.published or end, 1)
        period = Period(start=min(start, end), end=end, precision=DatePrecision.OPEN)
        return When(period, f"{why}: within the month before publication", Told.PERFECT)

    def _is_heading(self, one: DateExpression, opening: int) -> bool:
        after = self.text[one.end : one.end + 3].lstrip()[:1]
        return one.start - opening <= _HEADING_CHARS and after in tuple(".:–—-")

    def _leaning(self, one: DateExpression, offset: int, told: Told, why: str) -> When:
        taken = self._taken(one, offset, told)
        return When(taken.period, f"{taken.reason} ({why})", told, taken.surface, taken.start)

    def _default(self) -> When | None:
        if self.published is None:
            return None
        start = self.published - timedelta(days=1)
        return When(
            Period(start=start, end=self.published, precision=DatePrecision.RANGE),
            "no date told: up to publication",
            Told.DEFAULT,
        )


def _narrows(one: DateExpression, wide: DateExpression) -> bool:
    """Does a date of a few days make a wider one precise ('in June, on the 9th')?"""
    if one is wide or one.period is None or wide.period is None or one.follows:
        return False
    return one.period.days <= _SHORT_DAYS < wide.period.days and one.period.within(wide.period)
