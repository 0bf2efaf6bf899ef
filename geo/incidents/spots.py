"""The candidates for the place of an act: what the text names near it, borders, stretches of them, and capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import LineString

from geo.geodesy import representative_point
from geo.kinds import kind as kind_of
from geo.model import Footprint, Place, PlacePrecision
from geo.places.borders import gap_m, lines_at_sea, neighbours, shared_border, stretch, stretch_beside, stretch_through
from geo.places.countries import capital, country_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.roles import Roles
    from geo.incidents.telling import Named, Telling
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger
    from geo.places.gazetteer import Gazetteer
    from geo.places.phrases import SpatialPhrase

SENTENCES_BACK = 3
MOST_HERE, MOST_BEFORE, MOST_BEHIND, MOST_IN_LEAD = 16, 10, 6, 6
MOST_BORDERS, MOST_CAPITALS = 4, 4
BESIDE_M = 30_000.0  # a town that lies farther from a border is not beside it
HALF_STRETCH_M = 15_000.0
_PART = re.compile(
    r"\b(?P<side>(?:mid-?|north|south)?-?(?:western|eastern|central|northern|southern|east|west))(?:most)?\s(?P<part>sector|front|section|end|half)\b",
    re.I,
)
_MEASURED = re.compile(r"\b(?:km|kilomet\w+|(?:nautical )?miles?|nm|met(?:re|er)s|outskirts|suburbs|halfway)\b", re.I)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"(?:\s+and\s+\w+)?,?\s+(?:and|or|to)\s+(?:in\s|at\s|near\s|from\s)?(?:the\s)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that an act may have: named in the text at an offset, or standing to reason (-1).

    Attributes:
        source: 'named'; 'border', 'sea' (a limit at sea) or 'capital' of those who act; 'part' ('eastern sector' of a
            line) or 'list' ('A, B and C': `run` holds all three).
        line: the border that the place lies at, if it lies at one, and `gap_m` how far from it, in metres.
        rank: 0 for the likeliest of its source.
        meant: the phrase around the name that means another place ('north of A'): that place is drawn.
    """

    place: Place
    offset: int
    source: str
    surface: str
    metonym: bool = False
    line: Place | None = None
    gap_m: float = 0.0
    run: tuple[Named, ...] = ()
    rank: int = 0
    meant: SpatialPhrase | None = None

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.offset + len(self.surface)

    @property
    def beside_line(self) -> bool:
        """May the stretch of the border beside it be meant? Not where the text measures how far off the place is."""
        return self.line is not None and not self.run and not (self.meant and _MEASURED.search(self.meant.surface))

    @property
    def name(self) -> str:
        """The name of the place that it stands for."""
        return self.meant.place.name if self.meant else self.place.name

    @property
    def told(self) -> tuple[int, str]:
        """Offset and words that tell it, (-1, '') where none do."""
        if self.meant:
            return self.meant.start, self.meant.surface
        return self.offset, self.surface if self.offset >= 0 else ""

    def drawn(self, *, as_line: bool) -> Place:
        """The place with its geometry: as it is, or as the stretch of the border that runs past it."""
        if self.run:
            return _through([one.place for one in self.run], self.line)
        if as_line and self.line:
            half_m = max(HALF_STRETCH_M, self.place.footprint.radius_m)
            cut = stretch_beside(self.line, *_point(self.place), half_m)
            return replace(cut, name=self.place.name, countries=self.place.countries)
        return self.meant.place if self.meant else self.place


