"""Rules for dates in figures: '2024-06-12', '12/06/2024', '12.6.2024'.

Which figure is the day follows, in this order, from a figure above 12, from the other dates of the text, from one
reading lying after publication; else the day comes first, as nearly everywhere, and the reason says so.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from geo.incidents.dates.rules import MONTH, YEAR, Anchor, clamped_date, one_day, rule

if TYPE_CHECKING:
    from geo.model import Period

_FIGURES = re.compile(r"(?<![\d./])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_JOINED = re.compile(r"\d[-/.]\d")
_MONTH_FIRST = re.compile(rf"{MONTH}\s\d{{1,2}},?\s{YEAR}")
_DAY_FIRST = re.compile(rf"\d\s{MONTH},?\s{YEAR}")


def is_month_first(text: str) -> bool | None:
    """Does the text write the month first in dates of figures? None where nothing tells."""
    for match in _FIGURES.finditer(text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            return False
        if second > 12 >= first:
            return True
    if not _FIGURES.search(text):
        return None
    month_first, day_first = _MONTH_FIRST.search(text), _DAY_FIRST.search(text)
    return bool(month_first) if bool(month_first) != bool(day_first) else None


@rule(rf"(?P<y>{YEAR})(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d)(?![-/.]\d)", sign=_JOINED)
def _iso(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    return one_day(clamped_date(int(match["y"]), max(1, min(12, int(match["m"]))), int(match["d"]))), "date as written"


@rule(rf"(?<![\d./])(?P<a>[0-3]?\d)(?P<s>[/.])(?P<b>[0-3]?\d)(?P=s)(?P<y>{YEAR})(?![/\d])", sign=_JOINED)
@rule(r"(?<![\d./])(?P<a>[0-3]?\d)(?P<s>/)(?P<b>[0-3]?\d)/(?P<y>\d\d)(?![/\d])", sign=_JOINED)
def _figures(match: re.Match[str], anchor: Anchor) -> tuple[Period, str]:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 2000 if year < 100 else 0
    if match["s"] == "." or a > 12:
        return one_day(date(year, b, a)), "date in figures, the day first"
    if b > 12:
        return one_day(date(year, a, b)), "date in figures, the month first"
    day_first, month_first = date(year, b, a), date(year, a, b)
    if day_first == month_first:
        return one_day(day_first), "date in figures"
    if anchor.month_first is not None:
        chosen = month_first if anchor.month_first else day_first
        return one_day(chosen), f"date in figures, the {_order(anchor.month_first)} first as elsewhere in the text"
    if anchor.published and (day_first > anchor.published) != (month_first > anchor.published):
        takes_month = day_first > anchor.published
        reason = f"date in figures, the {_order(takes_month)} first, since the other reading lies after publication"
        return one_day(month_first if takes_month else day_first), reason
    return one_day(day_first), f"ambiguous date in figures, read with the day first ({month_first} otherwise)"


def _order(is_month: bool) -> str:
    return "month" if is_month else "day"
