"""Who lost how many: the dead and hurt of an act by side, where its report tells the side.

Totals stay in the quantities (quantities.py). A side is a state by its usual name, or an armed group or people as
written. What is told of two phrases of one breath is added ('two Thai soldiers and a Thai ranger'); what is told again
elsewhere is not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.incidents.fates import Toll, tolls
from geo.incidents.headcounts import INJURED, KILLED
from geo.incidents.text import sentence_at
from geo.kinds import kind
from geo.model import Loss

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.actors import ActorFinder
    from geo.incidents.quantities import Counted
    from geo.incidents.triggers import Trigger

_VIOLENT = "armed"  # the group of kinds whose dead and hurt belong to them though no total was told
AHEAD = 2  # sentences behind that of the act in which its dead and hurt may be told
_OTHER_ACT = re.compile(
    r";|\b(?:after|since|before|earlier|previous(?:ly)?|ago|last\s(?:week|month|year|spring|summer|autumn|winter))\b",
    re.I,
)


class Losses:
    """The losses of the acts of one report; each sentence is read once."""

    def __init__(self, finder: ActorFinder) -> None:
        self.text, self.sentences = finder.text, finder.sentences
        self._read = cache(lambda index: tolls(finder, finder.sentences[index]))

    def of(self, index: int, trigger: Trigger, numbers: Sequence[Counted]) -> tuple[Loss, ...]:
        """What each side lost in an act, in the order of the text.

        Args:
            index: which sentence tells the act.
            trigger: the word that tells it.
            numbers: the quantities of the act.
        """
        dead_and_hurt = [one for one in numbers if one.noun in (KILLED, INJURED)]
        if not dead_and_hurt and kind(trigger.kind).group.id != _VIOLENT:
            return ()
        sides: dict[str, list[Toll]] = {}
        for one in self._near(index):
            if self._belongs(index, one, trigger, dead_and_hurt):
                sides.setdefault(one.side, []).append(one)
        made = (_loss(side, told, trigger, dead_and_hurt) for side, told in sides.items())
        return tuple(one for one in made if one.killed or one.injured)

    def _near(self, index: int) -> Iterator[Toll]:
        for ahead in range(index, min(index + AHEAD + 1, len(self.sentences))):
            if self.sentences[ahead].paragraph == self.sentences[index].paragraph:
                yield from self._read(ahead)

    def _belongs(self, index: int, one: Toll, trigger: Trigger, numbers: Sequence[Counted]) -> bool:
        """Are these dead or hurt those of the act?"""
        if _counted(one, numbers):
            return True
        behind = self.sentences[index].end
        anchors = [(trigger.start, trigger.end), *((told.start, told.end) for told in numbers)]
        start, end = min(anchors, key=lambda span: max(span[0] - one.count.end, one.count.start - span[1]))
        if _OTHER_ACT.search(self.text, min(end, one.count.end), max(start, one.count.start)):
            return False
        if one.count.start < behind:
            return True
        beside = sentence_at(self.sentences, one.count.start)
        total = next((told.value for told in numbers if told.noun == one.fate), one.count.value)
        ahead = [told for told in numbers if told.start >= behind]
        alike = any(told.noun == one.fate or beside is sentence_at(self.sentences, told.start) for told in ahead)
        return alike and one.count.value <= total


def _counted(one: Toll, numbers: Sequence[Counted]) -> bool:
    return any(told.noun == one.fate and told.start < one.count.end and one.count.start < told.end for told in numbers)


def _loss(side: str, told: Sequence[Toll], trigger: Trigger, numbers: Sequence[Counted]) -> Loss:
    values: dict[str, float] = {}
    spans: set[tuple[int, int]] = set()
    for fate in (KILLED, INJURED):
        rows = [one for one in told if one.fate == fate]
        if not rows:
            continue
        first = min(rows, key=lambda one: (not _counted(one, numbers), abs(one.count.start - trigger.start)))
        together = [one for one in rows if one is first or _one_breath(first, one)]
        values[fate] = sum(one.count.value for one in together)
        spans.update((one.count.start, one.count.end) for one in together)
        spans.update(one.beside for one in together if one.beside)
    return Loss(side=side, killed=values.get(KILLED), injured=values.get(INJURED), spans=tuple(sorted(spans)))


def _one_breath(first: Toll, other: Toll) -> bool:
    """Are two phrases told of one side together, neither being a part of the other?"""
    return first.chain == other.chain and not (first.count.of_them or other.count.of_them)
