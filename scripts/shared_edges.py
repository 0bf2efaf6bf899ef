"""Finds the lines that neighbours share, in country polygons that were simplified apart.

The edges of two neighbours run some 10 m beside each other (some 100 m where mappers disagree), in opposite directions
(the country lies on the left of each). So every edge near another country is sampled each 100 m, and a sample belongs
to the border with B if the nearest sample of B lies within `REACH_M` and points the other way. The line is drawn half
way between the two.
A coast beside a border points the same way and is left out. An edge that lies inside the land of another country
(Lesotho has no hole in South Africa; two states claim Crimea) belongs to their border too, and is told apart.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

REACH_M = 1_000.0
STEP_M = 100.0
INSIDE_M = 300.0
GAP_STEPS = 30
_CHUNK = 16
_RADIUS_M = 6_371_008.8
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass
class Edges:
    """Samples of one country's edges near or inside other countries, in order along each ring.

    `xy` (n, 2) degrees; `run` (n,) is the same for samples that follow one another without a break; `chunk` (n,).
    """

    xy: Floats
    run: Ints
    chunk: Ints
    tree: cKDTree = field(init=False)
    way: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Index the samples and find their direction over 600 m."""
        xyz = _unit(self.xy)
        self.tree = cKDTree(xyz)
        before, after = np.roll(xyz, 3, axis=0), np.roll(xyz, -3, axis=0)
        before = np.where((np.roll(self.run, 3) == self.run)[:, None], before, xyz)
        after = np.where((np.roll(self.run, -3) == self.run)[:, None], after, xyz)
        self.way = after - before


@dataclass
class Shared:
    """What one side's edge says of a border: (n, 2) lines, and which of their samples lie inside the other country."""

    lines: list[Floats]
    inside: list[NDArray[np.bool_]]


