"""Where an act happened: the best (act, place) pair of a report, the shared border of the two sides, or a capital.

The pairs are scored by a small logistic model (scripts/train_where.py) after Halterman, 'Linking Events and Locations
in Political Text'.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.incidents.actors import DATELINE
from geo.kinds import kind as kind_of
from geo.model import Place, PlacePrecision, Resolution
from geo.places.borders import neighbours, shared_border, stretch
from geo.places.countries import capital, country_name
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.incidents.roles import Roles
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger
    from geo.places.gazetteer import Gazetteer

SENTENCES_BACK = 3
LOSERS_KEPT = 2
_BORDER_WORD = re.compile(
    r"\b(?:border|frontier|boundary|demarcation line|the line|dividing line|DMZ|MDL|demilitari[sz]ed zone|fence|no[- ]man['’]s land|front ?line|the front|buffer zone)\b",
    re.I,
)
_PREPOSITION = re.compile(
    r"\b(in|near|at|off|on|from|to|over|across|into|of|outside|around|toward|towards|between|along|inside|opposite|beyond|through|by|for|with|against|north|south|east|west|"
    r"northeast|northwest|southeast|southwest)\s(?:the\s)?(?:[\w'’-]+\s){0,2}?$",
    re.I,
)

_STRETCH = re.compile(
    r"\b(?P<side>(?:mid-?|north|south)?-?(?:western|eastern|central|northern|southern|east|west))(?:most)?\s(?P<part>sector|front|section|end|half)\b",
    re.I,
)
_LOCATIVE = frozenset("in near at off over across around outside along inside opposite through beyond between".split())
_COARSE = {PlacePrecision.COUNTRY, PlacePrecision.PROVINCE}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that an act may have: named in the text at an offset, or standing to reason (-1)."""

    place: Place
    offset: int
    source: str  # 'named', 'border' or 'capital'
    surface: str
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """The place chosen for an act, its probability, and in words what decided; `losers` are the next best places.

    `surface` are the words that name it, at `offset` of the text (-1: no word names it).
    """

    place: Place
    score: float
    reason: str
    offset: int = -1
    surface: str = ""
    losers: tuple[tuple[str, float], ...] = ()


