"""Two dates that mean one period ('from Friday until 8 September'), and words that lengthen one ('for a third day on')."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import COUNT, DateExpression, number_of, unit_days
from geo.model import DatePrecision, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK = 40
MAX_JOINED_DAYS = 400
_NTH = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ORDINAL = rf"(?P<nth>{'|'.join(_NTH)})\s(?:straight\s|consecutive\s|successive\s|running\s)?(?P<u>day|night|week)"
_OPENS = re.compile(r"\b(?P<word>from|between|since)\s(?:about\s|around\s|early\s|late\s|the\s)*$", re.I)
_TO = re.compile(
    r"[–-]|(?:,?\sand|,)?\s(?:lasting\s)?(?:to|until|till|through|up to)\s(?:early\s|late\s|about\s|the\s|on\s)*", re.I
)
_TO_HOUR = re.compile(r"\s(?:until|till)\s(?:[\w:.]+\s){1,5}", re.I)
_AND = re.compile(r"\sand\s(?:early\s|late\s|on\s|the\s)*", re.I)
_FOR_BEFORE = re.compile(
    rf"(?:\b(?:for|on)\s)?\b(?P<n>{COUNT})\s(?P<u>days|nights|weeks)\s(?:running\s|in a row\s|on end\s)?(?:from|beginning|starting)\s(?:on\s)?$",
    re.I,
)
_FOR_AFTER = re.compile(rf"\s(?:for|lasting)\s(?P<n>{COUNT})\s(?P<u>days|nights|weeks)\b", re.I)
_NTH_BEFORE = re.compile(
    rf"\b(?:for|entered|entering|into|in)\s(?:a|the|its|their|his)\s{_ORDINAL}(?:\srunning|\sin a row)?(?:\son)?\s$",
    re.I,
)
_NTH_AFTER = re.compile(rf"(?P<lead>,\s(?:on\s)?(?:the|its|their)\s){_ORDINAL}\sof\b", re.I)
_EVE_BEFORE = re.compile(r"\bthe\seve\sof\s$", re.I)
_NIGHT_BEFORE = re.compile(r"\bnights?\sof\s(?:the\s)?$", re.I)
_NIGHT_TO = re.compile(r"\b(?:in|during)\sthe\snight\s(?:in)?to\s$", re.I)

_BRACKET = re.compile(r"[^()\n]{0,25}\([^()\n]{0,60}\)")
_HOUR = re.compile(r"\d(?:[:.]\d\d|\s?[ap]\.?m\b)|\d{4}\b|\b(?:local time|noon|midnight)\b")
_ELSEWHERE = re.compile(r"\b(?:GMT|UTC|Greenwich|E[SD]T|Washington time)\b")


def joined(text: str, found: Sequence[DateExpression], published: date | None) -> list[DateExpression]:
    """The expressions with those put together that mean one period, in order of the text."""
    made: list[DateExpression] = []
    for one in found:
        whole = _range(text, made[-1], one, published) if made else None
        if whole:
            made[-1] = whole
            continue
        local = _local(text, made[-1], one) if made else None
        if local:
            made[-1] = local
            continue
        made.append(_lengthened(text, one, published))
        part = _nth_of(text, made[-1])
        if part:
            made.append(part)
    return made


def _range(text: str, a: DateExpression, b: DateExpression, published: date | None) -> DateExpression | None:
    """'From A until B', 'between A and B', 'A to B' as one expression."""
    if a.period is None or b.period is None or a.follows or b.follows or b.start - a.end > _LOOK:
        return None
    opened = _OPENS.search(text, max(0, a.start - _LOOK), a.start)
    word = opened["word"].lower() if opened else ""
    gap = text[a.end : b.start]
    if not (
        _TO.fullmatch(gap)
        or (word == "between" and _AND.fullmatch(gap))
        or (word in ("from", "since") and _TO_HOUR.fullmatch(gap))
    ):
        return None
    first = (a.point or a.period).start
    last = (b.point or b.period).end
    if published and not a.future and (b.future or last < first):  # 'from Monday until Friday' told on Wednesday
        last = published
    if last < first or (last - first).days > MAX_JOINED_DAYS:
        return None
    precision = DatePrecision.DAY if first == last else DatePrecision.RANGE
    period = Period(start=first, end=last, precision=precision)
    surface = text[a.start : b.end]
    return DateExpression(a.start, b.end, surface, period, "first and last day as written", future=a.future)


def _local(text: str, a: DateExpression, b: DateExpression) -> DateExpression | None:
    """'At 11 p.m. GMT on Thursday (08:00 Friday in Seoul)': the day where it happened is the one that counts."""
    if a.period is None or b.period is None or b.start - a.end > _LOOK or abs(b.period.start - a.period.start).days > 1:
        return None
    bracket = _BRACKET.match(text, a.end)
    if bracket is None or not a.end <= b.start <= bracket.end() or not _HOUR.search(bracket.group()):
        return None
    chosen = a if _ELSEWHERE.search(bracket.group()) else b
    surface = text[a.start : b.end]
    return replace(chosen, start=a.start, end=b.end, surface=surface, reason=f"{chosen.reason}, in local time")


def _lengthened(text: str, one: DateExpression, published: date | None) -> DateExpression:
    """'Three days from 4 March', 'for a third day on Thursday', 'on the eve of 9 May', 'in the night to Sunday'."""
    period = one.point or one.period
    if period is None or one.future or one.follows:
        return one
    lead = max(0, one.start - 2 * _LOOK)
    length = _FOR_BEFORE.search(text, lead, one.start)
    if length is None and re.search(r"\bfrom\s$", text[max(0, one.start - 6) : one.start], re.I):
        length = _FOR_AFTER.match(text, one.end)
    if length:
        last = period.start + timedelta(days=number_of(length["n"]) * unit_days(length["u"]) - 1)
        return _with(one, period.start, min(last, published) if published else last, "and the days after it")
    nth = _NTH_BEFORE.search(text, lead, one.start)
    if nth and period.days == 1:
        return _with(one, period.end - _before_nth(nth), period.end, f"the {nth['nth']} {nth['u']}")
    if _EVE_BEFORE.search(text, lead, one.start):
        eve = period.start - timedelta(days=1)
        return _with(one, eve, eve, "the eve of it")
    if _NIGHT_TO.search(text, lead, one.start) and period.days == 1:
        night = Period(start=period.start - timedelta(days=1), end=period.end, precision=DatePrecision.NIGHT)
        return replace(one, period=night, reason=f"the night before ({one.reason})")
    if period.days == 1 and one.point is None and _NIGHT_BEFORE.search(text, lead, one.start):
        night = Period(start=period.start, end=period.end, precision=DatePrecision.NIGHT)
        return replace(one, period=night)
    return one


def _with(one: DateExpression, start: date, end: date, why: str) -> DateExpression:
    period = Period(start=start, end=end, precision=DatePrecision.DAY if start == end else DatePrecision.RANGE)
    return replace(one, period=period, point=None, reason=f"{why} ({one.reason})")


def _nth_of(text: str, one: DateExpression) -> DateExpression | None:
    """'On Saturday, the third day of manoeuvres': what stands after 'of' began two days before."""
    match = _NTH_AFTER.match(text, one.end)
    if match is None or one.period is None or one.period.days > 1 or one.future:
        return None
    start, end = match.end("lead"), match.end("u")
    period = Period(start=one.period.end - _before_nth(match), end=one.period.end, precision=DatePrecision.RANGE)
    reason = f"{text[start:end]}, counted back from '{one.surface}'"
    return DateExpression(start, end, text[start:end], period, reason, follows=True)


def _before_nth(match: re.Match[str]) -> timedelta:
    return timedelta(days=(_NTH[match["nth"].lower()] - 1) * unit_days(match["u"]))
