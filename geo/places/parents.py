"""Names that no place fits, put into the place in which the text says they lie: 'the village of X in Y district'.

They take the point and radius of Y, never finer than a district, and a share of its score. A name without a place word
needs a small place around it; nothing is put into a country or a sea.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geo.model import Candidate, Footprint, PlacePrecision
from geo.places.cases import hint_beside
from geo.places.normalise import normalise
from geo.places.placewords import KINDS_OF_PLACES, SURE_LEAD, hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model import Place, Resolution

METHOD = "parent"
SHARE = 0.4  # of the container's score
_SMALL = frozenset({"admin2", "county", "district", "island", "town", "village"})
_WIDE = _SMALL | {"admin1", "region", "capital", "peninsula", "zone", "valley", "sector"}
_SMALL_M, _WIDE_M = 40_000, 350_000
_LEAST_M, _BESIDE_M = 5_000, 10_000  # how far a container reaches at least; what 'near' and 'outside' add
_LONGEST_GAP, _LONGEST_LIST = 60, 6
_BESIDE = frozenset({"near", "outside", "beside"})
_LINKS = _BESIDE | {"in", "of", "inside", "within"}
_FILLING = _LINKS | KINDS_OF_PLACES | {"a", "an", "the", "and", "called", "named", "known", "s"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = re.compile(r"[^\w\s,()'’-]|\n")
_OWNER = ("'s ", "’s ")
_FINE = frozenset({PlacePrecision.EXACT, PlacePrecision.LOCALITY})


class _Gap(NamedTuple):
    """What stands between two names: its words, and whether it may lead from a name to what is around it."""

    words: tuple[str, ...]
    leads: bool
    lists: bool

    @property
    def is_beside(self) -> bool:
        return any(word in _BESIDE for word in self.words)

    @property
    def has_place_word(self) -> bool:
        return any(hint(word) for word in self.words)


def with_parents(text: str, resolutions: list[Resolution], least: float | None = None) -> list[Resolution]:
    """The resolutions, with containers for names that have no place; all names alike get the best that one has.

    Args:
        text: the text.
        resolutions: of its toponyms, in order.
        least: NIL below this score; None: whatever the score.
    """
    found: dict[str, Candidate] = {}
    for number, one in enumerate(resolutions):
        if one.chosen is None and (parent := _parent(text, resolutions, number)) and parent.score >= (least or 0.0):
            known = found.get(normalise(one.toponym.surface))
            if known is None or parent.score > known.score:
                found[normalise(one.toponym.surface)] = parent
    if not found:
        return resolutions
    return [
        replace(one, chosen=parent, method=METHOD)
        if one.chosen is None and (parent := found.get(normalise(one.toponym.surface)))
        else one
        for one in resolutions
    ]


def _parent(text: str, resolutions: Sequence[Resolution], number: int) -> Candidate | None:
    """The first place around a name that is fit to stand for it."""
    hinted = _is_hinted(text, resolutions, number)
    for outer, gap in (*_behind(text, resolutions, number), *_before(text, resolutions, number)):
        chosen = outer.chosen
        if chosen and outer.method != METHOD and _is_fit(chosen.place, hinted or gap.has_place_word, gap):
            place = _widened(chosen.place, gap)
            lies = "lies near" if gap.is_beside else "lies in"
            return Candidate(
                place=place, score=SHARE * chosen.score, reasons=(f"unknown itself, it {lies} {place.name}",)
            )
    return None


def _is_hinted(text: str, resolutions: Sequence[Resolution], number: int) -> bool:
    """Does a place word stand beside a name, or beside the first of the names that it is listed with?"""
    toponym = resolutions[number].toponym
    if hint_beside(text, toponym) or normalise(toponym.surface).partition(" ")[0] in SURE_LEAD:
        return True
    before = resolutions[number - 1].toponym if number else None
    return before is not None and (
        _gap(text[before.end : toponym.start]).lists and _is_hinted(text, resolutions, number - 1)
    )


def _behind(text: str, resolutions: Sequence[Resolution], number: int) -> Iterator[tuple[Resolution, _Gap]]:
    """The names behind a name that may hold it: 'X in Y', 'X, Y', 'X and its neighbour in Y'."""
    gap = None
    for inner, outer in pairwise(resolutions[number : number + _LONGEST_LIST]):
        between = text[inner.toponym.end : outer.toponym.start]
        gap = gap if gap and between in _OWNER else _gap(between)  # 'X in Syria's Y': in Y
        if not (gap.leads or gap.lists):
            return
        if gap.leads:
            yield outer, gap


def _before(text: str, resolutions: Sequence[Resolution], number: int) -> Iterator[tuple[Resolution, _Gap]]:
    """The name before a name that may hold it: "Y's village of X", 'In Y, the village of X'."""
    if not number:
        return
    outer, start = resolutions[number - 1], resolutions[number].toponym.start
    between = text[outer.toponym.end : start]
    gap = _gap(between)
    is_owner = between.startswith(("'s ", "’s "))
    opens = text[max(0, outer.toponym.start - 8) : outer.toponym.start].rstrip().endswith(("In", "in the", "In the"))
    if gap.leads and gap.has_place_word and (is_owner or (opens and between.startswith(","))):
        yield outer, gap


def _gap(between: str) -> _Gap:
    words = tuple(_WORD.findall(between))
    known = all(word in _FILLING or (word.islower() and hint(word)) for word in words)
    if not known or _BREAK.search(between) or len(between) > _LONGEST_GAP or any(c.isdigit() for c in between):
        return _Gap(words, leads=False, lists=False)
    lists = "and" in words or (not words and "," in between)
    leads = "and" not in words and ("," in between or "(" in between or any(word in _LINKS for word in words))
    return _Gap(words, leads=leads, lists=lists)


def _is_fit(place: Place, hinted: bool, gap: _Gap) -> bool:
    is_wide = hinted and not gap.is_beside
    classes, most_m = (_WIDE, _WIDE_M) if is_wide else (_SMALL, _SMALL_M)
    return place.feature_class in classes and place.footprint.radius_m <= most_m


def _widened(place: Place, gap: _Gap) -> Place:
    """The place as what holds another: a point with a radius, never finer than a district."""
    own = place.footprint
    radius_m = max(own.radius_m, _LEAST_M) + (_BESIDE_M if gap.is_beside else 0)
    precision = PlacePrecision.DISTRICT if own.precision in _FINE else own.precision
    return replace(place, footprint=Footprint(geometry=own.geometry, precision=precision, radius_m=radius_m))
