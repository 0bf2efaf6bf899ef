"""What became of the people that a sentence counts, and whose they were where their own phrase does not say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.incidents.actors import STATE
from geo.incidents.agents import GROUP
from geo.incidents.fate_words import (
    AFTER,
    ANY,
    APPOSED,
    BEFORE,
    CAUSED,
    CLAUSE,
    ELLIPSIS,
    GAPPED,
    LINK,
    LOST,
    ON,
    ON_ITS_SIDE,
    PART,
    SIDE_WORD,
    SUCCUMBED,
)
from geo.incidents.headcounts import INJURED, KILLED, Headcount, headcounts
from geo.incidents.whose import side_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from geo.incidents.actors import Actor, ActorFinder
    from geo.incidents.text import Sentence


@dataclass(frozen=True, slots=True)
class Toll:
    """People of one side who were killed or injured.

    Attributes:
        count: the words that count them.
        side: a state by its usual name, or people as written.
        fate: KILLED or INJURED.
        chain: where the counts begin that one verb governs.
        beside: the words elsewhere that tell the side.
    """

    count: Headcount
    side: str
    fate: str
    chain: int = 0
    beside: tuple[int, int] | None = None


def tolls(finder: ActorFinder, sentence: Sentence) -> list[Toll]:
    """The dead and hurt of a sentence whose side it tells, in its order."""
    if not ANY.search(finder.text, sentence.start, sentence.end):
        return []
    return list(_Reading(finder, sentence).tolls())


class _Reading:
    """A sentence whose counts are linked into chains ('three Indian and two Pakistani soldiers')."""

    def __init__(self, finder: ActorFinder, sentence: Sentence) -> None:
        self.text, self.sentence = finder.text, sentence
        self.counts = headcounts(finder, sentence)
        self.actors = finder.actors(sentence) if self.counts else []

    def tolls(self) -> Iterator[Toll]:
        before: list[Toll] = []
        subject = False
        last: Headcount | None = None
        for chain in self.chains():
            told, subject = self._chain(chain, subject=subject)
            if len(before) == 1 and last and not chain[0].named and not told:
                told = self._elliptic(chain, last, before[0])
            yield from told
            before, last = [one for one in told if not one.count.of_them], chain[-1]

    def _elliptic(self, chain: list[Headcount], last: Headcount, before: Toll) -> list[Toll]:
        """'Four Armenian soldiers were killed and one wounded', 'two died on the Thai side, five on the Lao side'."""
        fate, beside = self._fate(chain), self._beside(chain[0])
        if beside and not fate:
            return [Toll(chain[0], side_of(beside), before.fate, chain[0].start, (beside.start, beside.end))]
        if fate and ELLIPSIS.fullmatch(self.text, last.end, chain[0].start):
            return [replace(before, count=chain[0], fate=fate, chain=chain[0].start)]
        return []

    def chains(self) -> Iterator[list[Headcount]]:
        """Counts that one verb governs."""
        chain: list[Headcount] = []
        for one in self.counts:
            link = self._link(chain[-1], one) if chain else None
            if chain and not link:
                yield chain
                chain = []
            part = one.of_them or bool(link and PART.search(link[0]))
            chain.append(replace(one, of_them=part))
        if chain:
            yield chain

    def _link(self, last: Headcount, one: Headcount) -> re.Match[str] | None:
        """'Two Thai guards and a cook'; 'two Thai guards, one of them an officer'."""
        return (APPOSED if last.of_them else LINK).fullmatch(self.text, last.end, one.start)

    def _chain(self, chain: list[Headcount], *, subject: bool) -> tuple[list[Toll], bool]:
        """The losses of a chain, and whether its sides stand before it as those who lost them."""
        loser, fate = self._loser(chain[0], gapped=subject)
        if loser:
            side = side_of(loser)
            if side and (chain[0].named or chain[0].fate or fate):
                fate = self._fate(chain) or fate or KILLED
                return [Toll(chain[0], side, fate, chain[0].start, (loser.start, loser.end))], True
        fate = self._fate(chain)
        told = []
        others = any("other" in self.text[one.start : one.end] for one in chain)  # beside some that are not counted
        for one in chain:
            found = self._sided(one) if one.fate or fate else None
            if found and not (others and found.beside):
                told.append(replace(found, fate=one.fate or fate, chain=chain[0].start))
        return told, False

    def _fate(self, chain: list[Headcount]) -> str:
        first, last = chain[0], chain[-1]
        if first.fate:
            return first.fate
        lead = self.text[max(self.sentence.start, first.start - 70) : first.start]
        for fate, pattern in BEFORE.items():
            if pattern.search(lead):
                return fate
        found = {
            fate: match.end()
            for fate, pattern in AFTER.items()
            if (match := pattern.match(self.text, last.end, self.sentence.end))
        }
        nearest = min(found, key=lambda fate: found[fate]) if found else ""
        succumbed = nearest == INJURED and SUCCUMBED.match(self.text, last.end, self.sentence.end)
        return KILLED if succumbed else nearest

    def _loser(self, first: Headcount, *, gapped: bool) -> tuple[Actor | None, str]:
        """'Israel lost two soldiers, Hezbollah seven fighters': who stands before the verb, or before the number."""
        actor = next((one for one in reversed(self.actors) if one.end <= first.start), None)
        if actor is None:
            return None, ""
        between = self.text[actor.end : first.start]
        match = LOST.match(between)
        if match:
            if match["had"] and not self._fate([first]):
                return None, ""
            return actor, INJURED if match["hurt"] else KILLED if match["toll"] else ""
        if gapped and GAPPED.fullmatch(between):
            return actor, KILLED
        return None, ""

    def _sided(self, one: Headcount) -> Toll | None:
        if one.side:
            return Toll(one, one.side, "")
        actor = self._owner(one) if one.owned else self._beside(one)
        side = side_of(actor) if actor else ""
        return Toll(one, side, "", beside=(actor.start, actor.end)) if actor and side else None

    def _owner(self, one: Headcount) -> Actor | None:
        """Whose 'its men' are: of who says so, of the one that was struck, else of the last one named."""
        sides = [actor for actor in self.actors if side_of(actor)]
        speaking = [actor for actor in sides if actor.speaking]
        if speaking:
            return speaking[0] if len({side_of(actor) for actor in speaking}) == 1 else None
        named = [actor for actor in sides if actor.end <= one.start]
        if not named:
            return None
        if not CAUSED.search(self.text, self.sentence.start, one.start):
            return named[-1] if len({side_of(actor) for actor in named}) == 1 else None
        others = [actor for actor in named if side_of(actor) != side_of(named[0])]
        return others[-1] if others and len({side_of(actor) for actor in others}) == 1 else None

    def _beside(self, one: Headcount) -> Actor | None:
        """'Three soldiers died on the Indian side', 'on the Thai side five were killed'."""
        sides = [actor for actor in self.actors if self._is_side(actor)]
        after = next((actor for actor in sides if actor.start >= one.end), None)
        if after and not CLAUSE.search(self.text, one.end, after.start):
            return after
        own = ON_ITS_SIDE.search(self.text, one.end, self.sentence.end)
        if own and not CLAUSE.search(self.text, one.end, own.start()):
            return self._owner(one)
        ahead = next((actor for actor in reversed(sides) if actor.end <= one.start), None)
        if ahead is None or CLAUSE.search(self.text, ahead.end, one.start):
            return None
        return ahead if ON.fullmatch(self.text, self.sentence.start, ahead.start) else None

    def _is_side(self, actor: Actor) -> bool:
        if actor.sort not in (STATE, GROUP) or not SIDE_WORD.match(self.text, actor.end):
            return False
        return ON.search(self.text[max(self.sentence.start, actor.start - 8) : actor.start]) is not None
