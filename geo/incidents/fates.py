"""What became of the people that a sentence counts, and whose they were where their own phrase does not say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.incidents.actors import STATE
from geo.incidents.agents import GROUP
from geo.incidents.headcounts import INJURED, KILLED, Headcount, headcounts
from geo.incidents.whose import side_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.actors import Actor, ActorFinder
    from geo.incidents.text import Sentence

_HEDGE = (
    r"(?:(?:at least|some|about|another|a further|more than|up to|as many as|around|over|nearly|almost|all|the|"
    r"roughly|an estimated|also|both|only|just|for)\s)*"
)
_LINK = re.compile(rf"(?:,|,?\s(?:and|plus|as well as|along with)|,?\s(?:including|among them))\s{_HEDGE}", re.I)
_PART = re.compile("includ|among", re.I)
_KILL = r"(?:kill(?:ed|ing|s)?|(?:shot|shoot(?:s|ing)?)\sdead|gunn(?:ed|ing)\sdown|slew|massacr(?:ed|ing))"
_HURT = r"(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?|maim(?:ed|ing|s))"
_UNREAL = r"(?<!\bnot\s)(?<!\bto\s)(?<!\bcould\s)(?<!\bwould\s)(?<!\bmay\s)(?<!\bmight\s)(?<!\bwill\s)(?<!\bnever\s)"
_THOSE = r"(?:the|those)\s(?:\w+\s)?"
_BEFORE = {
    KILLED: re.compile(
        rf"\b(?:{_UNREAL}{_KILL}|(?:deaths?|lives|killings?|murders?)\sof|among\s{_THOSE}(?:dead|killed|victims)\s(?:was|were|are)"
        rf"|(?:dead|killed|victims)\sinclud(?:e|ed|ing))\s{_HEDGE}$",
        re.I,
    ),
    INJURED: re.compile(
        rf"\b(?:{_UNREAL}{_HURT}|injuries\sto|among\s{_THOSE}(?:wounded|injured|hurt)\s(?:was|were|are)"
        rf"|(?:wounded|injured)\sinclud(?:e|ed|ing))\s{_HEDGE}$",
        re.I,
    ),
}
_OBJECT = (
    r"(?!\s(?:an?|the|its|their|his|her|some|several|many|dozens|scores|hundreds|at\sleast|more|up\sto|\d|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|[a-z]+teen|twenty|people|civilians|each\sother)\b"
    r"|\s(?-i:(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z]))"
)
_ADVERBS = (
    r"(?:\s(?:also|both|all|later|reportedly|apparently|then|instantly|badly|seriously|slightly|critically|lightly|"
    r"severely|fatally|mortally|shot and|hit and|since|already|themselves|gravely))*"
)
_FILL = (
    r"(?:\s(?:of|from|in|on|at|near|inside|outside|along|with|aboard|manning|guarding|patrolling|working|hidden|hiding|stationed|posted|deployed|trapped|held|travelling|riding|sleeping)"
    r"(?:\s(?!that\b|and\b|but\b|who\b|which\b|said\b|says\b|reported\b|claimed\b|were\b|was\b)[\w'’-]+){1,7}?"
    r"|,\s[^,;.:]{3,60},)?"
)
_IS = r"\s(?:(?:had|has|have)\s(?:since\s)?)?(?:was|were|are|is|been|being|got|lay|lie)"
_DEAD_WORDS = r"(?:killed|dead|shot dead|slain|executed|murdered|massacred|gunned down|stabbed to death)"
_HURT_WORDS = r"(?:wounded|injured|hurt|maimed)"
_LIMB = r"(?:leg|legs|foot|feet|hand|hands|arm|eye|eyes|limb|limbs|thumb|finger|fingers)"
_BODY_LOST = rf"lost\s(?:part of\s)?(?:an?|his|her|their)\s(?:left\s|right\s|lower\s)?{_LIMB}"
_AFTER = {
    KILLED: re.compile(
        rf"{_FILL}(?:{_IS}{_ADVERBS}\s(?:among\s{_THOSE}(?:dead|killed|victims)|{_DEAD_WORDS})"
        rf"|{_ADVERBS}\s(?:(?:had|has|have)\s(?:since\s)?)?(?:die[ds]?|perish(?:ed)?|drown(?:ed)?|lost\s(?:their|his|her)\sli(?:fe|ves))"
        rf"|{_ADVERBS}\s(?:dead|{_DEAD_WORDS}{_OBJECT}))\b",
        re.I,
    ),
    INJURED: re.compile(
        rf"{_FILL}(?:{_IS}{_ADVERBS}\s(?:among\s{_THOSE}(?:wounded|injured|hurt)|{_HURT_WORDS})"
        rf"|{_ADVERBS}\s(?:had\s)?(?:suffered|sustained)\s(?:\w+\s)?(?:injuries|wounds|burns)|\swith\s(?:\w+\s)?(?:injuries|wounds)"
        rf"|{_ADVERBS}\s(?:had\s)?{_BODY_LOST}|{_ADVERBS}\s{_HURT_WORDS}{_OBJECT})\b",
        re.I,
    ),
}
_LOST = re.compile(
    rf"\s(?:(?:has|have|had)\s)?(?:lost|loses?|losing|suffered|mourned|mourns|(?P<had>had))\s{_HEDGE}$"
    r"|\s(?:put|puts|counted|counts|gave|gives|listed|reported|reports|announced|confirmed|raised)\s(?:its|their)\s(?:own\s)?"
    rf"(?:dead|losses|death\stoll|toll|fatalities|deaths|(?P<hurt>wounded|injured))\s(?:at|as|to)\s{_HEDGE}$",
    re.I,
)
_GAPPED = re.compile(rf"\s(?:(?:its|their)\sown\sat|at)?\s?{_HEDGE}$", re.I)
_ON_ITS_SIDE = re.compile(r"\bon\s(?:its|their)\s(?:own\s)?side\b")
_ON = re.compile(r"\bon\s(?:the\s)?$", re.I)
_SUCCUMBED = re.compile(r"[^;:]*?\b(?:succumbed|died\sof\s(?:his|her|their|the))\b")
_SIDE_WORD = re.compile(r"(?:['’]s?)?\sside\b")
_CLAUSE = re.compile(r"[;:]|,\s(?:while|but|and)\s")
_CAUSED = re.compile(rf"\b(?:{_KILL}|{_HURT})\s[^,;]*$", re.I)
_ELLIPSIS = re.compile(
    rf"(?:{_IS})?\s?(?:{_DEAD_WORDS}|{_HURT_WORDS}|died)?(?:\son\s(?:the\s|its\s)?(?:\w+\s)?side)?\s?(?:,\s)?and\s(?:{_HURT}\s|{_KILL}\s)?{_HEDGE}",
    re.I,
)

_ANY = re.compile(
    rf"\b(?:{_KILL}|{_HURT}|{_DEAD_WORDS}|die[ds]?|lost|los(?:e|ing|es|ses)|deaths?|lives|toll|fatalities|perish(?:ed)?|"
    r"drown(?:ed)?|injuries|wounds|suffered|mourn(?:ed|s)|murder(?:s|ed))\b",
    re.I,
)


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
    if not _ANY.search(finder.text, sentence.start, sentence.end):
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
        if fate and _ELLIPSIS.fullmatch(self.text, last.end, chain[0].start):
            return [replace(before, count=chain[0], fate=fate, chain=chain[0].start)]
        return []

    def chains(self) -> Iterator[list[Headcount]]:
        """Counts that one verb governs."""
        chain: list[Headcount] = []
        for one in self.counts:
            link = _LINK.fullmatch(self.text, chain[-1].end, one.start) if chain else None
            if chain and not link:
                yield chain
                chain = []
            part = one.of_them or bool(link and _PART.search(link[0]))
            chain.append(replace(one, of_them=part))
        if chain:
            yield chain

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
        for one in chain:
            found = self._sided(one) if one.fate or fate else None
            if found:
                told.append(replace(found, fate=one.fate or fate, chain=chain[0].start))
        return told, False

    def _fate(self, chain: list[Headcount]) -> str:
        first, last = chain[0], chain[-1]
        if first.fate:
            return first.fate
        lead = self.text[max(self.sentence.start, first.start - 70) : first.start]
        for fate, pattern in _BEFORE.items():
            if pattern.search(lead):
                return fate
        found = {
            fate: match.end()
            for fate, pattern in _AFTER.items()
            if (match := pattern.match(self.text, last.end, self.sentence.end))
        }
        nearest = min(found, key=lambda fate: found[fate]) if found else ""
        succumbed = nearest == INJURED and _SUCCUMBED.match(self.text, last.end, self.sentence.end)
        return KILLED if succumbed else nearest

    def _loser(self, first: Headcount, *, gapped: bool) -> tuple[Actor | None, str]:
        """'Israel lost two soldiers, Hezbollah seven fighters': who stands before the verb, or before the number."""
        actor = next((one for one in reversed(self.actors) if one.end <= first.start), None)
        if actor is None:
            return None, ""
        between = self.text[actor.end : first.start]
        match = _LOST.match(between)
        if match:
            if match["had"] and not self._fate([first]):
                return None, ""
            toll = match[0].rstrip().endswith(("at", "as", "to"))
            return actor, INJURED if match["hurt"] else KILLED if toll else ""
        if gapped and _GAPPED.fullmatch(between):
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
        if not _CAUSED.search(self.text, self.sentence.start, one.start):
            return named[-1] if len({side_of(actor) for actor in named}) == 1 else None
        others = [actor for actor in named if side_of(actor) != side_of(named[0])]
        return others[-1] if others and len({side_of(actor) for actor in others}) == 1 else None

    def _beside(self, one: Headcount) -> Actor | None:
        """'Three soldiers died on the Indian side', 'on the Thai side five were killed'; 'five others' are not all."""
        if "other" in self.text[one.start : one.end]:
            return None
        sides = [actor for actor in self.actors if self._is_side(actor)]
        after = next((actor for actor in sides if actor.start >= one.end), None)
        if after and not _CLAUSE.search(self.text, one.end, after.start):
            return after
        own = _ON_ITS_SIDE.search(self.text, one.end, self.sentence.end)
        if own and not _CLAUSE.search(self.text, one.end, own.start()):
            return self._owner(one)
        ahead = next((actor for actor in reversed(sides) if actor.end <= one.start), None)
        if ahead is None or _CLAUSE.search(self.text, ahead.end, one.start):
            return None
        return ahead if _ON.fullmatch(self.text, self.sentence.start, ahead.start) else None

    def _is_side(self, actor: Actor) -> bool:
        if actor.sort not in (STATE, GROUP) or not _SIDE_WORD.match(self.text, actor.end):
            return False
        return _ON.search(self.text[max(self.sentence.start, actor.start - 8) : actor.start]) is not None
