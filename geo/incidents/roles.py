"""Who did it, and to whom: the likeliest of the candidates (casting.py), by a conditional logit over all of them.

Trained by scripts/train_fields.py on acts whose doers are known; 'nobody' is one of the candidates.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.actors import STATE
from geo.incidents.agents import CRAFT, FORCE
from geo.incidents.casting import candidates
from geo.incidents.frames import Candidate, Frame
from geo.kinds import kind as kind_of
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.actors import Actor, ActorFinder
    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

JOINT = 0.35  # held-out: matches rise down to 0.3, but there one second doer in three is wrong
_AND = re.compile(r"\s?(?:,\s)?and(?: the| its| from| of)?\s?")
_BETWEEN = re.compile(r"\bbetween\b", re.I)


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did it and to whom, the countries told beside it, and the words that decided; spans are of the actors.

    `countries` are those of all actors of the sentence, the doers' first; `doing` and `done_to` are those of the
    doers and of the ones done to alone, empty where they belong to none that the report tells.
    """

    initiator: tuple[str, ...]
    target: tuple[str, ...]
    countries: tuple[str, ...]
    reason: str
    initiator_spans: tuple[tuple[int, int], ...] = ()
    target_spans: tuple[tuple[int, int], ...] = ()
    target_reason: str = ""
    doing: tuple[str, ...] = ()
    done_to: tuple[str, ...] = ()


def roles(
    finder: ActorFinder,
    sentence: Sentence,
    trigger: Trigger,
    signs: Signs,
    scorer: LinearModel | None = None,
) -> Roles:
    """Who did an act, and to whom.

    Args:
        finder: the actors of the report.
        sentence: the sentence that tells the act.
        trigger: the word that tells it.
        signs: what stands around that word.
        scorer: a model other than that of data/weights.
    """
    chosen = scorer or model("roles")
    frame = Frame(finder, sentence, trigger, signs)
    found = candidates(frame)
    scores = [dict(zip(chosen.classes, chosen.logits(one.features).tolist(), strict=True)) for one in found]
    doers = _doers(frame, found, [one["who"] for one in scores], chosen)
    done_to = [] if len(doers) > 1 else _done_to(found, [one["whom"] for one in scores], doers)
    codes = [one.country for one in (*doers, *done_to)] + [one.country for one in finder.actors(sentence)]
    return Roles(
        tuple(_written(one, frame) for one in doers),
        tuple(_written(one, frame) for one in done_to),
        tuple(dict.fromkeys(code for code in codes if code)),
        _reason(doers, frame),
        tuple(span for one in doers for span in _span(one, frame)),
        tuple(span for one in done_to for span in _span(one, frame)),
        _where_named(done_to[0], frame) if done_to else "",
        tuple(one.country for one in doers if one.country),
        tuple(one.country for one in done_to if one.country),
    )


def _doers(frame: Frame, found: Sequence[Candidate], who: Sequence[float], chosen: LinearModel) -> list[Candidate]:
    order = _order(who)
    first = found[order[0]]
    if not first.phrase:
        return []
    second = found[order[1]]
    if second.phrase and chosen.probabilities(joint_features(frame, found, who))["joint"] >= JOINT:
        return sorted((first, second), key=lambda one: _span(one, frame) or ((len(frame.finder.text), 0),))
    return [first]


def _done_to(found: Sequence[Candidate], whom: Sequence[float], doers: Sequence[Candidate]) -> list[Candidate]:
    best = next(found[index] for index in _order(whom) if found[index] not in doers)
    return [best] if best.phrase else []


def _order(scores: Sequence[float]) -> list[int]:
    """The indexes from the highest score down."""
    return sorted(range(len(scores)), key=lambda index: -scores[index])


def joint_features(frame: Frame, found: Sequence[Candidate], who: Sequence[float]) -> dict[str, float]:
    """What speaks for an act of two sides; `who`: the scores of the candidates, at least two, as doers."""
    best, next_best = _order(who)[:2]
    first, second = found[best], found[next_best]
    total = sum(math.exp(score - who[best]) for score in who)
    kind = kind_of(frame.trigger.kind)
    linked = _linked(frame.finder.text, first, second)
    between = bool(_BETWEEN.search(frame.finder.text, frame.sentence.start, frame.sentence.end))
    names = (
        f"doer:{kind.doer}", f"kind:{kind.id}", f"both:{frame.both}", f"both:{frame.both}, {kind.group.id}",
        f"sorts:{first.sort}+{second.sort}", f"form:{frame.trigger.form}", f"form:{frame.trigger.form}, {kind.id}",
        f"lemma:{frame.trigger.lemma}", f"and:{linked}", f"and:{linked}, {kind.group.id}", f"between:{between}",
    )  # fmt: skip
    made = {f"joint {name}": 1.0 for name in names}
    made["joint share"] = math.exp(who[next_best] - who[best]) / total
    made["joint lead"] = (who[best] - who[next_best]) / 3
    return made


def _linked(text: str, first: Candidate, second: Candidate) -> bool:
    """Are the two named in one breath: 'India and Pakistan'?"""
    for one, _ in first.mentions:
        for other, _ in second.mentions:
            left, right = sorted((one, other), key=lambda actor: actor.start)
            if _AND.fullmatch(text, left.end, right.start):
                return True
    return False


def _nearest(candidate: Candidate, frame: Frame) -> Actor | None:
    """The phrase that stands for a candidate: in the act's sentence nearest to it, else the last one before."""
    here, at = frame.sentence, frame.trigger.start
    told = (actor for actor, _ in candidate.mentions)
    return min(told, key=lambda one: (not here.start <= one.start < here.end, abs(one.start - at)), default=None)


def _written(candidate: Candidate, frame: Frame) -> str:
    """A state's soldiers where the sentence names them ('Pakistani forces'), else the candidate's own name."""
    actor = _nearest(candidate, frame)
    if candidate.sort == STATE and actor and actor.head and frame.sentence.start <= actor.start < frame.sentence.end:
        return actor.phrase
    return candidate.phrase


def _span(candidate: Candidate, frame: Frame) -> tuple[tuple[int, int], ...]:
    actor = _nearest(candidate, frame)
    return ((actor.start, actor.end),) if actor else ()


def _reason(doers: Sequence[Candidate], frame: Frame) -> str:
    if not doers:
        return "nobody is named"
    if len(doers) > 1:
        return "both sides do it"
    return _where_named(doers[0], frame)


def _where_named(candidate: Candidate, frame: Frame) -> str:
    actor = _nearest(candidate, frame)
    if actor is None:
        return "nobody is named beside it: a side of the report"
    if actor.start < frame.sentence.start:
        return "named in what goes before"
    if actor.start >= frame.sentence.end:
        return "named in what follows"
    if actor.sort in (CRAFT, FORCE) and actor.country:
        return "whose forces stand in the sentence"
    return (
        "named before the word that tells it"
        if actor.end <= frame.trigger.start
        else "named behind the word that tells it"
    )
