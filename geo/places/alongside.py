"""What stands along a border: its kilometres, the towns near it and the stretches of it that have names."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from geo.places import borders
from geo.places.border_files import is_shared, members, named_rows
from geo.places.chainage import Chainage
from geo.places.mapped import CURATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.places.gazetteer import Gazetteer

_PREFIX = "border:"
_MDL = "mdl"
_FRONTS = ("western", "central", "eastern")
_CLASSES = ("capital", "town", "island", "site", "crossing")
_CURATED = ("county", "village")  # named here only if somebody chose to curate them
_NAME_WORTH = 10_000  # people: a place known under many names is worth as much as a fuller one, up to
_MOST_NAMES = 12
_CURATED_TIMES = 2
_HALF_WORTH_KM = 10.0  # a town this far off is worth half of one at the line
_BEYOND = 0.25  # a town so close (of its distance) to an end lies beyond it rather than beside the line
_MOST_TOWNS = 40
_LOOKED_AT = 400
_DEG_KM = 110.5
_WHOLE = 0.98


class Town(NamedTuple):
    """A town near a line: at which kilometre, how far off (km), and what it is worth when there is room for few."""

    name: str
    country: str
    km: float
    gap_km: float
    worth: float


class Sector(NamedTuple):
    """A stretch of a line that has a name of its own, in km."""

    name: str
    from_km: float
    to_km: float


@cache
def lines() -> Mapping[str, str]:
    """The lines that can be unrolled, id → name: those with a name of their own, then the borders of states by name."""
    named = {key: row["name"] for key, row in named_rows().items() if not _is_zone(key)}
    shared = {_PREFIX + key: told["name"] for key, told in members().items() if is_shared(key) and key != "KP-KR"}
    states = sorted(shared.items(), key=lambda pair: pair[1])
    return MappingProxyType({**named, **dict(states)})


@lru_cache(maxsize=8)
def chainage(line_id: str) -> Chainage:
    """The kilometres of one of `lines()`.

    Raises:
        KeyError: there is no such line.
    """
    geometry = borders.line(line_id).footprint.geometry
    if not isinstance(geometry, shapely.LineString | shapely.MultiLineString):
        raise KeyError(line_id)
    return Chainage(geometry)


def ends(line: Chainage) -> tuple[str, str]:
    """What the two ends of a line are called, by the direction in which the second lies from the first."""
    (west, south), (east, north) = line.at(0.0), line.at(line.length_km)
    across, up = abs(east - west) * float(np.cos(np.radians((north + south) / 2))), abs(north - south)
    if across >= up:
        return ("western end", "eastern end") if east >= west else ("eastern end", "western end")
    return ("northern end", "southern end") if south >= north else ("southern end", "northern end")


def towns(line: Chainage, known: Gazetteer, within_km: float) -> list[Town]:
    """The towns and border posts within a distance of a line, at most 40, what is worth most first, spread along it."""
    positions = _near(line, known, within_km)
    found = sorted((_town(line, known, one) for one in positions), key=lambda town: -town.worth)
    apart = line.length_km / _MOST_TOWNS
    kept: list[Town] = []
    for town in found:
        beyond = min(town.km, line.length_km - town.km) < town.gap_km * _BEYOND
        apart_from_all = all(abs(town.km - other.km) >= apart and town.name != other.name for other in kept)
        if town.gap_km <= within_km and apart_from_all and not beyond:
            kept.append(town)
    return kept


def sectors(line_id: str, line: Chainage) -> list[Sector]:
    """The named stretches of a line, from its first kilometre on: the three fronts of the MDL, rivers, sub-lines."""
    if line_id == _MDL:
        whole = borders.line(_MDL)
        parts = [borders.stretch(whole, f"{front} sector") for front in _FRONTS]
        found = [(f"{front.capitalize()} sector", part) for front, part in zip(_FRONTS, parts, strict=True)]
        return _sectors(line, ((name, part.footprint.geometry) for name, part in found if part))
    member = line_id.removeprefix(_PREFIX)
    rows = {key: row for key, row in named_rows().items() if row["border"] == member and "box" in row}
    return _sectors(line, ((row["name"], borders.line(key).footprint.geometry) for key, row in rows.items()))


def _sectors(line: Chainage, named: Iterable[tuple[str, BaseGeometry]]) -> list[Sector]:
    found = []
    for name, geometry in named:
        extent = line.shadow(geometry, reach_km=1.0)
        if extent and 0 < extent.to_km - extent.from_km < _WHOLE * line.length_km:
            found.append(Sector(name, extent.from_km, extent.to_km))
    return sorted(found, key=lambda sector: sector.from_km)


def _near(line: Chainage, known: Gazetteer, within_km: float) -> list[int]:
    # the positions of at most 400 places worth naming, about so near: degrees first, exact kilometres after
    table, (west, south, east, north) = known.table, line.line.bounds
    up = within_km / _DEG_KM
    across = up / max(0.1, float(np.cos(np.radians(max(abs(south), abs(north)) + up))))
    lon, lat = table["lon"] / 1e6, table["lat"] / 1e6
    wanted = np.isin(table["cls"], [known.classes.index(name) for name in _CLASSES])
    curated = np.isin(table["cls"], [known.classes.index(name) for name in _CURATED])
    wanted |= curated & (table["source"] == CURATED)
    wanted &= (lon >= west - across) & (lon <= east + across) & (lat >= south - up) & (lat <= north + up)
    inside = np.flatnonzero(wanted)
    inside = inside[shapely.dwithin(line.line, shapely.points(lon[inside], lat[inside]), max(up, across))]
    worth = _worth(table["population"][inside], table["names"][inside])
    return [int(one) for one in inside[np.argsort(-worth, kind="stable")][:_LOOKED_AT]]


def _town(line: Chainage, known: Gazetteer, position: int) -> Town:
    facts = known.facts(position)
    foot = line.foot(facts.lon, facts.lat)
    worth = float(_worth(np.array(facts.population), np.array(facts.names)))
    near = (_CURATED_TIMES if facts.is_curated else 1) / (1 + (foot.gap_km / _HALF_WORTH_KM) ** 2)
    return Town(known.name_at(position), "/".join(facts.countries), foot.km, foot.gap_km, worth * near)


def _worth(people: NDArray[Any], names: NDArray[Any]) -> NDArray[np.float64]:
    worth: NDArray[np.float64] = people.astype(float) + _NAME_WORTH * np.minimum(names.astype(float), _MOST_NAMES)
    return worth


def _is_zone(key: str) -> bool:
    try:
        borders.zone(key)
    except KeyError:
        return False
    return True
