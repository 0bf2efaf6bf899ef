"""The same act told twice in one report is one mention: which tellings are the same, and what stays of both."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.geodesy import distance_m, representative_point
from geo.incidents.reasons import of_both
from geo.model import Mention, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.geodesy import LonLat

_COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.ALONG_LINE})
_DEGREE_M = 110_000.0  # a degree of latitude is nowhere shorter


def told_once(mentions: Sequence[Mention]) -> list[Mention]:
    """The same kind on overlapping days at the same spot is the same act told again: the fuller telling stays."""
    kept = _Kept()
    for mention in mentions:
        kept.take(mention)
    return kept.mentions


class _Kept:
    """The acts so far, looked up by sentence and latitude: thousands of them take no thousands of comparisons each."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self._positions: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)

    def take(self, mention: Mention) -> None:
        """Join a mention to the first act that it repeats, or keep it as an act of its own."""
        near = set[int]().union(*(self._positions[key] for key in _keys(mention, 1)))
        position = next((at for at in sorted(near) if same_act(mention, self.mentions[at])), len(self.mentions))
        if position == len(self.mentions):
            self.mentions.append(mention)
        else:
            self.mentions[position] = _fuller(self.mentions[position], mention)
        for key in (*_keys(self.mentions[position], 0), (mention.kind,)):
            self._positions[key].add(position)


def _keys(mention: Mention, around: int) -> Iterator[tuple[object, ...]]:
    """Where an act is filed (around 0) and looked for (1): what is coarse is compared with all of its kind."""
    coarse = mention.footprint.precision in _COARSE
    if coarse and around:
        yield (mention.kind,)
        return
    yield mention.kind, "sentence", mention.evidence.start
    if coarse or around:
        yield mention.kind, "coarse"
    degree = math.floor(_point(mention.footprint.geometry)[1])
    yield from ((mention.kind, "latitude", degree + step) for step in range(-around, around + 1))


def same_act(a: Mention, b: Mention) -> bool:
    """Do two mentions of one report tell the same act?"""
    if a.kind != b.kind or not a.period.overlaps(b.period):
        return False
    if a.evidence.start == b.evidence.start:  # one word tells several acts only where it tells several places
        return a.trigger != b.trigger or a.place == b.place
    if a.place == b.place:  # once as a town, once as the stretch of the border beside it
        return True
    reach = max(_reach_m(a), _reach_m(b))
    coarse = {a.footprint.precision, b.footprint.precision} & _COARSE
    limit = max(reach, 50_000) if coarse else max(min(reach, 30_000), 15_000)
    if a.footprint.geometry == b.footprint.geometry:
        return True
    here, there = _point(a.footprint.geometry), _point(b.footprint.geometry)
    return abs(here[1] - there[1]) * _DEGREE_M <= limit and distance_m(here, there) <= limit


@lru_cache(maxsize=64)
def _point(geometry: BaseGeometry) -> LonLat:
    """Kept for a moment: an act is filed and compared with others by it."""
    return representative_point(geometry)


def _reach_m(mention: Mention) -> float:
    return mention.footprint.radius_m


def _fuller(first: Mention, second: Mention) -> Mention:
    """The more certain telling, with the numbers and actors that only the other one has."""
    best, other = (second, first) if second.confidence > first.confidence else (first, second)
    narrow = min((best, other), key=lambda one: one.period.days)
    return replace(
        best,
        period=narrow.period,
        quantities={**other.quantities, **best.quantities},
        losses=best.losses or other.losses,
        initiator=best.initiator or other.initiator,
        target=best.target or other.target,
        reasons=of_both(best, other, narrow),
    )
