"""What a gold report must be: the rules that bench.check applies."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from typing import Any

from bench.guide import KINDS, Json

ASIA = ("korea", "south-asia", "southeast-asia", "central-asia")
REGIONS = frozenset({*ASIA, "caucasus", "levant", "europe", "africa", "americas"})
STYLES = frozenset({"wire", "roundup", "chronology", "analysis", "brief", "statement"})
STATUSES = frozenset({"reported", "claimed", "disputed"})
REPORT_KEYS = frozenset(
    {"id", "title", "text", "published", "language", "region", "style", "toponyms", "incidents", "not_incidents"}
)
_PLACED = {"geometry", "tolerance_km"}
INCIDENT_KEYS = frozenset(
    {"kind", "start", "end", "place", "initiator", "target", "status", "quantities", "evidence", *_PLACED}
)
TOPONYM_KEYS = frozenset({"surface", "start", "end", "name", "country", *_PLACED})
# ISO 3166 alpha-2; two joined by / for a shared line; empty for the high seas
COUNTRY = re.compile(r"(?:[A-Z]{2}(?:/[A-Z]{2})*)?")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MAX_VERTICES = 100
FIRST_YEAR, LAST_YEAR = 2009, 2026
SHORTEST_TEXT = 80


def report_errors(report: Json) -> list[str]:
    """All errors of one report."""
    if set(report) != REPORT_KEYS:
        return [f"report keys wrong: {sorted(set(report) ^ REPORT_KEYS)}"]
    published = parse_date(report["published"])
    if published is None or not FIRST_YEAR <= published.year <= LAST_YEAR:
        return [f"published {report['published']!r} not sane"]
    text = report["text"]
    out = _head_errors(report, text)
    last_end = 0
    for toponym in report["toponyms"]:
        out += toponym_errors(toponym, text)
        if toponym["start"] < last_end:
            out.append(f"toponym {toponym['surface']!r} overlaps or is out of order")
        last_end = toponym["end"]
    for incident in report["incidents"]:
        out += incident_errors(incident, text, published)
    out += _repeated(report["incidents"])
    if any(not isinstance(note, str) or not note for note in report["not_incidents"]):
        out.append("not_incidents must be non-empty notes")
    if not report["incidents"] and not report["not_incidents"]:
        out.append("neither incidents nor not_incidents")
    return out


def report_warnings(report: Json) -> list[str]:
    """Doubtful things: an evidence that names weekdays of which none falls into the date range."""
    out = []
    for incident in report["incidents"]:
        start, end = parse_date(incident["start"]), parse_date(incident["end"])
        named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", incident["evidence"])]
        if start and end and named and (end - start).days < 7:
            days = {WEEKDAYS[(start + dt.timedelta(n)).weekday()] for n in range((end - start).days + 1)}
            if not days & set(named):
                out.append(f"{incident['kind']} {start}..{end} is {sorted(days)}, evidence says {named}")
    return out


def toponym_errors(toponym: Json, text: str) -> list[str]:
    """Check one toponym's keys, offsets and geometry."""
    missing = TOPONYM_KEYS - set(toponym)
    if missing or set(toponym) - TOPONYM_KEYS - {"metonym"}:
        return [f"toponym keys wrong: {sorted(toponym)}"]
    surface = toponym["surface"]
    out = []
    if text[toponym["start"] : toponym["end"]] != surface:
        out.append(f"toponym offset {toponym['start']} does not give {surface!r}")
    if not COUNTRY.fullmatch(toponym["country"]):
        out.append(f"toponym {surface!r}: country {toponym['country']!r}")
    if not toponym["name"]:
        out.append(f"toponym {surface!r}: empty name")
    if toponym.get("metonym", True) is not True:
        out.append(f"toponym {surface!r}: metonym must be true or absent")
    problems = geometry_errors(toponym["geometry"], ("Point", "LineString"))
    return out + [f"toponym {surface!r}: {problem}" for problem in problems] + tolerance_error(toponym["tolerance_km"])


