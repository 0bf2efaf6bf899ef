"""Rules for months and their parts: weeks, halves, 'late May', 'the second Tuesday of June'."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import (
    MONTH,
    MONTH_TOLD,
    TO,
    WEEKDAY,
    YEAR,
    Anchor,
    month_number,
    month_period,
    one_day,
    period_of,
    reference_day,
    rule,
    weekday_before,
)

if TYPE_CHECKING:
    from geo.model import Period


@rule(
    rf"(?i:from|between)\s(?P<m1>{MONTH})(?:,?\s(?P<y1>{YEAR}))?{TO}(?P<m2>{MONTH})(?!\s\d{{1,2}}(?!\d))(?:,?\s(?P<y2>{YEAR}))?",
    needs=("from", "between"),
)
def _months(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month1, month2 = month_number(match["m1"]), month_number(match["m2"])
    year2 = int(match["y2"] or anchor.year or _year_of_month(month2, reference_day(anchor)))
    year1 = int(match["y1"] or (year2 if month1 <= month2 else year2 - 1))
    return period_of(date(year1, month1, 1), month_period(year2, month2).end), "first and last month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|third|fourth|last|final))\sweek\s(?:of|in)\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?",
    needs=("week of", "week in"),
)
def _week_of_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    whole = _whole_month(match, anchor)
    if match["nth"].lower() in ("last", "final"):
        return period_of(whole.end - timedelta(days=6), whole.end), "the last seven days of the month"
    start = whole.start + timedelta(days=7 * _NTH[match["nth"].lower()])
    return period_of(start, start + timedelta(days=6)), "the week of the month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|last|final|early|opening|closing))\s(?P<u>half|days)\sof\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?",
    needs=("half of", "days of"),
)
def _part_of_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    whole = _whole_month(match, anchor)
    early = match["nth"].lower() in ("first", "early", "opening")
    if match["u"] == "half":
        first, last = (1, 15) if early else (16, whole.end.day)
    else:
        first, last = (1, 5) if early else (whole.end.day - 4, whole.end.day)
    return period_of(whole.start.replace(day=first), whole.start.replace(day=last)), "the part of the month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|third|fourth|last))\s(?P<w>{WEEKDAY})\s(?:of|in)\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?",
    needs=("day of", "day in"),
)
def _weekday_of_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    whole = _whole_month(match, anchor)
    if match["nth"].lower() == "last":
        return one_day(weekday_before(match["w"], whole.end)), "the last such weekday of the month"
    first = weekday_before(match["w"], whole.start + timedelta(days=6))
    return one_day(first + timedelta(days=7 * _NTH[match["nth"].lower()])), "the weekday of the month as written"


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _whole_month(match: re.Match[str], anchor: Anchor) -> Period:
    month = month_number(match["m"])
    return month_period(int(match["y"] or anchor.year or _year_of_month(month, reference_day(anchor))), month)


def _year_of_month(month: int, reference: date) -> int:
    """The year of the last such month that had begun by a day."""
    return reference.year if month <= reference.month else reference.year - 1


_WORDS = frozenset(
    "may march mar jan jun jul dec oct nov apr aug feb sep sept".split()
)  # also words, or parts of names
_OPENINGS = ("early", "beginning", "start")
_SOON_DAYS = 14


@rule(
    rf"(?:(?P<part>(?i:early|late|mid|middle|end|beginning|start))(?:[ -]of|[ -]in)?[ -])?(?:the\s(?:month\sof\s)?)?(?P<m>{MONTH})"
    rf"(?:\sof)?(?:,?\s(?P<y>{YEAR})|\s(?P<last>last year|of last year|the year before|the previous year|this year|of this year))?",
    sign=MONTH_TOLD,
)
def _month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month = month_number(match["m"])
    part = (match["part"] or "").lower()
    before = match.string[max(0, match.start() - 5) : match.start()].lower()
    if match["m"].lower() in _WORDS and not (match["y"] or match["last"] or part):
        preposition = re.search(r"\b(?:in|of|since|by|until|from|and|last|this|to)\s$", before)
        if preposition is None or before.endswith("to "):
            raise ValueError(match.group())
    if match["y"]:
        return month_period(int(match["y"]), month, part), "month as written"
    reference = reference_day(anchor)
    if match["last"]:
        year = reference.year if match["last"].endswith("this year") else reference.year - 1
        return month_period(year, month, part), "month as written"
    year = anchor.year or _year_of_month(month, reference)
    if part in _OPENINGS and not anchor.year:  # 'early November' told at the end of October lies ahead
        soon = (reference + timedelta(days=_SOON_DAYS)).replace(day=1)
        year = soon.year if soon.month == month != reference.month else year
    if before.endswith("last ") and month == reference.month:
        year = reference.year - 1
    return month_period(year, month, part), f"month as written, the year {year} from publication"


@rule(r"the\s(?:first|1st|beginning|start|turn)\sof\sthe\smonth", needs=("of the month",))
def _month_start(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    first = reference_day(anchor).replace(day=1)
    if re.search(r"first|1st", match.group()):
        return one_day(first), "the first of this month"
    return period_of(first, min(first + timedelta(days=9), reference_day(anchor))), "the first ten days of this month"
