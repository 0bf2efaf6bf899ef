"""Names of towns for a map view, from the compiled gazetteer: the fuller a town, the earlier it is named."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]

MAX_NAMES = 60
_CLASSES = ("capital", "town", "island", "site")
_SMALLEST = ((5, 1_000_000), (6, 400_000), (7, 120_000), (8, 40_000), (9, 12_000), (10, 3_000))
_CURATED = 0
_CURATED_FROM = 9
_CURATED_WORTH = 100_000  # a border post is named like a town of this many people


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def towns(box: Box, zoom: float) -> list[dict[str, Any]]:
    """The names to write in a view, most populous first, at most `MAX_NAMES`.

    Raises:
        GazetteerError: the compiled gazetteer is missing or damaged.
    """
    known = _gazetteer()
    table = known.table
    smallest = next((people for level, people in reversed(_SMALLEST) if zoom >= level), None)
    if smallest is None:
        return []
    near = _within(table, box)
    wanted = np.isin(table["cls"][near], [known.classes.index(name) for name in _CLASSES if name in known.classes])
    curated = (table["source"][near] == _CURATED) & (zoom >= _CURATED_FROM)
    near = near[wanted & ((table["population"][near] >= smallest) | curated)]
    weight = table["population"][near] + np.where(table["source"][near] == _CURATED, _CURATED_WORTH, 0)
    return [_label(known, int(position)) for position in near[np.argsort(-weight, kind="stable")][:MAX_NAMES]]


def _within(table: NDArray[Any], box: Box) -> NDArray[Any]:
    west, south, east, north = (round(side * 1e6) for side in box)
    inside = (table["lat"] >= south) & (table["lat"] <= north) & (table["lon"] >= west) & (table["lon"] <= east)
    return np.flatnonzero(inside)


def _label(known: Gazetteer, position: int) -> dict[str, Any]:
    record = known.table[position]
    name = known.name_at(position)
    return {"name": name, "lon": int(record["lon"]) / 1e6, "lat": int(record["lat"]) / 1e6, "kind": "town"}
