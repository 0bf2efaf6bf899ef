"""Rules for weekdays, seen from publication or from the day last told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import (
    PART_OF_DAY,
    TO,
    WEEKDAY,
    WEEKDAYS,
    Anchor,
    need,
    one_day,
    period_of,
    rule,
    weekday_before,
)
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from datetime import date


@rule(
    rf"(?i:from|between)\s(?P<w1>{WEEKDAY})(?:\s{PART_OF_DAY})?{TO}(?P<w2>{WEEKDAY})(?:\s{PART_OF_DAY})?",
    needs=("from ", "between ", "day to", "day until", "day through", "night", "morning", "noon", "evening"),
)
@rule(
    rf"(?P<w1>{WEEKDAY})(?:\s{PART_OF_DAY})?\s(?:to|until|through)\s(?P<w2>{WEEKDAY})(?:\s{PART_OF_DAY})?",
    needs=("from ", "between ", "day to", "day until", "day through", "night", "morning", "noon", "evening"),
)
@rule(
    rf"(?i:nights?)\s(?:of|from|between)\s(?P<w1>{WEEKDAY}){TO}(?P<w2>{WEEKDAY})",
    needs=("from ", "between ", "day to", "day until", "day through", "night", "morning", "noon", "evening"),
)
def _weekday_range(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    end = weekday_before(match["w2"], need(anchor.published))
    start = weekday_before(match["w1"], end, strictly=True)
    precision = (
        DatePrecision.NIGHT if "night" in match.group().lower() and (end - start).days == 1 else DatePrecision.RANGE
    )
    return period_of(start, end, precision), "weekdays before publication"


@rule(
    rf"(?:the\s)?(?P<w>{WEEKDAY})\s(?:(?:{PART_OF_DAY}\s)?(?:of\s)?)?(?P<last>last week|the week before|the previous week|before last)",
    needs=("last week", "week before", "previous week", "before last", "week ago"),
)
@rule(
    rf"(?i:a week ago (?:on|last))\s(?P<w>{WEEKDAY})(?P<last>)",
    needs=("last week", "week before", "previous week", "before last", "week ago"),
)
def _weekday_last_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    if match["last"] == "before last":
        day = weekday_before(match["w"], published, strictly=True) - timedelta(days=7)
        return one_day(day), "a week before the last such weekday"
    monday = published - timedelta(days=published.weekday() + 7)
    return one_day(monday + timedelta(days=WEEKDAYS[match["w"].lower()])), "weekday of the week before publication"


@rule(
    rf"(?:(?P<qual>(?i:last|next|this|the following|the previous|that|every|each|the|(?:this )?coming)) )?(?:(?i:early|late) )?(?P<w>{WEEKDAY})s?"
    rf"(?:\s(?P<part>{PART_OF_DAY}))?(?:\s(?P<side>(?i:before|after))(?=\s?[.,;:)]|$))?"
)
def _weekday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    qualifier = (match["qual"] or "").lower()
    name = match["w"]
    if qualifier in ("every", "each"):
        raise ValueError(match.group())
    if match["side"] and anchor.last_day:
        return _beside_last(name, match["side"].lower(), anchor.last_day), f"{name} by the day last named"
    if qualifier == "the" and anchor.last_day:
        day = anchor.last_day + timedelta(days=(WEEKDAYS[name.lower()] - anchor.last_day.weekday()) % 7)
        return one_day(day, _night(match["part"])), f"{name} from the day last named"
    if qualifier == "the following" and anchor.last:
        day = anchor.last.end + timedelta(days=1)
        while day.weekday() != WEEKDAYS[name.lower()]:
            day += timedelta(days=1)
        return one_day(day), f"first {name} after the day last named"
    if qualifier in ("the previous", "that") and anchor.last:
        return one_day(
            weekday_before(name, anchor.last.end, strictly=qualifier == "the previous")
        ), f"{name} by the day last named"
    published = need(anchor.published)
    if qualifier in ("next", "coming", "this coming") or (
        not qualifier and _AHEAD.search(match.string, max(0, match.start() - _LOOK_BACK), match.start())
    ):
        ahead = (WEEKDAYS[name.lower()] - published.weekday()) % 7 or 7
        return one_day(published + timedelta(days=ahead)), f"{name} after publication"
    day = weekday_before(name, published, strictly=qualifier == "last")
    return one_day(day, _night(match["part"])), f"{name} before publication on {published.isoformat()}"


_LOOK_BACK = 60
_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:due|to|set|expected|scheduled|planned)|due|scheduled|(?:set|planned|slated) (?:for|to)|expected|(?:plan|want|intend|hope|mean|prepare)s? to)\b"
    r"(?!\s(?:have|not\b))[^.;:,\n“”\"]*\s(?:on|for|by|until|till)\s$"
)


def _beside_last(name: str, side: str, last: date) -> Period:
    if side == "before":
        return one_day(weekday_before(name, last, strictly=True))
    return one_day(last + timedelta(days=(WEEKDAYS[name.lower()] - last.weekday()) % 7 or 7))


def _night(part: str | None) -> DatePrecision:
    return DatePrecision.NIGHT if part and "night" in part.lower() else DatePrecision.DAY
