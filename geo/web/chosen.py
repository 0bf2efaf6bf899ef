"""What a menu of the filter bar is set to, in the few words of its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Period, Status
from geo.web import wording

if TYPE_CHECKING:
    from datetime import date

    from geo.store import Query

_MOST = 24


def days(since: date | None, until: date | None) -> str:
    """'Any day', '1 – 30 Jun 2024', 'From 1 Jun 2024'."""
    if since and until:
        return wording.when_briefly(Period(start=since, end=until))
    if since:
        return f"From {since.day} {since:%b} {since.year}"
    if until:
        return f"Until {until.day} {until:%b} {until.year}"
    return "Any day"


def ground(query: Query, name: str = "") -> str:
    """'Anywhere', 'Within 25 km of Paju', 'In an area'. `name` is that of the point, if it is known."""
    parts = []
    if query.near:
        parts.append(f"Within {query.near.km:g} km of {_short(name) or f'{query.near.lat:.2f}, {query.near.lon:.2f}'}")
    if query.area:
        parts.append("in an area" if parts else "In an area")
    return " and ".join(parts) or "Anywhere"


def sources(query: Query) -> str:
    """'Any source', 'Yonhap', 'Claimed by one side, 2 sources or more'."""
    parts = [_short(name) for name in (query.actor, query.publisher) if name]
    parts += [wording.STATUS[one] for one in Status if one in query.statuses]
    if query.sources > 1:
        parts.append(f"{query.sources} sources or more")
    if query.confidence:
        parts.append(f"at least {query.confidence:.0%} sure")
    if len(parts) > 2:
        return f"{len(parts)} on sides and sources"
    return ", ".join(parts) or "Sides and sources"


def _short(name: str) -> str:
    return name if len(name) <= _MOST else name[: _MOST - 1] + "…"
