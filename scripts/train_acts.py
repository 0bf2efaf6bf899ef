"""Train the act models (geo/incidents/acts.py) on the train set: `python -m scripts.train_acts`.

Writes data/weights/act_any.npz and act_kinds.npz. Logistic regression, L2; the words count half, those of the sentence
before less, so that triggers and signs lead. `--folds` writes one pair of models a fold to var/folds/ instead, for
scores on held-out reports.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.weights import LinearModel
from scripts.training import FOLDS, ROOT, WEIGHTS, Example, Vocabulary, examples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEAST = 2
C_ANY, C_KINDS = 0.2, 0.5
SMALL = 0.01
SCALE = {"w:": 0.5, "b:": 0.5, "p:": 0.45}


def scale_of(name: str) -> float:
    """How much a feature counts before regularisation."""
    return SCALE.get(name[:2], 1.0)


def fit(rows: Sequence[dict[str, float]], labels: Sequence[set[str]]) -> tuple[LinearModel, LinearModel]:
    """Fit both models on rows of features and the kinds that each sentence tells."""
    vocabulary = Vocabulary(rows, LEAST)
    scales = np.array([scale_of(name) for name in vocabulary.names], dtype=np.float32)
    matrix = vocabulary.matrix(rows).multiply(scales).tocsr()
    anything = np.array([bool(label) for label in labels])
    first = LogisticRegression(C=C_ANY, solver="liblinear").fit(matrix, anything)
    any_model = LinearModel.of(vocabulary.names, ["incident"], first.coef_.T * scales[:, None], first.intercept_)
    kinds = sorted({kind for label in labels for kind in label})
    told = matrix[anything]
    columns, biases = [], []
    for kind in kinds:
        wanted = np.array([kind in label for label, is_act in zip(labels, anything, strict=True) if is_act])
        model = LogisticRegression(C=C_KINDS, solver="liblinear").fit(told, wanted)
        columns.append(model.coef_[0] * scales)
        biases.append(model.intercept_[0])
    return prune(any_model), prune(LinearModel.of(vocabulary.names, kinds, np.stack(columns, axis=1), biases))


def prune(model: LinearModel) -> LinearModel:
    """Leave out features that hardly weigh, and round small weights to zero, so that the file is small."""
    weights = np.where(np.abs(model.weights) < SMALL, 0, model.weights)
    kept = np.abs(weights).max(axis=1) >= 2 * SMALL
    names = [name for name, keep in zip(model.index, kept, strict=True) if keep]
    return LinearModel.of(names, model.classes, weights[kept], model.bias)


def rows_of(found: Sequence[Example]) -> tuple[list[dict[str, float]], list[set[str]]]:
    """The features of the sentences of these reports, and the kinds that each tells."""
    rows: list[dict[str, float]] = []
    labels: list[set[str]] = []
    for example in found:
        for index, (told, left_out) in enumerate(zip(*example.labels(), strict=True)):
            if not left_out:
                rows.append(example.reading.features(index))
                labels.append(told)
    return rows, labels


def write(found: Sequence[Example], folder: Path) -> None:
    """Train on these reports and write both models."""
    rows, labels = rows_of(found)
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in zip(("act_any", "act_kinds"), fit(rows, labels), strict=True):
        model.save(folder / f"{name}.npz")


def main() -> None:
    """Train on all reports, or once for each fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="one pair of models a held-out fold, into var/folds/")
    wants_folds = parser.parse_args().folds
    found = list(examples())
    if not wants_folds:
        write(found, WEIGHTS)
        return
    for fold in range(FOLDS):
        write([one for one in found if one.fold != fold], ROOT / "var" / "folds" / str(fold))


if __name__ == "__main__":
    main()
