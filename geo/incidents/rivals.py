"""Acts that a sentence may tell, and which of them count where one word or one group of kinds has several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.kinds import kind as kind_of

if TYPE_CHECKING:
    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence that tells an incident of a kind, with the trigger that stands for it and its probability."""

    kind: str
    sentence: Sentence
    trigger: Trigger
    signs: Signs
    probability: float
    decided: bool = False  # the encoder had a say in it


@dataclass(frozen=True, slots=True)
class Weighed:
    """An act that a sentence may tell, and in words why it does not count; '' if it does."""

    act: Act
    why_not: str = ""


def _rank(act: Act) -> tuple[bool, float, str]:
    return not act.decided, act.probability, act.kind


def one_kind_a_word(weighed: list[Weighed]) -> list[Weighed]:
    """One word tells one act: of the kinds that a word stands for the most probable counts.

    A kind that the encoder does not know is a user's own, its rules written for just such words: it goes first.
    """
    best: dict[int, Act] = {}
    for act in (one.act for one in weighed if not one.why_not):
        other = best.setdefault(act.trigger.start, act)
        if _rank(act) > _rank(other):
            best[act.trigger.start] = act
    return [
        one
        if one.why_not or (winner := best[one.act.trigger.start]) is one.act
        else Weighed(one.act, f"the word rather tells of: {kind_of(winner.kind).label.lower()}")
        for one in weighed
    ]


def one_kind_a_group(weighed: list[Weighed]) -> list[Weighed]:
    """What no rule has a word for is no second act of its group in one sentence: the likelier kind counts."""
    best: dict[str, Act] = {}
    for act in (one.act for one in weighed if not one.why_not):
        group = kind_of(act.kind).group.id
        if _rank(act) > _rank(best.setdefault(group, act)):
            best[group] = act
    made = []
    for one in weighed:
        winner = best.get(kind_of(one.act.kind).group.id)
        loses = not one.why_not and winner and winner is not one.act and one.act.trigger.rule < 0
        made.append(Weighed(one.act, f"rather: {kind_of(winner.kind).label.lower()}") if winner and loses else one)
    return made
