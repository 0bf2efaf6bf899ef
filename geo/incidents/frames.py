"""An act in its sentence, and one who may have done it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
_DETERMINERS = frozenset("the a an its his their her two three four five six some several many about another".split())


@dataclass(slots=True)
class Candidate:
    """One who may have done it, with what speaks for it; the phrase '' stands for nobody."""

    phrase: str
    country: str = ""
    sort: str = ""
    mentions: list[tuple[Actor, Sentence]] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """An act in its sentence: the word that tells it, the voice, the clause."""

    finder: ActorFinder
    sentence: Sentence
    trigger: Trigger
    signs: Signs

    @property
    def voice(self) -> str:
        """How the act is told: 'noun', 'passive', 'gerund' or 'active'."""
        if self.trigger.form == "noun":
            return "noun"
        if self.signs.passive:
            return "passive"
        return "gerund" if self.trigger.form == "gerund" else "active"

    @property
    def both(self) -> bool:
        """Does the sentence speak of two sides at once?"""
        return bool(_BOTH.search(self.finder.text, self.sentence.start, self.sentence.end))


def preposition(text: str, actor: Actor) -> str:
    """The preposition before a phrase, small words skipped; '-' for none."""
    before = text[max(0, actor.start - 30) : actor.start].lower().split()
    for word in reversed(before[-3:]):
        bare = word.strip("\"“'‘(")
        if bare in _PREPOSITIONS:
            return bare
        if bare not in _DETERMINERS:
            break
    return "-"
