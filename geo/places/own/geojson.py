"""Layers as GeoJSON (RFC 7946): features with a name that are points, lines or areas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.places.own.records import OwnPlace, Refusal, own_place
from geo.places.own.swaps import Towns, check_position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.geodesy import LonLat

SHAPES = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_DEPTHS = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def read_geojson(text: str, file: str, layer: str, towns: Towns) -> Iterator[OwnPlace | Refusal]:
    """The places of a FeatureCollection (or one feature) in order, a refusal in the place of each unusable feature.

    Args:
        text: JSON.
        file: its name, for messages.
        layer: what ids of its places begin with.
        towns: to tell whether a place lies in its country.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Refusal(file, f"The file is no JSON ({error}): export the layer again as GeoJSON.")
        return
    kind = document.get("type") if isinstance(document, dict) else None
    features = [document] if kind == "Feature" else document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        yield Refusal(file, "The file is no FeatureCollection: export the layer again as GeoJSON (RFC 7946).")
        return
    if (crs := _crs(document)) and "CRS84" not in crs and not crs.endswith(("4326", "4979")):
        yield Refusal(file, f"The coordinates are in {crs!r}: export the layer in WGS 84 (EPSG:4326).")
        return
    for number, feature in enumerate(features, start=1):
        yield _feature(feature, f"{file}, feature {number}", layer, towns)


def _crs(document: Mapping[str, Any]) -> str:
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _feature(feature: Any, where: str, layer: str, towns: Towns) -> OwnPlace | Refusal:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return Refusal(where, "It has no properties: give each feature at least a name.")
    fields = {str(key): _text(value) for key, value in properties.items()} | {"layer": layer}
    fields.setdefault("id", _text(feature.get("id")))
    fields.setdefault("alternates", fields.get("names", ""))
    try:
        geometry = _geometry(feature.get("geometry"))
        lon, lat = _point(geometry)
        place = own_place(fields, lon, lat, where, None if geometry["type"] == "Point" else geometry)
        for position in dict.fromkeys((*_corners(geometry["coordinates"]), (lon, lat))):
            towns.check_country(*position, place.countries)
    except InputError as error:
        return Refusal(where, f"{fields.get('name') or 'The feature'}: {error}")
    return place


def _text(value: Any) -> str:
    """A property as a cell of a table; lists are joined by '|'."""
    if isinstance(value, list):
        return "|".join(str(one) for one in value)
    return "" if value is None else str(value)


def _geometry(geometry: Any) -> dict[str, Any]:
    """The geometry with its positions checked, heights left out.

    Raises:
        InputError: it is of another type, broken, or not on earth.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in SHAPES:
        raise InputError(f"the geometry is {kind or 'missing'!r}: take one of {', '.join(SHAPES)}.")
    return {"type": kind, "coordinates": _positions(geometry.get("coordinates"), _DEPTHS[kind])}


def _positions(found: Any, depth: int) -> Any:
    if not isinstance(found, list) or not found:
        raise InputError("its coordinates are empty or no list: export the layer again as GeoJSON.")
    if depth:
        return [_positions(one, depth - 1) for one in found]
    if len(found) < 2 or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in found):
        raise InputError(f"the position {found!r} is not [longitude, latitude]: export the layer again as GeoJSON.")
    lon, lat = float(found[0]), float(found[1])
    check_position(lon, lat, "GeoJSON has the longitude first")
    return [lon, lat]


def _corners(coordinates: Any) -> Iterator[LonLat]:
    """The positions of a geometry farthest west, east, south and north: one that is swapped is among them."""
    flat = list(_flat(coordinates))
    for axis in (0, 1):
        yield from (min(flat, key=lambda one: one[axis]), max(flat, key=lambda one: one[axis]))


def _flat(coordinates: Any) -> Iterator[LonLat]:
    if isinstance(coordinates[0], float):
        yield coordinates[0], coordinates[1]
    else:
        for one in coordinates:
            yield from _flat(one)


def _point(geometry: dict[str, Any]) -> LonLat:
    """The point that stands for a geometry.

    Raises:
        InputError: it crosses itself, has too few positions or an open ring.
    """
    import shapely
    from shapely.geometry import shape

    from geo.geodesy import representative_point

    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        return lon, lat
    try:
        drawn = shape(geometry)
    except (ValueError, shapely.errors.ShapelyError) as error:
        raise InputError(f"its geometry cannot be drawn ({error}): draw it again.") from error
    if drawn.is_empty or not drawn.is_valid or drawn.length == 0:
        raise InputError(f"its geometry is not valid ({shapely.is_valid_reason(drawn)}): draw it again.")
    return representative_point(drawn)
