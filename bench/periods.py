"""Closed ranges of days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.guide import Json

Range = tuple[dt.date, dt.date]


def date_range(incident: Json) -> Range | None:
    """First and last day, or None when they are missing or malformed. A missing end means one day."""
    try:
        start = dt.date.fromisoformat(incident["start"])
        end = dt.date.fromisoformat(incident.get("end") or incident["start"])
    except (KeyError, TypeError, ValueError):
        return None
    return (start, end) if start <= end else (end, start)


def days(period: Range) -> int:
    """Length of a closed range of days."""
    return (period[1] - period[0]).days + 1


def gap(a: Range, b: Range) -> int:
    """Days between two ranges, 0 when they overlap."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)


def shift(a: Range, b: Range) -> int:
    """Days by which start and end differ, summed."""
    return abs((b[0] - a[0]).days) + abs((b[1] - a[1]).days)


def overlap(a: Range, b: Range) -> float:
    """Intersection over union of two ranges."""
    common = max((min(a[1], b[1]) - max(a[0], b[0])).days + 1, 0)
    return common / (days(a) + days(b) - common)
