"""Noun phrases that name states, forces, groups and people: the candidates for who did it, and to whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.incidents.agents import CRAFT, MODIFIERS, OFFICIAL, PEOPLE, bodies, sort_of, state_name
from geo.incidents.naming import DATELINE, is_joined, is_name, is_ordinary, is_speaking, surname_before, surname_behind
from geo.incidents.text import sentence_at
from geo.places.countries import country_of, demonym_spans, is_demonym
from geo.places.people import country_of_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.text import Sentence, Word
    from geo.model import Resolution

__all__ = ["DATELINE", "Actor", "ActorFinder"]
STATE, NAME, PLACE = "state", "name", "place"
NAME_WORDS = 6
TAIL_WORDS = 4
_KOREAS = {"north": "KP", "northern": "KP", "northerners": "KP", "south": "KR", "southern": "KR", "southerners": "KR"}
_KOREANS = frozenset({"northerners", "southerners"})
_SIDES = re.compile(r"\b[Tt]he (North|South)\b")
_OF = re.compile(r"\s(?:of|from)\s(?:the\s)?")
_APPOSED = re.compile(r"^,?\s(?:of\s|the\s|an?\s)?")


@dataclass(frozen=True, slots=True)
class Actor:
    """A phrase that names an actor, with its offsets and the country it names, if any.

    Attributes:
        sort: STATE, NAME, PLACE or what agents.sort_of says of its head.
        speaking: the sentence gives its words rather than its acts.
        adjective: only a country's adjective before some other noun ('Chinese lanterns').
    """

    phrase: str
    start: int
    end: int
    country: str = ""
    sort: str = ""
    head: str = ""
    speaking: bool = False
    adjective: bool = False

    @property
    def thing(self) -> bool:
        """Drones and shells, which somebody sent."""
        return self.sort == CRAFT and not self.country


class ActorFinder:
    """All actors of one text, sentence by sentence; where Korea is told 'the North' stands for North Korea."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], places: Sequence[Resolution] = (), title: str = ""
    ) -> None:
        self.text, self.sentences, self.places, self.title = text, sentences, places, title
        self._in_place = {
            offset: one
            for one in places
            if not _is_actor_place(one)
            for offset in range(one.toponym.start, one.toponym.end)
        }
        self.korean = "Korea" in text or "Pyongyang" in text or "DMZ" in text
        self._nationals = {start: (end, code) for start, end, code in demonym_spans(text)}
        self._found: dict[int, list[Actor]] = {}
        dateline = DATELINE.match(text)
        self._dateline_end = dateline.end() if dateline else 0

    def actors(self, sentence: Sentence) -> list[Actor]:
        """The actors of a sentence from left to right."""
        if sentence.index not in self._found:
            self._found[sentence.index] = list(self._scan(sentence))
        return self._found[sentence.index]

    @cached_property
    def country_counts(self) -> Counter[str]:
        """How often the text names each country, itself, its people or a place in it."""
        counts = Counter(code for _, code in self._nationals.values())
        for one in self.places:
            if one.place and one.toponym.start not in self._nationals:
                counts.update(one.place.countries)
        if self.korean:
            counts.update(_KOREAS[side.lower()] for side in _SIDES.findall(self.text))
        return counts

    @cached_property
    def dateline_country(self) -> str:
        """The country of the place of the dateline, '' without one."""
        if not self._dateline_end:
            return ""
        codes = [one.place.countries for one in self.places if one.place and one.toponym.end <= self._dateline_end]
        return codes[0][0] if codes and codes[0] else ""

    @cached_property
    def title_countries(self) -> tuple[str, ...]:
        """The countries that the title names, in order."""
        return tuple(dict.fromkeys(code for _, _, code in demonym_spans(self.title)))

    @cached_property
    def nationalities(self) -> dict[str, str]:
        """The last word of a person's name → the country told beside it ('Russian President Vladimir Putin')."""
        found: dict[str, str] = {}
        for start, (end, code) in self._nationals.items():
            for surname in (surname_behind(self.text, end), surname_before(self.text, start)):
                if surname:
                    found.setdefault(surname, code)
        return found

    @cached_property
    def _places_by_sentence(self) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        for one in self.places:
            place = one.place
            if place is None or place.feature_class in ("country", "capital") or len(place.countries) != 1:
                continue
            sentence = sentence_at(self.sentences, one.toponym.start)
            if sentence:
                found.setdefault(sentence.index, []).append((one.toponym.start, place.countries[0]))
        return found

    def places_in(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Offset and country of the places of a sentence that lie in one country, countries and capitals apart."""
        return self._places_by_sentence.get(sentence.index, [])

    def _scan(self, sentence: Sentence) -> Iterator[Actor]:
        words = sentence.words
        index = 0
        while index < len(words):
            actor, after = self._at(words, index)
            if actor:
                yield actor
            index = max(after, index + 1)

    def _country_at(self, words: Sequence[Word], index: int) -> tuple[str, int]:
        word = words[index]
        if word.start in self._nationals:
            end, national = self._nationals[word.start]
            last = index
            while last + 1 < len(words) and words[last + 1].start < end:
                last += 1
            return national, last + 1
        if self.korean and word.lower in _KOREAS and (word.lower not in ("north", "south") or self._the_before(word)):
            return _KOREAS[word.lower], index + 1
        if word.text[0].isupper() and (code := country_of(word.text)):
            return code, index + 1
        return "", index

    def _the_before(self, word: Word) -> bool:
        return self.text[max(0, word.start - 4) : word.start].lower() == "the " and word.text[0].isupper()

    def _at(self, words: Sequence[Word], index: int) -> tuple[Actor | None, int]:
        start = words[index].start
        if start < self._dateline_end:
            return None, index + 1
        if start in self._in_place:
            return self._place(words, index)
        code, after = self._country_at(words, index)
        if code:
            return self._national(words, index, after, code)
        if words[index].text[0].isupper() or words[index].text.startswith("al-"):
            found = self._name(words, index)
            if found:
                return found
        if sort_of(lower := words[index].lower) or lower in MODIFIERS:
            end, last = self._tail(words, index)
            if last > index:
                return self._common(words, index, end, last)
        return None, index + 1

    def _place(self, words: Sequence[Word], index: int) -> tuple[Actor | None, int]:
        one = self._in_place[words[index].start]
        last = index + 1
        while last < len(words) and words[last].start < one.toponym.end:
            last += 1
        if one.place is None or one.place.feature_class not in ("admin1", "region", "territory"):
            return None, last
        return self._actor(one.toponym.surface, one.toponym.start, one.toponym.end, "", PLACE), last

    def _national(self, words: Sequence[Word], index: int, after: int, code: str) -> tuple[Actor, int]:
        start = words[index].start
        written = self.text[start : words[after - 1].end]
        end, last = self._tail(words, after)
        if last == after:
            end = words[after - 1].end
            if (is_demonym(written) and written.endswith(("s", "men"))) or written.lower() in _KOREANS:
                people = written if words[index].lower not in _KOREANS else f"{self._adjective(written, code)}s"
                return self._actor(people, start, end, code, PEOPLE, people), after
            follows = self.text[end : end + 2]
            adjective = is_demonym(written) and len(follows) == 2 and follows[0] == " " and follows[1].islower()
            return self._actor(state_name(code), start, end, code, STATE, adjective=adjective), after
        possessive = self.text[words[after - 1].end : words[after].start].strip()
        tail = self.text[words[after].start : end]
        prefix = f"{state_name(code)}'s" if possessive else self._adjective(written, code)
        head = words[last - 1].lower
        return self._actor(f"{prefix} {tail}", start, end, code, sort_of(head), head), last

    def _name(self, words: Sequence[Word], index: int) -> tuple[Actor | None, int] | None:
        if not is_name(words[index]):
            return None
        last = index + 1
        while last < len(words) and last - index < NAME_WORDS and is_joined(self.text, words, last):
            last += 1
        start, end = words[index].start, words[last - 1].end
        phrase = self.text[start:end]
        single = last - index == 1
        if single and is_ordinary(words[index].lower) and not words[index].text.isupper() and phrase not in bodies():
            return None if index == 0 or sort_of(words[index].lower) else (None, index + 1)
        code = (
            bodies().get(phrase)
            or self.nationalities.get(words[last - 1].text)
            or self._apposed(words, last)
            or country_of_person(phrase)
        )
        return self._actor(phrase, start, end, code, NAME), last

    def _apposed(self, words: Sequence[Word], last: int) -> str:
        """'Ali Reza, the Iranian envoy' is Iran's."""
        behind = self.text[words[last - 1].end : words[last - 1].end + 12]
        match = _APPOSED.match(behind)
        if not behind.startswith(",") or match is None:
            return ""
        at = words[last - 1].end + match.end()
        if at not in self._nationals:
            return ""
        end, code = self._nationals[at]
        titled = re.match(r"(?:['’]s)?(?:\s[\w-]+){0,3}", self.text[end : end + 50])
        return code if titled and any(sort_of(one) == OFFICIAL for one in titled[0].split()) else ""

    def _common(self, words: Sequence[Word], index: int, end: int, last: int) -> tuple[Actor, int]:
        start, head = words[index].start, words[last - 1].lower
        behind = _OF.match(self.text, end)
        if behind and last + 1 < len(words):
            at = last + 1 + (words[last + 1].lower == "the")
            if at < len(words) and words[at].start == behind.end():
                code, after = self._country_at(words, at)
                if code:
                    stop, farther = self._tail(words, after)
                    if farther == after:
                        stop = words[after - 1].end
                    return self._actor(self.text[start:stop], start, stop, code, sort_of(head), head), farther
        return self._actor(self.text[start:end], start, end, "", sort_of(head), head), last

    def _adjective(self, written: str, code: str) -> str:
        if written.lower() in _KOREAS:
            return "North Korean" if code == "KP" else "South Korean"
        return written

    def _tail(self, words: Sequence[Word], index: int) -> tuple[int, int]:
        last, reach = index, index
        while reach < len(words) and reach - index < TAIL_WORDS:
            lower = words[reach].lower
            gap = self.text[words[reach - 1].end : words[reach].start] if reach else " "
            if reach > index and gap != " ":
                break
            if sort_of(lower):
                last = reach + 1
            elif lower not in MODIFIERS:
                break
            reach += 1
        return (words[last - 1].end if last > index else words[index - 1].end if index else 0), last

    def _actor(
        self, phrase: str, start: int, end: int, code: str, sort: str, head: str = "", *, adjective: bool = False
    ) -> Actor:
        return Actor(phrase, start, end, code, sort, head, is_speaking(self.text, start, end), adjective)


def _is_actor_place(resolution: Resolution) -> bool:
    """May the name stand for a government or a people? Countries and capitals may, other places only as metonyms."""
    place = resolution.place
    return resolution.toponym.metonym or (place is not None and place.feature_class in ("country", "capital"))
