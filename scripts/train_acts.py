"""Train the two linear models that find acts: `python -m scripts.train_acts`.

The words' model (geo/incidents/acts.py): each (sentence, kind with a trigger in it) of the train set, of data/training
and of the examples of kinds.toml is one row: told or not. The deciding model (geo/incidents/decide.py): each (sentence,
possible kind) of the train set is one row, with what the words' model and the encoder say that were not trained on the
report. Both are logistic regressions, L2. Writes data/weights/acts.npz and decide.npz.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.incidents.acts import ActModel
from geo.incidents.features import best_trigger
from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.training import FOLDS, WEIGHTS, Example, Vocabulary, examples, own_examples, taught

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.incidents.decide import Judgement

LEAST = 2
C = 0.4
DECIDE_C = 0.5
SMALL = 0.012
TAUGHT_WEIGHT = 3.0  # the examples of kinds.toml are few and clear
Row = dict[str, float]


@dataclass
class Rows:
    """Rows of features, each with whether the sentence tells the kind."""

    features: list[Row]
    told: list[bool]

    @classmethod
    def joined(cls, parts: Iterable[Rows]) -> Rows:
        """All rows of several."""
        made = cls([], [])
        for part in parts:
            made.features += part.features
            made.told += part.told
        return made


def word_rows(example: Example) -> Rows:
    """The rows of the words' model of one report."""
    made = Rows([], [])
    for index, (told, left_out) in enumerate(zip(*example.labels(), strict=True)):
        for kind in example.reading.views[index].kinds if not left_out else ():
            made.features.append(example.reading.features(index, kind))
            made.told.append(kind in told)
    return made


def taught_rows() -> Rows:
    """The same for the examples and near misses of kinds.toml, which tell nothing but their kind."""
    made = Rows([], [])
    for reading, kind, told in taught(Gazetteer.open()):
        for other in reading.views[0].kinds:
            if other == kind or not told:
                made.features.append(reading.features(0, other))
                made.told.append(told and other == kind)
    return made


def decide_rows(example: Example, words: LinearModel) -> Rows:
    """The rows of the deciding model of one report; none where no held-out encoder has read it."""
    reading, made = example.reading, Rows([], [])
    judgement, chosen = reading.judgement, ActModel(words)
    if judgement is None:
        return made
    told, ignored = _told(example, judgement)
    for index in range(len(reading.views)):
        for kind in reading.kinds(index):
            if (index, kind) in told or (index, kind) not in ignored:
                best = best_trigger(reading.views[index], kind)
                made.features.append(judgement.features(index, kind, reading.words(index, kind, chosen), best))
                made.told.append((index, kind) in told)
    return made


def _told(example: Example, judgement: Judgement) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """The (sentence, kind) pairs that tell an incident, and those whose sentences only fill one in.

    Of evidence that runs over several sentences the one that the encoder finds likeliest tells the act.
    """
    told: set[tuple[int, str]] = set()
    ignored: set[tuple[int, str]] = set()
    for incident in example.gold["incidents"]:
        kind = incident["kind"]
        start, end = example.evidence(incident)
        covered = [
            view.sentence.index
            for view in example.reading.views
            if view.sentence.start < end and start < view.sentence.end
        ]
        column = judgement.encoding.names.index(kind)
        told.add((max(covered, key=lambda index: float(judgement.table[index, column])), kind))
        ignored |= {(index, kind) for index in covered}
    return told, ignored


def fit_words(rows: Rows) -> LinearModel:
    """Fit the words' model and leave out features that hardly weigh, so that the file is small."""
    taught_too = taught_rows()
    weights_of_rows = np.repeat([1.0, TAUGHT_WEIGHT], [len(rows.told), len(taught_too.told)])
    rows = Rows.joined([rows, taught_too])
    vocabulary = Vocabulary(rows.features, LEAST)
    model = LogisticRegression(C=C, solver="liblinear").fit(
        vocabulary.matrix(rows.features), np.array(rows.told), sample_weight=weights_of_rows
    )
    weights = model.coef_[0]
    kept = np.flatnonzero(np.abs(weights) >= SMALL)
    names = [vocabulary.names[column] for column in kept]
    return LinearModel.of(names, ["told"], weights[kept][:, None], model.intercept_)


def fit_decide(rows: Rows) -> LinearModel | None:
    """Fit the deciding model, None without rows."""
    if not rows.told:
        return None
    vocabulary = Vocabulary(rows.features, LEAST)
    model = LogisticRegression(C=DECIDE_C, solver="liblinear").fit(
        vocabulary.matrix(rows.features), np.array(rows.told)
    )
    return LinearModel.of(vocabulary.names, ["told"], model.coef_.T, model.intercept_)


def held_out(found: Sequence[Example], mine: Sequence[Example]) -> tuple[dict[int, LinearModel], dict[int, Rows]]:
    """For each fold the words' model trained without it, and the rows of the deciding model of its reports."""
    rows = {one.number: word_rows(one) for one in found}
    own = Rows.joined(word_rows(one) for one in mine)
    words = {
        fold: fit_words(Rows.joined([own, *(rows[one.number] for one in found if one.fold != fold)]))
        for fold in range(FOLDS)
    }
    decide = {
        fold: Rows.joined(decide_rows(one, words[fold]) for one in found if one.fold == fold) for fold in range(FOLDS)
    }
    return words, decide


def models(words: Mapping[int, LinearModel], decide: Mapping[int, Rows]) -> dict[int, ActModel]:
    """For each fold both models, trained without it."""
    return {
        fold: ActModel(words[fold], fit_decide(Rows.joined(decide[other] for other in decide if other != fold)))
        for fold in words
    }


def write(folder: Path) -> None:
    """Train on all reports and write both models."""
    found, mine = list(examples()), list(own_examples())
    _, decide = held_out(found, mine)
    fit_words(Rows.joined(word_rows(one) for one in [*found, *mine])).save(folder / "acts.npz")
    model = fit_decide(Rows.joined(decide.values()))
    if model is None:
        raise SystemExit("No encoder in var/encoder that was held out: train them first (CONTRIBUTING.md).")
    model.save(folder / "decide.npz")


if __name__ == "__main__":
    write(WEIGHTS)
