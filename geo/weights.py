"""Linear models and boosted trees that scikit-learn trained: weights in `.npz`, shapes checked, applied with numpy.

A linear file holds `names` (features), `classes`, `weights` (features x classes, float16) and `bias` (classes); a file
of trees the arrays of `TreeModel`. Never pickle.
"""

from __future__ import annotations

import functools
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_TREE_ARRAYS = ("feature", "threshold", "left", "right", "value")
WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "weights"
_UNREADABLE = (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A linear model: one row of weights a feature, one column a class."""

    index: Mapping[str, int]
    classes: tuple[str, ...]
    weights: NDArray[Any]
    bias: NDArray[Any]

    @classmethod
    def of(cls, names: Sequence[str], classes: Sequence[str], weights: Any, bias: Any) -> LinearModel:
        """A model from its parts.

        Raises:
            DataError: the shapes do not fit.
        """
        import numpy as np

        table = np.asarray(weights, dtype=np.float32)
        offsets = np.asarray(bias, dtype=np.float32)
        if table.shape != (len(names), len(classes)) or offsets.shape != (len(classes),):
            raise DataError(
                f"A model of {len(names)} features and {len(classes)} classes has weights of shape {table.shape}: "
                "train it anew."
            )
        return cls({name: row for row, name in enumerate(names)}, tuple(classes), table, offsets)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model.

        Raises:
            DataError: the file is missing, damaged or of the wrong shape.
        """
        import numpy as np

        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                return cls.of(
                    [str(n) for n in file["names"]], [str(c) for c in file["classes"]], file["weights"], file["bias"]
                )
        except _UNREADABLE as error:
            raise DataError(
                f"{path.name} cannot be read ({error}): restore data/weights from the repository."
            ) from error

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        import numpy as np

        np.savez_compressed(
            path,
            names=np.array(list(self.index)),
            classes=np.array(self.classes),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )

    def logits(self, features: Mapping[str, float]) -> NDArray[Any]:
        """The score of every class before the logistic function, shape (classes,)."""
        import numpy as np

        known = [(row, value) for name, value in features.items() if (row := self.index.get(name)) is not None]
        if not known:
            return self.bias
        rows, values = zip(*known, strict=True)
        total: NDArray[Any] = np.asarray(values, dtype=np.float32) @ self.weights[list(rows)] + self.bias
        return total

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """The probability of every class, each on its own."""
        import numpy as np

        halves = self.logits(features) / 2  # the logistic function by tanh, which never overflows
        return dict(zip(self.classes, ((np.tanh(halves) + 1) / 2).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class TreeModel:
    """Boosted regression trees: per tree and node the feature, the threshold, both children and the value of a leaf.

    All arrays have the shape (trees, nodes); a leaf is its own child. A value at most the threshold goes left.
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
                feature, threshold, left, right, value = (file[name] for name in _TREE_ARRAYS)
                found = cls(names, feature, threshold, left, right, value, float(file["bias"]), int(file["depth"]))
        except _UNREADABLE as error:
            raise DataError(f"{path.name} cannot be read ({error}): restore data/weights.") from error
        if not found.is_sound:
            raise DataError(f"{path.name} has arrays that do not fit together: restore data/weights.")
        return found

    @property
    def is_sound(self) -> bool:
        """Have all arrays one shape, and does every node point at features and nodes that are there?"""
        shape = self.feature.shape
        others = (self.threshold, self.left, self.right, self.value)
        if len(shape) != 2 or not self.feature.size or any(array.shape != shape for array in others):
            return False
        limits = ((self.feature, len(self.names)), (self.left, shape[1]), (self.right, shape[1]))
        return all(array.min() >= 0 and array.max() < limit for array, limit in limits)

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        import numpy as np

        arrays = {name: getattr(self, name) for name in _TREE_ARRAYS}
        np.savez_compressed(path, names=np.array(self.names), bias=self.bias, depth=self.depth, **arrays)

    def logits(self, rows: NDArray[Any]) -> NDArray[Any]:
        """The score before the logistic function of every row, shape (rows,)."""
        import numpy as np

        count, nodes = self.feature.shape
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        roots = np.arange(count) * nodes
        at = np.broadcast_to(roots, (len(rows), count))
        numbers = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[numbers, feature.take(at)] <= threshold.take(at)
            at = roots + np.where(goes_left, left.take(at), right.take(at))
        total: NDArray[Any] = self.value.ravel().take(at).sum(axis=1) + self.bias
        return total


@functools.cache
def trees(name: str) -> TreeModel:
    """The trees `data/weights/<name>.npz`."""
    return TreeModel.load(WEIGHTS / f"{name}.npz")


@functools.cache
def model(name: str) -> LinearModel:
    """The model `data/weights/<name>.npz`."""
    return LinearModel.load(WEIGHTS / f"{name}.npz")
