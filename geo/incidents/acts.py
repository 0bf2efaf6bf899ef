"""Which sentences tell an incident, and of which kind: triggers propose, a trained linear model decides.

A logistic model over (sentence, kind) pairs (scripts/train_acts.py) gives the probability that the sentence tells an
incident of the kind. Only kinds with a trigger in the sentence are asked.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from geo.incidents.decide import Judgement
from geo.incidents.encoder import default_encoder
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
    from geo.incidents.encoder import Encoding, Reader
    from geo.model import Resolution

T = TypeVar("T")
_LITTLE = frozenset(
    """
    a an the and or but nor of in on at to from by for with as into onto over under near off up down out about after
    before since until during between against across along it its he she they them their his her this that these those
    there which who whom whose what when where while is are was were be been being has have had do does did not no
    """.split()
)
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
    decided: bool = False  # the encoder had a say in it


@dataclass(frozen=True, slots=True)
class Weighed:
    """An act that a sentence may tell, and in words why it does not count; '' if it does."""

    act: Act
    why_not: str = ""


# On held-out reports F1 is level from 0.25 to 0.45: where F1 does not decide, precision does.
THRESHOLD = 0.35
THRESHOLDS = {"diplomacy": 0.4}


@dataclass(frozen=True, slots=True)
class ActModel:
    """The linear model over (sentence, kind) pairs, and the probability from which a pair counts, by group."""

    pairs: LinearModel
    decide: LinearModel | None = None
    threshold: float = THRESHOLD
    thresholds: Mapping[str, float] = field(default_factory=lambda: THRESHOLDS)

    def counts(self, kind: str, probability: float) -> bool:
        """Is a pair of this kind and probability an act?"""
        return probability >= self.needed(kind)

    def needed(self, kind: str) -> float:
        """The probability from which a pair of this kind counts."""
        return self.thresholds.get(kind_of(kind).group.id, self.threshold)

    @classmethod
    def load(cls) -> ActModel:
        """The weights of data/weights."""
        return cls(model("acts"), model("decide"))


@dataclass
class Reading:
    """A report's text with its sentences as the act model sees them."""

    text: str
    sentences: Sequence[Sentence]
    dates: Sequence[DateExpression]
    resolutions: Sequence[Resolution]
    lexicon: Lexicon = field(default_factory=default_lexicon)
    encoding: Encoding | None = None

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """The quoted spans of the text."""
        return quoted_spans(self.text)

    @cached_property
    def judgement(self) -> Judgement | None:
        """What the encoder says of the sentences, None where it has not read the text."""
        return Judgement(self.encoding, self.views) if self.encoding else None

    @cached_property
    def views(self) -> list[SentenceView]:
        """One view a sentence."""
        quotes = self.quotes
        dates = self._by_sentence(self.dates, lambda one: one.start)
        places = self._by_sentence(self.resolutions, lambda one: one.toponym.start)
        people = self._by_sentence(demonym_spans(self.text), lambda one: one[0])
        return [
            self._view(sentence, quotes, dates[sentence.index], places[sentence.index], people[sentence.index])
            for sentence in self.sentences
        ]

    def hear(self, title: str, encoder: Reader | None = None) -> None:
        """Let an encoder (that of data/weights) read the text, unless no sentence has a word that any kind knows."""
        if any(view.triggers for view in self.views):
            self.encoding = (encoder or default_encoder()).encode(title, self.text, self.sentences)

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
        return [one.act for one in self.weighed(chosen) if not one.why_not]

    def weighed(self, chosen: ActModel | None = None) -> list[Weighed]:
        """The acts that the sentences may tell, in order, each with why it counts or does not."""
        chosen = chosen or ActModel.load()
        found: list[Weighed] = []
        for index in range(len(self.views)):
            acts = (self._act(index, kind, chosen) for kind in self.kinds(index))
            found += _one_kind_a_group(_one_kind_a_word([Weighed(act, _why_not(act, chosen)) for act in acts]))
        return found

    def kinds(self, index: int) -> list[str]:
        """The kinds that a sentence may tell: it has a trigger of them, or the encoder does not rule them out."""
        if not self.views[index].sentence.words:
            return []
        mine = set(self.views[index].kinds)
        return sorted(mine.union(self.judgement.possible(index)) if self.judgement else mine)

    def words(self, index: int, kind: str, chosen: ActModel) -> float | None:
        """The logit that the words' model gives a pair, None without a trigger."""
        return float(chosen.pairs.logits(self.features(index, kind))[0]) if self.views[index].of(kind) else None

    def trigger(self, index: int, kind: str) -> tuple[Trigger, Signs]:
        """The word that stands for an act, by the rules, else by the encoder, with its signs."""
        view = self.views[index]
        return best_trigger(view, kind) or self._signed(view, self._pointed(view, kind))

    def _pointed(self, view: SentenceView, kind: str) -> Trigger:
        """The word that most tells the kind by the encoder, as a trigger that no rule knows."""
        words = view.sentence.words
        telling = [at for at, word in enumerate(words) if at not in view.spans and word.lower not in _LITTLE]
        encoding = self.encoding
        at = max(
            telling or range(len(words)),
            key=lambda at: encoding.strength(words[at].start, words[at].end, kind) if encoding else -at,
        )
        word = words[at]
        form = "past" if word.lower.endswith("ed") else "gerund" if word.lower.endswith("ing") else "noun"
        return Trigger(kind, -1, word.lower, form, at, at, word.start, word.end)

    def _signed(self, view: SentenceView, trigger: Trigger) -> tuple[Trigger, Signs]:
        return trigger, signs(self.text, view.sentence, trigger, self.quotes)

    def _act(self, index: int, kind: str, chosen: ActModel) -> Act:
        trigger, found = self.trigger(index, kind)
        words = self.words(index, kind, chosen)
        if self.judgement and chosen.decide and self.judgement.knows(kind):
            row = self.judgement.features(index, kind, words, best_trigger(self.views[index], kind))
            probability = chosen.decide.probabilities(row)["told"]
            return Act(kind, self.views[index].sentence, trigger, found, probability, decided=True)
        return Act(kind, self.views[index].sentence, trigger, found, (math.tanh((words or 0) / 2) + 1) / 2)


def _why_not(act: Act, chosen: ActModel) -> str:
    if not act.decided and ruled_out(act.signs):
        return "told as a question, a possibility, a plan or a condition"
    if not chosen.counts(act.kind, act.probability):
        return f"too unlikely, {chosen.needed(act.kind):.2f} is needed"
    return ""


def _rank(act: Act) -> tuple[bool, float, str]:
    return not act.decided, act.probability, act.kind


def _one_kind_a_word(weighed: list[Weighed]) -> list[Weighed]:
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


def _one_kind_a_group(weighed: list[Weighed]) -> list[Weighed]:
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
