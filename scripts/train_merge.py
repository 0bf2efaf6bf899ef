"""Train the pair scorer of geo/incidents/pairs.py: `python -m scripts.train_merge`.

Do two mentions tell one act? Logistic regression, L2, over the pairs of scripts/merge_data.py that no rule keeps apart.
Writes data/weights/merge.npz; `python -m bench.merge` prints what it reaches on pairs that it was not trained on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.incidents.pairs import features
from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.merge_data import Pair, gold_mentions, gold_pairs, retelling_pairs, variant_pairs
from scripts.training import WEIGHTS, Vocabulary, examples

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 8
C = 1.5
VARIANT_WEIGHT = 0.1  # a variant is made, not told


def pairs() -> list[Pair]:
    """All pairs, marked and made."""
    gold = gold_mentions(list(examples()))
    return [*retelling_pairs(Gazetteer.open()), *gold_pairs(gold), *variant_pairs(gold)]


def fit(found: Sequence[Pair]) -> LinearModel:
    """Train on these pairs, those that the rules keep apart left out."""
    open_ = [pair for pair in found if not pair.contradicted]
    rows = [features(pair.a, pair.b) for pair in open_]
    weights = [VARIANT_WEIGHT if pair.origin == "variant" else 1.0 for pair in open_]
    vocabulary = Vocabulary(rows, LEAST)
    model = LogisticRegression(C=C, solver="liblinear").fit(
        vocabulary.matrix(rows), np.array([pair.same for pair in open_]), sample_weight=weights
    )
    return LinearModel.of(vocabulary.names, ["same"], model.coef_.T, model.intercept_)


def main() -> None:
    """Train on all pairs and write the model."""
    model = fit(pairs())
    model.save(WEIGHTS / "merge.npz")
    for name, row in sorted(model.index.items(), key=lambda item: -abs(model.weights[item[1], 0])):
        print(f"{model.weights[row, 0]:+.2f}  {name}")
    print(f"{float(model.bias[0]):+.2f}  (bias)")


if __name__ == "__main__":
    main()
