"""What the scorer would say of a place: is it right, and does it follow the gold line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import Point

from bench.geometry import distance_km, stray_km
from bench.guide import COUNTRY_KM
from bench.matching import STRAY_FACTOR, STRAY_KM
from geo.geodesy import representative_point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PROBES = 24  # points of a gold line that are tried
KM_A_DEGREE = 111.0


@dataclass(frozen=True)
class Verdict:
    """What the scorer says of a place: is it right, does it follow the gold line, and how far off it is in km."""

    right: bool
    follows: bool
    km: float


def is_right(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> bool:
    """Would the scorer take this geometry for the gold place?"""
    return verdict(geometry, gold, tolerance_km).right


def verdict(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> Verdict:
    """Judge a geometry as the scorer does."""
    point = Point(representative_point(geometry))
    # a quick lower bound first: most candidates lie far away
    around_the_globe = math.cos(math.radians(min(abs(point.y) + 3, 89)))
    if gold.distance(point) * KM_A_DEGREE * around_the_globe > 1.5 * tolerance_km + 50:
        return Verdict(right=False, follows=False, km=math.inf)
    km = distance_km(point, gold)
    limit = STRAY_FACTOR * tolerance_km + STRAY_KM
    right = km <= tolerance_km and (tolerance_km >= COUNTRY_KM or stray_km(geometry, gold) <= limit)
    return Verdict(right, right and _follows(geometry, gold, tolerance_km), km)


def _follows(geometry: BaseGeometry, gold: BaseGeometry, tolerance_km: float) -> bool:
    if "Line" not in gold.geom_type or geometry.geom_type in ("Point", "MultiPoint"):
        return False
    probes = [gold.interpolate(n / (PROBES - 1), normalized=True) for n in range(PROBES)]
    return bool(np.mean([distance_km(probe, geometry) <= tolerance_km for probe in probes]) >= 0.5)
