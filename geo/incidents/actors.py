"""Who did it, and to whom: noun phrases that name states, forces, groups and people, on either side of the trigger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.countries import country_name, country_of, demonym_spans
from geo.places.vocabulary import ordinary_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.text import Sentence, Word
    from geo.model import Resolution

_AGENTS = frozenset(
    """
    soldier soldiers troop troops army navy forces force military guard guards patrol patrols commandos marines
    militants militant fighters fighter gunmen gunman rebels rebel policemen police tanks insurgents servicemen
    jawans rangers saboteurs raiders intruders paramilitaries infantry militia militiamen activists activist
    campaigners defectors defector refugees migrants smugglers smuggler villagers protesters demonstrators farmers
    crew sailors airmen warplanes warplane jets jet drones drone aircraft helicopters helicopter boat boats vessel
    vessels ship ships warship trawler trawlers coastguard cutter cutters artillery authorities government ministry
    officials residents drivers peacekeepers engineers agents civilians families people men man woman women
    fishermen fisherman deserter deserters private sergeant workers settlers herders crowds crowd students
    terrorists bandits supporters journalists tourists group groups unit units gendarmes snipers recruits conscripts
    aggressors attackers intruder pilot pilots separatists mercenaries asylum-seekers children party parties company
    companies submarine destroyer frigate missiles envoy ambassador president minister leader
    """.split()
)
_MODIFIERS = frozenset(
    """
    border coast armed security air naval frontier special ground northern southern eastern western paramilitary
    government state lorry truck fishing patrol rocket suspected masked unidentified unknown young women's men's
    local regular riot federal national popular masked opposition police army navy fighter surveillance
    reconnaissance military human rights republican revolutionary territorial defence defense joint foreign interior
    defence artillery combat infantry conservative
    """.split()
)
_KOREAS = {"north": "KP", "northern": "KP", "northerners": "KP", "south": "KR", "southern": "KR", "southerners": "KR"}
_NOT_NAMES = frozenset(
    """
    near off outside inside behind across along above below beyond between within against toward towards opposite
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december the a an it he she they we i but and in on at of its his her their this that
    these those there then when while after before since until as for from by with about around over under some both
    all no not one two three four five six seven eight nine ten sea river island islands county district province
    sector lake bay strait gulf mount bridge pass street square district region city town village border line zone
    demilitarised demarcation control earlier later last next meanwhile however also still only even yet what who
    whom whose which why how if unless although though because nobody nothing none mr mrs ms dr gen lt col maj
    """.split()
)
_TITLES = frozenset(
    """
    president minister general colonel major admiral captain secretary chairman spokesman spokeswoman governor
    premier chancellor king commander
    """.split()
)
_SAID_AFTER = re.compile(
    r"^[^.;]{0,25}?\b(?:said|says|say|told|announced|reported|reports|claimed|claims|confirmed|disclosed|admitted|"
    r"acknowledged|added|wrote|alleged|stated|declared|revealed|recalls?|believes?|maintains|insists|made known|conceded)\b"
)
DATELINE = re.compile(r"^[A-Z][A-Za-z'’ .,/-]{2,60}?(?:\([^)]*\)\s)?\s?(?:—|–|--|:|-\s)")
_SAID_BEFORE = re.compile(
    r"(?:[,”\"’']\s?(?:said|says|announced|reported)|\b(?:according to|by the account of|in the words of))\s(?:the\s|an?\s)?$",
    re.I,
)
_THINGS = frozenset(
    """
    drone drones aircraft plane planes helicopter helicopters jet jets warplane warplanes missile missiles rocket
    rockets artillery tank tanks boat boats vessel vessels ship ships balloons balloon shells guns
    """.split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A phrase that names an actor, with its offsets and the country it names, if any.

    `speaking`: the sentence gives its words rather than its acts; `thing`: drones and shells, which somebody sent.
    """

    phrase: str
    start: int
    end: int
    country: str = ""
    speaking: bool = False
    thing: bool = False


