from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.weights import WEIGHTS, LinearModel, TreeModel

if TYPE_CHECKING:
    from pathlib import Path

LINEAR = LinearModel.of(["rain", "snow"], ["wet", "white"], [[1.0, -0.5], [0.5, 2.0]], [0.25, -1.0])
# one tree: x <= 1 -> 5, else (y <= 0 -> 7, else 9); its leaves are their own children
TREES = TreeModel(
    names=("x", "y"),
    feature=np.array([[0, 0, 1, 0, 0]]),
    threshold=np.array([[1.0, 0.0, 0.0, 0.0, 0.0]]),
    left=np.array([[1, 1, 3, 3, 4]]),
    right=np.array([[2, 1, 4, 3, 4]]),
    value=np.array([[0.0, 5.0, 0.0, 7.0, 9.0]]),
    bias=0.5,
    depth=2,
)


def test_a_score_is_the_sum_of_weighted_features_and_bias() -> None:
    assert LINEAR.logits({"rain": 2.0, "snow": 1.0}).tolist() == [2.75, 0.0]


def test_features_that_training_never_saw_count_nothing() -> None:
    assert LINEAR.logits({"hail": 5.0}).tolist() == [0.25, -1.0]
    assert LINEAR.logits({"rain": 1.0, "hail": 5.0}).tolist() == LINEAR.logits({"rain": 1.0}).tolist()


@given(st.dictionaries(st.sampled_from(["rain", "snow", "hail"]), st.floats(-1e4, 1e4, width=32)))
def test_probabilities_are_the_logistic_of_the_score(features: dict[str, float]) -> None:
    found = LINEAR.probabilities(features)
    assert list(found) == ["wet", "white"]
    for probability, logit in zip(found.values(), LINEAR.logits(features).tolist(), strict=True):
        assert 0 <= probability <= 1
        assert probability == pytest.approx(1 / (1 + math.exp(-max(min(logit, 500), -500))), abs=1e-6)


@pytest.mark.parametrize(("weights", "bias"), [([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0]), ([1.0, 2.0], [0.0])])
def test_shapes_that_do_not_fit_are_refused(weights: Any, bias: Any) -> None:
    with pytest.raises(DataError, match="shape"):
        LinearModel.of(["rain", "snow"], ["wet"], weights, bias)


def test_a_linear_model_round_trips_and_repeats_byte_by_byte(tmp_path: Path) -> None:
    LINEAR.save(tmp_path / "a.npz")
    read = LinearModel.load(tmp_path / "a.npz")
    read.save(tmp_path / "b.npz")
    assert read.index == LINEAR.index
    assert read.probabilities({"snow": 1.0}) == LINEAR.probabilities({"snow": 1.0})
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_trees_send_a_row_down_to_its_leaf(tmp_path: Path) -> None:
    rows = np.array([[0.0, 9.0], [1.0, 9.0], [2.0, 0.0], [2.0, 0.1]])
    assert TREES.logits(rows).tolist() == [5.5, 5.5, 7.5, 9.5]
    TREES.save(tmp_path / "trees.npz")
    assert TreeModel.load(tmp_path / "trees.npz").logits(rows).tolist() == [5.5, 5.5, 7.5, 9.5]


def test_two_trees_add_up() -> None:
    arrays = {name: np.repeat(getattr(TREES, name), 2, axis=0) for name in ("feature", "threshold", "left", "right")}
    both = TreeModel(names=TREES.names, value=np.repeat(TREES.value, 2, axis=0), bias=0.0, depth=2, **arrays)
    assert both.logits(np.array([[0.0, 0.0]])).tolist() == [10.0]


def grown(rng: np.random.Generator, leaves: int) -> dict[str, list[float]]:
    """A tree that splits random leaves, its nodes in the order in which they came up."""
    tree: dict[str, list[float]] = {"feature": [0], "threshold": [0], "left": [0], "right": [0], "value": [0]}
    ends = [0]
    for _ in range(leaves - 1):
        at = ends.pop(int(rng.integers(len(ends))))
        tree["feature"][at], tree["threshold"][at] = int(rng.integers(3)), float(rng.integers(-3, 4))
        for side in ("left", "right"):
            end = len(tree["left"])
            tree[side][at] = end
            ends.append(end)
            for name, value in (("feature", 0), ("threshold", 0), ("left", end), ("right", end), ("value", end)):
                tree[name].append(value)
    return tree


def walked(model: TreeModel, row: Any) -> float:
    """Where a row ends, tree by tree."""
    total = 0.0
    for tree in range(len(model.feature)):
        at = 0
        while model.left[tree, at] != at:
            goes_left = row[model.feature[tree, at]] <= model.threshold[tree, at]
            at = (model.left if goes_left else model.right)[tree, at]
        total += float(model.value[tree, at])
    return total + model.bias


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.sampled_from([0, 1, 5, 600]))
def test_every_row_ends_where_its_walk_ends(seed: int, leaves: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    made = [grown(rng, leaves) for _ in range(3)]
    arrays = {name: np.array([tree[name] for tree in made]) for name in made[0]}
    model = TreeModel(names=("x", "y", "z"), bias=0.5, depth=leaves, **arrays)
    rows = rng.integers(-4, 5, size=(count, 3)).astype(float)
    assert model.is_sound
    assert model.logits(rows).tolist() == [walked(model, row) for row in rows]


@pytest.mark.parametrize("load", [LinearModel.load, TreeModel.load])
@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut", "other"])
def test_a_damaged_file_is_told_by_name(load: Any, damage: str, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    LINEAR.save(path)
    content = {"empty": b"", "text": b"weights", "cut": path.read_bytes()[:-200]}.get(damage)
    if damage == "missing":
        path.unlink()
    elif damage == "other":
        np.savez(path, names=np.array(["x"]))
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"model\.npz"):
        load(path)


@pytest.mark.parametrize(
    "damage", [{"feature": 7}, {"left": 9}, {"right": 9}, {"left": -1}, {"feature": -3}, {"left": 0}]
)
def test_trees_that_point_nowhere_are_refused(damage: dict[str, int], tmp_path: Path) -> None:
    arrays = {name: getattr(TREES, name).copy() for name in ("feature", "threshold", "left", "right", "value")}
    for name, value in damage.items():
        arrays[name][0, 0] = value
    TreeModel(names=TREES.names, bias=0.0, depth=2, **arrays).save(tmp_path / "bad.npz")
    with pytest.raises(DataError, match=r"bad\.npz"):
        TreeModel.load(tmp_path / "bad.npz")


def test_no_weights_are_pickled() -> None:
    for path in WEIGHTS.glob("*.npz"):
        with np.load(path, allow_pickle=False) as file:
            assert all(file[name].dtype != object for name in file.files)
