"""Are latitude and longitude of a place swapped? Told by their range, and by where its country has places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.places.mapped import Mapped

_EARTH_KM = 6371.0
_OUTSIDE_KM = 30.0  # a place farther than this from all towns of its country may be at sea, or swapped
_SWAP = 3.0  # ... it is, if the other way round it would be so many times nearer
_FAR_KM = 400.0  # beyond the sea areas of a country (200 nautical miles are 370 km)
_OCEAN_KM, _TOWN_KM = 1000.0, 100.0  # without a country: in mid-ocean, and the other way round near a town
_ANY = ""
_CELL_DEG = 0.25  # of all countries together, one place a cell and country is enough


def check_position(lon: float, lat: float, order: str) -> None:
    """Do nothing for a possible position.

    Args:
        lon: degrees.
        lat: degrees.
        order: what to do about a swap, as the end of a sentence.

    Raises:
        InputError: it is none; the sentence says whether it looks swapped.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        is_swapped = -180 <= lat <= 180 and -90 <= lon <= 90
        advice = f"latitude and longitude look swapped: {order}." if is_swapped else "degrees run to ±90 and ±180."
        raise InputError(f"lat {lat:g}, lon {lon:g} is no position on earth; {advice}")


class Towns:
    """Where countries have places, from the embedded gazetteer."""

    def __init__(self, embedded: Mapped) -> None:
        """Look at a gazetteer when first asked."""
        self._table = embedded.table

    def check_country(self, lon: float, lat: float, countries: Sequence[str]) -> None:
        """Do nothing for a position (degrees) that can be in (or off) one of the countries, or if none is named.

        Raises:
            InputError: it cannot, or it would be far more likely with latitude and longitude swapped.
        """
        known = [code for code in countries if len(self._vectors(code))]
        if countries and not known:
            return
        here = min(self._away_km(lon, lat, code) for code in known or [_ANY])
        if here <= (_OUTSIDE_KM if known else _OCEAN_KM):
            return
        there = min(self._away_km(lat, lon, code) for code in known or [_ANY]) if -90 <= lon <= 90 else _EARTH_KM
        said = "/".join(countries)
        if there < here / _SWAP and (known or there < _TOWN_KM):
            inside = f" in {said}" if known else ""
            remedy = (
                "swap latitude and longitude, or correct the country" if known else "swap them, or name the country"
            )
            raise InputError(
                f"lat {lat:g}, lon {lon:g} lies {here:,.0f} km from the nearest place{inside}, the other way round it "
                f"would lie {there:,.0f} km from it: {remedy}."
            )
        if known and here > _FAR_KM:
            raise InputError(
                f"lat {lat:g}, lon {lon:g} lies {here:,.0f} km from the nearest place in {said}: correct the position "
                "or the country."
            )

    def country_near(self, lon: float, lat: float) -> str:
        """The country of the nearest town to a position in degrees."""
        nearest = int(np.argmax(self._vectors(_ANY) @ _vector(lon, lat)))
        code: str = self._thin["country"][nearest].decode()
        return code

    def _away_km(self, lon: float, lat: float, code: str) -> float:
        cosine = float((self._vectors(code) @ _vector(lon, lat)).max(initial=-1.0))
        return float(np.arccos(np.clip(cosine, -1, 1))) * _EARTH_KM

    def _vectors(self, code: str) -> NDArray[Any]:
        """Places of a country, or of all, as points on the unit sphere."""
        if code not in self._cache:
            chosen = self._thin if code == _ANY else self._rows[self._codes == code.encode()]
            self._cache[code] = _vector(chosen["lon"] / 1e6, chosen["lat"] / 1e6).T
        return self._cache[code]

    @cached_property
    def _cache(self) -> dict[str, NDArray[Any]]:
        return {}

    @cached_property
    def _rows(self) -> NDArray[Any]:
        table = self._table
        rows: NDArray[Any] = table[np.char.str_len(table["country"]) == 2]
        return rows

    @cached_property
    def _thin(self) -> NDArray[Any]:
        cells = np.stack([np.floor(self._rows[axis] / (_CELL_DEG * 1e6)) for axis in ("lon", "lat")])
        codes = np.unique(self._codes, return_inverse=True)[1]
        chosen: NDArray[Any] = self._rows[np.unique(np.vstack([cells, codes[None]]), axis=1, return_index=True)[1]]
        return chosen

    @cached_property
    def _codes(self) -> NDArray[Any]:
        return np.ascontiguousarray(self._rows["country"])


def _vector(lon: Any, lat: Any) -> NDArray[Any]:
    x, y = np.radians(lon), np.radians(lat)
    return np.array([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
