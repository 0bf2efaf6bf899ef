"""Made-up lessons for the ranker of places: short texts about towns that share their name with others.

The corpora hardly ever say of 'Tripoli' that it lies in Lebanon, and the news of our own set is about borders, not
about the county fair. So towns with namesakes are drawn from the gazetteer, and told about in plain sentences: some as
the news of the world tells of them, with their country in the sentence, before it, or left out; some as a local paper
does, among the places of its neighbourhood; some as news of a border does, beside the states on either side. Nothing is
taken from any text, and which place is meant is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from geo.places.countries import countries
from scripts.place_draws import Draws
from scripts.place_sentences import ABROAD, AT_HOME, BORDER, COUNTY, PLAIN, STATE, WIDE

_SLOT = re.compile(r"\{([A-Z])\}")
_STATE = 0.15  # of the world's news are about a country that shares its name
_OF_COUNTY = 0.1  # of local lessons are about a county, whatever its name
_OF_COUNTRY = 0.05  # of local papers are at home in a town that has the name of a country or capital


@dataclass(frozen=True)
class Lesson:
    """A text with its names: `[start, end)` and the position of the place in the gazetteer."""

    text: str
    names: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class _Part:
    """A sentence and the names in it: offset, name, position."""

    text: str
    names: tuple[tuple[int, str, int], ...] = ()


class Lessons(Draws):
    """Draws lessons from a gazetteer; the same seed draws the same."""

    def world(self) -> Lesson:
        """A lesson as the news of the world tells it."""
        if self.random.random() < _STATE:
            return self._joined(self._state_alone())
        town, chance = self.ambiguous(0.5), self.random.random()
        if chance < 0.6:
            parts = [self._said(AT_HOME, town)]
        elif chance < 0.75:
            parts = [self._said(PLAIN, town), self._said(("{A} radio gave no details.",), town)]
        elif chance < 0.85:
            parts = [self._said(tuple(one.replace("{T}", "{T}, {C}") for one in PLAIN), town)]
        elif chance < 0.93:
            parts = [self._said(ABROAD, town), self._said(AT_HOME, town)]
        else:
            parts = [self._said(PLAIN, town)]
        if self.random.random() < 0.4:
            parts += [self._said(PLAIN, other) for other in self.neighbours(town, 150, 2)]
        if self.random.random() < 0.3:
            parts.append(self._said(("{C} asked for a statement.",), self.draw(1.0)))
        if self.random.random() < 0.3:
            parts.append(self._said(("A spokesman in {T} said so.",), self.draw(1.0)))
        if self.random.random() < 0.3:
            parts.append(self._wide())
        return self._joined(parts)

    def local(self) -> Lesson:
        """A lesson as a local paper tells it."""
        if self.random.random() < _OF_COUNTY:
            return self._joined(self._county())
        of_country = self.random.random() < _OF_COUNTRY
        home = int(self.random.choice(self.namesakes)) if of_country else self.ambiguous(0.25)
        facts = self.gazetteer.facts(int(self.at[home]))
        parts = [self._in_division(home, 0.1) for _ in range(self.random.integers(1, 4))]
        parts += [self._in_division(one, 0.03) for one in self.neighbours(home, 80, int(self.random.integers(0, 5)))]
        if facts.admin2 >= 0 and self.random.random() < 0.35:
            parts.append(self._filled("{S} has no plans for it.", S=self._named(facts.admin2)))
        if facts.admin1 >= 0 and self.random.random() < 0.4:
            parts.append(self._filled("The law in {S} is clear.", S=self._named(facts.admin1)))
        if self.random.random() < 0.15:
            parts.append(self._said(("{C} has seen worse.",), home))
        if self.random.random() < 0.3:
            parts.append(self._in_division(self.draw(1.0), 0.2))
        return self._joined(parts)

    def at_border(self) -> Lesson:
        """A lesson as news of a border tells it, about a curated place that shares its name."""
        place = int(self.random.integers(len(self.border)))
        near = self.border_neighbours(place)
        parts = [self._told_at_border(place, near)]
        others = [self._named(self.border[other]) for other in near[: int(self.random.integers(0, 4))]]
        parts += [self._filled(str(self.random.choice(PLAIN)), T=other) for other in others]
        if self.random.random() < 0.3:
            parts.append(self._said(("A spokesman in {T} said so.",), self.draw(1.0)))
        return self._joined(parts)

    def _told_at_border(self, place: int, near: list[int]) -> _Part:
        """A sentence about a place between its country and the one across the border."""
        codes = [self.gazetteer.facts(self.border[one]).countries for one in (place, *near)]
        own = str(self.random.choice(codes[0]))
        other = next((code for each in codes for code in each if code != own), self.country(self.draw(1.0)))
        sentence = str(self.random.choice(BORDER)).replace("{A}", _adjective(own)).replace("{D}", _adjective(other))
        named = self._named(self.border[place])
        return self._filled(sentence, T=named, C=self._state(own), B=self._state(other))

    def _state_alone(self) -> list[_Part]:
        """Sentences about a country that shares its name, with a neighbour or a town of it now and then."""
        code = str(self.random.choice(self.shared))
        parts = [self._filled(str(self.random.choice(STATE)), C=self._state(code))]
        towns = np.flatnonzero(self.codes == code)
        if len(towns) and self.random.random() < 0.3:
            parts.append(self._said(PLAIN, int(towns[np.argmax(self.people[towns])])))
        if self.random.random() < 0.4:
            parts.append(self._said(("{C} asked for a statement.",), self.draw(1.0)))
        return parts

    def _county(self) -> list[_Part]:
        """Sentences about a county or district, with its division and a town of it now and then."""
        county = int(self.random.choice(self.counties))
        parts = [self._filled(str(self.random.choice(COUNTY)), S=self._named(county))]
        admin1 = self.gazetteer.facts(county).admin1
        if admin1 >= 0 and self.random.random() < 0.3:
            parts.append(self._filled("The law in {S} is clear.", S=self._named(admin1)))
        towns = np.flatnonzero(self.admin2 == county)
        if len(towns) and self.random.random() < 0.4:
            parts.append(self._in_division(int(self.random.choice(towns)), 0.1))
        return parts

    def _said(self, templates: tuple[str, ...], town: int) -> _Part:
        """A sentence about a town: {C} is its country, {A} the adjective; {B} and {D} those of another country."""
        own, other = self.country(town), self.country(self.draw(1.0))
        sentence = str(self.random.choice(templates)).replace("{A}", _adjective(own)).replace("{D}", _adjective(other))
        return self._filled(sentence, T=self._town(town), C=self._state(own), B=self._state(other))

    def _in_division(self, town: int, chance: float) -> _Part:
        """A plain sentence about a town, with some chance 'Town, State'."""
        admin1 = self.gazetteer.facts(int(self.at[town])).admin1
        sentence = str(self.random.choice(PLAIN))
        if admin1 < 0 or self.random.random() >= chance:
            return self._filled(sentence, T=self._town(town))
        return self._filled(sentence.replace("{T}", "{T}, {S},"), T=self._town(town), S=self._named(admin1))

    def _wide(self) -> _Part:
        """A sentence about a region, a sea or a river whose name is also that of a town."""
        found = self.wide[int(self.random.integers(len(self.wide)))]
        return self._filled(str(self.random.choice(WIDE)), P=found)

    def _named(self, position: int) -> tuple[str, int]:
        return self.gazetteer.name_at(position), position

    def _town(self, town: int) -> tuple[str, int]:
        return self._named(int(self.at[town]))

    def _state(self, code: str) -> tuple[str, int]:
        return countries()[code].name, self.states[code]

    def _filled(self, sentence: str, **names: tuple[str, int]) -> _Part:
        """A sentence with names in place of its letters in braces."""
        text, found, end = "", [], 0
        for match in _SLOT.finditer(sentence):
            name, position = names[match[1]]
            text += sentence[end : match.start()]
            found.append((len(text), name, position))
            text, end = text + name, match.end()
        return _Part(text + sentence[end:], tuple(found))

    def _joined(self, parts: list[_Part]) -> Lesson:
        """The sentences one after the other, three times in ten shuffled, some in paragraphs of their own."""
        if self.random.random() < 0.3:
            parts = [parts[number] for number in self.random.permutation(len(parts))]
        text, names = "", []
        for part in parts:
            names += [(len(text) + at, len(text) + at + len(name), where) for at, name, where in part.names]
            text += part.text + (" " if self.random.random() < 0.8 else "\n")
        return Lesson(text, tuple(names))


def _adjective(code: str) -> str:
    country = countries()[str(code)]
    return country.demonyms[0] if country.demonyms else country.name
