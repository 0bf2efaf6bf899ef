"""Rules for phrases that lean on the day of publication: yesterday, last week, three days ago."""

from __future__ import annotations

import re
from datetime import timedelta

from geo.incidents.dates.rules import (
    COUNT,
    UNIT,
    Anchor,
    feast,
    month_period,
    months_back,
    need,
    number_of,
    one_day,
    period_of,
    rule,
    unit_days,
    weekday_before,
)
from geo.model import DatePrecision, Period


@rule(r"today|this (?:morning|afternoon|evening)|tonight|earlier in the day", re.I)
def _today(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published)), "the day of publication"


@rule(r"yesterday|last night", re.I)
def _yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published) - timedelta(days=1)), "the day before publication"


@rule(r"overnight", re.I)
def _overnight(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published - timedelta(days=1), published, DatePrecision.NIGHT), "the night before publication"


@rule(r"tomorrow|(?:next|in the coming|over the coming|the coming) (?:day|week|month|year)s?", re.I)
def _ahead(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return one_day(published + timedelta(days=1)), "after publication"


@rule(r"the day before yesterday", re.I)
def _before_yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published) - timedelta(days=2)), "two days before publication"


@rule(r"(?:(?P<q>over|at|during|on)\s)?(?:the\s)?(?P<last>last\s|past\s|previous\s|this\s)?weekend(?!\sof\b)", re.I)
def _weekend(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    saturday = weekday_before("saturday", published)
    if published.weekday() in (5, 6) and (match["last"] or "").strip().lower() in ("last", "past", "previous"):
        saturday -= timedelta(days=7)
    return period_of(saturday, min(saturday + timedelta(days=1), published)), "the weekend before publication"


@rule(r"(?:earlier\s)?this week", re.I)
def _this_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published - timedelta(days=published.weekday()), published), "from Monday to publication"


@rule(r"(?:last week|(?:in )?the (?:past|previous|last) week)(?!\s(?:of|in)\b)", re.I)
def _last_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    monday = published - timedelta(days=published.weekday() + 7)
    if "last" in match.group().lower():
        return period_of(monday, monday + timedelta(days=6)), "the calendar week before publication"
    return period_of(published - timedelta(days=7), published), "the seven days before publication"


@rule(r"(?:earlier\s|later\s)?this month|(?:so far|since the (?:beginning|start)) (?:of )?(?:the|this) month", re.I)
def _this_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published.replace(day=1), published), "from the first of the month to publication"


@rule(r"(?:(?:early|late|earlier|in)\s)?last month", re.I)
def _last_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    last = need(anchor.published).replace(day=1) - timedelta(days=1)
    part = match.group().split()[0].lower()
    return month_period(
        last.year, last.month, part if part in ("early", "late") else ""
    ), "the month before publication"


@rule(
    r"(?:in |over |during )?(?:the )?(?:recent|past few|last few|past) (?P<u>days|weeks|months)|(?:recently|lately|of late)",
    re.I,
)
def _recent(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    span = {"days": 7, "weeks": 31, "months": 92}.get((match["u"] or "weeks").lower(), 31)
    return period_of(
        published - timedelta(days=span), published, DatePrecision.OPEN
    ), f"within {span} days before publication"


@rule(rf"(?:some |about |around |almost |nearly |just |only )?(?P<n>{COUNT})\s(?P<u>{UNIT})\sago", re.I)
def _ago(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    count, unit = number_of(match["n"]), match["u"].lower().rstrip("s")
    if unit == "year":
        raise ValueError(match.group())
    if unit == "month":
        back = months_back(published, count)
        return month_period(back.year, back.month), f"{match.group()} from publication"
    day = published - timedelta(days=count * unit_days(unit))
    slack = 0 if unit in ("day", "night") else 3
    end = min(day + timedelta(days=slack), published)
    return period_of(day - timedelta(days=slack), end), f"{match.group()} from publication"


@rule(rf"(?:in |over |during |within |for )?the (?:past|last|preceding) (?P<n>{COUNT})\s(?P<u>day|week|month)s", re.I)
@rule(
    r"(?:in |over |during |within )?the (?:past|last|preceding) (?P<n>24|48|72|twenty-four|forty-eight) (?P<u>hours)",
    re.I,
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    hours = match["u"].lower() == "hours"
    count = number_of(match["n"])
    span = max(1, count // 24) if hours else count * unit_days(match["u"])
    return period_of(published - timedelta(days=span), published), f"{match.group()} before publication"


@rule(
    r"(?P<x>Christmas Eve|Christmas Day|Boxing Day|New Year['’]s Eve|New Year['’]s Day|New Year['’]s night|Palm Sunday"
    r"|Good Friday|Easter Sunday|Easter Monday)"
)
def _holiday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(feast(match["x"], need(anchor.published))), "the holiday before publication"
