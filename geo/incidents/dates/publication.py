"""Rules for phrases that lean on the day of publication: yesterday, last week, three days ago."""

from __future__ import annotations

import re
from datetime import timedelta

from geo.incidents.dates.rules import (
    COUNT,
    UNIT,
    WEEKDAY,
    Anchor,
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


@rule(
    r"today|this (?:morning|afternoon|evening)|tonight|earlier in the day",
    re.I,
    needs=("today", "tonight", "this ", "in the day"),
)
def _today(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published)), "the day of publication"


@rule(r"yesterday|last night", re.I, needs=("yesterday", "last night"))
def _yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published) - timedelta(days=1)), "the day before publication"


@rule(rf"(?:overnight|in the night) (?:in)?to (?P<w>{WEEKDAY})", re.I, needs=("overnight", "in the night"))
@rule(
    rf"(?:overnight|in the night),? (?:from )?{WEEKDAY}(?: night)? (?:in)?to (?P<w>{WEEKDAY})(?: morning)?",
    re.I,
    needs=("overnight", "in the night"),
)
def _night_to(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    end = weekday_before(match["w"], need(anchor.published))
    return period_of(end - timedelta(days=1), end, DatePrecision.NIGHT), "the night before that weekday"


@rule(r"overnight", re.I, needs=("overnight",))
def _overnight(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published - timedelta(days=1), published, DatePrecision.NIGHT), "the night before publication"


@rule(
    r"tomorrow|(?:next|in the coming|over the coming|the coming) (?:day|week|month|year)s?",
    re.I,
    needs=("tomorrow", "next", "coming"),
)
def _ahead(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return one_day(published + timedelta(days=1)), "after publication"


@rule(r"the day before yesterday", re.I, needs=("yesterday",))
def _before_yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(need(anchor.published) - timedelta(days=2)), "two days before publication"


@rule(
    r"(?:(?P<q>over|at|during|on)\s)?(?:the\s)?(?P<last>last\s|past\s|previous\s|this\s)?weekend(?!\sof\b)",
    re.I,
    needs=("weekend",),
)
def _weekend(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    saturday = weekday_before("saturday", published)
    if published.weekday() in (5, 6) and (match["last"] or "").strip().lower() in ("last", "past", "previous"):
        saturday -= timedelta(days=7)
    return period_of(saturday, min(saturday + timedelta(days=1), published)), "the weekend before publication"


@rule(
    r"(?:earlier\s|later\s)?this week|all week(?: long)?|throughout the week",
    re.I,
    needs=("this week", "all week", "the week"),
)
def _this_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published - timedelta(days=published.weekday()), published), "from Monday to publication"


@rule(
    r"(?:last week|(?:in )?the (?:past|previous|last) week)(?!\s(?:of|in)\s(?:the\b|(?-i:[A-Z])))",
    re.I,
    needs=("week",),
)
def _last_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    monday = published - timedelta(days=published.weekday() + 7)
    if "last" in match.group().lower():
        return period_of(monday, monday + timedelta(days=6)), "the calendar week before publication"
    return period_of(published - timedelta(days=7), published), "the seven days before publication"


@rule(
    r"(?:earlier\s|later\s)?this month|(?:so far|since the (?:beginning|start)) (?:of )?(?:the|this) month",
    re.I,
    needs=("this month", "the month"),
)
def _this_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    return period_of(published.replace(day=1), published), "from the first of the month to publication"


@rule(r"(?:(?:early|late|earlier|in)\s)?last month", re.I, needs=("last month",))
def _last_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    last = need(anchor.published).replace(day=1) - timedelta(days=1)
    part = match.group().split()[0].lower()
    return month_period(
        last.year, last.month, part if part in ("early", "late") else ""
    ), "the month before publication"


@rule(
    r"(?:in |over |during )?(?:the )?(?:recent|past few|last few|past) (?P<u>days|weeks|months)|(?:recently|lately|of late)|the other (?P<one>day|week)",
    re.I,
    needs=("recent", "past", "last few", "lately", "of late", "the other"),
)
def _recent(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    unit = (match["u"] or (match["one"] and match["one"] + "s") or "weeks").lower()
    start = {"days": published - timedelta(days=7), "months": months_back(published, 3)}.get(
        unit, months_back(published, 1)
    )
    return period_of(start, published, DatePrecision.OPEN), f"within {(published - start).days} days before publication"


@rule(
    rf"(?:some |about |around |almost |nearly |just |only )?(?P<n>{COUNT})\s(?P<u>{UNIT})\sago",
    re.I,
    needs=(" ago", "\nago"),
)
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


@rule(
    rf"(?:in |over |during |within |for )?the (?:past|last|preceding) (?P<n>{COUNT})\s(?P<u>day|week|month)s",
    re.I,
    needs=("past", "last", "preceding"),
)
@rule(r"(?:in |over |during |within )?the (?:past|last|preceding) (?P<u>fortnight)(?P<n>)", re.I, needs=("fortnight",))
@rule(rf"within (?P<n>{COUNT}) (?P<u>day|week|fortnight|month)s?", re.I, needs=("within",))
@rule(
    r"(?:in |over |during |within )?the (?:past|last|preceding) (?P<n>24|48|72|twenty-four|forty-eight) (?P<u>hours)",
    re.I,
    needs=("past", "last", "preceding"),
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = need(anchor.published)
    hours = match["u"].lower() == "hours"
    count = number_of(match["n"] or "a")
    if match["u"].lower() == "month" and count < 12:
        return period_of(months_back(published, count), published), f"{match.group()} before publication"
    span = max(1, count // 24) if hours else count * unit_days(match["u"])
    return period_of(published - timedelta(days=span), published), f"{match.group()} before publication"
