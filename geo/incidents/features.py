"""What the act classifier sees of a sentence: words, triggers and what is around them, dates, places, neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.reality import Signs
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

_SUFFIXES = ("ing", "edly", "ed", "ies", "es", "s", "ly")
CLOSE_WORDS = 5


@dataclass(slots=True)
class SentenceView:
    """A sentence with all that was found in it; `spans` gives the class of words inside dates and places ('<date>')."""

    sentence: Sentence
    triggers: list[tuple[Trigger, Signs]]
    spans: dict[int, str]
    dated: bool = False
    future: bool = False
    history: bool = False
    heading: bool = False
    question: bool = False
    stems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Reduce the words to stems, spans to their class."""
        self.stems = _stems(self.sentence, self.spans)


def stem(word: str) -> str:
    """A crude stem: the word without its ending."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def _stems(sentence: Sentence, spans: dict[int, str]) -> list[str]:
    found: list[str] = []
    for index, word in enumerate(sentence.words):
        token = spans.get(index) or ("<number>" if word.lower[0].isdigit() else stem(word.lower))
        if not (token[0] == "<" and found and found[-1] == token):
            found.append(token)
    return found


def features(views: Sequence[SentenceView], index: int, document_kinds: frozenset[str]) -> dict[str, float]:
    """The features of one sentence: words and pairs, triggers, signs of reality, and the words of the one before it."""
    view = views[index]
    made: dict[str, float] = dict.fromkeys((f"w:{token}" for token in view.stems), 1.0)
    made.update(dict.fromkeys((f"b:{a}_{b}" for a, b in zip(view.stems, view.stems[1:], strict=False)), 1.0))
    for trigger, signs in view.triggers:
        kind = trigger.kind
        names = [
            f"T:{kind}",
            f"R:{kind}:{trigger.rule}",
            f"L:{kind}:{trigger.lemma}",
            f"N:{kind}:{trigger.near}",
            f"F:{kind}:{trigger.form}",
        ]
        names += [f"S:{name}" for name in signs.names()] + [f"S:{kind}:{name}" for name in signs.names()]
        if trigger.distance < CLOSE_WORDS:
            names.append(f"C:{kind}")
        if not (
            signs.modal or signs.negated or signs.intended or signs.conditional or signs.infinitive or signs.question
        ):
            names += [f"real:{kind}", "real"]
            if trigger.form in ("past", "participle", "base_or_past"):
                names += [f"past:{kind}", "past"]
        made.update(dict.fromkeys(names, 1.0))
    flags = {
        "dated": view.dated,
        "future": view.future,
        "history": view.history,
        "heading": view.heading,
        "question": view.question,
        "first": index == 0,
        "last": index == len(views) - 1,
        "placed": "<place>" in view.stems,
        "triggered": bool(view.triggers),
    }
    made.update({name: 1.0 for name, holds in flags.items() if holds})
    made["length"] = len(view.sentence.words) / 30
    made.update(dict.fromkeys((f"D:{kind}" for kind in document_kinds), 0.5))
    if index:
        before = views[index - 1]
        made.update(dict.fromkeys((f"p:{token}" for token in before.stems), 0.7))
        made.update(dict.fromkeys((f"PT:{trigger.kind}" for trigger, _ in before.triggers), 1.0))
    return made
