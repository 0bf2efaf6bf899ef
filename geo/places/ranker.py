"""The trained judge between the places of one name: a first look by a linear model, later looks by a small network.

Both give every option a score; the scores of a name's options and that of 'none of these' become chances by a softmax
whose temperature was fitted on documents from other sources. A file holds arrays only, shapes checked, never pickle.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import DataError
from geo.places.merits import MERITS
from geo.places.nearness import NEARNESS
from geo.weights.folder import UNREADABLE, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.optionrows import OptionRows

FILE = "place_ranker.npz"
COLUMNS = (*MERITS, *NEARNESS)
_CLIP = 5.0  # standard deviations
_LEAK = 0.1


@dataclass(frozen=True, slots=True)
class Ranker:
    """The weights.

    Attributes:
        first, first_nil: of the first look, one weight a column of MERITS, and the score of 'none of these'.
        mean, spread: of the columns COLUMNS in training.
        hidden, bias, out: the network, shapes (columns, units), (units,), (units,).
        skip: from each column to the score.
        nil: the score of 'none of these'.
        temperature: scores are divided by it.
    """

    first: NDArray[Any]
    first_nil: NDArray[Any]
    mean: NDArray[Any]
    spread: NDArray[Any]
    hidden: NDArray[Any]
    bias: NDArray[Any]
    out: NDArray[Any]
    skip: NDArray[Any]
    nil: NDArray[Any]
    temperature: NDArray[Any]

    @property
    def is_sound(self) -> bool:
        """Do the arrays fit together and the columns?"""
        columns, units = len(COLUMNS), len(self.out)
        shapes = {
            "first": (len(MERITS),), "mean": (columns,), "spread": (columns,), "skip": (columns,),
            "hidden": (columns, units), "bias": (units,), "out": (units,),
            "first_nil": (), "nil": (), "temperature": (),
        }  # fmt: skip
        arrays = {name: getattr(self, name) for name in shapes}
        fits = all(array.shape == shapes[name] and np.isfinite(array).all() for name, array in arrays.items())
        return bool(fits and (self.spread > 0).all() and self.temperature > 0)

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Read the weights.

        Raises:
            DataError: the file is missing, damaged or made for other columns.
        """
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                told = tuple(str(name) for name in file["columns"])
                found = cls(**{field.name: file[field.name].astype(float) for field in fields(cls)})
        except UNREADABLE as error:
            raise DataError(f"{path.name} cannot be read ({error}): restore data/weights.") from error
        if told != COLUMNS or not found.is_sound:
            raise DataError(f"{path.name} was made for other features of places: train it anew, or restore it.")
        return found

    def save(self, path: Path) -> None:
        """Write the weights; the same weights give the same bytes."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        np.savez_compressed(
            path, columns=np.array(COLUMNS), **{name: array.astype(np.float32) for name, array in arrays.items()}
        )

    def first_chances(self, merits: NDArray[Any], rows: OptionRows) -> NDArray[Any]:
        """The chance of every option, judged by MERITS alone.

        Args:
            merits: one row an option.
            rows: the options.
        """
        return softmax(merits @ self.first, float(self.first_nil), rows)

    def chances(self, columns: NDArray[Any], rows: OptionRows) -> NDArray[Any]:
        """The chance of every option, judged by COLUMNS; what a name's options leave is that of 'none of these'.

        Args:
            columns: one row an option.
            rows: the options.
        """
        heat = float(self.temperature)
        return softmax(self.scores(columns) / heat, float(self.nil) / heat, rows)

    def scores(self, columns: NDArray[Any]) -> NDArray[Any]:
        """What the network gives every option, judged by COLUMNS, before it becomes a chance."""
        inputs = np.clip((columns - self.mean) / self.spread, -_CLIP, _CLIP)
        units = inputs @ self.hidden + self.bias
        scored: NDArray[Any] = np.maximum(units, _LEAK * units) @ self.out + inputs @ self.skip
        return scored


def softmax(scores: NDArray[Any], nil: float, rows: OptionRows) -> NDArray[Any]:
    """Scores as chances among the options of each name and 'none of these'."""
    top = np.maximum(rows.most(scores), nil)
    raised = np.exp(scores - top)
    shares: NDArray[Any] = raised / (rows.total(raised) + np.exp(nil - top))
    return shares


@functools.cache
def shipped() -> Ranker:
    """The weights of data/weights.

    Raises:
        DataError: they cannot be read.
    """
    return Ranker.load(WEIGHTS / FILE)
