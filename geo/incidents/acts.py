"""Which sentences tell an incident, and of which kind: triggers propose, a trained linear model decides.

A logistic model over (sentence, kind) pairs (scripts/train_acts.py) gives the probability that the sentence tells an
incident of the kind. Only kinds with a trigger in the sentence are asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from geo.incidents.features import SentenceView, best_trigger, features, ruled_out
from geo.incidents.reality import Signs, signs
from geo.incidents.text import Sentence, quoted_spans, sentence_at
from geo.incidents.triggers import Lexicon, Trigger, default_lexicon
from geo.kinds import kind as kind_of
from geo.places.countries import demonym_spans
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


# On held-out reports F1 of the diplomacy kinds is level from 0.25 to 0.45, that of the others highest near 0.3: where
# F1 does not decide, precision does.
THRESHOLD = 0.3
THRESHOLDS = {"diplomacy": 0.4}


@dataclass(frozen=True, slots=True)
class ActModel:
    """The linear model over (sentence, kind) pairs, and the probability from which a pair counts, by group."""

    pairs: LinearModel
    threshold: float = THRESHOLD
    thresholds: Mapping[str, float] = field(default_factory=lambda: THRESHOLDS)

    def counts(self, kind: str, probability: float) -> bool:
        """Is a pair of this kind and probability an act?"""
        return probability >= self.thresholds.get(kind_of(kind).group.id, self.threshold)

    @classmethod
    def load(cls) -> ActModel:
        """The weights of data/weights."""
        return cls(model("acts"))


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
    def document_kinds(self) -> dict[str, int]:
        """How many triggers of the text speak of each kind."""
        return dict(Counter(trigger.kind for view in self.views for trigger, _ in view.triggers))

    def features(self, index: int, kind: str) -> dict[str, float]:
        """What the act model sees of one sentence and kind."""
        return features(self.views, index, kind, self.document_kinds)

    def acts(self, chosen: ActModel | None = None) -> list[Act]:
        """The acts of the text, in order, one a sentence and kind."""
        chosen = chosen or ActModel.load()
        found: list[Act] = []
        for index, view in enumerate(self.views):
            told: list[Act] = []
            for kind in view.kinds:
                probability = chosen.pairs.probabilities(self.features(index, kind))["told"]
                best = best_trigger(view, kind)
                if best and not ruled_out(best[1]) and chosen.counts(kind, probability):
                    told.append(Act(kind, view.sentence, best[0], best[1], probability))
            found += _one_kind_a_word(told)
        return found


def _one_kind_a_word(acts: list[Act]) -> list[Act]:
    """One word tells one act: of the kinds that a word stands for the most probable stays."""
    return [
        act
        for act in acts
        if not any(
            other.trigger.start == act.trigger.start and (other.probability, other.kind) > (act.probability, act.kind)
            for other in acts
        )
    ]


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
