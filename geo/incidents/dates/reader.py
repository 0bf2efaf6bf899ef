"""Reading a text: all its date expressions in order, each seen from publication and from the dates told before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from geo.incidents.dates import absolute, feasts, months, narrative, numeric, publication, weekdays
from geo.incidents.dates.joining import joined
from geo.incidents.dates.narrative import AFTER_ACT, SOME_AFTER_ACT
from geo.incidents.dates.rules import (
    DAY,
    MONTH,
    RULES,
    TO,
    WEEKDAY,
    YEAR,
    Anchor,
    DateExpression,
    NoAnchorError,
)
from geo.incidents.dates.use import SHORT_DAYS
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HEAD_CHARS = 6
RULE_MODULES = (
    numeric,
    absolute,
    months,
    feasts,
    weekdays,
    publication,
    narrative,
)  # imported so that their rules register, in this order

_BARE_YEAR = re.compile(
    rf"(?<![\w-])(?i:in|since|of|until|from|before|after|by|during|between|and)\s(?:the\s)?(?:(?:early|late|mid)[ -])?(?P<y>{YEAR})(?:s|–\d\d)?(?!\w|-\d)"
)
_VAGUE_PAST = re.compile(
    r"(?<!\w)(?:last year|a year ago|(?:two|three|four|five|ten|\d+) years (?:ago|earlier|before)|decades ago|years ago|in the (?:nineties|eighties|fifties))(?!\w)",
    re.I,
)
_OPEN_BEFORE = re.compile(
    r"(?:(?P<since>since)|from)\s(?:about\s|around\s|at least\s|the\s(?:night|morning|evening)\sof\s|early\s|late\s|mid-?)?$",
    re.I,
)
_ONWARDS = re.compile(r"\s(?:on|onwards?)\b(?!\s\w)")
_NONE_SINCE = re.compile(
    r"\b(?:not|no(?!\s(?:fewer|less|more))|never|nobody|none|first|last|nothing|without|longest|worst|biggest)\b[^.;\n]*$|n['’]t\b[^.;\n]*$",
    re.I,
)
_HEADS = re.compile(r"\s?(?:[.:–—]|-\s)")
_FIGURE_BEFORE = re.compile(r"\d[:.,]\d")  # the '30' of '21:30 of 3 June' is no day
_CLAUSE_CHARS = 300
_CLAUSE_ENDS = re.compile(r",\s")
_VERB = re.compile(
    r"\b(?:\w{2,}ed|shot|fought|fell|flew|fled|hit|struck|held|met|built|sent|blew|broke|came|went|began|shut|laid|drove|"
    r"ran|took|left|put|killed|died|lost|found|caught|cut|were|was|had|did|became|got|gave|made|said|set)\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_LINE_LEAD = re.compile(r"[^\w\n]*$")


def _raw_matches(text: str) -> Iterator[tuple[int, int, int, re.Match[str]]]:
    lowered = text.lower()
    has = cache(lambda sign: sign.search(text) is not None)
    for priority, (pattern, _, needs, sign) in enumerate(RULES):
        if (not needs or any(word in lowered for word in needs)) and (sign is None or has(sign)):
            for match in pattern.finditer(text):
                if not _FIGURE_BEFORE.fullmatch(text, max(0, match.start() - 2), match.start() + 1):
                    yield match.start(), -match.end(), priority, match


def _finish(text: str, match: re.Match[str], period: Period, reason: str, anchor: Anchor) -> DateExpression:
    """The expression of a match: to come, open up to the day that it is told on, or cut off there."""
    start, end = match.span()
    told, published = anchor.published, anchor.limit
    surface = match.group()
    follows, until = match.re in AFTER_ACT and not _begins_clause(text, start), -1
    if match.re in SOME_AFTER_ACT and not follows:
        follows, until = True, _clause_end(text, end, end + _CLAUSE_CHARS)
    if published and period.start > published:
        return DateExpression(start, end, surface, period, reason, future=True)
    since = _OPEN_BEFORE.search(text, max(0, start - 28), start)
    if since and told and period.start < told and not text.startswith(("'s", "’s"), end):
        if _NONE_SINCE.search(text, max(0, since.start() - 80), since.start()):
            return DateExpression(start, end, surface, period, reason, point=period)
        if since["since"] or _ONWARDS.match(text, end):
            opened = Period(start=period.start, end=told, precision=DatePrecision.OPEN)
            reason = f"since then, up to {told.isoformat()} ({reason})"
            return DateExpression(start, end, surface, opened, reason, point=period)
    if published and period.end > published:
        period = Period(start=period.start, end=published, precision=period.precision)
    return DateExpression(start, end, surface, period, reason, follows=follows, until=until)


def _clause_end(text: str, start: int, stop: int) -> int:
    """Where the clause at `start` ends: at the first comma behind a verb ('after Kim, its leader, signed it, …'), or -1."""
    for comma in _CLAUSE_ENDS.finditer(text, start, stop):
        if _VERB.search(text, start, comma.start()):
            return comma.start()
    return -1


def _begins_clause(text: str, start: int) -> bool:
    return text[:start].rstrip(" ")[-1:] in ("", "\n", ".")


_YEAR_LINE = re.compile(rf"^[^\w\n]*({YEAR})[^\w\n]*$", re.M)
_DATED_LINE = re.compile(
    rf"^[^\w\n]*(?:{WEEKDAY},?\s)?(?:{DAY}(?:{TO}{DAY})?\s{MONTH}|{MONTH}\s{DAY}|{MONTH}\s{YEAR})(?:,?\s({YEAR}))?",
    re.M,
)
_CHRONOLOGY_LINES = 3


def year_headings(text: str) -> list[tuple[int, int]]:
    """(offset, year): where dates without a year begin to mean that year, by year lines or lines of a chronology."""
    found = [(match.start(), int(match[1])) for match in _YEAR_LINE.finditer(text)]
    lines = list(_DATED_LINE.finditer(text))
    if len(lines) >= _CHRONOLOGY_LINES and not found:
        for match in lines:
            years = re.findall(YEAR, match.group())
            if years:
                found.append((match.start(), int(years[-1])))
    return sorted(found)


class _Reader:
    """Reads the date expressions of one text in order and remembers what the next one leans on."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text, self.published = text, published
        self.found: list[DateExpression] = []
        self.last: Period | None = None
        self.last_day: date | None = None
        self.headings = year_headings(text)
        self.heading: tuple[int, date] | None = None  # where the heading of the line ends, and its day
        self.month_first = numeric.is_month_first(text)
        self.opening: tuple[int, int, re.Match[str]] | None = None  # 'two days after …' that opens a sentence

    def year(self, offset: int) -> int | None:
        index = bisect_right(self.headings, offset, key=lambda row: row[0])
        return self.headings[index - 1][1] if index else None

    def read(self, priority: int, match: re.Match[str]) -> bool:
        """Read one match; False where its rule looked closer and declined: 'May' as a verb, 'three years ago'."""
        told = self._told(match.start())
        anchor = Anchor(told, self.published, self.last, self.last_day, self.year(match.start()), self.month_first)
        try:
            period, reason = RULES[priority].maker(match, anchor)
        except NoAnchorError:
            reason = "leans on a publication date that is not known"
            self.found.append(DateExpression(*match.span(), match.group(), None, reason))
            return True
        except (ValueError, OverflowError):
            return False
        expression = _finish(self.text, match, period, reason, anchor)
        self.found.append(expression)
        self._head(match, expression)
        if match.re in AFTER_ACT and _begins_clause(self.text, match.start()):
            self.opening = len(self.found) - 1, priority, match
        elif not expression.future and not expression.follows:
            self.last = period
            if period.days <= SHORT_DAYS:
                self.last_day = period.end
                self._lean_on(expression)
        return True

    def _lean_on(self, main: DateExpression) -> None:
        """'Two days after A crossed, B fired on Friday': the opening phrase counts from the day of the main clause."""
        if self.opening is None:
            return
        index, priority, match = self.opening
        self.opening = None
        until = _clause_end(self.text, match.end(), main.start)
        if until < 0 or _SENTENCE_ENDS.search(self.text, match.end(), main.start) or self.last_day is None:
            return
        anchor = Anchor(self._told(match.start()), self.published, self.last, self.last_day)
        period, reason = RULES[priority].maker(match, anchor)
        if self.published is None or period.end <= self.published:
            surface = match.group()
            self.found[index] = DateExpression(*match.span(), surface, period, reason, follows=True, until=until)

    def _told(self, offset: int) -> date | None:
        """The day on which the words at an offset are told: that of a date at the head of the line, else publication."""
        if self.heading and self.text.find("\n", self.heading[0], offset) < 0:
            return self.heading[1]
        self.heading = None
        return self.published

    def _head(self, match: re.Match[str], expression: DateExpression) -> None:
        """A single day at the head of a line heads the line."""
        period, (start, end) = expression.period, match.span()
        if period is None or period.days > 1 or expression.future or not _HEADS.match(self.text, end):
            return
        line = self.text.rfind("\n", max(0, start - HEAD_CHARS), start) + 1
        if start - line <= HEAD_CHARS and _LINE_LEAD.fullmatch(self.text, line, start):
            self.heading = (end, period.end)


def find_dates(text: str, published: date | None) -> list[DateExpression]:
    """All date expressions of a text in order, each seen from publication and from the date told before it.

    Where a phrase leans on a publication date that is not known, its period is None. Bare years are `history`.
    """
    reader = _Reader(text, published)
    position = 0
    for start, _, priority, match in sorted(_raw_matches(text), key=lambda row: row[:3]):
        if start >= position and reader.read(priority, match):
            position = match.end()
    found = joined(text, reader.found, published)
    return sorted([*found, *_history(text, found)], key=lambda one: one.start)


def _history(text: str, found: list[DateExpression]) -> list[DateExpression]:
    marks = bytearray(len(text) + 1)
    for one in found:
        marks[one.start : one.end] = b"\x01" * (one.end - one.start)
    return [
        DateExpression(*match.span(), match.group(), None, "a year alone is history", history=True)
        for pattern in (_BARE_YEAR, _VAGUE_PAST)
        for match in pattern.finditer(text)
        if not any(marks[match.start() : match.end()])
    ]
