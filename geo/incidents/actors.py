"""Who did it, and to whom: noun phrases that name states, forces, groups and people, on either side of the trigger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.inflect import plural
from geo.places.countries import country_name, country_of, demonym_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence, Word
    from geo.incidents.triggers import Trigger
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
_DONE_BY_PEOPLE = frozenset({"migrant_crossing", "protest", "defection"})
_PEOPLE = frozenset(
    """
    people migrant migrants refugee refugees villager villagers resident residents family families farmer farmers
    protester protesters demonstrator demonstrators activist activists student students driver drivers crowd worker
    workers inhabitants smuggler smugglers fisherman fishermen soldier soldiers
    """.split()
)
_KOREAS = {"north": "KP", "northern": "KP", "northerners": "KP", "south": "KR", "southern": "KR", "southerners": "KR"}
_NOT_NAMES = frozenset(
    """
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
_BY = re.compile(r"\bby\s(?:\w+\s){0,4}?$", re.I)


@dataclass(frozen=True, slots=True)
class Actor:
    """A phrase that names an actor, with its offsets and the country it names, if any."""

    phrase: str
    start: int
    end: int
    country: str = ""
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did it and to whom, with the words that decided."""

    initiator: tuple[str, ...]
    target: tuple[str, ...]
    countries: tuple[str, ...]
    reason: str


class ActorFinder:
    """All actors of one text, sentence by sentence; `korean` lets 'the North' stand for North Korea."""

    def __init__(self, text: str, sentences: Sequence[Sentence], places: Sequence[Resolution] = ()) -> None:
        self.text = text
        self._places = {one.toponym.start for one in places if not _is_actor_place(one)}
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
        if start in self._places or start < self._dateline_end:
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
            if last - index >= 2 or index > 0 or words[index].text.isupper():
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
        speaking = bool(_SAID_AFTER.match(self.text[end : end + 60]))
        return Actor(phrase, start, end, code, speaking)

    def roles(self, sentence: Sentence, trigger: Trigger, signs: Signs) -> Roles:
        """Who stands as doer and as the one done to around a trigger."""
        actors = [one for one in self.actors(sentence) if not (one.start <= trigger.start < one.end)]
        left = [one for one in actors if one.end <= trigger.start]
        right = [one for one in actors if one.start >= trigger.end]
        if trigger.form == "noun":
            initiator, target, why = self._around_noun(left, right, trigger)
        elif signs.passive:
            initiator = [one for one in right if _BY.search(self.text[trigger.end : one.start])][:1]
            target, why = _last_quiet(left), "passive: the doer stands behind 'by'"
        else:
            initiator, target, why = _last_quiet(left), right[:1], "the doer stands before the verb"
        if not initiator and not signs.passive:
            initiator = self._carried(sentence)
        if not initiator and trigger.kind in _DONE_BY_PEOPLE:
            initiator = self._people(sentence, trigger)
        initiator, target = self._with_partner(initiator, left), [one for one in target if one not in initiator]
        codes = tuple(dict.fromkeys(one.country for one in [*initiator, *target, *actors] if one.country))
        return Roles(_phrases(initiator), _phrases(target), codes, why)

    def _people(self, sentence: Sentence, trigger: Trigger) -> list[Actor]:
        """Who crosses or demonstrates is often no name at all: the noun that the trigger wants near it ('villagers')."""
        for word in sentence.words:
            if trigger.near and word.lower in (trigger.near, plural(trigger.near)) and word.lower in _PEOPLE:
                return [Actor(plural(trigger.near) if trigger.near != "people" else "people", word.start, word.end)]
        return []

    def _around_noun(
        self, left: list[Actor], right: list[Actor], trigger: Trigger
    ) -> tuple[list[Actor], list[Actor], str]:
        adjacent = [one for one in left if trigger.start - one.end <= 12]
        if adjacent:
            return adjacent[-1:], right[:1], "the doer stands before the noun"
        behind = [
            one for one in right if re.search(r"\b(?:by|between)\s(?:\w+\s){0,3}?$", self.text[trigger.end : one.start])
        ]
        if behind:
            return behind[:1], [one for one in right if one not in behind][:1], "the doer stands behind 'by'"
        return _last_quiet(left), right[:1], "the nearest actor before the noun"

    def _with_partner(self, initiator: list[Actor], left: list[Actor]) -> list[Actor]:
        """'India and Pakistan exchanged fire' has two doers."""
        if len(initiator) == 1:
            for one in left:
                if one.end < initiator[0].start and self.text[one.end : initiator[0].start].strip() in (
                    "and",
                    "and the",
                    ", and",
                ):
                    return [one, initiator[0]]
        return initiator

    def _carried(self, sentence: Sentence) -> list[Actor]:
        if sentence.index == 0:
            return []
        before = [one for one in self.actors(self.sentences[sentence.index - 1]) if not one.speaking]
        return before[:1]


def _is_actor_place(resolution: Resolution) -> bool:
    """May the name stand for a government or a people? Countries and capitals may, other places only as metonyms."""
    place = resolution.place
    return resolution.toponym.metonym or (place is not None and place.feature_class in ("country", "capital"))


def _last_quiet(actors: list[Actor]) -> list[Actor]:
    quiet = [one for one in actors if not one.speaking]
    return quiet[-1:]


def _phrases(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.phrase for one in actors))


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and word.lower not in _NOT_NAMES and word.lower not in _TITLES


def _joined(text: str, words: Sequence[Word], index: int) -> bool:
    gap = text[words[index - 1].end : words[index].start]
    return gap == " " and words[index].text[0].isupper() and words[index].lower not in _NOT_NAMES
