"""Rules for dates that stand on the calendar: days, ranges and months, with or without a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.incidents.dates.rules import (
    DAY,
    MONTH,
    TO,
    WEEKDAY,
    WEEKDAYS,
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
    rf"(?i:the\s)?(?P<nth>(?i:first|second|third|fourth|last|final))\sweek\s(?:of|in)\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
)
def _week_of_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    whole = _whole_month(match, anchor)
    if match["nth"].lower() in ("last", "final"):
        return period_of(whole.end - timedelta(days=6), whole.end), "the last seven days of the month"
    start = whole.start + timedelta(days=7 * _NTH[match["nth"].lower()])
    return period_of(start, start + timedelta(days=6)), "the week of the month as written"


@rule(
    rf"(?i:the\s)?(?P<nth>(?i:first|second|last|final|early|opening|closing))\s(?P<u>half|days)\sof\s(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
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


_YEAR_TOLD = rf"(?:,?\s(?P<y>{YEAR})|,?\s(?:of\s)?(?P<last>last\syear|the\sprevious\syear|the\syear\sbefore|this\syear))?"


@rule(
    rf"(?:{WEEKDAY},?\s(?:the\s)?)?(?P<before>(?i:last\s))?(?P<d>{DAY}|(?i:the\sfirst))\s(?:of\s)?(?P<m>{MONTH}){_YEAR_TOLD}"
)
@rule(
    rf"(?:{WEEKDAY},?\s)?(?P<before>(?i:last\s))?(?P<m>{MONTH})\s(?P<d>{DAY})(?![\d,]*\d){_YEAR_TOLD}(?!\s(?:per cent|km))"
)
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day = month_number(match["m"]), 1 if match["d"].lower() == "the first" else digits_of(match["d"])
    if match["y"]:
        return one_day(clamped_date(int(match["y"]), month, day)), "date as written"
    if match["last"]:
        year = reference_day(anchor).year - (match["last"] != "this year")
    else:
        year = nearest_year(month, day, anchor)
        if match["before"] and clamped_date(year, month, day) > reference_day(anchor):
            year -= 1
    return one_day(clamped_date(year, month, day)), f"date as written, the year {year} from publication"


_WORDS = frozenset("may march mar jan jun jul dec oct nov apr aug feb sep sept".split())  # also words, or parts of names
_OPENINGS = ("early", "beginning", "start")
_SOON_DAYS = 14


@rule(
    rf"(?:(?P<part>(?i:early|late|mid|middle|end|beginning|start))(?:[ -]of|[ -]in)?[ -])?(?:the\s(?:month\sof\s)?)?(?P<m>{MONTH})"
    rf"(?:\sof)?(?:,?\s(?P<y>{YEAR})|\s(?P<last>last year|of last year|the year before|the previous year|this year|of this year))?"
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


_UNITS = "century|battalion|brigade|division|regiment|corps|army|fleet|infantry|armoured|armored|parallel|anniversary|time|day"
_UNIT_BEFORE = re.compile(rf"\b(?:{_UNITS}),?\s$", re.I)
_BEFORE_ORDINAL = "".join(
    rf"|(?<=\b{word}\s)"
    for letters in ("on", "until", "till", "since", "by", "from", "between", "of", "and", "to", "through")
    for word in (letters, letters.capitalize())
)


@rule(
    rf"(?:(?i:night|morning|evening|afternoon)\sof\s{_BEFORE_ORDINAL})the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))"
    rf"(?!\s(?i:{_UNITS})|(?:{TO}(?:the\s)?{DAY})?\s(?:of\s)?{MONTH})(?:\sof\s(?:the|that)\smonth)?"
)
@rule(r"the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?=[,.;:]|\s(?:and|at|in|when|of the month|they|a|of that month)\b)(?:\sof\s(?:the|that)\smonth)?")
def _ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    unit = _UNIT_BEFORE.search(match.string, max(0, match.start() - 16), match.start())
    if digits_of(match["d"]) > 31 or unit:  # 'the 38th', a line rather than a day; 'the division, the 22nd'
        raise ValueError(match.group())
    base = anchor.last.end if anchor.last else reference_day(anchor)
    day = clamped_date(base.year, base.month, digits_of(match["d"]))
    if anchor.published and day > anchor.published:
        base = base.replace(day=1) - timedelta(days=1)
        day = clamped_date(base.year, base.month, digits_of(match["d"]))
    return one_day(day), "day of the month last named"


@rule(rf"(?P<w>{WEEKDAY})\sthe\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?!\s(?:of\s)?{MONTH})")
def _weekday_ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    day = reference_day(anchor)
    for _ in range(400):
        if day.day == digits_of(match["d"]) and day.weekday() == WEEKDAYS[match["w"].lower()]:
            return one_day(day), "the last such day of a month that is this weekday"
        day -= timedelta(days=1)
    raise ValueError(match.group())


@rule(r"the\s(?:first|1st|beginning|start|turn)\sof\sthe\smonth", needs=("of the month",))
def _month_start(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    first = reference_day(anchor).replace(day=1)
    if re.search(r"first|1st", match.group()):
        return one_day(first), "the first of this month"
    return period_of(first, min(first + timedelta(days=9), reference_day(anchor))), "the first ten days of this month"
