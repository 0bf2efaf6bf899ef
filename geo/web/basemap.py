"""The ground of the map: the world at once in one gzipped document, and the sharper ground of a view when asked."""

from __future__ import annotations

import functools
import gzip
from typing import TYPE_CHECKING, Any

import orjson
import shapely
from shapely import MultiLineString, MultiPolygon, affinity

from geo.errors import DataError
from geo.kinds import DATA
from geo.places import borders
from geo.publish.attribution import CREDITS
from geo.publish.html import safe
from geo.store.query import world_boxes

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.model import Place

Box = tuple[float, float, float, float]

_APPROXIMATE = "approximate"
_LINE_TOLERANCE_DEG = 0.0005
_GRID_DEG = 1e-4
_SHARP = {"land": "detail", "provinces": "detail", "borders": "borders", "disputed": "borders"}
_TILE_PX = 256


@functools.cache
def document() -> bytes:
    """The world as JSON: GeoJSON geometries by layer, labels, lines of special standing, attribution.

    Raises:
        DataError: a file of data/ cannot be read.
    """
    return orjson.dumps(_file("world") | {"lines": lines(), "attribution": attribution()})


@functools.cache
def compressed() -> bytes:
    """The same, gzipped."""
    return gzip.compress(document())


def sharp(box: Box, zoom: float) -> dict[str, Any]:
    """Land, borders and names of a view and its surroundings, cut to a box and simplified to half a pixel.

    Args:
        box: west, south, east, north in degrees; it may lie in another copy of the world.
        zoom: Web Mercator zoom, 256-pixel tiles.
    """
    half_pixel = 180 / (_TILE_PX * 2.0**zoom)
    found: dict[str, Any] = {layer: _cut(layer, box, half_pixel) for layer in _SHARP}
    west, south, east, north = box
    inside = [label for label in _province_labels() if west <= label["lon"] <= east and south <= label["lat"] <= north]
    return found | {"labels": [label for label in inside if label["from"] <= zoom <= label["to"]]}


def lines() -> list[dict[str, Any]]:
    """Demarcation lines, ceasefire lines and zones as GeoJSON features; a border that only has a name is no news."""
    return [_feature(place) for place in borders.mapped_lines() if place.basis]


def attribution() -> str:
    """Whose data the map is made of, as links that open only when somebody follows them."""
    return " · ".join(
        f'<a href="{safe(one.url)}" target="_blank" rel="noopener noreferrer">{safe(one.name)}</a>' for one in CREDITS
    )


def _feature(place: Place) -> dict[str, Any]:
    geometry = shapely.simplify(place.footprint.geometry, _LINE_TOLERANCE_DEG)
    return {
        "type": "Feature",
        "properties": {"name": place.name, "basis": place.basis, "approximate": place.basis.startswith(_APPROXIMATE)},
        "geometry": _geojson(geometry, _GRID_DEG / 10),
    }


@functools.cache
def _file(name: str) -> dict[str, Any]:
    path = DATA / "basemap" / f"{name}.json.gz"
    try:
        found: dict[str, Any] = orjson.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError) as error:
        raise DataError(
            f"data/basemap/{path.name} cannot be read ({error}): restore it from the repository."
        ) from error
    return found


@functools.cache
def _layer(layer: str) -> tuple[NDArray[Any], shapely.STRtree]:
    whole = shapely.from_geojson(orjson.dumps(_file(_SHARP[layer])[layer]))
    parts = shapely.get_parts(whole)
    return parts, shapely.STRtree(parts)


@functools.cache
def _province_labels() -> list[dict[str, Any]]:
    return [label for label in _file("detail")["labels"] if label["kind"] == "province"]


def _cut(layer: str, box: Box, tolerance: float) -> dict[str, Any]:
    parts, tree = _layer(layer)
    pieces: list[BaseGeometry] = []
    for inner, shift in world_boxes(box):
        near = parts[tree.query(shapely.box(*inner))]
        cut = shapely.simplify(shapely.clip_by_rect(near, *inner), tolerance)
        pieces += [affinity.translate(piece, xoff=shift) if shift else piece for piece in cut if not piece.is_empty]
    flat = shapely.get_parts(pieces).tolist()
    return _geojson(MultiPolygon(flat) if layer == "land" else MultiLineString(flat), _GRID_DEG)


def _geojson(geometry: BaseGeometry, grid: float) -> dict[str, Any]:
    return dict(orjson.loads(str(shapely.to_geojson(shapely.set_precision(geometry, grid, mode="pointwise")))))
