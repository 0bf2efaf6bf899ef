"""The candidates for the doer of an act and for the one done to.

A candidate is a referent: a state with all phrases near the act that stand for it ('the North', 'its army'), or people,
an armed group or a person under their own name. Beside them stand 'nobody' and, where the kind has them, the people
who usually do it. What speaks for each is said in sides.py and positions.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.actors import NAME, STATE, Actor
from geo.incidents.agents import ANYBODY, CRAFT, FORCE, INDIVIDUALS, OFFICIAL, state_name
from geo.incidents.frames import Candidate, Frame
from geo.incidents.positions import fine, near
from geo.incidents.sides import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


BACK, AHEAD = 2, 1  # sentences
MOST_STATES, MOST_ACTORS = 4, 40
USUAL = {"migrant_crossing": "migrants", "protest": "protesters"}
STATELY = frozenset({STATE, FORCE, OFFICIAL, CRAFT})


def candidates(frame: Frame) -> list[Candidate]:
    """All candidates of an act with their features, nobody first."""
    found = _gathered(frame)
    places = _place_countries(frame)
    for candidate in found:
        _describe(candidate, frame, places)
    return found


def _gathered(frame: Frame) -> list[Candidate]:
    finder, index = frame.finder, frame.sentence.index
    by_key: dict[str, Candidate] = {"": Candidate("")}
    usual = USUAL.get(frame.trigger.kind, "")
    window = finder.sentences[max(0, index - BACK) : index + AHEAD + 1]
    for sentence in window:
        for actor in finder.actors(sentence)[:MOST_ACTORS]:
            if actor.start < frame.trigger.end and frame.trigger.start < actor.end:
                continue
            one = _referent(actor, usual)
            by_key.setdefault(one.phrase.lower(), one).mentions.append((actor, sentence))
    for code in [*finder.title_countries, *(code for code, _ in finder.country_counts.most_common(MOST_STATES))]:
        by_key.setdefault(state_name(code).lower(), Candidate(state_name(code), code, STATE))
    if usual:
        by_key.setdefault(usual, Candidate(usual, "", "usual"))
    return list(by_key.values())


def _referent(actor: Actor, usual: str) -> Candidate:
    """Whom a phrase stands for: its state, the people who usually do it ('150 people'), or itself."""
    if actor.country and actor.sort in STATELY and actor.head not in INDIVIDUALS:
        return Candidate(state_name(actor.country), actor.country, STATE)
    if usual and not actor.country and actor.head in ANYBODY:
        return Candidate(usual, "", "usual")
    if actor.sort == NAME and actor.country and state_name(actor.country) not in actor.phrase:
        return Candidate(f"{state_name(actor.country)}'s {actor.phrase}", actor.country, NAME)
    return Candidate(actor.phrase, actor.country, actor.sort)


def _place_countries(frame: Frame) -> list[str]:
    """The countries in which the places near the act lie, the nearest first."""
    finder, at = frame.finder, frame.trigger.start
    for sentence in (frame.sentence, *finder.sentences[max(0, frame.sentence.index - 1) : frame.sentence.index]):
        here = sorted((abs(offset - at), code) for offset, code in finder.places_in(sentence))
        if here:
            return list(dict.fromkeys(code for _, code in here))
    return []


def _describe(candidate: Candidate, frame: Frame, places: Sequence[str]) -> None:
    kind, group = frame.trigger.kind, frame.group
    made = candidate.features
    if not candidate.phrase:
        made.update(dict.fromkeys(_nobody(frame, kind, group), 1.0))
        return
    for name in (*standing(candidate, frame, places), *near(candidate, frame)):
        made[name] = 1.0
        made[f"{name}|{group}"] = 1.0
        made[f"{name}|{kind}"] = 1.0
    for name in fine(candidate, frame):
        made[name] = 1.0


def _nobody(frame: Frame, kind: str, group: str) -> Iterator[str]:
    yield "nobody"
    yield f"nobody|{group}"
    yield f"nobody|{kind}"
    yield f"nobody|{frame.voice}"
    yield f"nobody|{frame.voice}|{kind}"
    if not frame.finder.actors(frame.sentence):
        yield "nobody, no actor here"
