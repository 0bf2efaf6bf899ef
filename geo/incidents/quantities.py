"""Numbers with their nouns, casualties as 'killed' and 'injured': which of those told belong to an act.

A logistic model (scripts/train_fields.py) judges each reading of each number of the act's sentence and of the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.agents import sort_of
from geo.incidents.figures import Figure, figures
from geo.kinds import kind as kind_of
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

THRESHOLD = 0.3
_CASUALTIES = ("killed", "injured")
_BREAK = re.compile(
    r"[;:—–(]|,\s|\b(?:and|but|while|when|after|before|because|as|who|which|that|where|since|until|though|if|said|says)\b"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity of an act and the offsets of the words that count it."""

    noun: str
    value: float
    start: int
    end: int
    score: float = 1.0


def counted(
    text: str,
    sentences: Sequence[Sentence],
    index: int,
    trigger: Trigger,
    scorer: LinearModel | None = None,
) -> list[Counted]:
    """The quantities of an act, each noun once, in the order of the text: plural noun, 'killed', 'injured', 'km', 'usd'.

    Args:
        text: the report's text.
        sentences: its sentences.
        index: which of them tells the act.
        trigger: the word that tells it.
        scorer: a model other than that of data/weights.
    """
    chosen = scorer or model("quantities")
    found = readings(text, sentences, index)
    scored = [
        (chosen.probabilities(features(text, one, found, sentences[index], trigger))["belongs"], one) for one in found
    ]
    return choose(scored)


def choose(scored: list[tuple[float, Figure]], threshold: float = THRESHOLD) -> list[Counted]:
    """The likeliest readings, at most one of a number and one of a noun."""
    taken: list[tuple[float, Figure]] = []
    for probability, figure in sorted(scored, key=lambda row: (-row[0], row[1].start)):
        if probability < threshold:
            break
        if not any(one.head == figure.head or _overlap(one, figure) for _, one in taken):
            taken.append((probability, figure))
    taken.sort(key=lambda row: row[1].start)
    return [Counted(one.head, one.value, one.start, one.end, probability) for probability, one in taken]


def readings(text: str, sentences: Sequence[Sentence], index: int) -> list[Figure]:
    """The figures of the act's sentence, those of the next one and, of the dead and hurt, those of the one after it."""
    here = sentences[index]
    found = list(figures(text, here))
    for ahead, sentence in enumerate(sentences[index + 1 : index + 3]):
        if sentence.paragraph != here.paragraph and not (here.index == ahead == 0):
            break
        found += [
            one for one in figures(text, sentence)
            if one.head in _CASUALTIES or (not ahead and one.source != "one")
        ]  # fmt: skip
    return found


def _overlap(one: Figure, other: Figure) -> bool:
    return one.start < other.end and other.start < one.end


def features(
    text: str,
    figure: Figure,
    rivals: Sequence[Figure],
    sentence: Sentence,
    trigger: Trigger,
) -> dict[str, float]:
    """What speaks for a figure's belonging to an act; `rivals`: all readings."""
    made = dict.fromkeys(_features(text, figure, sentence, trigger), 1.0)
    same = [one for one in rivals if one.head == figure.head and one.source != "sum"]
    rank = sorted(same, key=lambda one: abs(one.start - trigger.start)).index(figure) if figure in same else -1
    alike = figure.head if figure.head in ("killed", "injured", "people") else "thing"
    made[f"rivals:{min(len(same), 4)}, {alike}, {figure.source}"] = 1.0
    made[f"rank:{min(rank, 3)} of {min(len(same), 4)}, {alike}"] = 1.0
    if any(one.start == figure.start and one.source == "sum" and one.head == figure.head for one in rivals):
        made[f"part of a sum, {alike}"] = 1.0
    return made


def _features(text: str, figure: Figure, sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    kind, group = trigger.kind, kind_of(trigger.kind).group.id
    head, source, noun = figure.head, figure.source, figure.noun
    here = figure.start < sentence.end
    ahead = (
        0
        if here
        else min(2, text.count(". ", sentence.end - 1, figure.start) + text.count("\n", sentence.end, figure.start))
    )
    shown = head if head in ("killed", "injured", "people", "soldiers", "km") else "thing"
    yield f"{shown}, {source}, ahead:{ahead}"
    yield f"{shown}, {source}, {kind}"
    yield f"{shown}, {source}, {group}"
    yield f"head:{head}"
    yield f"head:{head}, {source}"
    yield f"head:{head}, {group}"
    yield f"head:{head}, {kind}"
    yield f"head:{head}, {source}, {kind}"
    yield f"noun:{noun}"
    yield f"noun:{noun}, {shown}"
    yield f"noun:{noun}, {kind}"
    yield f"sort:{sort_of(noun)}, {shown}, {kind}"
    yield f"own noun:{noun == head}, {shown}"
    casualty = "+".join(sign for sign in figure.signs if sign.startswith(("killed", "injured")))
    yield f"{shown}, {casualty}"
    yield f"{shown}, {casualty}, {source}"
    for sign in figure.signs:
        yield f"{shown}, {sign}"
        yield f"{shown}, {sign}, {source}"
    yield f"{shown}, size:{len(str(int(figure.value)))}, {figure.value == 1}"
    yield f"{trigger.lemma}, {shown}, {source}"
    yield f"{trigger.lemma}, {head}"
    before = re.findall(r"[\w'-]+|[,;:—(]", text[max(0, figure.start - 30) : figure.start].lower())[-2:]
    after = re.findall(r"[\w'-]+|[,;:—)]", text[figure.end : figure.end + 40].lower())[:2]
    for word in before[-1:]:
        yield f"before:{word}"
        yield f"before:{word}, {shown}"
    yield f"before 2:{' '.join(before)}"
    for word in after:
        yield f"after:{word}, {shown}"
    if not here:
        yield f"ahead:{ahead}, {casualty}"
        yield f"ahead:{ahead}, {group}, {shown}"
        return
    left = figure.start < trigger.start
    between = text[figure.end : trigger.start] if left else text[trigger.end : figure.start]
    breaks = min(len(_BREAK.findall(between)), 4)
    words = len(between.split())
    near = "touching" if words <= 2 else "close" if words <= 5 else "near" if words <= 10 else "far"
    side = "left" if left else "right"
    yield f"{side}, {near}"
    yield f"{side}, {near}, {shown}"
    yield f"{side}, {near}, {source}"
    yield f"{side}, breaks:{breaks}"
    yield f"{side}, breaks:{breaks}, {shown}"
    yield f"{side}, breaks:{breaks}, {source}"
    yield f"{side}, {trigger.form}, {shown}"