class ActorFinder:
    """All actors of one text, sentence by sentence; `korean` lets 'the North' stand for North Korea."""

    def __init__(self, text: str, sentences: Sequence[Sentence], places: Sequence[Resolution] = ()) -> None:
        self.text = text
        spans = [(one.toponym.start, one.toponym.end) for one in places if not _is_actor_place(one)]
        self._in_place = {offset for start, end in spans for offset in range(start, end)}
        self.korean = "Korea" in text or "Pyongyang" in text or "DMZ" in text
        self._nationals = {start: (end, code) for start, end, code in demonym_spans(text)}
        self._found: dict[int, list[Actor]] = {}
        dateline = DATELINE.match(text)
        self._dateline_end = dateline.end() if dateline else 0
        self.sentences = sentences

    def actors(self, sentence: Sentence) -> list[Actor]:
        """The actors of a sentence from left to right."""
        if sentence.index not in self._found:
            self._found[sentence.index] = list(self._scan(sentence))
        return self._found[sentence.index]

    def _scan(self, sentence: Sentence) -> list[Actor]:
        words = sentence.words
        found: list[Actor] = []
        index = 0
        while index < len(words):
            actor, after = self._at(words, index)
            if actor:
                found.append(actor)
            index = max(after, index + 1)
        return found

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
        if start in self._in_place or start < self._dateline_end:
            return None, index + 1
        code, after = self._country_at(words, index)
        if code:
            end, last = self._tail(words, after)
            if last == after:
                return self._actor(country_name(code), start, words[after - 1].end, code), after
            possessive = self.text[words[after - 1].end : words[after].start].strip()
            tail = self.text[words[after].start : end]
            prefix = country_name(code) if possessive else self._adjective(words, index, after, code)
            return self._actor(f"{prefix}'s {tail}" if possessive else f"{prefix} {tail}", start, end, code), last
        if _is_name(words[index]):
            last = index + 1
            while last < len(words) and last - index < 6 and _joined(self.text, words, last):
                last += 1
            if (
                last - index >= 2
                or (index > 0 and words[index].lower not in ordinary_words())
                or words[index].text.isupper()
            ):
                phrase = self.text[start : words[last - 1].end]
                return self._actor(phrase, start, words[last - 1].end, ""), last
            return None, index + 1
        end, last = self._tail(words, index)
        if last > index:
            return self._actor(self.text[start:end], start, end, ""), last
        return None, index + 1

    def _adjective(self, words: Sequence[Word], index: int, after: int, code: str) -> str:
        written = self.text[words[index].start : words[after - 1].end]
        if words[index].lower in _KOREAS:
            return "North Korean" if code == "KP" else "South Korean"
        return written

    def _tail(self, words: Sequence[Word], index: int) -> tuple[int, int]:
        last, reach = index, index
        while reach < len(words) and reach - index < 4:
            lower = words[reach].lower
            gap = self.text[words[reach - 1].end : words[reach].start] if reach else " "
            if reach > index and gap != " ":
                break
            if lower in _AGENTS:
                last = reach + 1
            elif lower not in _MODIFIERS:
                break
            reach += 1
        return (words[last - 1].end if last > index else words[index - 1].end if index else 0), last

    def _actor(self, phrase: str, start: int, end: int, code: str) -> Actor:
        told = _SAID_AFTER.match(self.text[end : end + 60]) or _SAID_BEFORE.search(
            self.text[max(0, start - 30) : start]
        )
        thing = not code and phrase.lower().split()[-1] in _THINGS
        return Actor(phrase, start, end, code, bool(told), thing)


def _is_actor_place(resolution: Resolution) -> bool:
    """May the name stand for a government or a people? Countries and capitals may, other places only as metonyms."""
    place = resolution.place
    return resolution.toponym.metonym or (place is not None and place.feature_class in ("country", "capital"))


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and word.lower not in _NOT_NAMES and word.lower not in _TITLES


def _joined(text: str, words: Sequence[Word], index: int) -> bool:
    gap = text[words[index - 1].end : words[index].start]
    return gap == " " and words[index].text[0].isupper() and words[index].lower not in _NOT_NAMES
