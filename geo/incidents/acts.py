"""Which sentences tell an incident, and of which kind: triggers propose, a trained linear model decides.

Two logistic models (scripts/train_acts.py): is there any incident in the sentence, and, if so, of which kinds. Their
product is the probability that the sentence tells an incident of a kind.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from geo.incidents.features import SentenceView, features
from geo.incidents.reality import Signs, signs
from geo.incidents.text import Sentence, quoted_spans, sentence_at
from geo.incidents.triggers import Lexicon, Trigger, default_lexicon
from geo.places.countries import demonym_spans
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.incidents.dates import DateExpression
    from geo.model import Resolution

T = TypeVar("T")
_LINE_CLASSES = frozenset({"line", "border", "river", "zone", "strait", "sea"})
_CROSSING_CLASSES = frozenset({"crossing", "bridge", "pass", "checkpoint"})


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence that tells an incident of a kind, with the trigger that stands for it and its probability."""

    kind: str
    sentence: Sentence
    trigger: Trigger
    signs: Signs
    probability: float


@dataclass(frozen=True, slots=True)
class ActModel:
    """The two linear models and the probability from which a sentence counts, by kind."""

    anything: LinearModel
    kinds: LinearModel
    threshold: float

    @classmethod
    def load(cls) -> ActModel:
        """The weights of data/weights."""
        kinds = model("act_kinds")
        return cls(model("act_any"), kinds, THRESHOLD)


THRESHOLD = 0.2


@dataclass
class Reading:
    """A report's text with its sentences as the act model sees them."""

    text: str
    sentences: Sequence[Sentence]
    dates: Sequence[DateExpression]
    resolutions: Sequence[Resolution]
    lexicon: Lexicon = field(default_factory=default_lexicon)

    @cached_property
    def views(self) -> list[SentenceView]:
        """One view a sentence."""
        quotes = quoted_spans(self.text)
        dates = self._by_sentence(self.dates, lambda one: one.start)
        places = self._by_sentence(self.resolutions, lambda one: one.toponym.start)
        people = self._by_sentence(demonym_spans(self.text), lambda one: one[0])
        return [
            self._view(sentence, quotes, dates[sentence.index], places[sentence.index], people[sentence.index])
            for sentence in self.sentences
        ]

    def _by_sentence(self, found: Iterable[T], offset: Callable[[T], int]) -> dict[int, list[T]]:
        grouped: dict[int, list[T]] = defaultdict(list)
        for one in found:
            sentence = sentence_at(self.sentences, offset(one))
            if sentence:
                grouped[sentence.index].append(one)
        return grouped

    def _view(
        self,
        sentence: Sentence,
        quotes: list[tuple[int, int]],
        dates: list[DateExpression],
        places: list[Resolution],
        people: list[tuple[int, int, str]],
    ) -> SentenceView:
        spans, classes = _classified(sentence, dates, places, people)
        found = [
            (trigger, signs(self.text, sentence, trigger, quotes))
            for trigger in self.lexicon.triggers(sentence, classes)
        ]
        return SentenceView(
            sentence,
            found,
            spans,
            dated=any(one.period and not one.future for one in dates),
            future=any(one.future for one in dates),
            history=any(one.history for one in dates),
            heading=bool(dates) and dates[0].start - sentence.start < 4,
            question=sentence.of(self.text).rstrip("\"”’' ").endswith("?"),
        )

    @cached_property
    def document_kinds(self) -> frozenset[str]:
        """The kinds that some trigger of the text speaks of."""
        return frozenset(trigger.kind for view in self.views for trigger, _ in view.triggers)

    def features(self, index: int) -> dict[str, float]:
        """What the act model sees of one sentence."""
        return features(self.views, index, self.document_kinds)

    def acts(self, chosen: ActModel | None = None) -> list[Act]:
        """The acts of the text, in order, one a sentence and kind."""
        chosen = chosen or ActModel.load()
        found: list[Act] = []
        for index, view in enumerate(self.views):
            if not view.triggers:
                continue
            seen = self.features(index)
            anything = chosen.anything.probabilities(seen)["incident"]
            if anything < chosen.threshold:
                continue
            for kind, probability in chosen.kinds.probabilities(seen).items():
                if anything * probability >= chosen.threshold and (best := best_trigger(view, kind)):
                    found.append(Act(kind, view.sentence, best[0], best[1], anything * probability))
        return found


def _classified(
    sentence: Sentence, dates: list[DateExpression], places: list[Resolution], people: list[tuple[int, int, str]]
) -> tuple[dict[int, str], dict[int, frozenset[str]]]:
    """For the words of a sentence, by index: what they are part of, and the classes that rules can ask for."""
    spans: dict[int, str] = {}
    classes: dict[int, frozenset[str]] = {}
    for index, word in enumerate(sentence.words):
        for resolution in places:
            if resolution.toponym.start <= word.start < resolution.toponym.end:
                spans[index] = "<place>"
                classes[index] = _classes(resolution)
        if any(start <= word.start < end for start, end, _ in people):
            spans.setdefault(index, "<nation>")
            classes[index] = classes.get(index, frozenset()) | {"@nationals"}
        if any(one.start <= word.start < one.end for one in dates):
            spans[index] = "<date>"
    return spans, classes


def _classes(resolution: Resolution) -> frozenset[str]:
    place = resolution.place
    made = {"@place"}
    if place:
        if place.feature_class in _LINE_CLASSES or "Line" in place.footprint.geometry.geom_type:
            made.add("@line_place")
        if place.feature_class in _CROSSING_CLASSES:
            made.add("@crossing_place")
        if place.feature_class == "country":
            made.add("@country")
    return frozenset(made)


def best_trigger(view: SentenceView, kind: str) -> tuple[Trigger, Signs] | None:
    """The trigger of a kind that most looks like an act: real, a verb, with what it wants close by."""
    mine = [(trigger, signs) for trigger, signs in view.triggers if trigger.kind == kind]
    if not mine:
        return None
    return min(mine, key=lambda row: (_unreal(row[1]), row[0].form == "noun", row[0].distance, row[0].start))


def _unreal(signs: Signs) -> int:
    return sum((signs.modal, signs.negated, signs.intended, signs.conditional, signs.infinitive))
