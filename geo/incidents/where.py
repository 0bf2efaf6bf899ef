"""Where an act happened: which of the candidates (spots.py) a small model takes for the place of an act.

A conditional logit over the candidates of one act (scripts/train_where.py): the features of all of them are compared,
as in Halterman, 'Linking Events and Locations in Political Text', with the borders and capitals that stand to reason.
A second column of the model says whether a place at a border stands for the stretch of border that runs past it.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.incidents.placing import Placing, spread
from geo.incidents.spots import Spot, Spots
from geo.incidents.telling import Telling
from geo.places.phrases import spatial_phrases
from geo.weights import model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.incidents.roles import Roles
    from geo.incidents.telling import Named
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger
    from geo.model import Place, Resolution
    from geo.places.gazetteer import Gazetteer
    from geo.weights import LinearModel

Row = dict[str, float]
LOSERS_KEPT = 2
RIGHT, LINE = "right", "line"  # what the model says of a candidate: is it the place, does it stand for the border
# Reports disagree with themselves on whether a town at a border stands for the line: from this logit on it is drawn.
LINE_LOGIT = -1.5
# 'In the eastern sector' is the place of an act by definition (bench/GUIDE.md), too rare in the train set to be learnt.
PART_TOLD = 2.0


@dataclass(frozen=True, slots=True)
class Where:
    """The place chosen for an act, its probability, and in words what decided; `losers` are the next best places.

    `surface` are the words that name it, at `offset` of the text (-1: no word names it).
    """

    place: Place
    score: float
    reason: str
    offset: int = -1
    surface: str = ""
    losers: tuple[tuple[str, float], ...] = ()


class Weights:
    """The weights of a model, joined for each kind of act: what a feature weighs for all kinds, the group, the kind."""

    def __init__(self, scorer: LinearModel) -> None:
        self._scorer = scorer
        self._joined: dict[tuple[str, str], dict[str, float]] = {}
        self._columns = {name: scorer.weights[:, n].tolist() for n, name in enumerate(scorer.classes)}
        self._bias = dict(zip(scorer.classes, scorer.bias.tolist(), strict=True))

    def logit(self, answer: str, row: Row, kind: str) -> float:
        """The score of a candidate for an answer, RIGHT or LINE; minus infinity where the model does not know it."""
        if answer not in self._columns:
            return -math.inf
        joined = self._joined.setdefault((answer, kind), {})
        total: float = self._bias[answer]
        for name, value in row.items():
            weight = joined.get(name)
            if weight is None:
                weight = joined[name] = self._weight(answer, name, kind)
            total += weight * value
        return total

    def _weight(self, answer: str, name: str, kind: str) -> float:
        column, index = self._columns[answer], self._scorer.index
        return float(sum(column[index[each]] * factor for each, factor in spread(name, kind) if each in index))


@functools.cache
def _default_weights() -> Weights:
    return Weights(model("where"))


class Scene:
    """The places of one report, and what speaks for each as the place of an act.

    `fits` may say how well what stands at an offset fits as the place of the act told at another (a logit); a list is
    asked for by its first place.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        resolutions: Sequence[Resolution],
        gazetteer: Gazetteer,
        fits: Callable[[int, int], float] | None = None,
    ) -> None:
        self.telling = Telling(text, sentences, resolutions, spatial_phrases(text, resolutions, gazetteer))
        self._spots = Spots(self.telling, gazetteer)
        self._placing = Placing(self.telling)
        self._fits = fits
        self._weights: tuple[LinearModel, Weights] | None = None

    def spots(self, sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Spot]:
        """The candidates for an act told in a sentence."""
        return self._spots.of(sentence, trigger, roles)

    def rows(self, spots: Sequence[Spot], sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Row]:
        """The features of each candidate, in their order, for all kinds of act alike."""
        rows = self._placing.rows(spots, sentence, trigger, roles)
        if self._fits:
            fits = [self._fits(trigger.start, spot.offset) if _is_named(spot) else None for spot in spots]
            best = max((fit for fit in fits if fit is not None), default=0.0)
            for row, spot, fit in zip(rows, spots, fits, strict=True):
                row |= _fit_features(spot, fit, best)
        return rows

    def where(
        self, sentence: Sentence, trigger: Trigger, roles: Roles, scorer: LinearModel | None = None
    ) -> Where | None:
        """The best place for an act, or None where the report has none."""
        return self._best(self.spots(sentence, trigger, roles), sentence, trigger, roles, scorer)

    def _best(
        self,
        spots: Sequence[Spot],
        sentence: Sentence,
        trigger: Trigger,
        roles: Roles,
        scorer: LinearModel | None,
    ) -> Where | None:
        if not spots:
            return None
        weights = self._table(scorer)
        rows = self.rows(spots, sentence, trigger, roles)
        logits = [
            weights.logit(RIGHT, row, trigger.kind) + (PART_TOLD if spot.source == "part" else 0.0)
            for spot, row in zip(spots, rows, strict=True)
        ]
        order = sorted(range(len(spots)), key=lambda index: -logits[index])
        first = order[0]
        best = spots[first]
        total = sum(math.exp(logit - logits[first]) for logit in logits)
        scored = [(spots[index].name, math.exp(logits[index] - logits[first]) / total) for index in order]
        as_line = best.beside_line and weights.logit(LINE, rows[first], trigger.kind) > LINE_LOGIT
        return Where(
            best.drawn(as_line=as_line),
            scored[0][1],
            _reason(best, sentence, as_line=as_line),
            best.told[0],
            best.told[1],
            _losers(scored),
        )

    def wheres(
        self, sentence: Sentence, trigger: Trigger, roles: Roles, scorer: LinearModel | None = None
    ) -> list[Where]:
        """The best place for an act, and those told with it that are places apart: 'A and B were closed' is two acts.

        Crossing points listed in one breath are; villages under the same fire are one place, the line through them.
        """
        spots = self.spots(sentence, trigger, roles)
        best = self._best(spots, sentence, trigger, roles, scorer)
        if best is None:
            return []
        for spot in spots:
            run = spot.run
            if best.offset in {one.offset for one in run} and _are_crossings(run):
                return [
                    replace(best, place=one.place, offset=one.offset, surface=one.surface, reason=_listed(one.surface))
                    for one in run
                ]
        return [best]

    def _table(self, scorer: LinearModel | None) -> Weights:
        if scorer is None:
            return _default_weights()
        if self._weights is None or self._weights[0] is not scorer:
            self._weights = scorer, Weights(scorer)
        return self._weights[1]


