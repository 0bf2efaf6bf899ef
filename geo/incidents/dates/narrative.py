"""Rules for phrases that lean on what the text last told: the next day, two days later, a day after something."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.incidents.dates.rules import (
    COUNT,
    RULES,
    UNIT,
    Anchor,
    month_period,
    months_back,
    need,
    number_of,
    one_day,
    period_of,
    rule,
    unit_days,
)
from geo.model import DatePrecision, Period


def _last_day(anchor: Anchor) -> date:
    return anchor.last_day or (anchor.last.end if anchor.last else need(anchor.published))


@rule(
    r"(?:on )?(?:the )?(?:next|following) (?:day|morning|evening|night)|the (?:day|morning|evening|night) after(?=\s?[.,;:)]|$)|a day later|one day later|next day|next morning",
    re.I,
    needs=("next", "following", "after", "later"),
)
def _next_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(_last_day(anchor) + timedelta(days=1)), "the day after the day last named"


@rule(
    r"(?:on |late )?(?:the )?(?:previous|preceding) (?:day|night|evening|afternoon)|(?:the )?(?:day|night|evening) before|a day (?:before|earlier)",
    re.I,
    needs=("previous", "preceding", "before", "earlier"),
)
def _previous_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(_last_day(anchor) - timedelta(days=1)), "the day before the day last named"


@rule(
    r"(?:on )?(?:the|that) same (?:day|morning|night|evening|afternoon)|that (?:day|morning|night|evening|afternoon)|later in the day|hours later|minutes later"
    r"|(?:some|a few|several|two|three|four|five|six|eight|ten|twelve) (?:hours|minutes) (?:later|before|earlier|after)|within (?:hours|the hour|the day)|the same (?:day|evening|night)",
    re.I,
    needs=("same", "that ", "later", "hour", "minutes", "earlier", "within"),
)
def _same_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(_last_day(anchor)), "the day last named"


@rule(r"(?:the|that) same (?:month)|(?:in |of )that month", re.I, needs=("month",))
def _same_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    day = _last_day(anchor)
    return month_period(day.year, day.month), "the month last named"


@rule(
    r"(?:in |during )?the (?:following|next) (?:week|month)|the (?:week|month) after(?=\s?[.,;:)]|$)",
    re.I,
    needs=("week", "month"),
)
@rule(
    r"(?:in |during )?the (?:previous|preceding) (?:week|month)|the (?:week|month) (?:before|earlier)(?=\s?[.,;:)]|$)",
    re.I,
    needs=("week", "month"),
)
def _unit_beside(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    told = match.group().lower()
    sign = 1 if re.search(r"following|next|after", told) else -1
    base = anchor.last.end if anchor.last else need(anchor.published)
    if "month" in told:
        moved = months_back(base, -sign)
        return month_period(moved.year, moved.month), "the month beside the day last named"
    monday = base - timedelta(days=base.weekday() - 7 * sign)
    return period_of(monday, monday + timedelta(days=6)), "the week beside the day last named"


@rule(
    r"(?:in |over |during )the (?:following|next|ensuing) (?:few )?days|(?:a few |some |several )?days (?:later|after(?:wards)?(?=\s?[.,;:)]|$))",
    re.I,
    needs=("days",),
)
def _days_after(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    base = _last_day(anchor)
    return period_of(base + timedelta(days=1), base + timedelta(days=10)), "the ten days after the day last named"


@rule(r"(?:a few |some |several |only |just )?days (?:earlier|before(?=\s?[.,;:)]|$))", re.I, needs=("days",))
def _days_before(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    base = _last_day(anchor)
    return period_of(base - timedelta(days=10), base - timedelta(days=1)), "the ten days before the day last named"


_STILL = "|".join(rf"(?<=\b{word}\s)" for word in ("has", "have", "had", "Has", "Have"))


@rule(
    rf"(?:{_STILL})since(?=\s[a-z]+(?:ed|en|wn|nt|ne|ut|ld|de|ed)\b|\sbeen\b)|since(?= then\b)|(?:ever )?since(?=[.;])",
    needs=("since",),
)
def _since_last(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'Has since been shut': from the day last named up to publication."""
    published = need(anchor.published)
    if anchor.last is None or anchor.last.end > published:
        raise ValueError(match.group())
    return period_of(anchor.last.start, published, DatePrecision.OPEN), "since the day last named, up to publication"


@rule(
    rf"(?:(?P<n>{COUNT})\s(?P<u>{UNIT})(?: to the day)?|(?<!to\s)the day) after(?!\s?[.,;:]|\s(?:Christmas|Easter|that|this)\b)",
    re.I,
    needs=(" after",),
)
def _after_act(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'said on Friday, a day after troops had crossed': what follows happened that much before the day told."""
    unit = (match["u"] or "day").lower().rstrip("s")
    if unit in ("year", "month"):
        raise ValueError(match.group())
    base = anchor.last_day or need(anchor.published)
    day = base - timedelta(days=(number_of(match["n"]) if match["n"] else 1) * unit_days(unit))
    slack = 0 if unit in ("day", "night") or "to the day" in match.group().lower() else 2
    return period_of(
        day - timedelta(days=slack), day + timedelta(days=slack)
    ), f"{match.group()} something: that much before the day last named"


_VAGUE_DAYS = {"days": (2, 6), "weeks": (8, 35), "months": (32, 180)}


@rule(
    r"(?:(?:a few|some|several|only|just|mere) ){0,2}(?P<u>days|weeks|months) after(?!\s?[.,;:]|\s(?:that|this|it)\b)",
    re.I,
    needs=("days after", "weeks after", "months after"),
)
def _some_after_act(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'Days after troops had crossed': some days before the day told."""
    base = anchor.last_day or need(anchor.published)
    nearest, farthest = _VAGUE_DAYS[match["u"].lower()]
    period = period_of(base - timedelta(days=farthest), base - timedelta(days=nearest))
    return period, f"{match.group()} something: that much before the day last named"


@rule(
    rf"(?P<n>{COUNT})\s(?P<u>{UNIT})\s(?P<dir>later|earlier|(?:before|after(?: (?:that|this)\b)?|on)(?!\s(?:he|she|it|they|an?|Christmas|Easter|New Year)\b))",
    re.I,
    needs=("later", "earlier", "before", "after", " on"),
)
def _offset(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    count, unit, direction = number_of(match["n"]), match["u"].lower().rstrip("s"), match["dir"].lower()
    sign = 1 if direction not in ("earlier", "before") else -1
    if unit == "year":
        raise ValueError(match.group())
    base = _last_day(anchor)
    if unit == "month":
        moved = months_back(base, -sign * count)
        return month_period(moved.year, moved.month), f"{match.group()}: from the day last named"
    day = base + timedelta(days=sign * count * unit_days(unit))
    slack = 0 if unit in ("day", "night") or count == 1 else 2
    if anchor.limit and day > anchor.limit:
        day = anchor.limit
    return period_of(
        day - timedelta(days=slack), day + timedelta(days=slack)
    ), f"{match.group()}: from the day last named"


SOME_AFTER_ACT = frozenset(one.pattern for one in RULES if one.maker is _some_after_act)
AFTER_ACT = SOME_AFTER_ACT | frozenset(one.pattern for one in RULES if one.maker is _after_act)
