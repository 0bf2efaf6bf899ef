"""GeoJSON (RFC 7946), written one feature at a time, so that a million incidents need no more memory than one."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import orjson

from geo.publish.attribution import ATTRIBUTION
from geo.publish.codec import feature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident


def write_geojson(incidents: Iterable[Incident], stream: IO[str]) -> int:
    """Write a FeatureCollection, one feature a line, and return how many.

    String ids, bbox of the collection and of each feature, right-hand winding, 7 digits, cut at the antimeridian, the
    JSON-FG member `time`, and the foreign member `attribution`. NaN and Infinity never appear.
    """
    stream.write(f'{{"type":"FeatureCollection","attribution":{_json(ATTRIBUTION)},"features":[')
    count = 0
    box: tuple[float, float, float, float] | None = None
    for count, incident in enumerate(incidents, 1):
        made = feature(incident)
        box = _wider(box, made.get("bbox"))
        stream.write(("\n" if count == 1 else ",\n") + _json(made))
    stream.write("\n]")
    if box is not None:
        # The box stands last, since it is known only when all has been written; JSON members have no order.
        stream.write(f',"bbox":{_json(box)}')
    stream.write("}\n")
    return count


def _wider(
    box: tuple[float, float, float, float] | None, other: tuple[float, float, float, float] | None
) -> tuple[float, float, float, float] | None:
    if other is None:
        return box
    west, south, east, north = other
    if west > east:
        west, east = -180.0, 180.0
    if box is None:
        return west, south, east, north
    return min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