def _are_crossings(run: Sequence[Named]) -> bool:
    return 2 * sum(one.place.feature_class == "crossing" for one in run) >= len(run)


def _listed(surface: str) -> str:
    return f"'{surface}', one of the crossing points that the sentence lists"


def _is_named(spot: Spot) -> bool:
    """Does a name stand for the candidate, as for those that the encoder was trained on?"""
    return spot.offset >= 0 and spot.source != "part"


def _fit_features(spot: Spot, fit: float | None, best: float) -> Row:
    """How well a candidate fits by the encoder; for one that no word names, how badly the best of the others does."""
    if fit is None:
        return {"fits none": -best, f"fits none:{spot.source}": -best}
    return {"fits": fit, "fits:best": float(fit == best)}


def _losers(scored: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The names of the places that came next, each once, with their scores; the first one is the winner's."""
    best: dict[str, float] = {}
    for name, score in scored:
        best.setdefault(name, score)
    return tuple(best.items())[1 : 1 + LOSERS_KEPT]


def _reason(spot: Spot, sentence: Sentence, *, as_line: bool) -> str:
    if spot.source == "part":
        return f"'{spot.surface}': that part of the border"
    if spot.source in ("border", "sea"):
        return "no place told: the border that the two sides share"
    if spot.source == "capital":
        return f"a statement of {spot.surface}: its capital"
    if spot.meant and not as_line:
        return f"'{spot.meant.surface}': {spot.meant.why}"
    here = sentence.start <= spot.offset < sentence.end
    told = f"'{spot.surface}' in the same sentence" if here else f"'{spot.surface}', told elsewhere in the report"
    return f"the stretch of the {spot.line.name} beside {told}" if as_line and spot.line else told
