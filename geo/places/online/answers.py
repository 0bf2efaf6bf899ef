"""What Nominatim answers → places. Shops, roads and the like are left out: a border report does not mean them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.geodesy import distance_m
from geo.model import Place
from geo.places.countries import countries
from geo.places.footprints import point_footprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SOURCE = "nominatim"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
_PLACES = frozenset(
    "aeroway barrier boundary bridge geological historic landuse man_made military mountain_pass natural place railway"
    " waterway".split()
)
_CLASS_OF_TYPE = {
    "city": "town", "town": "town", "village": "village", "hamlet": "village", "isolated_dwelling": "village",
    "suburb": "quarter", "quarter": "quarter", "neighbourhood": "quarter", "borough": "quarter",
    "island": "island", "islet": "island", "archipelago": "island", "county": "county", "district": "district",
    "state": "admin1", "province": "admin1", "region": "region", "country": "country", "sea": "sea",
    "peak": "mountain", "volcano": "mountain", "mountain_range": "mountain", "ridge": "mountain", "saddle": "pass",
    "cape": "cape", "strait": "strait", "shoal": "shoal", "reef": "shoal", "water": "lake", "dam": "dam",
    "river": "river", "stream": "river", "canal": "canal", "border_control": "crossing", "station": "station",
    "camp_site": "camp", "base": "base", "barracks": "base", "checkpoint": "post",
}  # fmt: skip
_CLASS_OF_KEY = {"military": "base", "bridge": "bridge", "mountain_pass": "pass", "waterway": "river"}
# OpenStreetMap's rank of an administrative area, up to which it is of a class
_CLASS_OF_RANK = ((4, "country"), (9, "admin1"), (13, "admin2"), (16, "district"), (18, "town"), (22, "village"))


def row_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of one answer.

    Raises:
        KeyError, ValueError: it has no position, or one that is none on earth.
    """
    lat, lon = float(raw["lat"]), float(raw["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"latitude {lat:g}, longitude {lon:g} is no position on earth")
    address = raw.get("address")
    texts = ("osm_type", "osm_id", "class", "type", "name", "display_name")
    return {
        **{key: str(raw.get(key) or "") for key in texts},
        "lat": lat,
        "lon": lon,
        "rank": int(raw.get("place_rank") or 0),
        "radius_m": _radius_m(raw.get("boundingbox"), lon, lat),
        "country": str(address.get("country_code") or "" if isinstance(address, dict) else "").upper(),
    }


def place_of(row: Mapping[str, Any], asked: date, host: str) -> Place | None:
    """A kept row as a place; None for what is no place.

    Args:
        row: of `row_of`.
        asked: when.
        host: whom.
    """
    if row["class"] not in _PLACES:
        return None
    feature_class = _class(row)
    return Place(
        id=f"osm:{row['osm_type'] or 'place'}/{row['osm_id'] or row['name']}",
        name=row["name"] or row["display_name"].partition(",")[0],
        feature_class=feature_class,
        countries=(row["country"],) if row["country"] in countries() else (),
        footprint=point_footprint(row["lon"], row["lat"], feature_class, row["radius_m"]),
        source=SOURCE,
        basis=f"{ATTRIBUTION}; asked of {host} on {asked.isoformat()}",
    )


def _class(row: Mapping[str, Any]) -> str:
    if row["type"] == "administrative":
        return next((name for most, name in _CLASS_OF_RANK if 0 < row["rank"] <= most), "district")
    return _CLASS_OF_TYPE.get(row["type"]) or _CLASS_OF_KEY.get(row["class"], "site")


def _radius_m(box: Any, lon: float, lat: float) -> float:
    """From a position to the farther corner of its box (S, N, W, E, as Nominatim has it); 0 if there is none."""
    if not isinstance(box, list | tuple) or len(box) != 4:
        return 0.0
    south, north, west, east = (float(edge) for edge in box)
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        return 0.0
    return float(round(max(distance_m((lon, lat), corner) for corner in ((west, south), (east, north)))))