class Neighbourhood:
    """The edges of all countries, and who is near or inside whom."""

    def __init__(self, codes: Sequence[str], polygons: Sequence[shapely.Polygon]) -> None:
        """Take one code for each polygon; the polygons of one country may be many."""
        owners = np.array(codes)
        land = shapely.segmentize(shapely.orient_polygons(np.array(polygons)), 0.05)
        keep = ~_owned_twice(owners, land)
        self._chunks(owners[keep], land[keep])
        self.near = self._near()
        self.within = self._within(owners[keep], land[keep])
        wanted: dict[str, set[int]] = defaultdict(set)
        for (code, _), chunks in itertools.chain(self.near.items(), self.within.items()):
            wanted[code] |= chunks
        self.edges = {code: self._edges(sorted(chunks)) for code, chunks in wanted.items()}

    def _chunks(self, owners: NDArray[np.str_], land: NDArray[np.object_]) -> None:
        pieces, owner, ring_of = [], [], []
        ring_count = 0
        for code, polygon in zip(owners, land, strict=True):
            for ring in (polygon.exterior, *polygon.interiors):
                xy = shapely.get_coordinates(ring)
                for i in range(0, len(xy) - 1, _CHUNK):
                    pieces.append(xy[i : i + _CHUNK + 1])
                    owner.append(code)
                    ring_of.append(ring_count)
                ring_count += 1
        self.pieces, self.owner, self.ring_of = pieces, np.array(owner), np.array(ring_of)

    def _near(self) -> dict[tuple[str, str], set[int]]:
        lines = np.array([shapely.linestrings(piece) for piece in self.pieces])
        bounds = shapely.bounds(lines)
        middle = np.radians(np.clip((bounds[:, 1] + bounds[:, 3]) / 2, -80, 80))
        reach = np.degrees(REACH_M / _RADIUS_M) / np.cos(middle)
        one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=reach)
        foreign = self.owner[one] != self.owner[other]
        near: dict[tuple[str, str], set[int]] = defaultdict(set)
        for i, j in zip(one[foreign].tolist(), other[foreign].tolist(), strict=True):
            near[str(self.owner[i]), str(self.owner[j])].add(i)
            near[str(self.owner[j]), str(self.owner[i])].add(j)
        return near

    def _within(self, owners: NDArray[np.str_], land: NDArray[np.object_]) -> dict[tuple[str, str], set[int]]:
        middle = np.array([piece[len(piece) // 2] for piece in self.pieces])
        tree = shapely.STRtree([shapely.Point(xy) for xy in middle])
        self.land: dict[str, list[shapely.Polygon]] = defaultdict(list)
        within: dict[tuple[str, str], set[int]] = defaultdict(set)
        for code, polygon in zip(owners.tolist(), land, strict=True):
            if polygon.area < 1e-5:
                continue
            inbox = tree.query(shapely.box(*polygon.bounds))
            foreign = inbox[self.owner[inbox] != code]
            if len(foreign):
                shapely.prepare(polygon)
                inside = foreign[shapely.contains_xy(polygon, middle[foreign])]
                if len(inside):
                    self.land[code].append(polygon)
                for i in inside.tolist():
                    within[str(self.owner[i]), code].add(i)
        return within

    def _edges(self, chunks: Sequence[int]) -> Edges:
        xy, run, chunk = [], [], []
        current, last = -1, -2
        for i in chunks:
            current += i != last + 1 or self.ring_of[i] != self.ring_of[last]
            last = i
            samples = _resample(self.pieces[i])
            xy.append(samples)
            run.append(np.full(len(samples), current))
            chunk.append(np.full(len(samples), i))
        return Edges(np.vstack(xy), np.concatenate(run), np.concatenate(chunk))

    def pairs(self) -> list[tuple[str, str]]:
        """Every two countries that come near each other, in alphabetical order."""
        return sorted({(min(pair), max(pair)) for pair in itertools.chain(self.near, self.within)})

    def side(self, code: str, rivals: Iterable[str]) -> dict[str, Shared]:
        """The borders of one country as its own edge draws them, by neighbour.

        `rivals` are the neighbours to look at; a sample goes to the nearest of them, and to the one it lies inside
        only if none is near.
        """
        edges = self.edges[code]
        size = len(edges.xy)
        best, whose = np.full(size, np.inf), np.full(size, -1)
        names = sorted(rivals)
        middle = edges.xy.copy()
        for k, rival in enumerate(names):
            index = np.flatnonzero(np.isin(edges.chunk, list(self.near.get((code, rival), ()))))
            gap, partner = self._match(edges, index, self.edges[rival]) if len(index) else (best[:0], whose[:0])
            closer = gap < best[index]
            best[index[closer]] = gap[closer]
            whose[index[closer]] = k
            middle[index[closer]] = (edges.xy[index[closer]] + self.edges[rival].xy[partner[closer]]) / 2
        inside = np.zeros(size, dtype=bool)
        for k, rival in enumerate(names):
            index = np.flatnonzero(np.isin(edges.chunk, list(self.within.get((code, rival), ()))) & (whose == -1))
            held = index[self._deep(edges.xy[index], rival)] if len(index) else index
            whose[held], inside[held] = k, True
        return {name: Shared(*_runs(edges, whose == k, middle, inside)) for k, name in enumerate(names)}

    def _match(self, edges: Edges, index: Ints, other: Edges) -> tuple[Floats, Ints]:
        chord = 2 * np.sin(REACH_M / _RADIUS_M / 2)
        gap, partner = other.tree.query(_unit(edges.xy[index]), distance_upper_bound=chord)
        found = np.isfinite(gap)
        partner = np.where(found, partner, 0)
        opposite = (edges.way[index] * other.way[partner]).sum(axis=1) < 0
        return np.where(found & opposite, gap * _RADIUS_M, np.inf), partner

    def _deep(self, xy: Floats, rival: str) -> NDArray[np.bool_]:
        held = np.zeros(len(xy), dtype=bool)
        for polygon in self.land[rival]:
            held |= shapely.contains_xy(polygon, xy)
        far, _ = self.edges[rival].tree.query(_unit(xy)) if rival in self.edges else (np.full(len(xy), 9.0), None)
        return held & (far * _RADIUS_M > INSIDE_M)


def _owned_twice(owners: NDArray[np.str_], land: NDArray[np.object_]) -> NDArray[np.bool_]:
    # an island of a dependency is also among the parts of the state it belongs to: the state's copy goes
    bounds = shapely.bounds(land)
    centres = [shapely.Point(xy) for xy in (bounds[:, :2] + bounds[:, 2:]) / 2]
    one, other = shapely.STRtree(centres).query(centres, predicate="dwithin", distance=0.004)
    foreign = owners[one] != owners[other]
    one, other = one[foreign], other[foreign]
    same = np.abs(bounds[one] - bounds[other]).max(axis=1) < 0.01
    extent = {code: shapely.total_bounds(land[owners == code]) for code in np.unique(owners[one]).tolist()}
    wide = {code: (east - west) * (north - south) for code, (west, south, east, north) in extent.items()}
    twice = np.zeros(len(land), dtype=bool)
    for i, j in zip(one[same].tolist(), other[same].tolist(), strict=True):
        twice[i] |= wide[str(owners[i])] > wide[str(owners[j])]
    return twice


def _resample(xy: Floats) -> Floats:
    scale = np.array([np.cos(np.radians(xy[:, 1].mean())), 1.0]) * np.radians(1) * _RADIUS_M
    steps = np.maximum(1, np.ceil(np.hypot(*(np.diff(xy, axis=0) * scale).T) / STEP_M).astype(int))
    parts = [np.linspace(a, b, n, endpoint=False) for a, b, n in zip(xy[:-1], xy[1:], steps, strict=True)]
    return np.vstack(parts)


def _unit(xy: Floats) -> Floats:
    lon, lat = np.radians(xy[:, 0]), np.radians(xy[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _runs(
    edges: Edges, mine: NDArray[np.bool_], middle: Floats, inside: NDArray[np.bool_]
) -> tuple[list[Floats], list[NDArray[np.bool_]]]:
    lines, flags = [], []
    for index in _stretches(np.flatnonzero(mine), edges.run):
        shift = middle[index] - edges.xy[index]
        lines.append(edges.xy[index] + _smooth(shift))
        flags.append(inside[index])
    return lines, flags


def _stretches(index: Ints, run: Ints) -> Iterator[Ints]:
    # samples of one ring that follow one another, holes of up to GAP_STEPS bridged
    if len(index):
        broken = (np.diff(index) > GAP_STEPS) | (np.diff(run[index]) != 0)
        yield from np.split(index, np.flatnonzero(broken) + 1)


def _smooth(shift: Floats, width: int = 5) -> Floats:
    if len(shift) < width:
        return shift
    padded = np.pad(shift, ((width // 2, width // 2), (0, 0)), mode="edge")
    kernel = np.full(width, 1 / width)
    return np.column_stack([np.convolve(padded[:, axis], kernel, mode="valid") for axis in (0, 1)])
