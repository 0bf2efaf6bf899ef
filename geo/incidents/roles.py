"""Who did it, and to whom: the actors around a trigger, by its form and its voice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.actors import Actor
from geo.incidents.inflect import plural
from geo.kinds import kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.actors import ActorFinder
    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

_PEOPLE = frozenset(
    """
    people migrant migrants refugee refugees villager villagers resident residents family families farmer farmers
    protester protesters demonstrator demonstrators activist activists student students driver drivers crowd worker
    workers inhabitants smuggler smugglers fisherman fishermen soldier soldiers
    """.split()
)
_BOTH = re.compile(
    r"\b(?:the two (?:sides|countries|armies|governments|neighbours|neighbors|men|leaders|presidents|ministers|"
    r"foreign ministers|defence ministers|capitals|nations|Koreas)|both (?:sides|countries|armies|governments)|"
    r"each other|one another|the foreign ministers|the defence ministers|the presidents|"
    r"exchange of (?:fire|shots|gunfire))\b",
    re.I,
)
_BY = re.compile(r"\bby\s(?:\w+\s){0,3}?$", re.I)
_BETWEEN = re.compile(r"\b(?:by|between)\s(?:\w+\s){0,3}?$", re.I)
_FROM = re.compile(r"\b(?:from|out of)\s(?:the\s)?$", re.I)
_AND = frozenset({"and", "and the", ", and"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did it and to whom, the countries told beside it, and the words that decided; spans are of the actors."""

    initiator: tuple[str, ...]
    target: tuple[str, ...]
    countries: tuple[str, ...]
    reason: str
    initiator_spans: tuple[tuple[int, int], ...] = ()
    target_spans: tuple[tuple[int, int], ...] = ()


def roles(finder: ActorFinder, sentence: Sentence, trigger: Trigger, signs: Signs) -> Roles:
    """Who stands as doer and as the one done to around a trigger."""
    return _Casting(finder, sentence, trigger).roles(signs)


class _Casting:
    def __init__(self, finder: ActorFinder, sentence: Sentence, trigger: Trigger) -> None:
        self.finder, self.text = finder, finder.text
        self.sentence, self.trigger = sentence, trigger
        self.doer = kind(trigger.kind).doer
        self.actors = [one for one in finder.actors(sentence) if not one.start <= trigger.start < one.end]
        self.left = [one for one in self.actors if one.end <= trigger.start]
        self.right = [one for one in self.actors if one.start >= trigger.end]

    def roles(self, signs: Signs) -> Roles:
        speaker = [one for one in self.actors if one.speaking][:1] if self.doer == "speaker" else []
        initiator, target, why = self._around(signs)
        if speaker:
            initiator, why = speaker, "who is quoted"
        initiator, why = self._sender(initiator, why)
        if not initiator and not signs.passive:
            initiator, why = self._carried(), "the doer of the sentence before"
        if len(initiator) < 2 and (self.doer == "both" or self._both()):
            initiator = self._two_states(initiator) or initiator
        if not initiator and self.doer == "people":
            initiator, why = self._people(), "the people told beside it"
        initiator = self._with_partner(initiator)
        target = [one for one in target if one.phrase not in {other.phrase for other in initiator}]
        told = [*initiator, *target, *self.actors]
        return Roles(
            _phrases(initiator),
            _phrases(target),
            tuple(dict.fromkeys(one.country for one in told if one.country)),
            why,
            _spans(initiator),
            _spans(target),
        )

    def _around(self, signs: Signs) -> tuple[list[Actor], list[Actor], str]:
        behind = [one for one in self.right if _BY.search(self.text[self.trigger.end : one.start])][:1]
        others = [one for one in self.right if not one.speaking and one not in behind]
        if self.trigger.form == "noun":
            return self._around_noun(others)
        if signs.passive:
            return behind, _last_quiet(self.left), "passive: the doer stands behind 'by'"
        if behind and behind[0].start - self.trigger.end <= 8:
            return behind, _last_quiet(self.left), "the doer stands behind 'by'"
        return _last_quiet(self.left), others[:1], "the doer stands before the verb"

    def _around_noun(self, others: list[Actor]) -> tuple[list[Actor], list[Actor], str]:
        adjacent = [one for one in self.left if self.trigger.start - one.end <= 12]
        if adjacent:
            return adjacent[-1:], others[:1], "the doer stands before the noun"
        behind = [one for one in self.right if _BETWEEN.search(self.text[self.trigger.end : one.start])]
        if behind:
            return behind[:1], [one for one in others if one not in behind][:1], "the doer stands behind 'by'"
        return _last_quiet(self.left), others[:1], "the nearest actor before the noun"

    def _sender(self, initiator: list[Actor], why: str) -> tuple[list[Actor], str]:
        """Drones and shells come from somebody: 'from Belarus', else the state named beside them."""
        if not initiator or not initiator[0].thing:
            return initiator, why
        origin = [
            one for one in self.actors if one.country and _FROM.search(self.text[max(0, one.start - 12) : one.start])
        ]
        if origin:
            return origin[:1], "where it came from"
        states = [one for one in self.left if one.country and not one.speaking]
        if states:
            return states[-1:], "the state named beside it"
        return self._carried(), "the doer of the sentence before"

    def _both(self) -> bool:
        return bool(_BOTH.search(self.text, self.sentence.start, self.sentence.end))

    def _two_states(self, initiator: list[Actor]) -> list[Actor]:
        """The two states of a joint act: told in the sentence, else in the ones before it."""
        found: dict[str, Actor] = {one.country or one.phrase: one for one in initiator if not one.thing}
        nearby = [
            self.sentence,
            *reversed(self.finder.sentences[max(0, self.sentence.index - 3) : self.sentence.index]),
        ]
        for sentence in nearby:
            for one in self.finder.actors(sentence):
                if one.country and len(found) < 2:
                    found.setdefault(one.country, one)
        return list(found.values()) if len(found) == 2 else []

    def _people(self) -> list[Actor]:
        """Who crosses or protests is often no name at all: the noun that the trigger wants near it ('villagers')."""
        near = self.trigger.near
        for word in self.sentence.words:
            if near and word.lower in (near, plural(near)) and word.lower in _PEOPLE:
                return [Actor(plural(near) if near != "people" else near, word.start, word.end)]
        return []

    def _with_partner(self, initiator: list[Actor]) -> list[Actor]:
        """'India and Pakistan exchanged fire' has two doers."""
        if len(initiator) == 1:
            for one in self.left:
                if one.end < initiator[0].start and self.text[one.end : initiator[0].start].strip() in _AND:
                    return [one, initiator[0]]
        return initiator

    def _carried(self) -> list[Actor]:
        if self.sentence.index == 0:
            return []
        before = self.finder.actors(self.finder.sentences[self.sentence.index - 1])
        quiet = [one for one in before if not one.speaking and not one.thing]
        return quiet[:1]


def _last_quiet(actors: Sequence[Actor]) -> list[Actor]:
    return [one for one in actors if not one.speaking][-1:]


def _phrases(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.phrase for one in actors))


def _spans(actors: Sequence[Actor]) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in actors)
