"""Incident ↔ GeoJSON feature: the one schema of what leaves the program.

Lists stay lists, days are ISO 8601, a number that is none becomes null (a quantity is left out). Offsets, titles and
the mentions' ids stay at home: an incident comes back with the fields of the schema, and gives the same feature again.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping, shape

from geo.errors import InputError
from geo.kinds import kind, kinds
from geo.model import (
    Citation,
    DatePrecision,
    Disagreement,
    Evidence,
    Footprint,
    Incident,
    Loss,
    Period,
    PlacePrecision,
    Review,
    Status,
)
from geo.publish.geometry import bounds, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    "id",
    "kind",
    "group",
    "start",
    "end",
    "date_precision",
    "place",
    "country",
    "place_precision",
    "radius_m",
    "initiator",
    "target",
    "quantities",
    "status",
    "review",
    "confidence",
    "reports",
    "sources",
    "evidence",
    "disagreements",
    "losses",
)
Feature = dict[str, Any]


def feature(incident: Incident) -> Feature:
    """The incident as an RFC 7946 feature with the JSON-FG member `time`."""
    geometry = tidy(incident.footprint.geometry)
    return {
        "type": "Feature",
        "id": _text(incident.id),
        **({} if geometry is None else {"bbox": bounds(geometry)}),
        "geometry": None if geometry is None else mapping(geometry),
        "time": time(incident.period),
        "properties": properties(incident),
    }


def time(period: Period) -> dict[str, Any]:
    """JSON-FG: the `date` of a single day, else the `interval`, whose end is '..' when it is open."""
    start, end = period.start.isoformat(), period.end.isoformat()
    if period.precision is DatePrecision.OPEN:
        return {"interval": [start, ".."]}
    return {"date": start} if start == end else {"interval": [start, end]}


def properties(incident: Incident) -> dict[str, Any]:
    """The values of `FIELDS`, in that order."""
    footprint, period = incident.footprint, incident.period
    values = (
        _text(incident.id),
        incident.kind,
        kind(incident.kind).group.id if incident.kind in kinds() else "other",
        period.start.isoformat(),
        period.end.isoformat(),
        period.precision.value,
        _text(incident.place),
        incident.country,
        footprint.precision.value,
        _number(footprint.radius_m),
        [_text(name) for name in incident.initiator],
        [_text(name) for name in incident.target],
        {_text(name): value for name, value in incident.quantities.items() if math.isfinite(value)},
        incident.status.value,
        incident.review.value,
        _number(incident.confidence),
        incident.reports,
        incident.sources,
        [_cited(citation) for citation in incident.citations],
        [_differing(one) for one in incident.disagreements],
        [{"side": _text(one.side), "killed": one.killed, "injured": one.injured} for one in incident.losses],
    )
    return dict(zip(FIELDS, values, strict=True))


def incident_of(feature: Mapping[str, Any]) -> Incident:
    """The incident of a feature that `feature` made.

    Raises:
        InputError: a field is missing or cannot be used.
    """
    name = feature.get("id", "without id")
    try:
        return _incident(feature["properties"], feature["geometry"])
    except KeyError as error:
        raise InputError(f"The feature {name} lacks the field {error}: export it again.") from error
    except (TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InputError(f"The feature {name} cannot be read ({error}): export it again.") from error


def _incident(values: Mapping[str, Any], geometry: dict[str, Any] | None) -> Incident:
    if geometry is None:
        raise InputError("it has no geometry")
    precision = PlacePrecision(values["place_precision"])
    start, end = date.fromisoformat(values["start"]), date.fromisoformat(values["end"])
    return Incident(
        id=values["id"],
        kind=values["kind"],
        period=Period(start=start, end=end, precision=DatePrecision(values["date_precision"])),
        footprint=Footprint(geometry=shape(geometry), precision=precision, radius_m=values["radius_m"] or 0.0),
        place=values["place"],
        country=values["country"],
        initiator=tuple(values["initiator"]),
        target=tuple(values["target"]),
        quantities=dict(values["quantities"]),
        losses=tuple(Loss(**loss) for loss in values.get("losses", ())),
        status=Status(values["status"]),
        review=Review(values["review"]),
        confidence=1.0 if values["confidence"] is None else values["confidence"],
        citations=tuple(map(_citation, values["evidence"])),
        sources=values["sources"],
        disagreeing=tuple(one["field"] for one in values.get("disagreements", ())),
        disagreements=tuple(map(Disagreement.of, values.get("disagreements", ()))),
    )


def _cited(citation: Citation) -> dict[str, str | None]:
    return {
        "report": citation.evidence.report_id,
        "publisher": _text(citation.publisher),
        "url": _text(citation.url),
        "published": citation.published.isoformat() if citation.published else None,
        "quote": _text(citation.evidence.quote),
    }


def _differing(one: Disagreement) -> dict[str, Any]:
    accounts = [{"value": _text(said.value), "reports": list(said.reports)} for said in one.accounts]
    return {"field": _text(one.field), "accounts": accounts}


def _citation(row: Mapping[str, Any]) -> Citation:
    quote = row["quote"]
    return Citation(
        evidence=Evidence(report_id=row["report"], start=0, end=len(quote), quote=quote),
        publisher=row["publisher"],
        url=row["url"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
    )


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _text(text: str) -> str:
    """Half a surrogate pair is no Unicode text: it leaves as '?'."""
    return text.encode("utf-8", "replace").decode()
