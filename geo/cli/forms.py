"""What `parse` gives for machines: one flat JSON object a report, every key always there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model import Incident, Resolution
    from geo.pipeline import Parsed

DIGITS = 7  # of a degree: a centimetre


def parsed_form(report_id: str, parsed: Parsed) -> dict[str, Any]:
    """`{"id", "language", "note", "toponyms": [...], "incidents": [...]}`; offsets are code points of the text."""
    from geo.reports.language import note

    return {
        "id": report_id,
        "language": parsed.report.language,
        "note": note(parsed.report.language),
        "toponyms": [toponym_form(resolution) for resolution in parsed.resolutions],
        "incidents": [incident_form(incident) for incident in parsed.incidents],
    }


def toponym_form(resolution: Resolution) -> dict[str, Any]:
    """A place name; name, lat and lon are None for NIL, else degrees of the footprint's representative point."""
    from geo.geodesy import representative_point

    toponym, place = resolution.toponym, resolution.place
    lon, lat = representative_point(place.footprint.geometry) if place else (None, None)
    return {
        "start": toponym.start,
        "end": toponym.end,
        "surface": toponym.surface,
        "name": place.name if place else None,
        "country": place.country if place else "",
        "lat": None if lat is None else round(lat, DIGITS),
        "lon": None if lon is None else round(lon, DIGITS),
        "score": round(resolution.chosen.score, 4) if resolution.chosen else 0.0,
    }


def incident_form(incident: Incident) -> dict[str, Any]:
    """An incident of one report: GeoJSON geometry as in the exports, the evidence of its founding mention."""
    from shapely.geometry import mapping

    from geo.publish.geometry import tidy

    geometry = tidy(incident.footprint.geometry)
    return {
        "kind": incident.kind,
        "start": incident.period.start.isoformat(),
        "end": incident.period.end.isoformat(),
        "place": incident.place,
        "geometry": None if geometry is None else mapping(geometry),
        "status": incident.status.value,
        "initiator": list(incident.initiator),
        "target": list(incident.target),
        "quantities": {noun: _number(value) for noun, value in incident.quantities.items()},
        "evidence": incident.citations[0].evidence.quote if incident.citations else "",
    }


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
