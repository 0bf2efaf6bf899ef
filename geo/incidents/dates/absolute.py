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
)
from geo.model import DatePrecision, Period


@rule(rf"(?P<y>{YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)")
def _iso(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(clamped_date(int(match["y"]), max(1, min(12, int(match["m"]))), int(match["d"]))), "date as written"


@rule(
    rf"(?:(?:from|between|night of)\s)?(?P<d1>{DAY})\s(?P<m1>{MONTH})(?:,?\s(?P<y1>{YEAR}))?{TO}"
    rf"(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?P<y2>{YEAR}))?"
)
@rule(
    rf"(?:(?:from|between|night of)\s)?(?P<m1>{MONTH})\s(?P<d1>{DAY})(?:,?\s(?P<y1>{YEAR}))?{TO}"
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
    return period_of(
        clamped_date(year1, month1, day1), clamped_date(year2, month2, day2)
    ), "first and last day as written"


@rule(
    rf"(?:(?:from|between)\s(?:the\s)?|(?:the\s)?(?:(?:intervening|two)\s)?nights?\s(?:of|between)\s)?(?P<d1>{DAY}){TO}(?:the\s)?(?P<d2>{DAY})\s"
    rf"(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
)
@rule(
    rf"(?:(?:from|between)\s|(?:the\s)?(?:(?:intervening|two)\s)?nights?\s(?:of|between)\s)?(?P<m>{MONTH})\s(?P<d1>{DAY}){TO}(?:the\s)?"
    rf"(?P<d2>{DAY})(?!\s?%|\s[a-z]*(?:people|soldiers|troops|men))(?:,?\s(?P<y>{YEAR}))?"
)
def _one_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day1, day2 = month_number(match["m"]), digits_of(match["d1"]), digits_of(match["d2"])
    year = int(match["y"] or nearest_year(month, day1, anchor))
    period = period_of(clamped_date(year, month, day1), clamped_date(year, month, day2))
    if "night" in match.group() and period.days == 2:
        return Period(
            start=period.start, end=period.end, precision=DatePrecision.NIGHT
        ), "the night between the two days"
    return period, "first and last day as written"


@rule(rf"(?:{WEEKDAY},?\s(?:the\s)?)?(?P<d>{DAY})\s(?:of\s)?(?P<m>{MONTH})(?:,?\s(?P<y>{YEAR}))?")
@rule(rf"(?:{WEEKDAY},?\s)?(?P<m>{MONTH})\s(?P<d>{DAY})(?![\d,]*\d)(?:,?\s(?P<y>{YEAR}))?(?!\s(?:per cent|km))")
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day = month_number(match["m"]), digits_of(match["d"])
    year = int(match["y"] or nearest_year(month, day, anchor))
    reason = "date as written" if match["y"] else f"date as written, the year {year} from publication"
    return one_day(clamped_date(year, month, day)), reason


@rule(
    rf"(?:(?P<part>early|late|mid|middle|end|beginning|start)(?:[ -]of|[ -]in)?[ -])?(?:the\s(?:month\sof\s)?)?(?P<m>{MONTH})"
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
    year = anchor.year or (reference.year if date(reference.year, month, 1) <= reference else reference.year - 1)
    if before.endswith("last ") and month == reference.month:
        year = reference.year - 1
    return month_period(year, month, part), f"month as written, the year {year} from publication"


@rule(
    r"(?:on|until|since|by|from|of|and|night of|morning of|evening of)\sthe\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?!\s(?:century|battalion|brigade|division|regiment|parallel|anniversary|time|day))"
)
@rule(r"the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?=[,.;:]|\s(?:and|at|in|when|of the month|they|a|of that month)\b)")
def _ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    base = anchor.last.start if anchor.last else reference_day(anchor)
    day = clamped_date(base.year, base.month, digits_of(match["d"]))
    if anchor.published and day > anchor.published:
        base = base.replace(day=1) - timedelta(days=1)
        day = clamped_date(base.year, base.month, digits_of(match["d"]))
    return one_day(day), "day of the month last named"