class Scene:
    """The places of one report, with what the pair features need to know about it."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], resolutions: Sequence[Resolution], gazetteer: Gazetteer
    ) -> None:
        self.text, self.sentences, self.gazetteer = text, sentences, gazetteer
        self.named = [
            Spot(one.place, one.toponym.start, "named", one.toponym.surface, one.toponym.metonym)
            for one in sorted(resolutions, key=lambda one: one.toponym.start)
            if one.place
        ]
        self._offsets = [spot.offset for spot in self.named]
        self._starts = [one.start for one in sentences]
        self._sentence_of = {offset: max(0, bisect_right(self._starts, offset) - 1) for offset in self._offsets}

    def _within(self, start: int, end: int) -> list[Spot]:
        """The named spots that start in [start, end)."""
        return self.named[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]

    def _told_in(self, first: int, last: int) -> list[Spot]:
        """The named spots of the sentences from one index to another."""
        start = self._starts[first] if first > 0 else 0
        return self._within(start, self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text))

    @cached_property
    def dateline_end(self) -> int:
        """Where the dateline ends, 0 without one."""
        match = DATELINE.match(self.text)
        return match.end() if match else 0

    @cached_property
    def country_counts(self) -> Mapping[str, int]:
        """How often each country is named, itself or by a place in it."""
        counts: dict[str, int] = {}
        for spot in self.named:
            for code in spot.place.countries:
                counts[code] = counts.get(code, 0) + 1
        return counts

    def spots(self, sentence: Sentence, roles: Roles, kind: str) -> Iterator[Spot]:
        """The candidates for an act told in a sentence: places near by and in the lead, the shared border, capitals."""
        pair = self.sides(roles)
        border = shared_border(*pair) if pair else None
        stretches = self._stretches(sentence, border)
        wholes = {offset for _, offset in stretches}
        first = sentence.index - SENTENCES_BACK
        told = [*(self._told_in(0, 0) if first > 0 else ()), *self._told_in(first, sentence.index + 1)]
        yield from (spot for spot in told if spot.offset not in wholes)
        yield from (spot for spot, _ in stretches)
        if border:
            yield Spot(border, -1, "border", "")
        if kind_of(kind).group.id == "diplomacy":
            for code in roles.countries[:2]:
                yield Spot(capital(code, self.gazetteer), -1, "capital", country_name(code))

    def _stretches(self, sentence: Sentence, border: Place | None) -> list[tuple[Spot, int]]:
        """'In the eastern sector', 'at the eastern end of the DMZ': that part of the line named, else of the shared one.

        With each stretch comes the offset of the line that it is a part of, -1 where none is named.
        """
        found = []
        for match in _STRETCH.finditer(self.text, sentence.start, sentence.end):
            named = next((spot for spot in self.named if _names(match, spot)), None)
            whole = named.place if named else border
            part = stretch(whole, f"{match['side'].lower()} {match['part'].lower()}") if whole else None
            if part:
                found.append((Spot(part, match.start(), "stretch", match.group()), named.offset if named else -1))
        return found

    def sides(self, roles: Roles) -> tuple[str, str] | None:
        """The two neighbours that the act is about: those told beside it, else the two most named in the report."""
        codes = list(roles.countries)
        codes += [code for code, _ in sorted(self.country_counts.items(), key=lambda row: -row[1]) if code not in codes]
        for position, first in enumerate(codes[:4]):
            for second in codes[position + 1 : 5]:
                if second in neighbours(first):
                    return first, second
        return None

    def features(self, spot: Spot, sentence: Sentence, trigger: Trigger, roles: Roles) -> dict[str, float]:
        """The features of one (act, place) pair."""
        kind = trigger.kind
        group = kind_of(kind).group.id
        fine = spot.place.footprint.precision.value
        made = {
            f"source:{spot.source}": 1.0,
            f"source:{spot.source}:{kind}": 1.0,
            f"fine:{fine}": 1.0,
            f"fine:{fine}:{group}": 1.0,
        }
        line_told = bool(_BORDER_WORD.search(self.text, sentence.start, sentence.end))
        alone = not any(
            other.place.footprint.precision not in _COARSE and not other.metonym
            for other in self._within(sentence.start, sentence.end)
        )
        if spot.source == "border":
            made[f"border told:{line_told}, nothing finer:{alone}"] = 1.0
            made[f"border told:{line_told}, nothing finer:{alone}:{kind}"] = 0.5
            made[f"border told:{line_told}"] = 1.0
            made[f"border told:{line_told}:{group}"] = 1.0
            return made
        if spot.source == "stretch":
            made["a stretch told here"] = 1.0
            return made
        if spot.source == "capital":
            made["first actor" if roles.countries[:1] == spot.place.countries else "second actor"] = 1.0
            return made
        made.update(self._position(spot, sentence, trigger))
        place_class = spot.place.feature_class
        preposition = self._preposition(spot)
        made[f"class:{place_class}"] = 1.0
        made[f"class:{place_class}:{group}"] = 0.5
        made[f"preposition:{preposition}"] = 1.0
        made[f"preposition:{preposition}:{group}"] = 0.5
        if sentence.start <= spot.offset < sentence.end:
            told = "locative" if preposition in _LOCATIVE else preposition if preposition == "none" else "other"
            made[f"here, {told}"] = 1.0
            made[f"here, {told}, {place_class}"] = 1.0
            made[f"here, {told}, {'behind' if spot.offset > trigger.start else 'in front'}"] = 1.0
        if place_class in ("capital", "country"):
            made[f"{place_class}, preposition:{preposition}"] = 1.0
            made[f"{place_class}, preposition:{preposition}:{kind}"] = 0.5
        if spot.metonym:
            made.update({"metonym": 1.0, f"metonym:{group}": 1.0})
        if spot.offset < self.dateline_end:
            made.update({"dateline": 1.0, f"dateline:{group}": 1.0})
        if line_told and not sentence.start <= spot.offset < sentence.end:
            made["told elsewhere while the border is told here"] = 1.0
        if line_told and spot.place.footprint.precision in _COARSE:
            made["coarse beside a border word"] = 1.0
        return made

    def _preposition(self, spot: Spot) -> str:
        found = _PREPOSITION.search(self.text[max(0, spot.offset - 30) : spot.offset])
        return found[1].lower() if found else "none"

    def _position(self, spot: Spot, sentence: Sentence, trigger: Trigger) -> dict[str, float]:
        made: dict[str, float] = {}
        back = sentence.index - self._sentence_of[spot.offset]
        made[f"back:{min(back, 4)}"] = 1.0
        if self.sentences[self._sentence_of[spot.offset]].paragraph == sentence.paragraph:
            made["same paragraph"] = 1.0
        if back == 0:
            low, high = sorted((spot.offset, trigger.start))
            between = self.text[low:high]
            made["after" if spot.offset > trigger.start else "before"] = 1.0
            made["near"] = 1 / (1 + len(between) / 20)
            made[f"distance:{min(len(between) // 25, 8)}"] = 1.0
            made["break"] = float(len(re.findall(r"[;:—]|,\s(?:and|but|while|when|after|who|which|where)\b", between)))
            made["others between"] = float(len(self._within(low + 1, high)))
            made[f"here:{self._preposition(spot)}"] = 1.0
        return made

    def where(
        self, sentence: Sentence, trigger: Trigger, roles: Roles, scorer: LinearModel | None = None
    ) -> Where | None:
        """The best place for an act, or None where the report has none."""
        chosen = scorer or model("where")
        scored = [
            (chosen.probabilities(self.features(spot, sentence, trigger, roles))["right"], spot)
            for spot in self.spots(sentence, roles, trigger.kind)
        ]
        if not scored:
            return None
        scored.sort(key=lambda row: -row[0])
        score, spot = scored[0]
        return Where(spot.place, score, _reason(spot, sentence), spot.offset, spot.surface, _losers(scored))


def _names(match: re.Match[str], spot: Spot) -> bool:
    """Does the place stand right behind the words ('... end of the DMZ')?"""
    return re.fullmatch(r"\s+of\s+(?:the\s+)?", match.string[match.end() : spot.offset]) is not None


def _losers(scored: Sequence[tuple[float, Spot]]) -> tuple[tuple[str, float], ...]:
    """The names of the places that came next, each once, with their scores; the first one is the winner's."""
    best: dict[str, float] = {}
    for score, spot in scored:
        best.setdefault(spot.place.name, score)
    return tuple(best.items())[1 : 1 + LOSERS_KEPT]


def _reason(spot: Spot, sentence: Sentence) -> str:
    if spot.source == "stretch":
        return f"'{spot.surface}': that part of the border"
    if spot.source == "border":
        return "no place told: the border that the two sides share"
    if spot.source == "capital":
        return f"a statement of {spot.surface}: its capital"
    beside = sentence.start <= spot.offset < sentence.end
    return f"'{spot.surface}' in the same sentence" if beside else f"'{spot.surface}', told elsewhere in the report"