class Spots:
    """The candidates of one report."""

    def __init__(self, telling: Telling, gazetteer: Gazetteer) -> None:
        self.telling, self.gazetteer = telling, gazetteer
        self._gaps: dict[tuple[str, str], float] = {}

    def of(self, sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Spot]:
        """The candidates for an act told in a sentence; a bounded number, however many places there are."""
        borders = self.borders(sentence, roles)
        parts = self._parts(sentence, borders[0] if borders else None)
        wholes = {offset for _, offset in parts}
        found = [self._spot(one, borders) for one in self._told(sentence, trigger) if one.offset not in wholes]
        found += (spot for spot, _ in parts)
        found += (Spot(border, -1, "border", "", rank=rank) for rank, border in enumerate(borders))
        found += (Spot(line, -1, "sea", "") for line in _at_sea(borders))
        found += self._lists(sentence, trigger, borders)
        if kind_of(trigger.kind).group.id == "diplomacy":
            found += self._capitals(sentence, roles)
        return found

    def _spot(self, one: Named, borders: Sequence[Place]) -> Spot:
        gap, line = self.line_at(one, borders)
        return Spot(one.place, one.offset, "named", one.surface, one.metonym, line, gap, meant=one.meant)

    def _told(self, sentence: Sentence, trigger: Trigger) -> list[Named]:
        """The places of the lead, the sentences before, the sentence itself and the one behind it, in order."""
        first = sentence.index - SENTENCES_BACK
        lead = self.telling.told_in(0, 0, MOST_IN_LEAD) if first > 0 else []
        before = self.telling.told_in(first, sentence.index - 1, MOST_BEFORE) if sentence.index else []
        here = self.telling.around(sentence, trigger.start, MOST_HERE)
        behind = self.telling.told_in(sentence.index + 1, sentence.index + 1, MOST_BEHIND)
        return [*lead, *before, *here, *behind]

    def borders(self, sentence: Sentence, roles: Roles) -> list[Place]:
        """The borders that the act may be about, the likeliest first.

        Of the neighbours told beside it, in its sentence and the one before, else of those most named in the report.
        """
        before = self.telling.sentences[max(0, sentence.index - 1)]
        codes = [
            *roles.countries[:4],
            *self.telling.countries_in(sentence.start, sentence.end)[:4],
            *self.telling.countries_in(before.start, before.end)[:4],
            *self.telling.top_countries,
        ]
        ranks = {code: rank for rank, code in reversed(list(enumerate(dict.fromkeys(codes))))}
        pairs = [(a, b) for a in ranks for b in neighbours(a) if ranks.get(b, -1) > ranks[a]]
        pairs.sort(key=lambda pair: (ranks[pair[0]] + ranks[pair[1]], ranks[pair[0]]))
        return [border for a, b in pairs[:MOST_BORDERS] if (border := shared_border(a, b))]

    def gap_m(self, place: Place, line: Place) -> float:
        """How far a place lies from a line, in metres."""
        key = (place.id, line.id)
        if key not in self._gaps:
            self._gaps[key] = gap_m(line, *_point(place))
        return self._gaps[key]

    def nearest_line(self, place: Place, borders: Sequence[Place]) -> tuple[float, Place | None]:
        """The nearest of the borders that a place can lie at, with its distance in metres."""
        own = [shared_border(*place.countries)] if len(place.countries) == 2 else []
        lines = [line for line in (*own, *borders) if line and set(line.countries) & set(place.countries)]
        for code in place.countries[:2]:
            lines += lines_at_sea(code)
        gaps = [(self.gap_m(place, line), rank) for rank, line in enumerate(lines)]
        gap, rank = min(gaps, default=(0.0, -1))
        return gap, lines[rank] if rank >= 0 else None

    def line_at(self, one: Named, borders: Sequence[Place]) -> tuple[float, Place | None]:
        """The border that a place lies at and how far from it, None where it lies at none or is a line itself."""
        if one.is_line or one.place.footprint.precision is PlacePrecision.COUNTRY:
            return 0.0, None
        gap, line = self.nearest_line(one.place, borders)
        return (gap, line) if gap <= max(BESIDE_M, one.place.footprint.radius_m) else (0.0, None)

    def _parts(self, sentence: Sentence, border: Place | None) -> list[tuple[Spot, int]]:
        """'In the eastern sector', 'the eastern end of the DMZ': that part of the line named, else of the shared one.

        With each part comes the offset of the line that it is cut from, -1 where none is named.
        """
        found = []
        for match in _PART.finditer(self.telling.text, sentence.start, sentence.end):
            behind = _OF.match(self.telling.text, match.end())
            named = next(iter(self.telling.within(behind.end(), behind.end() + 1)), None) if behind else None
            whole = named.place if named else border
            part = stretch(whole, f"{match['side'].lower()} {match['part'].lower()}") if whole else None
            if part:
                found.append((Spot(part, match.start(), "part", match.group()), named.offset if named else -1))
        return found

    def _lists(self, sentence: Sentence, trigger: Trigger, borders: Sequence[Place]) -> Iterator[Spot]:
        """'A, B and C', 'between A and B', 'from A to B': a line through them, along a border if they lie at one."""
        for run in self._runs(self.telling.around(sentence, trigger.start, MOST_HERE)):
            lines = [self.line_at(one, borders)[1] for one in run]
            common = lines[0] if len({line.id if line else "" for line in lines}) == 1 else None
            surface = self.telling.text[run[0].offset : run[-1].end]
            yield Spot(run[0].place, run[0].offset, "list", surface, line=common, run=tuple(run))

    def _runs(self, told: Sequence[Named]) -> Iterator[list[Named]]:
        """Places told one after the other, the last two joined by 'and', 'or' or 'to'."""
        run: list[Named] = []
        joined = False
        for one, other in pairwise([*told, None]):
            if one is None:
                break
            run.append(one)
            gap = self.telling.text[one.end : other.offset] if other else "."
            joined = joined or _AND.fullmatch(gap) is not None
            if not (_AND.fullmatch(gap) or _COMMA.fullmatch(gap)):
                fine = [each for each in run if not each.is_line and not each.is_coarse]
                if joined and len({each.place.id for each in fine}) > 1:
                    yield fine
                run, joined = [], False

    def _capitals(self, sentence: Sentence, roles: Roles) -> Iterator[Spot]:
        """The capitals of those who speak or meet."""
        here = self.telling.countries_in(sentence.start, sentence.end)
        told = [*roles.countries[:2], *here, *self.telling.top_countries[:2]]
        for rank, code in enumerate(list(dict.fromkeys(told))[:MOST_CAPITALS]):
            yield Spot(capital(code, self.gazetteer), -1, "capital", country_name(code), rank=rank)


def _at_sea(borders: Sequence[Place]) -> list[Place]:
    """The limits at sea between the two countries of the likeliest border."""
    if not borders:
        return []
    first, *others = borders[0].countries
    return [line for line in lines_at_sea(first) if set(others) <= set(line.countries)]


def _point(place: Place) -> tuple[float, float]:
    return representative_point(place.footprint.geometry)


def _through(places: Sequence[Place], line: Place | None) -> Place:
    """The line through places, in their order, or the stretch of a border that they lie along."""
    points = [_point(place) for place in places]
    names = [place.name for place in places]
    name = f"{', '.join(names[:-1])} and {names[-1]}"
    countries = tuple(dict.fromkeys(code for place in places for code in place.countries))
    if line:
        return replace(stretch_through(line, points), name=name, countries=countries)
    return Place(
        id="list:" + "+".join(place.id for place in places),
        name=name,
        feature_class="line",
        countries=countries,
        footprint=Footprint(geometry=LineString(points), precision=PlacePrecision.ALONG_LINE),
        source=places[0].source,
        basis="a line through the places told",
    )
