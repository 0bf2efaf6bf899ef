"""Train the act model (geo/incidents/acts.py) on the train set: `python -m scripts.train_acts`.

Each (sentence, kind with a trigger in it) is one example: told or not. Logistic regression, L2. Writes
data/weights/acts.npz; `--folds` writes one model a held-out fold to var/folds/ instead.
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
C = 0.4
SMALL = 0.012


def rows_of(found: Sequence[Example]) -> tuple[list[dict[str, float]], list[bool]]:
    """The features of all (sentence, kind) pairs of these reports, and whether the sentence tells the kind."""
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for example in found:
        for index, (told, left_out) in enumerate(zip(*example.labels(), strict=True)):
            for kind in example.reading.views[index].kinds if not left_out else ():
                rows.append(example.reading.features(index, kind))
                labels.append(kind in told)
    return rows, labels


def fit(rows: Sequence[dict[str, float]], labels: Sequence[bool]) -> LinearModel:
    """Fit the model and leave out features that hardly weigh, so that the file is small."""
    vocabulary = Vocabulary(rows, LEAST)
    model = LogisticRegression(C=C, solver="liblinear").fit(vocabulary.matrix(rows), np.array(labels))
    weights = model.coef_[0]
    kept = np.flatnonzero(np.abs(weights) >= SMALL)
    names = [vocabulary.names[column] for column in kept]
    return LinearModel.of(names, ["told"], weights[kept][:, None], model.intercept_)


def write(found: Sequence[Example], folder: Path) -> None:
    """Train on these reports and write the model."""
    folder.mkdir(parents=True, exist_ok=True)
    fit(*rows_of(found)).save(folder / "acts.npz")


def main() -> None:
    """Train on all reports, or once for each fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="one model a held-out fold, into var/folds/")
    wants_folds = parser.parse_args().folds
    found = list(examples())
    if not wants_folds:
        write(found, WEIGHTS)
        return
    for fold in range(FOLDS):
        write([one for one in found if one.fold != fold], ROOT / "var" / "folds" / str(fold))


if __name__ == "__main__":
    main()
