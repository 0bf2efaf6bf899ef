"""Rules for feasts and seasons: the last one that had begun by publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import (
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Anchor,
    clamped_date,
    need,
    one_day,
    period_of,
    reference_day,
    rule,
)

if TYPE_CHECKING:
    import re

    from geo.model import Period

_FIXED = {"Christmas": (12, 25), "Christmas Day": (12, 25), "Christmas Eve": (12, 24), "Boxing Day": (12, 26)}
_FROM_EASTER = {
    "Palm Sunday": -7, "Maundy Thursday": -3, "Good Friday": -2, "Holy Saturday": -1,
    "Easter": 0, "Easter Sunday": 0, "Easter Monday": 1, "Whit Monday": 50,
}  # fmt: skip
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # the first month, as meteorologists count
_NEEDS = ("christmas", "easter", "new year", "boxing", "palm sunday", "good friday", "holy", "maundy", "whit monday")
_FEAST = "Christmas|Easter|New Year"


def feast(name: str, reference: date) -> date:
    """The last such feast on or before a day."""
    made = _feast_of(name, reference.year)
    return made if made <= reference else _feast_of(name, reference.year - 1)


def _feast_of(name: str, year: int) -> date:
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    is_new_years_eve = name.startswith("New") and name.endswith("Eve")
    return date(year, *((12, 31) if is_new_years_eve else _FIXED.get(name, (1, 1))))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@rule(rf"(?:the\s)?(?P<w>{WEEKDAY})\s(?P<dir>after|before)\s(?P<x>{_FEAST})(?:['’]s Day)?", needs=_NEEDS)
def _weekday_by_feast(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    day = feast(match["x"], need(anchor.published))
    step = 1 if match["dir"] == "after" else -1
    day += timedelta(days=step)
    while day.weekday() != WEEKDAYS[match["w"].lower()]:
        day += timedelta(days=step)
    return one_day(day), f"weekday {match['dir']} {match['x']}"


@rule(
    r"(?P<x>Christmas Eve|Christmas Day|Boxing Day|New Year['’]s Eve|New Year['’]s Day|New Year['’]s night|Palm Sunday"
    r"|Maundy Thursday|Good Friday|Holy Saturday|Easter Sunday|Easter Monday|Whit Monday)",
    needs=_NEEDS,
)
def _holiday(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(feast(match["x"], need(anchor.published))), "the holiday before publication"


@rule(rf"(?:(?i:the)\s)?(?P<n>week|days)\s(?:running up to|leading up to|before)\s(?P<x>{_FEAST})", needs=_NEEDS)
@rule(rf"(?i:just|shortly|soon|right)\s(?P<dir>after|before)\s(?P<x>{_FEAST})", needs=_NEEDS)
def _near_feast(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'Just after Christmas': the week on that side of the feast."""
    published = need(anchor.published)
    after = match.groupdict().get("dir") == "after"
    day = feast(match["x"], published - timedelta(days=1) if after else published)
    first = day + timedelta(days=1 if after else -7)
    return period_of(first, first + timedelta(days=6)), f"the week by {match['x']}"


@rule(rf"(?i:at|over|during)\s(?P<x>{_FEAST})(?!\s(?:Day|Eve|Sunday|Monday|Island|service|['’]s))", needs=_NEEDS)
def _feast_days(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    """'At Easter' is Good Friday to Easter Monday, 'over Christmas' the eve to Boxing Day, 'at New Year' eve and day."""
    before, after = {"Easter": (2, 1), "Christmas": (1, 1)}.get(match["x"], (1, 0))
    day = feast(match["x"], need(anchor.published))
    return period_of(day - timedelta(days=before), day + timedelta(days=after)), f"the days of {match['x']}"


@rule(
    r"(?:(?P<q>(?i:last|this|early|late))\s|(?<=[Ss]ince\s)|(?<=[Ii]n\s)|(?<=over\s)|(?<=[Ss]ince\sthe\s)|(?<=[Ii]n\sthe\s)|(?<=over\sthe\s))"
    rf"(?P<s>winter|spring|summer|autumn|fall)(?:\sof\s(?P<y>{YEAR}))?"
    r"(?!\sof\b|\s(?:offensive|drill|exercise|manoeuvre|maneuver|game|wheat|water|house))",
    needs=tuple(_SEASONS),
)
def _season(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    name, qualifier = match["s"], (match["q"] or "").lower()
    if match["y"]:
        return _season_of(name, int(match["y"])), "three months of that year"
    if name == "fall" and qualifier not in ("last", "this"):  # 'the fall of the town'
        raise ValueError(match.group())
    reference = reference_day(anchor)
    period = next(
        made for made in (_season_of(name, reference.year - back) for back in (0, 1, 2)) if made.start <= reference
    )
    if qualifier == "last" and period.end >= reference:
        period = _season_of(name, period.start.year - 1)
    return period, "three months, the last such season before publication"


def _season_of(name: str, year: int) -> Period:
    """The three months of a season that begins in a year."""
    first = _SEASONS[name]
    final = (first + 1) % 12 + 1
    return period_of(date(year, first, 1), clamped_date(year + (final < first), final, 31))
