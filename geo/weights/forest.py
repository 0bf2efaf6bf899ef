"""Boosted trees that scikit-learn grew; a file holds the arrays of `TreeModel`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import DataError
from geo.weights.folder import UNREADABLE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_ARRAYS = ("feature", "threshold", "left", "right", "value")
_MOST_LEAVES = 64  # bits of a number
_ROWS = 256  # that are judged at once, which bounds the memory


class _Paths(NamedTuple):
    """Trees as tests that rule out leaves, numbered from left to right: the first that is left is where a row ends.

    The k-th test of each tree stands in row k. As in Lucchese et al., 'QuickScorer' (SIGIR 2015).

    Attributes:
        feature, threshold: of each test that some node makes, once.
        test: which test the nodes make, shape (tests, trees).
        ruled: the leaves to the left of the nodes as bits, shape (tests, trees, 1).
        value: of the leaves, all trees one after another.
        first: where the leaves of each tree begin in `value`, shape (trees, 1).
    """

    feature: NDArray[Any]
    threshold: NDArray[Any]
    test: NDArray[Any]
    ruled: NDArray[Any]
    value: NDArray[Any]
    first: NDArray[Any]


@dataclass(frozen=True)
class TreeModel:
    """Boosted regression trees: per tree and node the feature, the threshold, both children and the value of a leaf.

    All arrays have the shape (trees, nodes); a leaf is its own child, others have children behind them; no tree has
    more than 64 leaves. A value at most the threshold goes left.
    """

    names: tuple[str, ...]
    feature: NDArray[Any]
    threshold: NDArray[Any]
    left: NDArray[Any]
    right: NDArray[Any]
    value: NDArray[Any]
    bias: float
    depth: int

    @classmethod
    def load(cls, path: Path) -> TreeModel:
        """Read a model.

        Raises:
            DataError: the file is missing, damaged or of the wrong shape.
        """
        import numpy as np

        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                names = tuple(str(name) for name in file["names"])
                feature, threshold, left, right, value = (file[name] for name in _ARRAYS)
                found = cls(names, feature, threshold, left, right, value, float(file["bias"]), int(file["depth"]))
        except UNREADABLE as error:
            raise DataError(f"{path.name} cannot be read ({error}): restore data/weights.") from error
        if not found.is_sound:
            raise DataError(f"{path.name} has arrays that do not fit together: restore data/weights.")
        return found

    @property
    def is_sound(self) -> bool:
        """Have all arrays one shape, and do all ways through the trees lead over features that are there to a leaf?"""
        shape = self.feature.shape
        others = (self.threshold, self.left, self.right, self.value)
        if len(shape) != 2 or not self.feature.size or any(array.shape != shape for array in others):
            return False
        limits = ((self.feature, len(self.names)), (self.left, shape[1]), (self.right, shape[1]))
        if any(array.min() < 0 or array.max() >= limit for array, limit in limits):
            return False
        try:
            return bool(self._paths)
        except ValueError:
            return False

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        import numpy as np

        arrays = {name: getattr(self, name) for name in _ARRAYS}
        np.savez_compressed(path, names=np.array(self.names), bias=self.bias, depth=self.depth, **arrays)

    def logits(self, rows: NDArray[Any]) -> NDArray[Any]:
        """The score before the logistic function of every row (of numbers, none of them NaN), shape (rows,)."""
        import numpy as np

        parts = [self._scores(rows[start : start + _ROWS]) for start in range(0, max(1, len(rows)), _ROWS)]
        return np.concatenate(parts)

    def _scores(self, rows: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        paths = self._paths
        goes_right = rows.T.take(paths.feature, axis=0) > paths.threshold
        ruled = np.bitwise_or.reduce(goes_right.take(paths.test, axis=0) * paths.ruled, axis=0)
        left_over = (ruled + ruled.dtype.type(1)) & ~ruled  # the lowest bit that is not set
        leaf = np.frexp(left_over.astype(np.float64))[1] - 1
        values = np.ascontiguousarray(paths.value.take(paths.first + leaf).T)
        total: NDArray[Any] = values.sum(axis=1) + self.bias
        return total

    @functools.cached_property
    def _paths(self) -> _Paths:
        import numpy as np

        walks = [_walk(left, right) for left, right in zip(self.left.tolist(), self.right.tolist(), strict=True)]
        most_tests, most_leaves = (max(1, *(len(walk[part]) for walk in walks)) for part in (0, 1))
        test = np.zeros((len(walks), most_tests), dtype=np.int64)
        ruled = np.zeros(test.shape, dtype=np.min_scalar_type((1 << most_leaves) - 1))
        value = np.zeros((len(walks), most_leaves), dtype=self.value.dtype)
        asked: dict[tuple[int, float], int] = {(0, 0.0): 0}
        parts = zip(walks, self.feature.tolist(), self.threshold.tolist(), strict=True)
        for number, ((tests, leaves), feature, threshold) in enumerate(parts):
            made = [asked.setdefault((feature[at], threshold[at]), len(asked)) for at, _ in tests]
            test[number, : len(tests)] = made
            ruled[number, : len(tests)] = [bits for _, bits in tests]
            value[number, : len(leaves)] = self.value[number, leaves]
        features, thresholds = zip(*asked, strict=True)
        return _Paths(
            np.array(features), np.array(thresholds, dtype=self.threshold.dtype)[:, None], test.T.copy(),
            ruled.T[:, :, None].copy(), value.ravel(), np.arange(0, value.size, most_leaves)[:, None],
        )  # fmt: skip


def _walk(left: Sequence[int], right: Sequence[int]) -> tuple[list[tuple[int, int]], list[int]]:
    """The inner nodes of a tree, each with the leaves to its left as bits, and its leaves from left to right.

    Raises:
        ValueError: a child stands before its parent, or there are too many leaves.
    """
    tests: list[tuple[int, int]] = []
    leaves: list[int] = []

    def below(at: int) -> int:
        if left[at] == right[at] == at:
            leaves.append(at)
            if len(leaves) > _MOST_LEAVES:
                raise ValueError(f"A tree has more than {_MOST_LEAVES} leaves.")
            return 1 << len(leaves) - 1
        if min(left[at], right[at]) <= at:
            raise ValueError(f"Node {at} of a tree has a child before it.")
        on_left = below(left[at])
        tests.append((at, on_left))
        return on_left | below(right[at])

    below(0)
    return tests, leaves


@functools.cache
def trees(name: str) -> TreeModel:
    """The trees `data/weights/<name>.npz`."""
    return TreeModel.load(WEIGHTS / f"{name}.npz")
