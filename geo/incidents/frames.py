"""An act in its sentence, and one who may have done it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geo.incidents.agents import FORCE, OFFICIAL
from geo.kinds import kind as kind_of

if TYPE_CHECKING:
    from geo.incidents.actors import Actor, ActorFinder
    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

_BOTH = re.compile(
    r"\b(?:the two (?:sides|countries|armies|governments|neighbou?rs|men|leaders|presidents|premiers|ministers|"
    r"foreign ministers|defen[cs]e ministers|capitals|nations|Koreas|delegations|generals|navies)|"
    r"both (?:sides|countries|armies|governments|capitals|Koreas|parties)|each other|one another|the other side|"
    r"the foreign ministers|the defen[cs]e ministers|the presidents|exchange[ds]? (?:of )?(?:fire|shots|gunfire)|"
    r"traded (?:fire|shots)|either side|neither side|the pair|talks)\b",
    re.I,
)
_PREPOSITIONS = frozenset(
    """
    by from of to against at into in on with for between and near toward towards over across after off among inside
    than
    """.split()
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|its|his|their|her)\b", re.I)
_ONTO = frozenset("on at against to toward towards into".split())
PASSIVE_REACH = 40  # characters between the one done to and the passive verb
_DETERMINERS = frozenset("the a an its his their her two three four five six some several many about another".split())


@dataclass(slots=True)
class Candidate:
    """One who may have done it, with what speaks for it; the phrase '' stands for nobody."""

    phrase: str
    country: str = ""
    sort: str = ""
    mentions: list[tuple[Actor, Sentence]] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """An act in its sentence: the word that tells it, the voice, the clause. What is asked often is kept."""

    finder: ActorFinder
    sentence: Sentence
    trigger: Trigger
    signs: Signs

    @cached_property
    def voice(self) -> str:
        """How the act is told: 'noun', 'passive', 'gerund' or 'active'."""
        if self.trigger.form == "noun":
            return "noun"
        if self.signs.passive:
            return "passive"
        return "gerund" if self.trigger.form == "gerund" else "active"

    @cached_property
    def group(self) -> str:
        """The group of the kind of the act."""
        return kind_of(self.trigger.kind).group.id

    @cached_property
    def both(self) -> bool:
        """Does the sentence speak of two sides at once?"""
        return bool(_BOTH.search(self.finder.text, self.sentence.start, self.sentence.end))

    @cached_property
    def pronoun(self) -> str:
        """The last pronoun before the act in its sentence, '-' for none."""
        found = _PRONOUN.findall(self.finder.text, self.sentence.start, self.trigger.start)
        return found[-1].lower() if found else "-"

    @cached_property
    def bare_subject(self) -> str:
        """A force without a country that stands before the act ('the army', 'border guards'): its sort, '' for none."""
        for actor in reversed(self.finder.actors(self.sentence)):
            if actor.end <= self.trigger.start and not actor.country and actor.sort in (FORCE, OFFICIAL):
                speaks = "speaking " if actor.speaking else ""
                return f"{speaks}{actor.sort}" if self.preposition(actor) == "-" else ""
        return ""

    @cached_property
    def suffering(self) -> frozenset[str]:
        """The states of those shown as the ones done to: 'on Thai troops', 'two Greek soldiers were taken'."""
        return frozenset(
            actor.country for actor in self.finder.actors(self.sentence) if actor.country and self._suffers(actor)
        )

    def _suffers(self, actor: Actor) -> bool:
        if actor.start >= self.trigger.end and self.preposition(actor) in _ONTO:
            return True
        close = 0 <= self.trigger.start - actor.end < PASSIVE_REACH
        return self.voice == "passive" and close and self.preposition(actor) == "-" and not actor.speaking

    def preposition(self, actor: Actor) -> str:
        """The preposition before a phrase, small words skipped; '-' for none."""
        return _preposition(self.finder.text, actor.start)


@lru_cache(maxsize=512)
def _preposition(text: str, start: int) -> str:
    """Kept for a moment: the acts of a text have the same phrases around them."""
    before = text[max(0, start - 30) : start].lower().split()
    for word in reversed(before[-3:]):
        bare = word.strip("\"“'‘(")
        if bare in _PREPOSITIONS:
            return bare
        if bare not in _DETERMINERS:
            break
    return "-"
