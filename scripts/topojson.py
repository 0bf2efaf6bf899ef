"""Reads the TopoJSON of npm `world-atlas` as plane polygons between 180° W and 180° E.

Its rings are stitched on the sphere: Russia and Fiji run on across the antimeridian and Antarctica around the pole. A
reader for the plane (GDAL's too) draws those rings right across the world, so they are cut here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import Polygon, affinity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

Ring = list[int]


@dataclass(frozen=True)
class Area:
    """One object of a layer: its ISO 3166-1 numeric id (may be empty), its name, its valid polygons."""

    id: str
    name: str
    polygons: list[Polygon]


def read(path: Path, layer: str) -> Iterator[Area]:
    """The areas of one layer of a quantised TopoJSON file."""
    document = json.loads(path.read_bytes())
    scale, shift = document["transform"]["scale"], document["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in document["arcs"]]
    for thing in document["objects"][layer]["geometries"]:
        name = thing.get("properties", {}).get("name", "")
        polygons = [part for rings in _rings(thing) for part in _polygon(rings, arcs)]
        yield Area(thing.get("id") or "", name, polygons)


def _rings(thing: dict[str, Any]) -> list[list[Ring]]:
    if thing["type"] is None:
        return []
    return [thing["arcs"]] if thing["type"] == "Polygon" else list(thing["arcs"])


def _polygon(rings: list[Ring], arcs: list[NDArray[np.float64]]) -> list[Polygon]:
    outer, *holes = [_unrolled(ring, arcs) for ring in rings]
    if len(outer) < 4:
        return []
    whole = shapely.make_valid(Polygon(outer, [hole for hole in holes if len(hole) >= 4]), method="structure")
    pieces = []
    for turn in (-360, 0, 360):
        shifted = affinity.translate(whole, xoff=turn)
        pieces += shapely.get_parts(shapely.intersection(shifted, shapely.box(-180, -90, 180, 90))).tolist()
    return [piece for piece in pieces if isinstance(piece, Polygon) and not piece.is_empty]


def _unrolled(ring: Ring, arcs: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    xy = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
    xy = np.column_stack([np.unwrap(xy[:, 0], period=360), xy[:, 1]])
    if abs(xy[-1, 0] - xy[0, 0]) > 180:
        pole = -90.0 if xy[:, 1].mean() < 0 else 90.0
        xy = np.vstack([xy, [[xy[-1, 0], pole], [xy[0, 0], pole]]])
    return xy
