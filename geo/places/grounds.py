"""Why a name means a place, or none: the score, what decided, and the next best places with theirs, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model import Reason
from geo.places.countries import country_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Candidate, Place, Resolution

MOST = 3  # next best places that are told
_LEAST_TOLD = 0.005  # a score that rounds to 0.00 tells nobody anything
_CLASSES = {"admin1": "province", "admin2": "district", "site": "place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What is told of one name.

    Attributes:
        surface: as written.
        starts: where it stands, in the order of the text.
        chosen: what it means; None for nothing.
        why: what decided, as one clause.
        others: the next best places of the name, best first.
    """

    surface: str
    starts: tuple[int, ...]
    chosen: Candidate | None
    why: str
    others: tuple[Candidate, ...]

    @property
    def told(self) -> str:
        """What the name means, in words."""
        return label(self.chosen.place) if self.chosen else "no place"


def grounds(resolutions: Iterable[Resolution]) -> list[Grounds]:
    """What is told of each name of a text, in the order of first mentions; mentions that mean the same are one."""
    alike: dict[tuple[str, str, str], list[Resolution]] = {}
    for one in resolutions:
        alike.setdefault((one.toponym.surface, one.place.id if one.place else "", one.method), []).append(one)
    return [_grounds(ones) for ones in alike.values()]


def _grounds(ones: Sequence[Resolution]) -> Grounds:
    first = ones[0]
    others = tuple(loser for loser in first.losers if loser.score >= _LEAST_TOLD)[:MOST]
    return Grounds(
        surface=first.toponym.surface,
        starts=tuple(one.toponym.start for one in ones),
        chosen=first.chosen,
        why=why(first),
        others=others,
    )


def why(resolution: Resolution) -> str:
    """What decided, as one clause: 'its main name, the text names its country'."""
    chosen, losers = resolution.chosen, resolution.losers
    said = ", it speaks as a government or an army" if resolution.toponym.metonym else ""
    if chosen is None:
        return _why_none(losers) + said
    told = list(chosen.reasons)
    if resolution.method == "ranked":  # its class and people stand first; the class is in its label
        told = [part for part in (told[0].partition(", ")[2], *told[1:]) if part]
    alone = "the likeliest place of this name" if losers else "the only place of this name"
    return (", ".join(told) or alone) + said


def _why_none(losers: Sequence[Candidate]) -> str:
    if not losers:
        return "no place of the gazetteer has this name"
    return f"no place of this name is likely enough, not even {label(losers[0].place)}"


def label(place: Place) -> str:
    """'Goseong (county, Gangwon, South Korea)'."""
    kind = _CLASSES.get(place.feature_class, place.feature_class)
    around = place.admin1 if place.admin1 != place.name else ""
    countries = country_names(place.countries)
    parts = [kind, around, countries if countries != place.name else ""]
    return f"{place.name} ({', '.join(part for part in parts if part)})"


def reason(resolutions: Iterable[Resolution], start: int, end: int, first: int, last: int) -> Reason | None:
    """Why the names in [start, end), the words of a place, mean what they mean, and why others beside them mean none.

    Args:
        resolutions: of the report.
        start: offset of the words of the place; negative if no word tells it.
        end: offset of their end.
        first: offset of the sentence, whose names without a place are told, too.
        last: offset of its end.
    """
    here = [one for one in resolutions if one.toponym.start < end and start < one.toponym.end] if start >= 0 else []
    nil = [one for one in resolutions if one.place is None and first <= one.toponym.start < last and one not in here]
    if not (here or nil):
        return None
    told, alone = grounds([*here, *nil]), len(here) == 1
    return Reason(
        why="; ".join(_sentence(one, with_others=not alone or one.chosen is None) for one in told),
        spans=tuple(sorted((one.toponym.start, one.toponym.end) for one in (*here, *nil))),
        score=round(here[0].chosen.score, 4) if alone and here[0].chosen else None,
        others=_scored(told[0].others) if alone and here[0].chosen else (),
    )


def _sentence(one: Grounds, *, with_others: bool) -> str:
    score = f", {one.chosen.score:.2f}" if one.chosen and with_others else ""
    rivals = ", ".join(f"{name} ({value:.2f})" for name, value in _scored(one.others))
    beside = f" (next best: {rivals})" if rivals and with_others else ""
    told = f"means {one.told}{score}" if one.chosen else "stays without a place"
    return f"'{one.surface}' {told}: {one.why}{beside}"


def _scored(candidates: Sequence[Candidate]) -> tuple[tuple[str, float], ...]:
    return tuple((label(one.place), round(one.score, 4)) for one in candidates)
