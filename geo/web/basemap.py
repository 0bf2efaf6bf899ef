"""The ground of the map: land, borders, lines and names, made once into one gzipped document."""

from __future__ import annotations

import functools
import gzip
from typing import TYPE_CHECKING, Any

import orjson
import shapely

from geo.places import borders
from geo.publish.attribution import CREDITS
from geo.publish.html import safe

if TYPE_CHECKING:
    from geo.model import Place

_LINE_TOLERANCE_DEG = 0.0005
_APPROXIMATE = "approximate"


@functools.cache
def document() -> bytes:
    """The basemap as JSON: GeoJSON geometries by layer, labels, lines of special standing, attribution.

    Raises:
        DataError: a file of data/ cannot be read.
    """
    return orjson.dumps({"lines": lines(), "attribution": attribution()})


@functools.cache
def compressed() -> bytes:
    """The same, gzipped."""
    return gzip.compress(document())


def lines() -> list[dict[str, Any]]:
    """Demarcation lines, ceasefire lines and zones as GeoJSON features; undisputed borders with a name are no news."""
    ids = sorted(set(borders.named_lines().values()))
    places = [borders.zone(one) if one == "dmz" else borders.line(one) for one in ids]
    return [_feature(place) for place in places if place.basis]


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
        "geometry": orjson.loads(shapely.to_geojson(shapely.set_precision(geometry, 1e-5, mode="pointwise"))),
    }
