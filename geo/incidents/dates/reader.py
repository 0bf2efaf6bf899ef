"""Reading a text: all its date expressions in order, each seen from publication and from the dates told before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.incidents.dates import absolute, narrative, publication, weekdays
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
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

RULE_MODULES = (absolute, weekdays, publication, narrative)  # imported so that their rules register, in this order

_BARE_YEAR = re.compile(
    rf"(?<![\w-])(?i:in|since|of|until|from|before|after|by|during|between|and)\s(?:the\s)?(?:(?:early|late|mid)[ -])?(?P<y>{YEAR})(?:s|–\d\d)?(?!\w|-\d)"
)
_VAGUE_PAST = re.compile(
    r"(?<!\w)(?:last year|a year ago|(?:two|three|four|five|ten|\d+) years (?:ago|earlier|before)|decades ago|years ago|in the (?:nineties|eighties|fifties))(?!\w)",
    re.I,
)
_OPEN_BEFORE = re.compile(
    r"(?:since|ever since|from)\s(?:the\s(?:night|morning|evening)\sof\s|early\s|late\s|mid-?)?$", re.I
)


def _raw_matches(text: str) -> Iterator[tuple[int, int, int, re.Match[str]]]:
    for priority, (pattern, _) in enumerate(RULES):
        for match in pattern.finditer(text):
            yield match.start(), -match.end(), priority, match


def _finish(text: str, match: re.Match[str], period: Period, reason: str, anchor: Anchor) -> DateExpression:
    start, end = match.span()
    published = anchor.published
    before = text[max(0, start - 28) : start]
    if published and period.start > published:
        return DateExpression(start, end, match.group(), period, reason, future=True)
    if published and _OPEN_BEFORE.search(before) and period.start < published:
        opened = Period(start=period.start, end=published, precision=DatePrecision.OPEN)
        return DateExpression(
            start, end, match.group(), opened, f"since then, up to publication ({reason})", point=period
        )
    if published and period.end > published:
        period = Period(start=period.start, end=published, precision=period.precision)
    return DateExpression(start, end, match.group(), period, reason)


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

    def year(self, offset: int) -> int | None:
        before = [year for start, year in self.headings if start <= offset]
        return before[-1] if before else None

    def read(self, priority: int, match: re.Match[str]) -> bool:
        anchor = Anchor(self.published, self.last, self.last_day, self.year(match.start()))
        try:
            period, reason = RULES[priority][1](match, anchor)
        except NoAnchorError:
            reason = "leans on a publication date that is not known"
            self.found.append(DateExpression(*match.span(), match.group(), None, reason))
            return True
        except ValueError:  # the rule looked closer and declined: 'May' as a verb, 'three years ago'
            return False
        expression = _finish(self.text, match, period, reason, anchor)
        self.found.append(expression)
        if not expression.future:
            self.last = period
            if period.days <= 3:
                self.last_day = period.end
        return True


def find_dates(text: str, published: date | None) -> list[DateExpression]:
    """All date expressions of a text in order, each seen from publication and from the date told before it.

    Where a phrase leans on a publication date that is not known, its period is None. Bare years are `history`.
    """
    reader = _Reader(text, published)
    position = 0
    for start, _, priority, match in sorted(_raw_matches(text), key=lambda row: row[:3]):
        if start >= position and reader.read(priority, match):
            position = match.end()
    return sorted([*reader.found, *_history(text, reader.found)], key=lambda one: one.start)


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
