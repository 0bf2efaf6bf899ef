"""Where an act happened: which of the candidates (spots.py) a small model takes for the place of an act.

A conditional logit over the candidates of one act (scripts/train_where.py): the features of all of them are compared,
as in Halterman, 'Linking Events and Locations in Political Text', with the borders and capitals that stand to reason.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.placing import Placing
from geo.incidents.spots import Spot, Spots
from geo.incidents.telling import Telling
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.incidents.roles import Roles
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger
    from geo.model import Place, Resolution
    from geo.places.gazetteer import Gazetteer

Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Where:
    """The place chosen for an act, its probability, and in words what decided."""

    place: Place
    score: float
    reason: str
    offset: int = -1


class Scene:
    """The places of one report, and what speaks for each as the place of an act.

    `fits` may say how well what stands at an offset fits as the place of the act told at another (a logit); stretches
    and lists are asked for by their first place.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        resolutions: Sequence[Resolution],
        gazetteer: Gazetteer,
        fits: Callable[[int, int], float] | None = None,
    ) -> None:
        self.telling = Telling(text, sentences, resolutions)
        self._spots = Spots(self.telling, gazetteer)
        self._placing = Placing(self.telling, self._spots)
        self._fits = fits
        self._weights: tuple[LinearModel, dict[str, float]] | None = None

    def spots(self, sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Spot]:
        """The candidates for an act told in a sentence."""
        return self._spots.of(sentence, trigger, roles)

    def rows(self, spots: Sequence[Spot], sentence: Sentence, trigger: Trigger, roles: Roles) -> list[Row]:
        """The features of each candidate, in their order."""
        rows = self._placing.rows(spots, sentence, trigger, roles)
        if self._fits:
            fits = [self._fits(trigger.start, spot.offset) if spot.offset >= 0 else -math.inf for spot in spots]
            for row, fit in zip(rows, fits, strict=True):
                if fit > -math.inf:
                    row["fits"] = fit
                    row["fits:best"] = float(fit == max(fits))
        return rows

    def where(
        self, sentence: Sentence, trigger: Trigger, roles: Roles, scorer: LinearModel | None = None
    ) -> Where | None:
        """The best place for an act, or None where the report has none."""
        spots = self.spots(sentence, trigger, roles)
        if not spots:
            return None
        weights = self._table(scorer or model("where"))
        logits = [
            sum(weights.get(name, 0.0) * value for name, value in row.items())
            for row in self.rows(spots, sentence, trigger, roles)
        ]
        best = max(range(len(spots)), key=logits.__getitem__)
        score = 1 / sum(math.exp(logit - logits[best]) for logit in logits)
        place = spots[best].built()
        return Where(place, score, _reason(spots[best], sentence), spots[best].offset)

    def _table(self, scorer: LinearModel) -> dict[str, float]:
        if self._weights is None or self._weights[0] is not scorer:
            self._weights = scorer, dict(zip(scorer.index, scorer.weights[:, 0].tolist(), strict=True))
        return self._weights[1]


def _reason(spot: Spot, sentence: Sentence) -> str:
    if spot.source == "part":
        return f"'{spot.surface}': that part of the border"
    if spot.source == "border":
        return "no place told: the border that the two sides share"
    if spot.source == "capital":
        return f"a statement of {spot.surface}: its capital"
    here = "in the same sentence" if sentence.start <= spot.offset < sentence.end else "told elsewhere in the report"
    if spot.source == "beside" and spot.line:
        return f"the stretch of the {spot.line.name} at '{spot.surface}', {here}"
    return f"'{spot.surface}' {here}" if here.startswith("in") else f"'{spot.surface}', {here}"
