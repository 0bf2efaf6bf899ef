"""Places for made-up lessons, drawn from the gazetteer: towns that share their name with others, counties, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.geodesy import distances_m
from geo.places.countries import countries, country_of
from geo.places.curated import curated_rows
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer

_WIDE_CLASSES = frozenset({"continent", "lake", "mountain", "region", "river", "sea", "strait"})
_NEAR_KM, _NAMESAKE_KM = 0.5, 60.0
_LONE = 0.1  # of the towns that share their name with none
_BORDER_KM = 150.0


class Draws:
    """Draws places; the same seed draws the same.

    Attributes:
        at, codes, lon, lat, people, admin2: of the towns; a town is a number in these.
        states: positions of the countries by code; `shared` are the codes of those whose name is another place's, too.
        counties: positions of second-order subdivisions.
        wide: names of regions, seas and rivers that are other places', too, with their positions.
        border: positions of curated places whose name is another place's, too; a border place is a number in this.
        namesakes: towns that have the name of a country or capital.
    """

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        """Read the towns once."""
        table, classes = gazetteer.table, np.array(gazetteer.classes)
        is_town = np.isin(classes[table["cls"]], ["town", "capital"]) & (table["population"] > 0)
        codes = np.array([code.decode() for code in table["country"]])
        self.at = np.flatnonzero(is_town & np.isin(codes, list(countries())))
        self.codes = codes[self.at]
        self.lon, self.lat = table["lon"][self.at] / 1e6, table["lat"][self.at] / 1e6
        self.people = table["population"][self.at].astype(float)
        states = np.flatnonzero(classes[table["cls"]] == "country")
        self.states = {gazetteer.facts(at).countries[0]: at for at in states.tolist()}
        self.gazetteer = gazetteer
        self.random = np.random.default_rng(seed)
        self.shared = [code for code in sorted(self.states) if len(self.entries(countries()[code].name)) > 1]
        self.counties = np.flatnonzero(classes[table["cls"]] == "admin2")
        self.admin2 = table["admin2"][self.at]
        self.wide = _wide_names(gazetteer)
        self.border = _border_places(gazetteer)
        self.border_at = np.array([(fact.lon, fact.lat) for fact in map(gazetteer.facts, self.border)])
        named = ((gazetteer.name_at(at), number) for number, at in enumerate(self.at.tolist()))
        self.namesakes = [number for name, number in named if country_of(name)]
        self._sums = {power: np.cumsum(self.people**power) for power in (0.25, 0.5, 1.0)}

    def draw(self, power: float) -> int:
        """A town, the more likely the more people it has."""
        sums = self._sums[power]
        return int(np.searchsorted(sums, self.random.random() * sums[-1], side="right"))

    def ambiguous(self, power: float) -> int:
        """A town that shares its main name with another far away, or now and then one that does not."""
        while True:
            town = self.draw(power)
            if self._has_namesake(town) or self.random.random() < _LONE**2:
                return town

    def entries(self, name: str) -> list[Entry]:
        """What the gazetteer has under a name."""
        return self.gazetteer.entries(normalise(name))

    def _has_namesake(self, town: int) -> bool:
        entries = self.entries(self.gazetteer.name_at(int(self.at[town])))
        others = [self.gazetteer.facts(entry.position) for entry in entries if entry.is_main]
        lon, lat = (np.array([getattr(fact, axis) for fact in others]) for axis in ("lon", "lat"))
        away = distances_m(float(self.lon[town]), float(self.lat[town]), lon, lat) / 1000
        return bool((away > _NAMESAKE_KM).any())

    def neighbours(self, town: int, reach_km: float, most: int) -> list[int]:
        """Up to so many towns nearby, the larger and nearer ones more likely."""
        box = np.abs(self.lat - self.lat[town]) < reach_km / 111
        inside = np.flatnonzero(box)
        km = distances_m(float(self.lon[town]), float(self.lat[town]), self.lon[inside], self.lat[inside]) / 1000
        fits = (km < reach_km) & (km > _NEAR_KM)
        found, km = inside[fits], km[fits]
        if not len(found) or not most:
            return []
        weights = np.sqrt(self.people[found]) * np.exp(-2 * km / reach_km)
        chosen = self.random.choice(found, size=min(most, len(found)), replace=False, p=weights / weights.sum())
        return [int(one) for one in chosen]

    def country(self, town: int) -> str:
        """The code of a town's country."""
        return str(self.codes[town])

    def border_neighbours(self, place: int) -> list[int]:
        """Numbers of the curated places within 150 km or so, the nearest first."""
        lon, lat = self.border_at[place]
        km = distances_m(lon, lat, self.border_at[:, 0], self.border_at[:, 1]) / 1000
        order = np.argsort(km, kind="stable")
        return [int(one) for one in order if _NEAR_KM < km[one] < _BORDER_KM]


def _border_places(gazetteer: Gazetteer) -> list[int]:
    """Positions of the curated places of known countries whose name another entry has, too."""
    found = (gazetteer.position(f"curated:{row.slug}") for row in curated_rows())
    known = [at for at in found if at is not None and set(gazetteer.facts(at).countries) & countries().keys()]
    return [at for at in known if len(gazetteer.entries(normalise(gazetteer.name_at(at)))) > 1]


def _wide_names(gazetteer: Gazetteer) -> list[tuple[str, int]]:
    """Curated regions, seas and rivers by a name or acronym that another place has, too, with their positions."""
    return [
        (name, position)
        for row in curated_rows()
        if row.feature_class in _WIDE_CLASSES and (position := gazetteer.position(f"curated:{row.slug}")) is not None
        for name in dict.fromkeys([row.name, *(other for other in row.names if other.isupper())])
        if len(gazetteer.entries(normalise(name))) > 1
    ]
