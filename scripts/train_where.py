"""Train the choice of an act's place, geo/incidents/where.py: `python -m scripts.train_where`.

A conditional logit over the candidates of each gold incident (place_choices.py): first what the words say, then how
much the encoder's say adds, on reports that it was not trained on. The second column of the model says of a place at a
border whether it stands for the stretch of the border. Writes data/weights/where.npz; `--folds` prints figures on
held-out reports.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from geo.incidents.where import LINE, LINE_LOGIT, RIGHT
from geo.places.gazetteer import Gazetteer
from geo.weights import LinearModel
from scripts.choice import conditional_logit
from scripts.place_choices import Choice, Row, gold_choices
from scripts.training import FOLDS, WEIGHTS, Vocabulary, examples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.verdicts import Verdict

LEAST = 4
RIDGE = 3.0
FITS_RIDGE = 0.3
LINE_C = 0.05
SMALL = 0.01


def fit_words(choices: Sequence[Choice]) -> LinearModel:
    """The choice of the place and of its form without the encoder; weights that hardly weigh are left out."""
    choices = [_without_fits(choice) for choice in choices]
    usable = [(choice, worth) for choice in choices if (worth := choice.worth()).any()]
    vocabulary = Vocabulary([row for choice, _ in usable for row in choice.rows], LEAST)
    options = vocabulary.matrix([row for choice, _ in usable for row in choice.rows])
    sizes = np.array([len(choice.rows) for choice, _ in usable])
    right = conditional_logit(options, sizes, np.concatenate([worth for _, worth in usable]), RIDGE)
    told, is_line = _forms(choices)
    form = LogisticRegression(C=LINE_C, solver="liblinear", max_iter=500).fit(vocabulary.matrix(told), is_line)
    weights = np.stack([right, form.coef_[0]], axis=1)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= SMALL)
    names = [vocabulary.names[row] for row in kept]
    return LinearModel.of(names, [RIGHT, LINE], weights[kept], [0.0, float(form.intercept_[0])])


def fit(words: LinearModel, held_out: Sequence[Choice], said: Sequence[list[float]]) -> LinearModel:
    """The choice with the encoder's say: weights of its features, and how much that of the words then weighs.

    Args:
        words: the model of fit_words on all choices.
        held_out: choices of reports that neither their encoder nor the words' model behind `said` was trained on.
        said: the logits of the words' model for their candidates.
    """
    rows, sizes, worths = [], [], []
    for choice, logits in zip(held_out, said, strict=True):
        worth = choice.worth()
        if worth.any() and any(_is_fit(name) for row in choice.rows for name in row):
            fits = [{name: value for name, value in row.items() if _is_fit(name)} for row in choice.rows]
            rows += [{"words": logit} | row for logit, row in zip(logits, fits, strict=True)]
            sizes.append(len(logits))
            worths.append(worth)
    if not rows:
        return words
    vocabulary = Vocabulary(rows, LEAST)
    found = conditional_logit(vocabulary.matrix(rows), np.array(sizes), np.concatenate(worths), FITS_RIDGE)
    weights = dict(zip(vocabulary.names, found.tolist(), strict=True))
    scale = weights.pop("words")
    table = np.concatenate([words.weights * [scale, 1.0], [[weight, 0.0] for weight in weights.values()]])
    return LinearModel.of([*words.index, *weights], words.classes, table, words.bias)


def held_out(by_fold: Mapping[int, Sequence[Choice]]) -> tuple[dict[int, LinearModel], dict[int, list[list[float]]]]:
    """For each fold the words' model trained without it, and its logits for the fold's."""
    words = {
        fold: fit_words([choice for other, ones in by_fold.items() if other != fold for choice in ones])
        for fold in by_fold
    }
    said = {
        fold: [[float(words[fold].logits(row)[0]) for row in _without_fits(choice).rows] for choice in by_fold[fold]]
        for fold in by_fold
    }
    return words, said


def models(by_fold: Mapping[int, Sequence[Choice]]) -> dict[int, LinearModel]:
    """For each fold the model trained without it."""
    words, said = held_out(by_fold)
    return {
        fold: fit(
            words[fold],
            [choice for other in by_fold if other != fold for choice in by_fold[other]],
            [logits for other in by_fold if other != fold for logits in said[other]],
        )
        for fold in by_fold
    }


def _is_fit(name: str) -> bool:
    return name.startswith("fits")


def _without_fits(choice: Choice) -> Choice:
    rows = [{name: value for name, value in row.items() if not _is_fit(name)} for row in choice.rows]
    return replace(choice, rows=rows)


def _forms(choices: Sequence[Choice]) -> tuple[list[Row], list[bool]]:
    """The right places that lie at a border, and whether the gold place is a line that their stretch follows."""
    rows: list[Row] = []
    is_line: list[bool] = []
    for choice in choices:
        for row, place, stretch in zip(choice.rows, choice.verdicts, choice.stretches, strict=True):
            if stretch and (place.right or stretch.right):
                rows.append(row)
                is_line.append(choice.gold_is_line and stretch.right)
    return rows, is_line


def figures(model: LinearModel, choices: Sequence[Choice]) -> dict[str, float]:
    """What the model makes of choices that it has not seen, as shares.

    'right' and 'possible' of all, 'line form' of the right ones whose gold place is a line, 'points drawn as lines' of
    the others, and the median distance in km of the right ones.
    """
    drawn = [_drawn(model, choice) for choice in choices]
    right = [
        (choice, verdict, as_line) for choice, (verdict, as_line) in zip(choices, drawn, strict=True) if verdict.right
    ]
    return {
        "right": len(right) / len(choices),
        "possible": float(np.mean([choice.worth().any() for choice in choices])),
        "line form": float(np.mean([verdict.follows for choice, verdict, _ in right if choice.gold_is_line])),
        "points drawn as lines": float(np.mean([as_line for choice, _, as_line in right if not choice.gold_is_line])),
        "median km": float(np.median([verdict.km for _, verdict, _ in right])),
    }


def _drawn(model: LinearModel, choice: Choice) -> tuple[Verdict, bool]:
    logits = [model.logits(row) for row in choice.rows]
    best = max(range(len(logits)), key=lambda index: float(logits[index][0]))
    stretch = choice.stretches[best]
    if stretch and float(logits[best][1]) > LINE_LOGIT:
        return stretch, True
    return choice.verdicts[best], False


def main() -> None:
    """Train on all reports, or print the figures of each held-out fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="only print figures on held-out reports")
    wants_folds = parser.parse_args().folds
    gazetteer = Gazetteer.open()
    by_fold: dict[int, list[Choice]] = {fold: [] for fold in range(FOLDS)}
    for example in examples():
        if example.reading.encoding or not wants_folds:
            by_fold[example.fold] += gold_choices(example, gazetteer)
    if not wants_folds:
        _, said = held_out(by_fold)
        everything = [choice for choices in by_fold.values() for choice in choices]
        logits = [one for fold in by_fold for one in said[fold]]
        fit(fit_words(everything), everything, logits).save(WEIGHTS / "where.npz")
        return
    for fold, model in models(by_fold).items():
        row = ", ".join(f"{name} {value:.3f}" for name, value in figures(model, by_fold[fold]).items())
        print(f"fold {fold}, {len(by_fold[fold])} incidents: {row}")


if __name__ == "__main__":
    main()
