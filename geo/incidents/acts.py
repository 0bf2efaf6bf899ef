"""Which sentences tell an incident, and of which kind: triggers and the encoder propose, trained models decide.

A logistic model over (sentence, kind) pairs weighs the words (scripts/train_acts.py); decide.py joins its say with the
encoder's. Asked are the kinds with a trigger in the sentence and those that the encoder does not rule out.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.incidents.decide import Judgement
from geo.incidents.encoder import default_encoder
from geo.incidents.features import SentenceView, best_trigger, features, ruled_out
from geo.incidents.reality import Signs, signs
from geo.incidents.rivals import Act, Weighed, one_kind_a_group, one_kind_a_word
from geo.incidents.text import Sentence, quoted_spans
from geo.incidents.triggers import Lexicon, Trigger, default_lexicon
from geo.incidents.views import sentence_views
from geo.kinds import kind as kind_of
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.incidents.dates import DateExpression
    from geo.incidents.encoder import Encoding, Reader
    from geo.model import Resolution

_LITTLE = frozenset(
    """
    a an the and or but nor of in on at to from by for with as into onto over under near off up down out about after
    before since until during between against across along it its he she they them their his her this that these those
    there which who whom whose what when where while is are was were be been being has have had do does did not no
    """.split()
)


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
        return list(sentence_views(self.text, self.sentences, self.dates, self.resolutions, self.lexicon))

    def hear(self, title: str, encoder: Reader | None = None) -> None:
        """Let an encoder (that of data/weights) read the text, unless no sentence has a word that any kind knows."""
        if any(view.triggers for view in self.views):
            self.encoding = (encoder or default_encoder()).encode(title, self.text, self.sentences)

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
            found += one_kind_a_group(one_kind_a_word([Weighed(act, _why_not(act, chosen)) for act in acts]))
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
    if act.signs.denied:  # of 9 such sentences of the train set none tells an act
        return "told as what somebody denies"
    if not act.decided and ruled_out(act.signs):
        return "told as a question, a possibility, a plan or a condition"
    if not chosen.counts(act.kind, act.probability):
        return f"too unlikely, {chosen.needed(act.kind):.2f} is needed"
    return ""
