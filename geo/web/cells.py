"""What a map view holds, as plain values for JSON. Coordinates are longitude first, rounded to about a decimetre."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import shapely
import shapely.geometry

from geo.errors import InputError
from geo.geodesy import circle, representative_point
from geo.kinds import shown_kind
from geo.model import PlacePrecision
from geo.web.wording import when_briefly

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.model import Incident, Period, Place
    from geo.store import Query, Shape, Store, Symbol

Box = tuple[float, float, float, float]

MAX_MEMBERS = 200
_GRID = 1e-6
_NEAR = 1e-6
_APART = 0.6  # zoom levels; the store's marks stand 28 pixels apart, ours are up to 56 wide


def symbols(store: Store, query: Query, box: Box, zoom: float) -> list[dict[str, Any]]:
    """The marks of a view: single incidents and clusters, so far apart that rings do not cover another."""
    marks = store.symbols(query, box, max(zoom - _APART, 0.0))
    return [_cluster(symbol) if symbol.count > 1 else _single(symbol) for symbol in marks]


def shapes(store: Store, query: Query, box: Box, zoom: float) -> list[dict[str, Any]]:
    """The lines and areas that reach into a view; a view without extent has none."""
    if box[0] == box[2] or box[1] == box[3]:
        return []
    return [_shape(shape) for shape in store.shapes(query, box, zoom)]


def members(store: Store, query: Query, box: Box) -> list[str]:
    """The ids of the incidents whose representative point lies in a box, newest first, at most `MAX_MEMBERS`."""
    west, south, east, north = box
    wide = (west - _NEAR, max(south - _NEAR, -90.0), east + _NEAR, min(north + _NEAR, 90.0))
    found = (incident.id for incident in store.incidents(replace(query, bbox=wide)) if _stands_in(incident, wide))
    return list(islice(found, MAX_MEMBERS))


def sharing(store: Store, query: Query, incident_id: str) -> list[str]:
    """The ids of the incidents with the very footprint of this one, newest first, at most `MAX_MEMBERS`.

    Raises:
        InputError: there is no such incident.
    """
    model = store.incident(incident_id)
    if model is None:
        raise InputError("There is no incident with this id: it may have been removed.")
    geometry = model.footprint.geometry
    near = replace(query, bbox=geometry.bounds)
    found = (i.id for i in store.incidents(near) if shapely.equals_exact(i.footprint.geometry, geometry, _NEAR))
    return list(islice(found, MAX_MEMBERS))


def whereabouts(incident: Incident) -> dict[str, Any]:
    """Where to look for one incident: its representative point, the box to bring into view, its line or area."""
    lon, lat = representative_point(incident.footprint.geometry)
    geometry = outline(incident)
    west, south, east, north = geometry.bounds if geometry is not None else (lon, lat, lon, lat)
    shape = _geojson(geometry) if geometry is not None else None
    return {"id": incident.id, "lon": lon, "lat": lat, "bbox": [west, south, east, north], "geometry": shape}


def outline(incident: Incident) -> BaseGeometry | None:
    """The line, the area, or the ring around a point that is not exact; None for an exact spot."""
    footprint = incident.footprint
    if footprint.geometry.geom_type not in ("Point", "MultiPoint"):
        return footprint.geometry
    if footprint.radius_m <= 0:
        return None
    return circle(*representative_point(footprint.geometry), footprint.radius_m)


def inline(incidents: list[Incident], titles: list[str], places: list[Place]) -> dict[str, Any]:
    """Symbols and shapes of a few incidents that are in no store yet, and the places named, as the map takes them."""
    marks, drawn = [], []
    for incident, title in zip(incidents, titles, strict=True):
        lon, lat = representative_point(incident.footprint.geometry)
        common = _common(incident.kind, incident.footprint.precision) | {
            "id": incident.id,
            "title": title,
            "status": incident.status.value,
            "uncertain": False,
            "n": 1,
        }
        marks.append(common | {"lon": lon, "lat": lat, "radius": incident.footprint.radius_m})
        if incident.footprint.geometry.geom_type != "Point":
            drawn.append(common | {"geometry": _geojson(incident.footprint.geometry)})
    spots = {place.id: (place.name, *representative_point(place.footprint.geometry)) for place in places}
    named = [{"name": name, "lon": lon, "lat": lat} for name, lon, lat in spots.values()]
    return {"symbols": marks, "shapes": drawn, "places": named}


def _stands_in(incident: Incident, box: Box) -> bool:
    lon, lat = representative_point(incident.footprint.geometry)
    return box[1] <= lat <= box[3] and any(box[0] <= lon + turn <= box[2] for turn in (-360, 0, 360))


def _common(kind_id: str, precision: PlacePrecision | None) -> dict[str, Any]:
    group = shown_kind(kind_id).group.id
    return {"kind": kind_id, "group": group, "precision": (precision or PlacePrecision.LOCALITY).value}


def _cluster(symbol: Symbol) -> dict[str, Any]:
    west, south, east, north = symbol.bbox
    return {
        "n": symbol.count,
        "lon": _rounded(symbol.lon),
        "lat": _rounded(symbol.lat),
        "groups": dict(symbol.groups),
        "bbox": [west, south, east, north],
        "spot": east - west < _NEAR and north - south < _NEAR,
    }


def _single(symbol: Symbol) -> dict[str, Any]:
    return _common(symbol.kind, symbol.precision) | {
        "n": 1,
        "id": symbol.id,
        "lon": _rounded(symbol.lon),
        "lat": _rounded(symbol.lat),
        "title": _dated(symbol.title, symbol.period),
        "status": symbol.status.value,
        "uncertain": bool(symbol.uncertain),
        "radius": symbol.radius_m,
    }


def _shape(shape: Shape) -> dict[str, Any]:
    others = f" and {shape.count - 1} more" if shape.count > 1 else ""
    return _common(shape.kind, shape.precision) | {
        "n": shape.count,
        "id": shape.id,
        "title": _dated(shape.title, shape.period) + others,
        "status": shape.status.value,
        "uncertain": shape.uncertain,
        "geometry": _geojson(shape.geometry),
    }


def _dated(title: str, period: Period | None) -> str:
    return f"{title}, {when_briefly(period)}" if period else title


def _geojson(geometry: BaseGeometry) -> dict[str, Any]:
    snapped = shapely.set_precision(geometry, _GRID, mode="pointwise")
    return dict(shapely.geometry.mapping(snapped))


def _rounded(degrees: float) -> float:
    return round(degrees, 6) if math.isfinite(degrees) else 0.0
