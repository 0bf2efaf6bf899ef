"""Rules for days that stand on the calendar, alone, in lists and in ranges, with or without a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.incidents.dates.rules import (
    DAY,
    MONTH,
    MONTH_TOLD,
    TO,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Anchor,
    clamped_date,
    digits_of,
    month_number,
    nearest_year,
    one_day,
    period_of,
    reference_day,
    rule,
)
from geo.model import DatePrecision, Period


@rule(
    rf"(?:(?i:from|between|night of)\s)?(?P<d1>{DAY})\s(?P<m1>{MONTH})(?:,?\s(?P<y1>{YEAR}))?{TO}"
    rf"(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?P<y2>{YEAR}))?",
    sign=MONTH_TOLD,
)
@rule(
    rf"(?:(?i:from|between|night of)\s)?(?P<m1>{MONTH})\s(?P<d1>{DAY})(?:,?\s(?P<y1>{YEAR}))?{TO}"
    rf"(?P<m2>{MONTH})\s(?P<d2>{DAY})(?:,?\s(?P<y2>{YEAR}))?",
    sign=MONTH_TOLD,
)
def _two_months(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month1, month2, day1, day2 = (
        month_number(match["m1"]),
        month_number(match["m2"]),
        digits_of(match["d1"]),
        digits_of(match["d2"]),
    )
    if _are_two_days(match, 2):
        raise ValueError(match.group())
    year2 = int(match["y2"] or match["y1"] or nearest_year(month2, day2, anchor))
    year1 = int(match["y1"] or (year2 if month1 <= month2 else year2 - 1))
    return _days_or_night(match, clamped_date(year1, month1, day1), clamped_date(year2, month2, day2))


@rule(
    rf"(?:(?i:from|between)\s(?:the\s)?|(?i:the\s)?(?:(?:intervening|two)\s)?(?i:nights?)\s(?:of|between)\s)?(?P<d1>{DAY}){TO}(?:the\s)?(?P<d2>{DAY})\s"
    rf"(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?",
    sign=MONTH_TOLD,
)
@rule(
    rf"(?:(?i:from|between)\s|(?i:the\s)?(?:(?:intervening|two)\s)?(?i:nights?)\s(?:of|between)\s)?(?P<m>{MONTH})\s(?P<d1>{DAY}){TO}(?:the\s)?"
    rf"(?P<d2>{DAY})(?!\s?%|\s[a-z]*(?:people|soldiers|troops|men))(?:,?\s(?P<y>{YEAR}))?",
    sign=MONTH_TOLD,
)
def _one_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day1, day2 = month_number(match["m"]), digits_of(match["d1"]), digits_of(match["d2"])
    if _are_two_days(match, day2 - day1):
        raise ValueError(match.group())
    year = int(match["y"] or nearest_year(month, day1, anchor))
    return _days_or_night(match, clamped_date(year, month, day1), clamped_date(year, month, day2))


def _are_two_days(match: re.Match[str], apart: int) -> bool:
    """'On 9 and 18 June' is two days, 'between 9 and 18 June' and 'on 9 and 10 June' one period."""
    told = match.group().lower()
    listed = re.search(r"\d,\s$", match.string[max(0, match.start() - 3) : match.start()])
    return (
        " and " in told and (apart > 1 or listed is not None) and not told.startswith("between") and "night" not in told
    )


_LISTED_DAYS = rf"(?:(?:,\s|,?\sand\s)(?:the\s|on\s|on the\s)?{DAY})"


@rule(
    rf"(?:the\s)?(?P<d>{DAY})(?={_LISTED_DAYS}{{1,12}}\s(?:of\s)?(?P<m>{MONTH})\b(?:,?\s(?P<y>{YEAR}))?)",
    sign=MONTH_TOLD,
)
@rule(rf"(?P<d>{DAY})(?=(?:,\s{DAY}){{0,12}}(?:,?\sand\s{DAY})?(?:[,.;:)]|$|\s(?:in|at|near|and|when|they|the)\b))")
def _listed_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """One of '9, 18 and 20 June' or of 'June 9, 18 and 20'."""
    told = match.groupdict()
    if "m" not in told:
        head = _LIST_HEAD.search(match.string, max(0, match.start() - 80), match.start())
        if head is None:
            raise ValueError(match.group())
        told |= head.groupdict()
    month, day = month_number(told["m"]), digits_of(match["d"])
    year = int(told.get("y") or nearest_year(month, day, anchor))
    return one_day(clamped_date(year, month, day)), "a day of a list, the month as written"


_LIST_HEAD = re.compile(rf"\b(?P<m>{MONTH})\s{DAY}(?:,\s{DAY}){{0,12}}(?:,\s|,?\sand\s)$")


def _days_or_night(match: re.Match[str], first: date, last: date) -> tuple[Period, str]:
    period = period_of(first, last)
    if "night" in match.group().lower() and period.days == 2:
        night = Period(start=period.start, end=period.end, precision=DatePrecision.NIGHT)
        return night, "the night between the two days"
    return period, "first and last day as written"


_YEAR_TOLD = (
    rf"(?:,?\s(?P<y>{YEAR})|,?\s(?:of\s)?(?P<last>last\syear|the\sprevious\syear|the\syear\sbefore|this\syear))?"
)


@rule(
    rf"(?:{WEEKDAY},?\s(?:the\s)?)?(?P<before>(?i:last\s))?(?P<d>{DAY}|(?i:the\sfirst))\s(?:of\s)?(?P<m>{MONTH}){_YEAR_TOLD}",
    sign=MONTH_TOLD,
)
@rule(
    rf"(?:{WEEKDAY},?\s)?(?P<before>(?i:last\s))?(?P<m>{MONTH})\s(?P<d>{DAY})(?![\d,]*\d){_YEAR_TOLD}(?!\s(?:per cent|km))",
    sign=MONTH_TOLD,
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


_UNITS = "century|battalion|brigade|division|regiment|corps|army|fleet|infantry|armoured|armored|parallel|anniversary|time|day"
_UNIT_BEFORE = re.compile(rf"\b(?:{_UNITS}),?\s$", re.I)
_BEFORE_ORDINAL = re.compile(r"\b(?:on|until|till|since|by|from|between|of|and|to|through)\s$", re.I)
_AFTER_ORDINAL = re.compile(r"[,.;:]|\s(?:and|at|in|when|they|a|of (?:the|that) month)\b")


@rule(
    rf"(?:(?i:night|morning|evening|afternoon)\sof\s)?the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?!\s(?i:{_UNITS})\b|(?:{TO}(?:the\s)?{DAY})?\s(?:of\s)?{MONTH})"
    r"(?P<month>\sof\s(?:the|that)\smonth)?",
    needs=("1st", "2nd", "3rd", "th"),
)
def _ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    told = not match.group().startswith("the") or match["month"] or _AFTER_ORDINAL.match(match.string, match.end())
    if not told and not _BEFORE_ORDINAL.search(match.string, max(0, match.start() - 9), match.start()):
        raise ValueError(match.group())
    unit = _UNIT_BEFORE.search(match.string, max(0, match.start() - 16), match.start())
    if digits_of(match["d"]) > 31 or unit:  # 'the 38th', a line rather than a day; 'the division, the 22nd'
        raise ValueError(match.group())
    base = anchor.last.end if anchor.last else reference_day(anchor)
    day = clamped_date(base.year, base.month, digits_of(match["d"]))
    if anchor.limit and day > anchor.limit:
        base = base.replace(day=1) - timedelta(days=1)
        day = clamped_date(base.year, base.month, digits_of(match["d"]))
    return one_day(day), "day of the month last named"


@rule(rf"(?P<w>{WEEKDAY})\sthe\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?!\s(?:of\s)?{MONTH})", needs=("day the ",))
def _weekday_ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    day = reference_day(anchor)
    for _ in range(400):
        if day.day == digits_of(match["d"]) and day.weekday() == WEEKDAYS[match["w"].lower()]:
            return one_day(day), "the last such day of a month that is this weekday"
        day -= timedelta(days=1)
    raise ValueError(match.group())
