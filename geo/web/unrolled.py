"""The incidents beside a line: at which kilometre each stands, and how exactly that is known."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import shapely

from geo.kinds import shown_kind
from geo.model import PlacePrecision
from geo.places.alongside import chainage
from geo.store.query import is_uncertain
from geo.web import wording

if TYPE_CHECKING:
    from geo.model import Footprint, Incident
    from geo.places.chainage import Extent
    from geo.store import Query, Store

MAX_MARKS = 2_000
_MOST_READ = 3_000
_BOX_KM = 600.0
_LINES = (PlacePrecision.ON_LINE, PlacePrecision.ALONG_LINE)
_SPOTS = (PlacePrecision.EXACT, PlacePrecision.LOCALITY)
_MAP_PX, _TILE_PX, _CLOSEST = (960, 640), 256, 11.0
_LONGEST_DAYS = 400  # what lasts longer does not widen the time that is drawn


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """An incident beside a line, and the stretch (km) on which it may belong."""

    incident: Incident
    extent: Extent


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The marks of a line, newest first; `since`: there were too many, and older ones than this day are not drawn."""

    marks: tuple[Mark, ...]
    since: date | None = None


def find(store: Store, query: Query, line_id: str, within_km: float) -> Found:
    """The incidents of a query within a distance of a line, the newest `MAX_MARKS` at most.

    The months are counted first, so that no more is read than can be drawn, however much is stored.

    What is known to a country alone stands nowhere on a line and is left out. The box of the query is not used: the
    line has boxes of its own.
    """
    asked = [replace(query, bbox=box) for box in chainage(line_id).boxes(within_km, _BOX_KM)]
    limits, since = _limits([_months(store, one) for one in asked])
    read: dict[str, Incident] = {}
    for one, (limit, is_all) in zip(asked, limits, strict=True):
        found = list(store.incidents(one, limit=limit)) if limit else []
        read.update((incident.id, incident) for incident in found)
        if found and not is_all:
            since = max(filter(None, [since, found[-1].period.start]))
    kept = (one for one in read.values() if since is None or one.period.start >= since)
    marks = [mark for one in kept if (mark := _mark(one, line_id, within_km))]
    newest = heapq.nlargest(MAX_MARKS, marks, key=lambda mark: (mark.incident.period.start, mark.incident.id))
    if len(newest) < len(marks):
        since = newest[-1].incident.period.start
    return Found(marks=tuple(newest), since=since)


def _months(store: Store, query: Query) -> Counter[str]:
    # YYYY-MM of the first day → how many
    counts: Counter[str] = Counter()
    for month, _, number in store.timeline(query, "month"):
        counts[month] += number
    return counts


def _limits(boxes: list[Counter[str]]) -> tuple[list[tuple[int, bool]], date | None]:
    """How many of the newest to read in each box, and whether that is all of them since the day that is told, too.

    The day is the first of a month, the same for all boxes: what is drawn is whole from there on. None: from ever.
    """
    total = sum(boxes, Counter())
    room, first = _MOST_READ, ""
    for month in sorted(total, reverse=True):
        room -= total[month]
        if room < 0:
            break
        first = month
    if room >= 0:
        return [(box.total(), True) for box in boxes], None
    if not first:  # the newest month alone is too full
        share = max(1, _MOST_READ // len(boxes))
        first = max(total)
        return [(min(box[first], share), box[first] <= share) for box in boxes], date.fromisoformat(f"{first}-01")
    newest = [sum(number for month, number in box.items() if month >= first) for box in boxes]
    return [(number, True) for number in newest], date.fromisoformat(f"{first}-01")


def _mark(incident: Incident, line_id: str, within_km: float) -> Mark | None:
    footprint = incident.footprint
    if footprint.precision is PlacePrecision.COUNTRY:
        return None
    extent = _extent(line_id, footprint.geometry.wkb, footprint.radius_m, within_km)
    return Mark(incident=incident, extent=extent) if extent else None


@lru_cache(maxsize=8192)
def _extent(line_id: str, wkb: bytes, radius_m: float, within_km: float) -> Extent | None:
    line, geometry = chainage(line_id), shapely.from_wkb(wkb)
    if not isinstance(geometry, shapely.Point):
        return line.shadow(geometry, within_km)
    if line.foot(geometry.x, geometry.y).gap_km > within_km:
        return None
    return line.spread(geometry.x, geometry.y, radius_m)


def days(found: Found, query: Query) -> tuple[date, date] | None:
    """The first and the last day to draw: the filter's, else those of the incidents and a little room.

    None if there is neither.
    """
    periods = [mark.incident.period for mark in found.marks]
    short = [one for one in periods if one.days <= _LONGEST_DAYS] or periods
    first = query.since or min((one.start for one in short), default=query.until)
    last = query.until or max((one.end for one in short), default=query.since)
    if first is None or last is None:
        return None
    first, last = min(first, last), max(first, last)
    room = timedelta(days=1 + (last - first).days // 40)
    return first if query.since else first - room, last if query.until else last + room


def view(line_id: str, within_km: float) -> str:
    """The view of the map that holds a line and what is so near: longitude, latitude, zoom."""
    boxes = chainage(line_id).boxes(within_km, math.inf)
    west, south, east, north = boxes[0]
    wide = math.log2(_MAP_PX[0] / _TILE_PX * 360 / (east - west))
    high = math.log2(_MAP_PX[1] / _TILE_PX * 360 / (_mercator(north) - _mercator(south)))
    zoom = min(_CLOSEST, max(2.0, math.floor(2 * min(wide, high)) / 2))
    return f"{(west + east) / 2:.3f},{(south + north) / 2:.3f},{zoom:g}"


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))))


def row(mark: Mark, query: Query) -> dict[str, Any]:
    """What the chart is told of a mark; km to a hundred metres, days in ISO 8601."""
    one, what = mark.incident, shown_kind(mark.incident.kind)
    return {
        "id": one.id,
        "km": round(mark.extent.km, 1),
        "from": round(mark.extent.from_km, 1),
        "to": round(mark.extent.to_km, 1),
        "since": one.period.start.isoformat(),
        "until": one.period.end.isoformat(),
        "group": what.group.id,
        "shape": shape(one.footprint),
        "status": one.status.value,
        "uncertain": is_uncertain(query, one.period),
        "title": wording.title(one),
        "where": where(mark),
    }


def shape(footprint: Footprint) -> str:
    """How the mark of a footprint looks on the map: 'spot', 'line' or 'area'."""
    if footprint.precision in _LINES:
        return "line"
    return "spot" if footprint.precision in _SPOTS else "area"


def where(mark: Mark) -> str:
    """'km 43–51, 6 km from the line'."""
    first, last = round(mark.extent.from_km), round(mark.extent.to_km)
    span = f"km {first}" if last - first < 1 else f"km {first}–{last}"
    gap = mark.extent.gap_km
    return f"{span}, on the line" if gap < 0.5 else f"{span}, {round(gap)} km from the line"
