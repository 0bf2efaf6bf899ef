"""Date expressions of a news text as periods: what is written, relative to publication and to the last date told.

Written from the phrases of news prose; `dateparser` and its like find single absolute or relative days, but neither periods nor a
direction for weekdays, nor the day that 'the next morning' leans on.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from geo.incidents.numbers import NUMBER, value_of
from geo.model import DatePrecision, Period

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s?(?:–|—|-|to|until|till|through|and|or)\s?"
_PART = r"(?:early|late|dawn|before dawn|before daybreak|daybreak|morning|noon|midday|afternoon|evening|night|overnight|lunchtime|midnight)"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|\d{1,3})"
_UNIT = r"(?:day|night|week|fortnight|month|year)s?"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates lean on.

    The day of publication (None: unknown), the last period told in the text, the last single day told in it, and the year that a
    heading or a chronology has set.
    """

    published: date | None
    last: Period | None = None
    last_day: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written, its offsets, the period it means and why; `history`: only a bare year is told.

    For an open period ('since Monday') `point` is the day it opens with: 'since Monday, when troops crossed' happened on that day.
    """

    start: int
    end: int
    surface: str
    period: Period | None
    reason: str
    future: bool = False
    history: bool = False
    point: Period | None = None


class NoAnchorError(Exception):
    """The phrase leans on a publication date that is not known."""


def _need(day: date | None) -> date:
    if day is None:
        raise NoAnchorError
    return day


def _day(day: date, precision: DatePrecision = DatePrecision.DAY) -> Period:
    return Period(start=day, end=day, precision=precision)


def month_period(year: int, month: int, part: str = "") -> Period:
    """A whole month, or its early, middle or late part."""
    last = calendar.monthrange(year, month)[1]
    bounds = {"early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, last), "end": (24, last)}
    first_half = {"beginning": (1, 10), "start": (1, 10)}
    first, final = {**bounds, **first_half}.get(part, (1, last))
    precision = DatePrecision.RANGE if part else DatePrecision.MONTH
    return Period(start=date(year, month, first), end=date(year, month, final), precision=precision)


def _reference(anchor: Anchor) -> date:
    if anchor.published:
        return anchor.published
    if anchor.last:
        return anchor.last.end
    raise NoAnchorError


def nearest_year(month: int, day: int, anchor: Anchor) -> int:
    """The year that puts a day without one at or before publication; a few days ahead still counts as announced."""
    if anchor.year:
        return anchor.year
    reference = _reference(anchor)
    for year in (reference.year, reference.year - 1):
        length = calendar.monthrange(year, month)[1]
        if date(year, month, min(day, length)) <= reference + timedelta(days=60 if year == reference.year else 0):
            return year
    return reference.year - 1


def weekday_before(name: str, reference: date, *, strictly: bool = False) -> date:
    """The last such weekday on or before a day (before it, if `strictly`)."""
    back = (reference.weekday() - WEEKDAYS[name.lower()]) % 7
    return reference - timedelta(days=back or (7 if strictly else 0))


def _number(text: str) -> int:
    lowered = text.lower()
    if lowered in ("a", "an"):
        return 1
    match = NUMBER.match(text)
    return int(value_of(match)) if match else int(text)


def _int(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _month_number(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _period(start: date, end: date, precision: DatePrecision = DatePrecision.RANGE) -> Period:
    return Period(
        start=min(start, end), end=max(start, end), precision=precision if start != end else DatePrecision.DAY
    )


def _safe_date(year: int, month: int, day: int) -> date:
    return date(year, month, max(1, min(day, calendar.monthrange(year, month)[1])))


Maker = Callable[[re.Match[str], Anchor], tuple[Period, str]]
_RULES: list[tuple[re.Pattern[str], Maker]] = []


def _rule(pattern: str, flags: int = 0) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        _RULES.append((re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", flags), maker))
        return maker

    return register


# --- absolute -----------------------------------------------------------------------------------------------------


@_rule(rf"(?P<y>{_YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)")
def _iso(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_safe_date(int(match["y"]), max(1, min(12, int(match["m"]))), int(match["d"]))), "date as written"


@_rule(
    rf"(?:(?:from|between|night of)\s)?(?P<d1>{_DAY})\s(?P<m1>{_MONTH})(?:,?\s(?P<y1>{_YEAR}))?{_TO}"
    rf"(?P<d2>{_DAY})\s(?P<m2>{_MONTH})(?:,?\s(?P<y2>{_YEAR}))?"
)
@_rule(
    rf"(?:(?:from|between|night of)\s)?(?P<m1>{_MONTH})\s(?P<d1>{_DAY})(?:,?\s(?P<y1>{_YEAR}))?{_TO}"
    rf"(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>{_YEAR}))?"
)
def _two_months(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month1, month2, day1, day2 = (
        _month_number(match["m1"]),
        _month_number(match["m2"]),
        _int(match["d1"]),
        _int(match["d2"]),
    )
    year2 = int(match["y2"] or match["y1"] or nearest_year(month2, day2, anchor))
    year1 = int(match["y1"] or (year2 if month1 <= month2 else year2 - 1))
    return _period(_safe_date(year1, month1, day1), _safe_date(year2, month2, day2)), "first and last day as written"


@_rule(
    rf"(?:(?:from|between)\s(?:the\s)?|(?:the\s)?(?:(?:intervening|two)\s)?nights?\s(?:of|between)\s)?(?P<d1>{_DAY}){_TO}(?:the\s)?(?P<d2>{_DAY})\s"
    rf"(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?"
)
@_rule(
    rf"(?:(?:from|between)\s|(?:the\s)?(?:(?:intervening|two)\s)?nights?\s(?:of|between)\s)?(?P<m>{_MONTH})\s(?P<d1>{_DAY}){_TO}(?:the\s)?"
    rf"(?P<d2>{_DAY})(?!\s?%|\s[a-z]*(?:people|soldiers|troops|men))(?:,?\s(?P<y>{_YEAR}))?"
)
def _one_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day1, day2 = _month_number(match["m"]), _int(match["d1"]), _int(match["d2"])
    year = int(match["y"] or nearest_year(month, day1, anchor))
    period = _period(_safe_date(year, month, day1), _safe_date(year, month, day2))
    if "night" in match.group() and period.days == 2:
        return Period(
            start=period.start, end=period.end, precision=DatePrecision.NIGHT
        ), "the night between the two days"
    return period, "first and last day as written"


@_rule(rf"(?:{_WEEKDAY},?\s(?:the\s)?)?(?P<d>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?")
@_rule(rf"(?:{_WEEKDAY},?\s)?(?P<m>{_MONTH})\s(?P<d>{_DAY})(?![\d,]*\d)(?:,?\s(?P<y>{_YEAR}))?(?!\s(?:per cent|km))")
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month, day = _month_number(match["m"]), _int(match["d"])
    year = int(match["y"] or nearest_year(month, day, anchor))
    reason = "date as written" if match["y"] else f"date as written, the year {year} from publication"
    return _day(_safe_date(year, month, day)), reason


@_rule(
    rf"(?:(?P<part>early|late|mid|middle|end|beginning|start)(?:[ -]of|[ -]in)?[ -])?(?:the\s(?:month\sof\s)?)?(?P<m>{_MONTH})"
    rf"(?:\sof)?(?:,?\s(?P<y>{_YEAR})|\s(?P<last>last year|of last year|the year before|the previous year|this year))?"
)
def _month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    month = _month_number(match["m"])
    part = (match["part"] or "").lower()
    before = match.string[max(0, match.start() - 5) : match.start()].lower()
    if match["m"] in ("May", "March", "Mar") and not (match["y"] or match["last"] or part):
        preposition = re.search(r"\b(?:in|of|since|by|until|from|and|last|this|to)\s$", before)
        if preposition is None or before.endswith("to "):
            raise ValueError(match.group())
    if match["y"]:
        return month_period(int(match["y"]), month, part), "month as written"
    reference = _reference(anchor)
    if match["last"]:
        year = reference.year if match["last"] == "this year" else reference.year - 1
        return month_period(year, month, part), "month as written"
    year = anchor.year or (reference.year if date(reference.year, month, 1) <= reference else reference.year - 1)
    if before.endswith("last ") and month == reference.month:
        year = reference.year - 1
    return month_period(year, month, part), f"month as written, the year {year} from publication"


@_rule(
    r"(?:on|until|since|by|from|of|and|night of|morning of|evening of)\sthe\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?!\s(?:century|battalion|brigade|division|regiment|parallel|anniversary|time|day))"
)
@_rule(r"the\s(?P<d>(?:[0-3]?\d)(?:st|nd|rd|th))(?=[,.;:]|\s(?:and|at|in|when|of the month|they|a|of that month)\b)")
def _ordinal(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    base = anchor.last.start if anchor.last else _reference(anchor)
    day = _safe_date(base.year, base.month, _int(match["d"]))
    if anchor.published and day > anchor.published:
        base = base.replace(day=1) - timedelta(days=1)
        day = _safe_date(base.year, base.month, _int(match["d"]))
    return _day(day), "day of the month last named"


# --- weekdays -----------------------------------------------------------------------------------------------------


@_rule(rf"(?:from|between)\s(?P<w1>{_WEEKDAY})(?:\s{_PART})?{_TO}(?P<w2>{_WEEKDAY})(?:\s{_PART})?")
@_rule(rf"(?P<w1>{_WEEKDAY})(?:\s{_PART})?\s(?:to|until|through)\s(?P<w2>{_WEEKDAY})(?:\s{_PART})?")
@_rule(rf"(?:night|nights)\s(?:of|from|between)\s(?P<w1>{_WEEKDAY}){_TO}(?P<w2>{_WEEKDAY})")
def _weekday_range(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    end = weekday_before(match["w2"], _need(anchor.published))
    start = weekday_before(match["w1"], end, strictly=True)
    precision = (
        DatePrecision.NIGHT if "night" in match.group().lower() and (end - start).days == 1 else DatePrecision.RANGE
    )
    return _period(start, end, precision), "weekdays before publication"


@_rule(
    rf"(?P<w>{_WEEKDAY})\s(?:(?:{_PART}\s)?(?:of\s)?)?(?P<last>last week|the week before|the previous week|before last)"
)
@_rule(rf"(?:a week ago on|a week ago last)\s(?P<w>{_WEEKDAY})(?P<last>)")
def _weekday_last_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    monday = published - timedelta(days=published.weekday() + 7)
    return _day(monday + timedelta(days=WEEKDAYS[match["w"].lower()])), "weekday of the week before publication"


@_rule(rf"(?:the\s)?(?P<w>{_WEEKDAY})\s(?P<dir>after|before)\s(?P<x>Christmas|Easter|New Year)(?:'s Day)?")
def _weekday_feast(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    feast = _feast(match["x"], published)
    step = 1 if match["dir"] == "after" else -1
    day = feast + timedelta(days=step)
    while day.weekday() != WEEKDAYS[match["w"].lower()]:
        day += timedelta(days=step)
    return _day(day), f"weekday {match['dir']} {match['x']}"


@_rule(
    rf"(?:(?P<qual>last|next|this|the following|the previous|that|every|each) )?(?:(?P<early>early|late) )?(?P<w>{_WEEKDAY})s?"
    rf"(?:\s(?P<part>{_PART}))?"
)
def _weekday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    qualifier = (match["qual"] or "").lower()
    name = match["w"]
    if qualifier in ("every", "each"):
        raise ValueError(match.group())
    if qualifier == "the following" and anchor.last:
        day = anchor.last.end + timedelta(days=1)
        while day.weekday() != WEEKDAYS[name.lower()]:
            day += timedelta(days=1)
        return _day(day), f"first {name} after the day last named"
    if qualifier in ("the previous", "that") and anchor.last:
        return _day(
            weekday_before(name, anchor.last.end, strictly=qualifier == "the previous")
        ), f"{name} by the day last named"
    published = _need(anchor.published)
    if qualifier == "next":
        ahead = (WEEKDAYS[name.lower()] - published.weekday()) % 7 or 7
        return _day(published + timedelta(days=ahead)), f"{name} after publication"
    day = weekday_before(name, published, strictly=qualifier == "last")
    return _day(day, _night(match["part"])), f"{name} before publication on {published.isoformat()}"


def _night(part: str | None) -> DatePrecision:
    return DatePrecision.NIGHT if part and "night" in part.lower() else DatePrecision.DAY


# --- relative to publication --------------------------------------------------------------------------------------


@_rule(r"today|this (?:morning|afternoon|evening)|tonight|earlier in the day", re.I)
def _today(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_need(anchor.published)), "the day of publication"


@_rule(r"yesterday|last night", re.I)
def _yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_need(anchor.published) - timedelta(days=1)), "the day before publication"


@_rule(r"overnight", re.I)
def _overnight(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    return _period(published - timedelta(days=1), published, DatePrecision.NIGHT), "the night before publication"


@_rule(r"tomorrow|(?:next|in the coming|over the coming|the coming) (?:day|week|month|year)s?", re.I)
def _ahead(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    return _day(published + timedelta(days=1)), "after publication"


@_rule(r"the day before yesterday", re.I)
def _before_yesterday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_need(anchor.published) - timedelta(days=2)), "two days before publication"


@_rule(r"(?:(?P<q>over|at|during|on)\s)?(?:the\s)?(?P<last>last\s|past\s|previous\s|this\s)?weekend", re.I)
def _weekend(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    saturday = weekday_before("saturday", published)
    if published.weekday() in (5, 6) and (match["last"] or "").strip().lower() in ("last", "past", "previous"):
        saturday -= timedelta(days=7)
    return _period(saturday, min(saturday + timedelta(days=1), published)), "the weekend before publication"


@_rule(r"(?:earlier\s)?this week", re.I)
def _this_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    return _period(published - timedelta(days=published.weekday()), published), "from Monday to publication"


@_rule(r"last week|(?:in )?the (?:past|previous|last) week", re.I)
def _last_week(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    monday = published - timedelta(days=published.weekday() + 7)
    if "fortnight" in match.group().lower():
        return _period(published - timedelta(days=14), published), "the fourteen days before publication"
    if "last" in match.group().lower():
        return _period(monday, monday + timedelta(days=6)), "the calendar week before publication"
    return _period(published - timedelta(days=7), published), "the seven days before publication"


@_rule(r"(?:earlier\s|later\s)?this month|(?:so far|since the (?:beginning|start)) (?:of )?(?:the|this) month", re.I)
def _this_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    return _period(published.replace(day=1), published), "from the first of the month to publication"


@_rule(r"(?:early|late|earlier|in)?\s?last month", re.I)
def _last_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    last = _need(anchor.published).replace(day=1) - timedelta(days=1)
    part = match.group().split()[0].lower()
    return month_period(
        last.year, last.month, part if part in ("early", "late") else ""
    ), "the month before publication"


@_rule(
    r"(?:in |over |during )?(?:the )?(?:recent|past few|last few|past) (?P<u>days|weeks|months)|(?:recently|lately|of late)",
    re.I,
)
def _recent(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    span = {"days": 7, "weeks": 31, "months": 92}.get((match["u"] or "weeks").lower(), 31)
    return _period(
        published - timedelta(days=span), published, DatePrecision.OPEN
    ), f"within {span} days before publication"


def _unit_days(unit: str) -> int:
    return {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}[unit.lower().rstrip("s")]


def _months_back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return _safe_date(index // 12, index % 12 + 1, day.day)


@_rule(rf"(?:some |about |around |almost |nearly |just |only )?(?P<n>{_COUNT})\s(?P<u>{_UNIT})\sago", re.I)
def _ago(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    count, unit = _number(match["n"]), match["u"].lower().rstrip("s")
    if unit == "year":
        raise ValueError(match.group())
    if unit == "month":
        back = _months_back(published, count)
        return month_period(back.year, back.month), f"{match.group()} from publication"
    day = published - timedelta(days=count * _unit_days(unit))
    slack = 0 if unit in ("day", "night") else 3
    end = min(day + timedelta(days=slack), published)
    return _period(day - timedelta(days=slack), end), f"{match.group()} from publication"


@_rule(rf"(?:in |over |during |within |for )?the (?:past|last|preceding) (?P<n>{_COUNT})\s(?P<u>day|week|month)s", re.I)
@_rule(
    r"(?:in |over |during |within )?the (?:past|last|preceding) (?P<n>24|48|72|twenty-four|forty-eight) (?P<u>hours)",
    re.I,
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    published = _need(anchor.published)
    hours = match["u"].lower() == "hours"
    count = _number(match["n"])
    span = max(1, count // 24) if hours else count * _unit_days(match["u"])
    return _period(published - timedelta(days=span), published), f"{match.group()} before publication"


def _feast(name: str, published: date) -> date:
    month, day = {
        "Christmas": (12, 25),
        "Christmas Day": (12, 25),
        "Christmas Eve": (12, 24),
        "Boxing Day": (12, 26),
    }.get(name, (1, 1))
    if "Eve" in name and "New" in name:
        month, day = 12, 31
    if name == "Easter":
        return easter(published.year) if easter(published.year) <= published else easter(published.year - 1)
    made = date(published.year, month, day)
    return made if made <= published else made.replace(year=published.year - 1)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@_rule(r"(?P<x>Christmas Eve|Christmas Day|Boxing Day|New Year['’]s Eve|New Year['’]s Day|New Year['’]s night)")
def _holiday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_feast(match["x"], _need(anchor.published))), "the holiday before publication"


# --- relative to the last date told -------------------------------------------------------------------------------


def _last_day(anchor: Anchor) -> date:
    return anchor.last_day or (anchor.last.end if anchor.last else _need(anchor.published))


@_rule(
    r"(?:on )?(?:the )?(?:next|following) (?:day|morning|evening|night)|the (?:day|morning) after(?=\s?[.,;:)]|$)|a day later|next day|next morning",
    re.I,
)
def _next_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_last_day(anchor) + timedelta(days=1)), "the day after the day last named"


@_rule(
    r"(?:on |late )?(?:the )?(?:previous|preceding) (?:day|night|evening|afternoon)|(?:the )?(?:day|night|evening) before|a day (?:before|earlier)",
    re.I,
)
def _previous_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_last_day(anchor) - timedelta(days=1)), "the day before the day last named"


@_rule(
    r"(?:on )?(?:the|that) same (?:day|morning|night|evening|afternoon)|that (?:day|morning|night|evening|afternoon)|later in the day|hours later|minutes later"
    r"|(?:some|a few|several|two|three|four|five|six|eight|ten|twelve) (?:hours|minutes) (?:later|before|earlier|after)|within (?:hours|the hour|the day)|the same (?:day|evening|night)",
    re.I,
)
def _same_day(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return _day(_last_day(anchor)), "the day last named"


@_rule(r"(?:the|that) same (?:month)|(?:in |of )that month", re.I)
def _same_month(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    day = _last_day(anchor)
    return month_period(day.year, day.month), "the month last named"


@_rule(rf"(?:(?P<n>{_COUNT})\s(?P<u>{_UNIT})|the day) after(?!\s?[.,;:]|\s(?:Christmas|Easter))", re.I)
def _after_act(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'said on Friday, a day after troops had crossed': what follows happened that much before the day told."""
    unit = (match["u"] or "day").lower().rstrip("s")
    if unit in ("year", "month"):
        raise ValueError(match.group())
    base = anchor.last_day or _need(anchor.published)
    day = base - timedelta(days=(_number(match["n"]) if match["n"] else 1) * _unit_days(unit))
    slack = 0 if unit in ("day", "night") else 2
    return _period(
        day - timedelta(days=slack), day + timedelta(days=slack)
    ), f"{match.group()} something: that much before the day last named"


