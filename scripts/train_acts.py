"""Train the act model (geo/incidents/acts.py) on the train set: `python -m scripts.train_acts`.

Each (sentence, kind with a trigger in it) is one example: told or not. Logistic regression, L2. Writes
data/weights/acts.npz; `--folds` writes one model a held-out fold to var/folds/ instead.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.training import FOLDS, ROOT, WEIGHTS, Example, Vocabulary, examples, taught

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEAST = 2
C = 0.4
SMALL = 0.012
TAUGHT_WEIGHT = 3.0  # the examples of kinds.toml are few and clear


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


def taught_rows() -> tuple[list[dict[str, float]], list[bool]]:
    """The same for the examples and near misses of kinds.toml, which tell nothing but their kind."""
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for reading, kind, told in taught(Gazetteer.open()):
        for other in reading.views[0].kinds:
            if other == kind or not told:
                rows.append(reading.features(0, other))
                labels.append(told and other == kind)
    return rows, labels


def fit(rows: Sequence[dict[str, float]], labels: Sequence[bool]) -> LinearModel:
    """Fit the model and leave out features that hardly weigh, so that the file is small."""
    more_rows, more_labels = taught_rows()
    weights_of_rows = np.repeat([1.0, TAUGHT_WEIGHT], [len(rows), len(more_rows)])
    rows, labels = [*rows, *more_rows], [*labels, *more_labels]
    vocabulary = Vocabulary(rows, LEAST)
    model = LogisticRegression(C=C, solver="liblinear").fit(
        vocabulary.matrix(rows), np.array(labels), sample_weight=weights_of_rows
    )
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
