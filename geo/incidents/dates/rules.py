"""What date rules are made of: patterns of dates, arithmetic of days, and the list in which each rule registers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from geo.incidents.numbers import NUMBER, value_of
from geo.model import DatePrecision, Period

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
TO = r"\s?(?:–|—|-|to|until|till|through|and|or)\s?"
PART_OF_DAY = r"(?:early|late|dawn|before dawn|before daybreak|daybreak|morning|noon|midday|afternoon|evening|night|overnight|lunchtime|midnight)"
COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|\d{1,3})"
UNIT = r"(?:day|night|week|fortnight|month|year)s?"
ANNOUNCED_DAYS = 60  # so far ahead a day without a year is one to come rather than one of ten months ago


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates lean on.

    The day of publication (None: unknown) or, in a paragraph that a date heads, that day; the day of publication itself,
    which limits what can have happened; the last period told in the
    text, the last single day told in it, the year that a heading or a chronology has set, and whether the text writes
    dates in figures with the month first (None: nothing tells).
    """

    published: date | None
    limit: date | None = None
    last: Period | None = None
    last_day: date | None = None
    year: int | None = None
    month_first: bool | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written, its offsets, the period it means and why; `history`: only a bare year is told.

    For an open period ('since Monday') `point` is the day it opens with: 'since Monday, when troops crossed' happened
    on that day. `follows`: the phrase dates only what is told after it ('a day after troops had crossed'), as far as the
    offset `until` where it is not -1 ('Days after troops crossed, the army said').
    """

    start: int
    end: int
    surface: str
    period: Period | None
    reason: str
    future: bool = False
    history: bool = False
    point: Period | None = None
    follows: bool = False
    until: int = -1

    def reaches(self, offset: int) -> bool:
        """May the phrase date what is told at an offset?"""
        return not self.follows or (self.start < offset and (self.until < 0 or offset < self.until))


class NoAnchorError(Exception):
    """The phrase leans on a publication date that is not known."""


def need(day: date | None) -> date:
    """A day that must be known."""
    if day is None:
        raise NoAnchorError
    return day


def one_day(day: date, precision: DatePrecision = DatePrecision.DAY) -> Period:
    """The period of one day."""
    return Period(start=day, end=day, precision=precision)


def month_period(year: int, month: int, part: str = "") -> Period:
    """A whole month, or its early, middle or late part."""
    last = calendar.monthrange(year, month)[1]
    bounds = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, last), "end": (24, last)}
    first_half = {"beginning": (1, 10), "start": (1, 10)}
    first, final = {**bounds, **first_half}.get(part, (1, last))
    precision = DatePrecision.RANGE if part else DatePrecision.MONTH
    return Period(start=date(year, month, first), end=date(year, month, final), precision=precision)


def reference_day(anchor: Anchor) -> date:
    """The day that a date without a year leans on."""
    if anchor.published:
        return anchor.published
    if anchor.last:
        return anchor.last.end
    raise NoAnchorError


def nearest_year(month: int, day: int, anchor: Anchor) -> int:
    """The year that puts a day without one at or before publication; a few days ahead still counts as announced."""
    if anchor.year:
        return anchor.year
    reference = reference_day(anchor)
    ahead = reference + timedelta(days=ANNOUNCED_DAYS)
    years = (reference.year + 1, reference.year)
    return next((year for year in years if clamped_date(year, month, day) <= ahead), reference.year - 1)


def weekday_before(name: str, reference: date, *, strictly: bool = False) -> date:
    """The last such weekday on or before a day (before it, if `strictly`)."""
    back = (reference.weekday() - WEEKDAYS[name.lower()]) % 7
    return reference - timedelta(days=back or (7 if strictly else 0))


def number_of(text: str) -> int:
    """The value of a count in words or digits; 'a' is 1."""
    lowered = text.lower()
    if lowered in ("a", "an"):
        return 1
    match = NUMBER.match(text)
    return int(value_of(match)) if match else int(text)


def digits_of(text: str) -> int:
    """The digits of a text as a number."""
    return int(re.sub(r"\D", "", text))


def month_number(text: str) -> int:
    """The number of a month by its name or abbreviation."""
    return MONTHS[text.lower().rstrip(".")]


def period_of(start: date, end: date, precision: DatePrecision = DatePrecision.RANGE) -> Period:
    """The period between two days, whichever comes first."""
    return Period(
        start=min(start, end), end=max(start, end), precision=precision if start != end else DatePrecision.DAY
    )


def clamped_date(year: int, month: int, day: int) -> date:
    """A date, its day moved into the month where the month is shorter."""
    return date(year, month, max(1, min(day, calendar.monthrange(year, month)[1])))


Maker = Callable[[re.Match[str], Anchor], tuple[Period, str]]


class Rule(NamedTuple):
    """A pattern, what makes a period of its match, and without what in a text it cannot match.

    That is one of the words `needs` (in lower case), or what `sign` finds: both are quicker to look for.
    """

    pattern: re.Pattern[str]
    maker: Maker
    needs: tuple[str, ...]
    sign: re.Pattern[str] | None


RULES: list[Rule] = []
MONTH_TOLD = re.compile(MONTH)


def rule(
    pattern: str, flags: int = 0, needs: tuple[str, ...] = (), sign: re.Pattern[str] | None = None
) -> Callable[[Maker], Maker]:
    """Register the maker of a pattern; earlier rules win over later ones of the same span."""

    def register(maker: Maker) -> Maker:
        RULES.append(Rule(re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", flags), maker, needs, sign))
        return maker

    return register


def unit_days(unit: str) -> int:
    """How many days a unit of time has."""
    return {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}[unit.lower().rstrip("s")]


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    return clamped_date(index // 12, index % 12 + 1, day.day)
