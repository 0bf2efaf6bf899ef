"""Rules for dates that stand on the calendar: days, ranges and months, with or without a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.incidents.dates.rules import (
    DAY,
    MONTH,
    TO,
    WEEKDAY,
    YEAR,
    Anchor,
    clamped_date,
    digits_of,
    month_number,
    month_period,
    nearest_year,
    one_day,
    period_of,
    reference_day,
    rule,
    weekday_before,
)
from geo.model import DatePrecision, Period


@rule(rf"(?P<y>{YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)")
def _iso(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(clamped_date(int(match["y"]), max(1, min(12, int(match["m"]))), int(match["d"]))), "date as written"


@rule(
    rf"(?:(?i:from|between|night of)\s)?(?P<d1>{DAY})\s(?P<m1>{MONTH})(?:,?\s(?P<y1>{YEAR}))?{TO}"
    rf"(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?P<y2>{YEAR}))?"
)
@rule(
    rf"(?:(?i:from|between|night of)\s)?(?P<m1>{MONTH})\s(?P<d1>{DAY})(?:,?\s(?P<y1>{YEAR}))?{TO}"
    rf"(?P<m2>{MONTH})\s(?P<d2>{DAY})(?:,?\s(?P<y2>{YEAR}))?"
)
def _two_months(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month1, month2, day1, day2 = (
        month_number(match["m1"]),
        month_number(match["m2"]),
        digits_of(match["d1"]),
        digits_of(match["d2"]),
    )
    year2 = int(match["y2"] or match["y1"] or nearest_year(month2, day2, anchor))
    year1 = int(match["y1"] or (year2 if month1 <= month2 else year2 - 1))
    return _days_or_night(match, clamped_date(year1, month1, day1), clamped_date(year2, month2, day2))


@rule(
    rf"(?:(?i:from|between)\s(?:the\s)?|(?i:the\s)?(?:(?:intervening|two)\s)?(?i:nights?)\s(?:of|between)\s)?(?P<d1>{DAY}){TO}(?:the\s)?(?P<d2>{DAY})\s"
    rf"(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
)
@rule(
    rf"(?:(?i:from|between)\s|(?i:the\s)?(?:(?:intervening|two)\s)?(?i:nights?)\s(?:of|between)\s)?(?P<m>{MONTH})\s(?P<d1>{DAY}){TO}(?:the\s)?"
    rf"(?P<d2>{DAY})(?!\s?%|\s[a-z]*(?:people|soldiers|troops|men))(?:,?\s(?P<y>{YEAR}))?"
)
def _one_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day1, day2 = month_number(match["m"]), digits_of(match["d1"]), digits_of(match["d2"])
    year = int(match["y"] or nearest_year(month, day1, anchor))
    return _days_or_night(match, clamped_date(year, month, day1), clamped_date(year, month, day2))


def _days_or_night(match: re.Match[str], first: date, last: date) -> tuple[Period, str]:
    period = period_of(first, last)
    if "night" in match.group().lower() and period.days == 2:
        night = Period(start=period.start, end=period.end, precision=DatePrecision.NIGHT)
        return night, "the night between the two days"
    return period, "first and last day as written"


@rule(
    rf"(?i:from|between)\s(?P<m1>{MONTH})(?:,?\s(?P<y1>{YEAR}))?{TO}(?P<m2>{MONTH})(?!\s\d{{1,2}}(?!\d))(?:,?\s(?P<y2>{YEAR}))?"
)
def _months(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month1, month2 = month_number(match["m1"]), month_number(match["m2"])
    year2 = int(match["y2"] or anchor.year or _year_of_month(month2, reference_day(anchor)))
    year1 = int(match["y1"] or (year2 if month1 <= month2 else year2 - 1))
    return period_of(date(year1, month1, 1), month_period(year2, month2).end), "first and last month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|third|fourth|last))\sweek\s(?:of|in)\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
)
def _week_of_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    whole = _whole_month(match, anchor)
    if match["nth"].lower() == "last":
        return period_of(whole.end - timedelta(days=6), whole.end), "the last seven days of the month"
    start = whole.start + timedelta(days=7 * _NTH[match["nth"].lower()])
    return period_of(start, start + timedelta(days=6)), "the week of the month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|third|fourth|last))\s(?P<w>{WEEKDAY})\s(?:of|in)\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
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


@rule(rf"(?:{WEEKDAY},?\s(?:the\s)?)?(?P<d>{DAY})\s(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?")
@rule(rf"(?:{WEEKDAY},?\s)?(?P<m>{MONTH})\s(?P<d>{DAY})(?![\d,]*\d)(?:,?\s(?P<y>{YEAR}))?(?!\s(?:per cent|km))")
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day = month_number(match["m"]), digits_of(match["d"])
    year = int(match["y"] or nearest_year(month, day, anchor))
    reason = "date as written" if match["y"] else f"date as written, the year {year} from publication"
    return one_day(clamped_date(year, month, day)), reason


@rule(
    rf"(?:(?P<part>(?i:early|late|mid|middle|end|beginning|start))(?:[ -]of|[ -]in)?[ -])?(?:the\s(?:month\sof\s)?)?(?P<m>{MONTH})"
    rf"(?:\sof)?(?:,?\s(?P<y>{YEAR})|\s(?P<last>last year|of last year|the year before|the previous year|this year))?"
)
def _month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month = month_number(match["m"])
    part = (match["part"] or "").lower()
    before = match.string[max(0, match.start() - 5) : match.start()].lower()
    if match["m"] in ("May", "March", "Mar") and not (match["y"] or match["last"] or part):
        preposition = re.search(r"\b(?:in|of|since|by|until|from|and|last|this|to)\s$", before)
        if preposition is None or before.endswith("to "):
            raise ValueError(match.group())
    if match["y"]:
        return month_period(int(match["y"]), month, part), "month as written"
    reference = reference_day(anchor)
    if match["last"]:
        year = reference.year if match["last"] == "this year" else reference.year - 1
        return month_period(year, month, part), "month as written"
    year = anchor.year or _year_of_month(month, reference)
    if before.endswith("last ") and month == reference.month:
        year = reference.year - 1
    return month_period(year, month, part), f"month as written, the year {year} from publication"


@rule(
    r"(?i:on|until|since|by|from|of|and|night of|morning of|evening of)\sthe\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))"
    rf"(?!\s(?i:century|battalion|brigade|division|regiment|corps|army|fleet|infantry|armoured|armored|parallel|anniversary|time|day)|(?:{TO}(?:the\s)?{DAY})?\s(?:of\s)?{MONTH})"
)
@rule(r"the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?=[,.;:]|\s(?:and|at|in|when|of the month|they|a|of that month)\b)")
def _ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    if digits_of(match["d"]) > 31:  # 'the 38th', a line rather than a day
        raise ValueError(match.group())
    base = anchor.last.end if anchor.last else reference_day(anchor)
    day = clamped_date(base.year, base.month, digits_of(match["d"]))
    if anchor.published and day > anchor.published:
        base = base.replace(day=1) - timedelta(days=1)
        day = clamped_date(base.year, base.month, digits_of(match["d"]))
    return one_day(day), "day of the month last named"
