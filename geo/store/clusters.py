"""Which points of a map view belong to one mark: numpy only, the same for every store.

Points fall into small hexagons; then the fullest one takes its neighbours within a radius, the next fullest left takes
its own, and so on. The marks stand where the points are, so that no grid shows.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLOSEST_PX = 28.0
_TILE_PX = 256
_ROOMY = 4  # cells for each point
_MERCATOR_LAT = 85.0511287798066


def pixels(lon: Floats, lat: Floats, zoom: float) -> tuple[Floats, Floats]:
    """Web Mercator pixel coordinates at a zoom; latitudes beyond ±85.05° are drawn at the edge."""
    scale = _TILE_PX * 2.0**zoom
    phi = np.radians(np.clip(lat, -_MERCATOR_LAT, _MERCATOR_LAT))
    y = (1 - np.arcsinh(np.tan(phi)) / math.pi) / 2
    return (lon + 180) / 360 * scale, y * scale


def cluster(lon: Floats, lat: Floats, zoom: float, limit: int) -> Ints:
    """A label from 0 for every point, at most `limit` of them; marks stand about 28 pixels apart, or further.

    Args:
        lon: longitudes in degrees, shape (n,).
        lat: latitudes in degrees, shape (n,).
        zoom: Web Mercator zoom, 256-pixel tiles.
        limit: the most labels wanted, at least 1.
    """
    x, y = pixels(lon, lat, zoom)
    radius = CLOSEST_PX
    cells = _hexagons(x, y, radius / 4)
    cx, cy, weight = _centres(x, y, cells)
    while len(cx) > limit and _hexagons(cx, cy, radius).max() >= 1.2 * limit:
        radius *= 1.3
    while True:
        finer = _hexagons(cx, cy, radius / 4)
        labels = _greedy(*_centres(cx, cy, finer, weight), radius, limit)
        if labels is not None:
            return labels[finer[cells]]
        radius *= 1.2


def _hexagons(x: Floats, y: Floats, spacing: float) -> Ints:
    """The hexagon of every point, numbered from 0; centres stand `spacing` apart."""
    row_height = spacing * math.sqrt(3) / 2
    q, r = x / spacing - y / (2 * row_height), y / row_height
    third = -q - r
    rounded = [np.rint(axis) for axis in (q, r, third)]
    off = [np.abs(near - axis) for near, axis in zip(rounded, (q, r, third), strict=True)]
    first = (off[0] > off[1]) & (off[0] > off[2])
    second = ~first & (off[1] > off[2])
    column = np.where(first, -rounded[1] - rounded[2], rounded[0])
    row = np.where(second, -rounded[0] - rounded[2], rounded[1])
    return _numbered(column.astype(np.int64), row.astype(np.int64))


def _numbered(column: Ints, row: Ints) -> Ints:
    """The cells that are taken, numbered from 0; where they lie close together, without sorting them."""
    column, row = column - column.min(), row - row.min()
    rows = int(row.max()) + 1
    key = column * rows + row
    most = (int(column.max()) + 1) * rows
    if most > _ROOMY * len(key):
        return np.asarray(np.unique(key, return_inverse=True)[1], dtype=np.int64)
    taken = np.bincount(key, minlength=most) > 0
    return np.asarray((np.cumsum(taken) - 1)[key], dtype=np.int64)


def _centres(x: Floats, y: Floats, cells: Ints, weight: Floats | None = None) -> tuple[Floats, Floats, Floats]:
    weight = np.ones(len(x)) if weight is None else weight
    total = np.bincount(cells, weight).astype(np.float64)
    return np.bincount(cells, x * weight) / total, np.bincount(cells, y * weight) / total, total


def _greedy(x: Floats, y: Floats, weight: Floats, radius: float, limit: int) -> Ints | None:
    """Labels of cells, the fullest first; None if more than `limit` are needed."""
    labels = np.full(len(x), -1, dtype=np.int64)
    used = 0
    for seed in np.lexsort((y, x, -weight)):
        if labels[seed] >= 0:
            continue
        if used == limit:
            return None
        near = (labels < 0) & ((x - x[seed]) ** 2 + (y - y[seed]) ** 2 <= radius**2)
        labels[near] = used
        used += 1
    return labels
