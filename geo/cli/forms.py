"""What `parse` gives for machines: one flat JSON object a report, every key always there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model import Candidate, Incident, Place, Resolution
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
    """A place name; name, lat, lon and what follows from a place are None for NIL, `others` come next, best first.

    lat and lon are degrees of the footprint's representative point, `credit` says whose data the place is.
    """
    from geo.places.grounds import why
    from geo.publish.attribution import credit_of

    toponym, place = resolution.toponym, resolution.place
    lon, lat = _point(place) if place else (None, None)
    return {
        "start": toponym.start,
        "end": toponym.end,
        "surface": toponym.surface,
        "name": place.name if place else None,
        "country": place.country if place else "",
        "lat": lat,
        "lon": lon,
        "score": round(resolution.chosen.score, 4) if resolution.chosen else 0.0,
        "id": place.id if place else None,
        "class": place.feature_class if place else None,
        "precision": place.footprint.precision.value if place else None,
        "radius_m": place.footprint.radius_m if place else None,
        "source": place.source if place else None,
        "credit": credit_of(place.source) if place else "",
        "metonym": toponym.metonym,
        "method": resolution.method,
        "why": why(resolution),
        "others": [_other(loser) for loser in resolution.losers],
    }


def _other(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    lon, lat = _point(place)
    return {
        "name": place.name,
        "country": place.country,
        "lat": lat,
        "lon": lon,
        "score": round(candidate.score, 4),
        "id": place.id,
        "source": place.source,
    }


def _point(place: Place) -> tuple[float, float]:
    from geo.geodesy import representative_point

    lon, lat = representative_point(place.footprint.geometry)
    return round(lon, DIGITS), round(lat, DIGITS)


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
