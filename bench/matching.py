"""Which predicted incident is which gold one (see GUIDE.md, 'How a prediction is scored')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment
from shapely.geometry import shape

from bench import periods
from bench.geometry import distance_km, representative_point, stray_km, usable
from bench.guide import COUNTRY_KM, Json
from bench.likeness import evidence_overlaps, initiators_match

if TYPE_CHECKING:
    from collections.abc import Callable

SLACK_DAYS = 1.0
WIDTH_FACTOR, WIDTH_DAYS = 2, 3  # a predicted period may last 2 x gold + 3 days
STRAY_FACTOR, STRAY_KM = 3, 20  # every part of a predicted geometry lies within 3 x tolerance + 20 km of the gold one


@dataclass(frozen=True)
class Rules:
    """Which conditions a match has to meet."""

    kind: Callable[[str], str] = field(default=lambda kind: kind)
    use_date: bool = True
    use_place: bool = True
    slack: float = SLACK_DAYS


@dataclass
class Pair:
    """A gold and a predicted incident with what separates them (None: not known).

    `stray`: km by which the farthest part of the prediction misses the gold geometry; `gap`: days between the two
    ranges; `shift`: days by which start and end differ, summed; `wide`: the predicted period is much longer.
    """

    gold: Json
    pred: Json
    km: float | None
    stray: float | None
    gap: int | None
    shift: int | None
    wide: bool

    def fits(self, rules: Rules) -> bool:
        """Do the two match under these rules?"""
        if rules.kind(self.gold["kind"]) != rules.kind(self.pred.get("kind") or "?"):
            return False
        if rules.use_date and (self.gap is None or self.gap > 2 * rules.slack or self.wide):
            return False
        return not rules.use_place or self.is_near()

    def is_near(self) -> bool:
        """Does the prediction lie at the gold place, all of it, unless that is a country?"""
        tolerance: float = self.gold["tolerance_km"]
        if self.km is None or self.stray is None or self.km > tolerance:
            return False
        return tolerance >= COUNTRY_KM or self.stray <= STRAY_FACTOR * tolerance + STRAY_KM

    def quality(self) -> float:
        """A number in [0, 1] to choose among assignments of the same size."""
        place = 0.0 if self.km is None else 1 / (1 + self.km / self.gold["tolerance_km"])
        date = 0.0 if self.shift is None else 1 / (1 + self.shift)
        kind = float(self.gold["kind"] == self.pred.get("kind"))
        actor = initiators_match(self.gold["initiator"], self.pred.get("initiator") or [])
        evidence = evidence_overlaps(self.gold["evidence"], self.pred.get("evidence") or "")
        return (place + date + kind + actor + evidence) / 5


def compare(gold: Json, pred: Json) -> Pair:
    """Measure a gold incident against a predicted one."""
    point, predicted = representative_point(pred.get("geometry")), usable(pred.get("geometry"))
    target = shape(gold["geometry"])
    km = None if point is None else distance_km(point, target)
    stray = None if predicted is None else stray_km(predicted, target)
    ours, theirs = periods.date_range(gold), periods.date_range(pred)
    if ours is None or theirs is None:
        return Pair(gold, pred, km, stray, None, None, wide=False)
    wide = periods.days(theirs) > WIDTH_FACTOR * periods.days(ours) + WIDTH_DAYS
    return Pair(gold, pred, km, stray, periods.gap(ours, theirs), periods.shift(ours, theirs), wide)


def assign(table: list[list[Pair]], rules: Rules) -> list[Pair]:
    """The best one-to-one matching of a report: most matches first, then highest quality."""
    if not table or not table[0]:
        return []
    bonus = 0.5 / min(len(table), len(table[0]))  # the bonuses together never outweigh one match
    profit = np.array([[1 + bonus * pair.quality() if pair.fits(rules) else 0.0 for pair in row] for row in table])
    rows, columns = linear_sum_assignment(profit, maximize=True)
    return [table[r][c] for r, c in zip(rows, columns, strict=True) if profit[r, c] > 0]
