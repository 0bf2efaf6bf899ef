"""Where countries have places, coarsely: is a position with its country more likely one with lat and lon swapped?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AROUND = (-1, 0, 1)  # cells beside one with a place count, too
_WIDE = 1000  # more than there are cells of a degree in a row


class Homes:
    """The cells of one degree in which, or beside which, each country has a place."""

    def __init__(self, table: NDArray[Any]) -> None:
        """Read the embedded gazetteer's places (RECORD); those of several countries or none are left out."""
        rows = table[np.char.str_len(table["country"]) == 2]
        columns, lines = (np.floor(rows[axis] / 1e6).astype(np.int64) for axis in ("lon", "lat"))
        cells = lines * _WIDE + columns
        self._cells: dict[str, frozenset[int]] = {}
        for code in np.unique(rows["country"]):
            own = np.unique(cells[rows["country"] == code])
            beside = [own + line * _WIDE + column for line in _AROUND for column in _AROUND]
            self._cells[code.decode()] = frozenset(np.concatenate(beside).tolist())

    def is_swapped(self, lon: float, lat: float, country: str) -> bool:
        """Does a position (degrees) lie away from all places of its country, and among them the other way round?"""
        cells = self._cells.get(country)
        if cells is None or abs(lon) > 90:
            return False
        return _cell(lon, lat) not in cells and _cell(lat, lon) in cells


def _cell(lon: float, lat: float) -> int:
    return int(lat // 1) * _WIDE + int(lon // 1)