@_rule(rf"(?P<n>{_COUNT})\s(?P<u>{_UNIT})\s(?P<dir>later|earlier|before|after|on)(?!\s(?:he|she|it|they|a|an)\b)", re.I)
def _offset(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    count, unit, direction = _number(match["n"]), match["u"].lower().rstrip("s"), match["dir"].lower()
    sign = 1 if direction in ("later", "after", "on") else -1
    if unit == "year":
        raise ValueError(match.group())
    base = _last_day(anchor)
    if unit == "month":
        moved = _months_back(base, -sign * count)
        return month_period(moved.year, moved.month), f"{match.group()}: from the day last named"
    day = base + timedelta(days=sign * count * _unit_days(unit))
    slack = 0 if unit in ("day", "night") else 2
    if anchor.published and day > anchor.published:
        day = anchor.published
    return _period(
        day - timedelta(days=slack), day + timedelta(days=slack)
    ), f"{match.group()}: from the day last named"


# --- years: history -----------------------------------------------------------------------------------------------

_BARE_YEAR = re.compile(
    rf"(?<![\w-])(?:in|since|of|until|from|before|after|by|during|between|and)\s(?:the\s(?:early|late|mid)?[ -]?)?(?P<y>{_YEAR})(?:s|–\d\d)?(?!\w|-\d)"
)
_VAGUE_PAST = re.compile(
    r"(?<!\w)(?:last year|a year ago|(?:two|three|four|five|ten|\d+) years (?:ago|earlier|before)|decades ago|years ago|in the (?:nineties|eighties|fifties))(?!\w)",
    re.I,
)
_OPEN_BEFORE = re.compile(
    r"(?:since|ever since|from)\s(?:the\s(?:night|morning|evening)\sof\s|early\s|late\s|mid-?)?$", re.I
)
_UNTIL_BEFORE = re.compile(r"(?:until|till|through|by|before)\s(?:shortly\sbefore\s)?(?:the\s)?$", re.I)


def _raw_matches(text: str) -> Iterator[tuple[int, int, int, re.Match[str]]]:
    for priority, (pattern, _) in enumerate(_RULES):
        for match in pattern.finditer(text):
            yield match.start(), -match.end(), priority, match


def _finish(text: str, match: re.Match[str], period: Period, reason: str, anchor: Anchor) -> DateExpression:
    start, end = match.span()
    published = anchor.published
    before = text[max(0, start - 28) : start]
    if published and period.start > published:
        return DateExpression(start, end, match.group(), period, reason, future=True)
    if published and _OPEN_BEFORE.search(before) and period.start < published:
        opened = Period(start=period.start, end=published, precision=DatePrecision.OPEN)
        return DateExpression(
            start, end, match.group(), opened, f"since then, up to publication ({reason})", point=period
        )
    if published and period.end > published:
        period = Period(start=period.start, end=published, precision=period.precision)
    return DateExpression(start, end, match.group(), period, reason)


_YEAR_LINE = re.compile(rf"^\W*({_YEAR})\W*$", re.M)
_DATED_LINE = re.compile(
    rf"^\W*(?:{_WEEKDAY},?\s)?(?:{_DAY}(?:{_TO}{_DAY})?\s{_MONTH}|{_MONTH}\s{_DAY}|{_MONTH}\s{_YEAR})(?:,?\s({_YEAR}))?",
    re.M,
)
_CHRONOLOGY_LINES = 3


def year_headings(text: str) -> list[tuple[int, int]]:
    """(offset, year) from which dates without a year belong to that year: year lines, and dated lines of a chronology."""
    found = [(match.start(), int(match[1])) for match in _YEAR_LINE.finditer(text)]
    lines = list(_DATED_LINE.finditer(text))
    if len(lines) >= _CHRONOLOGY_LINES and not found:
        for match in lines:
            years = re.findall(_YEAR, match.group())
            if years:
                found.append((match.start(), int(years[-1])))
    return sorted(found)


class _Reader:
    """Reads the date expressions of one text in order and remembers what the next one leans on."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text, self.published = text, published
        self.found: list[DateExpression] = []
        self.last: Period | None = None
        self.last_day: date | None = None
        self.headings = year_headings(text)

    def year(self, offset: int) -> int | None:
        before = [year for start, year in self.headings if start <= offset]
        return before[-1] if before else None

    def read(self, priority: int, match: re.Match[str]) -> bool:
        anchor = Anchor(self.published, self.last, self.last_day, self.year(match.start()))
        try:
            period, reason = _RULES[priority][1](match, anchor)
        except NoAnchorError:
            reason = "leans on a publication date that is not known"
            self.found.append(DateExpression(*match.span(), match.group(), None, reason))
            return True
        except ValueError:  # the rule looked closer and declined: 'May' as a verb, 'three years ago'
            return False
        expression = _finish(self.text, match, period, reason, anchor)
        self.found.append(expression)
        if not expression.future:
            self.last = period
            if period.days <= 3:
                self.last_day = period.end
        return True


def find_dates(text: str, published: date | None) -> list[DateExpression]:
    """All date expressions of a text in order, each seen from publication and from the date told before it.

    Where a phrase leans on a publication date that is not known, its period is None. Bare years are `history`.
    """
    reader = _Reader(text, published)
    position = 0
    for start, _, priority, match in sorted(_raw_matches(text), key=lambda row: row[:3]):
        if start >= position and reader.read(priority, match):
            position = match.end()
    return sorted([*reader.found, *_history(text, reader.found)], key=lambda one: one.start)


def _history(text: str, found: list[DateExpression]) -> list[DateExpression]:
    marks = bytearray(len(text) + 1)
    for one in found:
        marks[one.start : one.end] = b"\x01" * (one.end - one.start)
    return [
        DateExpression(*match.span(), match.group(), None, "a year alone is history", history=True)
        for pattern in (_BARE_YEAR, _VAGUE_PAST)
        for match in pattern.finditer(text)
        if not any(marks[match.start() : match.end()])
    ]
