"""What a report tells of places and countries, and in which sentence: looked up by offset."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.incidents.actors import DATELINE
from geo.model import PlacePrecision
from geo.places.countries import demonym_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.incidents.text import Sentence
    from geo.model import Place, Resolution
    from geo.places.phrases import SpatialPhrase

# Relations of a phrase whose place is another than that of the name in it.
ELSEWHERE = frozenset({"bearing", "off", "inside", "between", "halfway", "opposite", "outskirts"})
COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.PROVINCE})
BORDER_WORD = re.compile(
    r"\b(?:border|frontier|boundary|demarcation line|the line|dividing line|DMZ|MDL|demilitari[sz]ed zone|fence|no[- ]man['’]s land|front ?line|the front|buffer zone)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place where the text names it; `meant`: what the words around the name make of it ('20 km north of Paju')."""

    place: Place
    offset: int
    surface: str
    metonym: bool = False
    meant: SpatialPhrase | None = None

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.offset + len(self.surface)

    @property
    def is_coarse(self) -> bool:
        """Is it a province or more?"""
        return self.place.footprint.precision in COARSE

    @property
    def is_line(self) -> bool:
        """Is it drawn as a line or an area?"""
        return self.place.footprint.geometry.geom_type != "Point"


class Telling:
    """The named places of one report and the countries that it speaks of."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        resolutions: Sequence[Resolution],
        phrases: Sequence[SpatialPhrase] = (),
    ) -> None:
        self.text, self.sentences = text, sentences
        meant = {start: one for one in phrases if one.relation in ELSEWHERE for start, _ in one.anchors[:1]}
        self.named = [
            Named(one.place, one.toponym.start, one.toponym.surface, one.toponym.metonym, meant.get(one.toponym.start))
            for one in sorted(resolutions, key=lambda one: one.toponym.start)
            if one.place
        ]
        self._offsets = [one.offset for one in self.named]
        self._starts = [one.start for one in sentences]

    def within(self, start: int, end: int) -> list[Named]:
        """The named places that start in [start, end)."""
        return self.named[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]

    def count(self, start: int, end: int) -> int:
        """How many named places start in [start, end)."""
        return bisect_left(self._offsets, end) - bisect_left(self._offsets, start)

    def told_in(self, first: int, last: int, most: int) -> list[Named]:
        """The last `most` named places of the sentences from one index to another."""
        if first >= len(self._starts):
            return []
        start = self._starts[first] if first > 0 else 0
        end = self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
        low, high = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        return self.named[max(low, high - most) : high]

    def around(self, sentence: Sentence, offset: int, most: int) -> list[Named]:
        """The at most `most` named places of a sentence that are nearest to an offset."""
        low, high = bisect_left(self._offsets, sentence.start), bisect_left(self._offsets, sentence.end)
        middle = bisect_left(self._offsets, offset, low, high)
        low = max(low, min(middle - most // 2, high - most))
        return self.named[low : min(high, low + most)]

    def sentence_of(self, offset: int) -> Sentence:
        """The sentence that holds an offset, or the one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def dateline_end(self) -> int:
        """Where the dateline ends, 0 without one."""
        match = DATELINE.match(self.text)
        return match.end() if match else 0

    @cached_property
    def mentions(self) -> Mapping[str, int]:
        """How often each place is named, by id."""
        return Counter(one.place.id for one in self.named)

    def nations_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Where text[start:end] names countries or their people: (start, end, code)."""
        nations = demonym_spans(self.text)
        return nations[bisect_left(nations, (start, 0, "")) : bisect_left(nations, (end, 0, ""))]

    @cached_property
    def _countries(self) -> list[tuple[int, str]]:
        told = [(start, code) for start, _, code in demonym_spans(self.text)]
        told += [(one.offset, code) for one in self.named for code in one.place.countries]
        return sorted(set(told))

    @cached_property
    def country_counts(self) -> Counter[str]:
        """How often the report speaks of each country: of itself, its people or a place in it."""
        return Counter(code for _, code in self._countries)

    @cached_property
    def top_countries(self) -> tuple[str, ...]:
        """The countries that the report speaks of most, first the most named."""
        return tuple(code for code, _ in self.country_counts.most_common(5))

    def countries_in(self, start: int, end: int) -> list[str]:
        """The countries that text[start:end] speaks of, each once, in order."""
        low, high = bisect_left(self._countries, (start, "")), bisect_left(self._countries, (end, ""))
        return list(dict.fromkeys(code for _, code in self._countries[low:high]))
