"""Train who did it, what was counted and whether it is true: `python -m scripts.train_fields`.

Writes data/weights/roles.npz, quantities.npz and status.npz.
Who and whom: a conditional logit over the candidates of
an act; the other two are logistic models over single readings. Acts of data/training teach numbers and status beside
those of the train set; their doers are named in another way and teach nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.likeness import same_actor, words
from geo.incidents.actors import ActorFinder
from geo.incidents.casting import candidates
from geo.incidents.fields import FieldModels
from geo.incidents.frames import Candidate, Frame
from geo.incidents.quantities import features as figure_features
from geo.incidents.quantities import readings
from geo.incidents.roles import joint_features
from geo.incidents.standing import features as status_features
from geo.model import Status
from geo.weights import LinearModel
from scripts.field_cases import OURS, Case, gold_cases, own_cases
from scripts.training import WEIGHTS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.incidents.figures import Figure


ROLES = ("who", "whom")
LEAST = 3
OWN_WEIGHT = 0.5
ROLE_C, JOINT_C, FIGURE_C, STATUS_C = 0.1, 0.5, 0.5, 0.4
SHIFTS = np.arange(-1.0, 3.5, 0.5)
INNER_FOLDS = 4
STATUSES = tuple(one.value for one in Status)
Row = dict[str, float]


@dataclass(frozen=True)
class Lesson:
    """An act with all that the three models see of it, and which of it is right."""

    case: Case
    frame: Frame
    cast: list[Candidate]
    right: dict[str, NDArray[np.bool_]]  # by role, over the candidates
    figures: list[Figure]
    figure_rows: list[Row]
    belongs: list[bool]
    status_row: Row


def lessons(cases: Iterable[Case]) -> list[Lesson]:
    """The cases as the models see them."""
    finders: dict[str, ActorFinder] = {}
    made = []
    for case in cases:
        document = case.document
        if document.id not in finders:
            finders[document.id] = ActorFinder(document.text, document.sentences, document.resolutions, document.title)
        made.append(_lesson(case, finders[document.id]))
    return made


def _lesson(case: Case, finder: ActorFinder) -> Lesson:
    document, sentence, trigger = case.document, case.sentence, case.trigger
    frame = Frame(finder, sentence, trigger, case.signs)
    cast = candidates(frame)
    figures = readings(document.text, document.sentences, sentence.index)
    gold = {_head(noun): value for noun, value in case.quantities.items()}
    return Lesson(
        case,
        frame,
        cast,
        {"who": _right(cast, case.initiator), "whom": _right(cast, case.target)},
        figures,
        [figure_features(document.text, one, figures, sentence, trigger) for one in figures],
        [gold.get(_head(one.head)) == one.value for one in figures],
        status_features(finder, sentence, trigger),
    )


def _right(cast: Sequence[Candidate], gold: Sequence[str]) -> NDArray[np.bool_]:
    if not gold:
        return np.array([not one.phrase for one in cast])
    return np.array([bool(one.phrase) and any(same_actor(one.phrase, phrase) for phrase in gold) for one in cast])


def _head(noun: str) -> str:
    return (words(noun) or [noun])[-1]


def fit(found: Sequence[Lesson]) -> FieldModels:
    """The three models from some lessons."""
    return FieldModels(roles=fit_roles(found), quantities=fit_quantities(found), status=fit_status(found))


def fit_roles(found: Sequence[Lesson]) -> LinearModel:
    """Who, whom and jointly, in one table."""
    theirs = [one for one in found if one.case.fold != OURS]
    tables: dict[str, dict[str, float]] = {role: _conditional_logit(theirs, role) for role in ROLES}
    tables["joint"], bias = _joint(theirs)
    names = sorted({name for table in tables.values() for name in table})
    weights = np.array([[table.get(name, 0.0) for table in tables.values()] for name in names])
    return LinearModel.of(names, list(tables), weights, [0.0, 0.0, bias])


def _conditional_logit(found: Sequence[Lesson], role: str) -> dict[str, float]:
    """Weights that make the right candidates of each act likely (McFadden 1974; several may be right)."""
    usable = [one for one in found if one.right[role].any()]
    rows = [candidate.features for one in usable for candidate in one.cast]
    vocabulary = Vocabulary(rows, LEAST)
    matrix = vocabulary.matrix(rows)
    sizes = np.array([len(one.cast) for one in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    act = np.repeat(np.arange(len(usable)), sizes)
    barred = np.where(np.concatenate([one.right[role] for one in usable]), 0.0, -1e9)

    def spread(scores: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        top = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - top[act])
        total = np.add.reduceat(raised, starts)
        return top + np.log(total), raised / total[act]

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        scores = matrix @ weights
        everything, expected = spread(scores)
        right, wanted = spread(scores + barred)
        value = float((everything - right).sum() + weights @ weights / (2 * ROLE_C))
        return value, matrix.T @ (expected - wanted) + weights / ROLE_C

    fitted = minimize(loss, np.zeros(len(vocabulary.names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return dict(zip(vocabulary.names, fitted.x.tolist(), strict=True))


def _joint(found: Sequence[Lesson]) -> tuple[dict[str, float], float]:
    """Is it an act of two? The scores that it sees come from models that have not seen the act."""
    rows: list[Row] = []
    labels: list[bool] = []
    for fold in range(INNER_FOLDS):
        inside = [one for one in found if _group(one.case) == fold]
        table = _conditional_logit([one for one in found if _group(one.case) != fold], "who")
        for one in inside:
            if len(one.cast) > 1:
                scores = [_dot(table, candidate.features) for candidate in one.cast]
                rows.append(joint_features(one.frame, one.cast, scores))
                labels.append(len(one.case.initiator) > 1)
    model = logistic(rows, np.array(labels), "joint", JOINT_C)
    return {name: float(model.weights[row, 0]) for name, row in model.index.items()}, float(model.bias[0])


def _group(case: Case) -> int:
    return sum(case.document.id.encode()) % INNER_FOLDS


def _dot(table: Mapping[str, float], row: Mapping[str, float]) -> float:
    return sum(table.get(name, 0.0) * value for name, value in row.items())


def fit_quantities(found: Sequence[Lesson]) -> LinearModel:
    """Does a reading of a number belong to the act?"""
    rows = [row for one in found for row in one.figure_rows]
    weights = np.array([_weight(one) for one in found for _ in one.figure_rows])
    labels = np.array([right for one in found for right in one.belongs])
    return logistic(rows, labels, "belongs", FIGURE_C, weights)


def fit_status(found: Sequence[Lesson]) -> LinearModel:
    """Reported, claimed or disputed; the biases are shifted so that the mean F1 on held-out reports is highest."""
    theirs = [one for one in found if one.case.fold != OURS]
    scores = np.zeros((len(theirs), len(STATUSES)))
    for fold in range(INNER_FOLDS):
        model = _one_against_rest([one for one in found if one.case.fold == OURS or _group(one.case) != fold])
        for row, one in enumerate(theirs):
            if _group(one.case) == fold:
                scores[row] = model.logits(one.status_row)
    gold = np.array([STATUSES.index(one.case.status) for one in theirs])
    pairs = [np.array([0.0, first, second]) for first in SHIFTS for second in SHIFTS]
    best = max(pairs, key=lambda shift: mean_f1(gold, (scores + shift).argmax(axis=1)))
    model = _one_against_rest(found)
    return LinearModel.of(list(model.index), model.classes, model.weights, model.bias + best)


def _one_against_rest(found: Sequence[Lesson]) -> LinearModel:
    rows = [one.status_row for one in found]
    weights = np.array([_weight(one) for one in found])
    parts = [
        logistic(rows, np.array([one.case.status == status for one in found]), status, STATUS_C, weights)
        for status in STATUSES
    ]
    table = np.hstack([part.weights for part in parts])
    return LinearModel.of(list(parts[0].index), STATUSES, table, np.concatenate([part.bias for part in parts]))


def mean_f1(gold: NDArray[np.int_], found: NDArray[np.int_]) -> float:
    """The mean of the F1 of each status."""
    each = [
        2 * ((gold == k) & (found == k)).sum() / max(1, (gold == k).sum() + (found == k).sum())
        for k in range(len(STATUSES))
    ]
    return float(np.mean(each))


def logistic(
    rows: Sequence[Row], labels: NDArray[np.bool_], name: str, c: float, weights: NDArray[Any] | None = None
) -> LinearModel:
    """A logistic model with one column."""
    vocabulary = Vocabulary(rows, LEAST)
    model = LogisticRegression(C=c, solver="liblinear", max_iter=500)
    model.fit(vocabulary.matrix(rows), labels, sample_weight=weights)
    return LinearModel.of(vocabulary.names, [name], model.coef_.T, model.intercept_)


def _weight(one: Lesson) -> float:
    return OWN_WEIGHT if one.case.fold == OURS else 1.0


def main() -> None:
    """Train on everything and write."""
    found = lessons([*gold_cases(), *own_cases()])
    fit(found).save(WEIGHTS)
    print(f"{len(found)} acts; held-out figures: python -m bench.fields")


if __name__ == "__main__":
    main()
