"""Where the phrases of one who may have done an act stand: side, voice, preposition, distance, the sentences around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.actors import Actor
    from geo.incidents.frames import Candidate, Frame
    from geo.incidents.text import Sentence

_BREAK = re.compile(
    r"[;:—–(]|,\s|\b(?:and|but|while|when|after|before|because|as|who|which|that|where|since|until|though|if|said|says)\b"
)


def near(candidate: Candidate, frame: Frame) -> Iterator[str]:
    """Where its phrases stand, coarsely."""
    at = frame.sentence.index
    voice = frame.voice
    seen = set()
    for actor, sentence in candidate.mentions:
        offset = sentence.index - at
        if offset:
            seen.add(f"sentence:{offset}")
            continue
        side = "left" if actor.end <= frame.trigger.start else "right"
        seen.add(f"{side}, {voice}")
        if actor.speaking:
            seen.add(f"{side} speaking")
    yield from seen
    if not any(sentence.index == at for _, sentence in candidate.mentions):
        yield "not here"
    if not candidate.mentions:
        yield "not near"


def fine(candidate: Candidate, frame: Frame) -> Iterator[str]:
    """Where its phrases stand, each by itself."""
    if len(candidate.mentions) > 1:
        yield f"told times:{min(len(candidate.mentions), 4)}"
    for actor, sentence in candidate.mentions:
        offset = sentence.index - frame.sentence.index
        if offset:
            yield from _elsewhere(actor, sentence, frame)
            continue
        yield from _here(actor, frame, frame.group)


def _elsewhere(actor: Actor, sentence: Sentence, frame: Frame) -> Iterator[str]:
    offset = sentence.index - frame.sentence.index
    told = frame.finder.actors(sentence)
    rank = "first" if told[0] is actor else "last" if told[-1] is actor else "middle"
    quiet = "speaking" if actor.speaking else "quiet"
    near = "same paragraph" if sentence.paragraph == frame.sentence.paragraph else "other paragraph"
    before, pronoun = frame.preposition(actor), frame.pronoun
    bare = "" if frame.finder.actors(frame.sentence) else ", none here"
    yield f"{offset}, {rank}"
    yield f"{offset}, {rank}, {quiet}, {near}"
    yield f"{offset}, {rank}, pronoun:{pronoun}"
    yield f"{offset}, {before}"
    yield f"{offset}, {before}, pronoun:{pronoun}"
    yield f"{offset}, {rank}, {frame.voice}{bare}"
    yield f"{offset}, {actor.sort}"


def _here(actor: Actor, frame: Frame, group: str) -> Iterator[str]:
    finder, trigger, voice = frame.finder, frame.trigger, frame.voice
    text, told = finder.text, finder.actors(frame.sentence)
    left = actor.end <= trigger.start
    side = "left" if left else "right"
    same_side = [one for one in told if (one.end <= trigger.start) == left]
    quiet = [one for one in same_side if not one.speaking]
    rank = _rank(actor, quiet or same_side, from_end=left)
    between = text[actor.end : trigger.start] if left else text[trigger.end : actor.start]
    breaks = min(len(_BREAK.findall(between)), 3)
    before = frame.preposition(actor)
    speaks = "speaking" if actor.speaking else "quiet"
    first = "first" if told[0] is actor else "later"
    words = min(len(between.split()), 12)
    near = "touching" if words <= 1 else "close" if words <= 4 else "near" if words <= 8 else "far"
    place = f"{side}, {voice}"
    yield f"{place}, rank:{rank}"
    yield f"{place}, rank:{rank}, {before}"
    yield f"{place}, rank:{rank}, {group}"
    yield f"{place}, rank:{rank}, {actor.sort}"
    yield f"{place}, {before}"
    yield f"{place}, {before}, {group}"
    yield f"{place}, {before}, {near}"
    yield f"{place}, {actor.sort}, {group}"
    yield f"{place}, breaks:{breaks}"
    yield f"{place}, breaks:{breaks}, {before}"
    yield f"{place}, {near}"
    yield f"{place}, {near}, {group}"
    yield f"{place}, {speaks}, {actor.sort}"
    yield f"{speaks}, {group}"
    yield f"{speaks}, {first}, {before}"
    yield f"{side}, {first}, {before}"
    yield f"{first}, {before}, {voice}"
    yield f"{trigger.lemma}, {side}"
    yield f"{trigger.lemma}, {before}"
    yield f"{trigger.lemma}, {side}, {voice}, {before}"
    if actor.adjective:
        yield "adjective"
        yield f"adjective, {place}"
    follows = text[actor.end : actor.end + 3]
    if follows.startswith(("'s", "’s")):
        yield f"possessive, {place}"
        if near in ("touching", "close"):
            yield f"possessive, {place}, close"
    if follows.startswith(","):
        yield f"comma behind, {side}"
    if frame.both:
        yield f"both, {side}"
        yield f"both, {actor.sort}"


def _rank(actor: Actor, same_side: Sequence[Actor], *, from_end: bool) -> int:
    order = list(reversed(same_side)) if from_end else list(same_side)
    return min(order.index(actor), 3) if actor in order else 4
