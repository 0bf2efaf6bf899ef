"""Fit the confidence of mentions: `python -m scripts.train_calibration`.

The reports of the train set are read by models that were not trained on them (bench.incidents.held_out). A mention
is right if the scorer matches it with a gold incident: kind, day and place. Writes data/weights/calibration.json and
prints how far the confidence is from the share of right ones (expected calibration error, ten bins of equal size;
Naeini et al. 2015), for calibrations fitted without the fold that they are measured on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from bench.incidents import GOLD, held_out
from bench.matching import Rules, assign, compare
from geo.incidents.calibration import FILE, Calibration, Scores
from geo.places.gazetteer import Gazetteer
from scripts.training import FOLDS, WEIGHTS, Example, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bench.incidents import Predictions

L2 = 1e-3
BINS = 10


@dataclass(frozen=True)
class Case:
    """A held-out mention: its scores, whether it is right, and the fold of its report."""

    scores: Scores
    is_right: bool
    fold: int


def cases(found: Sequence[Example], made: Predictions) -> Iterator[Case]:
    """The mentions that were found, each right or wrong by the scorer."""
    for example in found:
        predicted = made[example.gold["id"]]
        table = [[compare(gold, one) for one in predicted] for gold in example.gold["incidents"]]
        right = {id(pair.pred) for pair in assign(table, Rules())}
        for one in predicted:
            if one["scores"]:
                yield Case(Scores(*one["scores"]), id(one) in right, example.fold)


def fit(known: Sequence[Case]) -> Calibration:
    """The logistic regression of right on the scores, no weight below zero."""
    rows = np.array([one.scores.row for one in known])
    right = np.array([one.is_right for one in known], dtype=float)

    def loss(weights: NDArray[np.float64]) -> float:
        logits = weights[0] + rows @ weights[1:]
        return float(np.mean(np.logaddexp(0, logits) - right * logits) + L2 * np.sum(weights[1:] ** 2))

    best = minimize(loss, np.zeros(4), method="L-BFGS-B", bounds=[(None, None), *[(0, None)] * 3])
    return Calibration(*(float(weight) for weight in best.x))


def expected_error(told: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """The mean distance between confidence and share of right ones over bins of equally many mentions."""
    order = np.argsort(told, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(len(part) * abs(told[part].mean() - right[part].mean()) for part in parts) / len(told))


def table(told: NDArray[np.float64], right: NDArray[np.float64]) -> Iterator[str]:
    """For each fifth of the mentions, from the least sure: what was said and what was right."""
    for part in np.array_split(np.argsort(told, kind="stable"), 5):
        if len(part):
            yield f"said {told[part].mean():.2f}  right {right[part].mean():.2f}  ({len(part)} mentions)"


def main() -> None:
    """Fit, print and write."""
    found = [one for one in examples(GOLD / "train.jsonl") if one.reading.encoding]
    known = list(cases(found, held_out(found, Gazetteer.open())))
    fitted = {fold: fit([one for one in known if one.fold != fold]) for fold in range(FOLDS)}
    told = np.array([fitted[one.fold].probability(one.scores) for one in known])
    right = np.array([one.is_right for one in known], dtype=float)
    raw = np.array([one.scores.act for one in known])
    print("\n".join(table(told, right)))
    print(f"expected calibration error {expected_error(told, right):.3f}; of the act's probability as it is ", end="")
    print(f"{expected_error(raw, right):.3f}; Brier score {np.mean((told - right) ** 2):.3f} ", end="")
    print(f"against {np.mean((raw - right) ** 2):.3f}; {len(known)} mentions, {right.mean():.2f} right")
    final = fit(known)
    final.save(WEIGHTS / FILE)
    print(final)


if __name__ == "__main__":
    main()