def incident_errors(incident: Json, text: str, published: dt.date) -> list[str]:
    """Check one incident against the guide."""
    if set(incident) != INCIDENT_KEYS:
        return [f"incident keys wrong: {sorted(set(incident) ^ INCIDENT_KEYS)}"]
    out = [] if incident["kind"] in KINDS else [f"unknown kind {incident['kind']!r}"]
    out += _period_errors(parse_date(incident["start"]), parse_date(incident["end"]), published)
    if not incident["place"]:
        out.append("empty place")
    out += geometry_errors(incident["geometry"], ("Point", "LineString", "MultiLineString"))
    out += tolerance_error(incident["tolerance_km"])
    for key in ("initiator", "target"):
        if not (isinstance(incident[key], list) and all(isinstance(x, str) and x for x in incident[key])):
            out.append(f"{key} is not a list of phrases")
    if incident["status"] not in STATUSES:
        out.append(f"unknown status {incident['status']!r}")
    quantities = incident["quantities"]
    if not isinstance(quantities, dict) or not all(_is_number(v) and v >= 0 for v in quantities.values()):
        out.append("quantities must map names to numbers")
    if not incident["evidence"] or incident["evidence"] not in text:
        out.append("evidence is not verbatim in the text")
    return [f"{incident['kind']} {incident['start']}: {error}" for error in out]


def geometry_errors(geometry: Any, types: tuple[str, ...]) -> list[str]:
    """What is wrong with a GeoJSON Point, LineString or MultiLineString in lon/lat."""
    if not isinstance(geometry, dict) or set(geometry) != {"type", "coordinates"}:
        return ["geometry is not a bare GeoJSON object"]
    if geometry["type"] not in types:
        return [f"geometry type {geometry['type']!r} not allowed"]
    if geometry["type"] == "Point":
        return position_errors([geometry["coordinates"]])
    lines = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
    out = [f"a line has {len(line)} vertices" for line in lines if not 2 <= len(line) <= MAX_VERTICES]
    for line in lines:
        out += position_errors(line)
        if any(a == b for a, b in pairwise(line)):
            out.append("a line repeats a vertex")
    return out


def position_errors(points: list[Any]) -> list[str]:
    """What is wrong with a list of lon/lat positions."""
    for point in points:
        if not (isinstance(point, list) and len(point) == 2 and all(isinstance(x, (int, float)) for x in point)):
            return [f"bad position {point!r}"]
    return [f"position out of range {x, y}" for x, y in points if not (-180 <= x <= 180 and -90 <= y <= 90)]


def tolerance_error(value: Any) -> list[str]:
    """A tolerance must be a positive number of kilometres."""
    return [] if _is_number(value) and value > 0 else [f"bad tolerance_km {value!r}"]


def parse_date(value: Any) -> dt.date | None:
    """An ISO date, or None if the value is not one."""
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _head_errors(report: Json, text: str) -> list[str]:
    out = []
    if report["region"] not in REGIONS:
        out.append(f"unknown region {report['region']!r}")
    if report["style"] not in STYLES:
        out.append(f"unknown style {report['style']!r}")
    if report["language"] != "en":
        out.append(f"language {report['language']!r}")
    if not report["title"].strip() or len(text) < SHORTEST_TEXT or text != text.strip() or "\r" in text:
        out.append("empty title, or text too short or not trimmed")
    return out


def _period_errors(start: dt.date | None, end: dt.date | None, published: dt.date) -> list[str]:
    if start is None or end is None:
        return ["start or end is not an ISO date"]
    out = []
    if start > end:
        out.append(f"start {start} after end {end}")
    if end > published:
        out.append(f"end {end} after publication {published}")
    if start.year < FIRST_YEAR:
        out.append(f"start {start} before {FIRST_YEAR}")
    return out


def _repeated(incidents: list[Json]) -> list[str]:
    out: list[str] = []
    seen: set[str] = set()
    for incident in incidents:
        key = json.dumps([incident.get(k) for k in ("kind", "start", "end", "place", "initiator", "target")])
        if key in seen:
            out.append(f"incident given twice: {key}")
        seen.add(key)
    return out


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
