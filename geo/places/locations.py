"""Places as geopy's `Location`s: address, (latitude, longitude) in degrees, and a raw dict (docs/places.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.location import Location

from geo.geodesy import representative_point
from geo.places.countries import country_names
from geo.places.surroundings import direction, kilometres

if TYPE_CHECKING:
    from geo.model import Candidate, Place
    from geo.places.beside import Beside
    from geo.places.nearest import Near
    from geo.places.surroundings import Surroundings


def location_named(candidate: Candidate) -> Location:
    """What a name means."""
    place = candidate.place
    raw = {**_place_raw(place), "score": candidate.score, "reasons": list(candidate.reasons)}
    return _location(_address(place), place, raw)


def locations_near(around: Surroundings) -> list[Location]:
    """The places near a position, each with what is said of the position."""
    here = {
        "query": {"latitude": around.lat, "longitude": around.lon},
        "lies_in": list(around.countries),
        "border": _border_raw(around.border) if around.border else None,
        "note": around.note,
    }
    return [_location(near_address(near), near.place, {**_near_raw(near), **here}) for near in around.places]


def near_address(near: Near) -> str:
    """The place with its district, province and country; from beyond its radius also how far off, and where."""
    address = _address(near.place, near.district)
    if near.distance_m <= near.place.footprint.radius_m:
        return address
    return f"{kilometres(near.distance_m)} {direction(near.bearing_deg)} of {address}"


def _address(place: Place, district: str = "") -> str:
    parts = (place.name, district, place.admin1, country_names(place.countries))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _location(address: str, place: Place, raw: dict[str, Any]) -> Location:
    lon, lat = representative_point(place.footprint.geometry)
    return Location(address, (lat, lon), raw)


def _place_raw(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "class": place.feature_class,
        "country": place.country,
        "province": place.admin1,
        "radius_m": place.footprint.radius_m,
        "precision": place.footprint.precision.value,
        "source": place.source,
        "basis": place.basis,
    }


def _near_raw(near: Near) -> dict[str, Any]:
    return {
        **_place_raw(near.place),
        "district": near.district,
        "distance_m": round(near.distance_m, 1),
        "direction": direction(near.bearing_deg),
    }


def _border_raw(beside: Beside) -> dict[str, Any]:
    line = beside.line
    return {
        "id": line.id,
        "name": line.name,
        "countries": list(line.countries),
        "distance_m": round(beside.distance_m, 1),
        "side": beside.side,
        "beyond": beside.beyond,
        "basis": line.basis,
        "attribution": "© OpenStreetMap contributors, ODbL 1.0",
    }
