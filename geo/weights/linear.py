"""Linear models that scikit-learn trained.

A file holds `names` (features), `classes`, `weights` (features x classes, float16) and `bias` (classes).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.weights.folder import UNREADABLE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


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
        return cls(dict(zip(names, range(len(names)), strict=True)), tuple(classes), table, offsets)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model.

        Raises:
            DataError: the file is missing, damaged or of the wrong shape.
        """
        import numpy as np

        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                names, classes = (file[name].astype(str).tolist() for name in ("names", "classes"))
                return cls.of(names, classes, file["weights"], file["bias"])
        except UNREADABLE as error:
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

        rows, values = [], []
        for name, value in features.items():
            row = self.index.get(name)
            if row is not None:
                rows.append(row)
                values.append(value)
        if not rows:
            return self.bias
        total: NDArray[Any] = np.array(values, dtype=np.float32) @ self.weights.take(rows, axis=0) + self.bias
        return total

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """The probability of every class, each on its own."""
        import numpy as np

        halves = self.logits(features) / 2  # the logistic function by tanh, which never overflows
        return dict(zip(self.classes, ((np.tanh(halves) + 1) / 2).tolist(), strict=True))


@functools.cache
def model(name: str) -> LinearModel:
    """The model `data/weights/<name>.npz`."""
    return LinearModel.load(WEIGHTS / f"{name}.npz")
