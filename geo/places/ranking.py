"""The chances of every option of every name of a text: looked at by itself first, then beside what the others may mean.

Trained by scripts/train_place_ranker.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.merits import merits
from geo.places.nearness import nearness
from geo.places.optionrows import OptionRows
from geo.places.ranker import COLUMNS, Ranker, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.places.cases import Case
    from geo.places.gazetteer import Gazetteer
    from geo.places.told import Setting

NAMES = COLUMNS
_LOOKS = 2  # how often the options are laid beside what the look before found likely


def rank(
    cases: Sequence[Case], setting: Setting, gazetteer: Gazetteer, ranker: Ranker | None = None
) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
    """The chances of every option of every case, and the features (NAMES) they follow from.

    Args:
        cases: the names of a text.
        setting: what the text as a whole says.
        gazetteer: where the options come from.
        ranker: the weights; default: the trained ones of data/weights.
    """
    judge = ranker or shipped()
    rows = OptionRows.of(cases, gazetteer)
    alone = merits(cases, setting, rows)
    found = judge.first_chances(alone, rows)
    columns = alone
    for _ in range(_LOOKS):
        columns = np.hstack([alone, nearness(rows, found)])
        found = judge.chances(columns, rows)
    return [found[part] for part in rows.parts], [columns[part] for part in rows.parts]
