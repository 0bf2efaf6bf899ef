"""The user's own places and decisions as the uppermost layer of the gazetteer."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import GazetteerError, InputError
from geo.places.normalise import normalise
from geo.places.own.decisions import read_decisions
from geo.places.own.geojson import read_geojson
from geo.places.own.records import OwnPlace, Refusal
from geo.places.own.swaps import Towns
from geo.places.own.tabular import read_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer
    from geo.places.own.decisions import Decision

READERS = {".csv": read_csv, ".geojson": read_geojson}
_log = logging.getLogger("borderwatch.places")


@dataclass(slots=True)
class Own:
    """What the user says about places.

    Attributes:
        places: their own; lines and zones that were decided on are among them.
        numbers: number of a place in `places`, by its id.
        entries: key → (where, is it the main name); `where` is a position of the gazetteer below, or -1 - number.
        reasons: key → where it is said, in words.
        layers: how many places each file gave.
        decisions: by key, those whose place is known.
        refusals: what could not be used.
    """

    places: list[OwnPlace] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    entries: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    layers: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def prefixes(self, key: str) -> list[str]:
        """Names of the user's with which a key begins, where a word of it ends."""
        ends = [place for place, letter in enumerate(key) if letter == " "]
        return [key[:end] for end in (*ends, len(key)) if key[:end] in self.entries]

    def add(self, place: OwnPlace, near: str = "") -> None:
        """Lay a place over the others.

        Args:
            place: what to add.
            near: the country of the nearest town, told where the place has no country: a swap shows in it.

        Raises:
            InputError: another one has its id.
        """
        if place.id in self.numbers:
            raise InputError(f"the id {place.id!r} is there twice: give each place an id of its own in a column 'id'.")
        number = self.numbers[place.id] = len(self.places)
        self.places.append(place)
        main = normalise(place.name)
        said = f"{place.where}; no country given, the nearest town is in {near}" if near else place.where
        for key in dict.fromkeys(key for name in place.names for key in _keys(name)):
            self.entries.setdefault(key, []).append((-1 - number, key == main))
            self.reasons.setdefault(key, f"your own place ({said})")


def _keys(name: str) -> tuple[str, ...]:
    """The keys of a name, with and without its article: the text may have either."""
    key = normalise(name)
    return key, key.removeprefix("the ")


def read_own(folder: Path, below: Gazetteer) -> Own | None:
    """The layers and decisions of a folder, None if it has none; what was refused is told in one line of the log.

    Args:
        folder: where the files lie.
        below: the gazetteer without them.

    Raises:
        InputError: a file cannot be read.
    """
    own, towns = Own(), Towns(below.embedded)
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in READERS and path.name[0] != "."):
        _read_layer(path, own, towns)
    for key, decision in read_decisions(folder).items():
        try:
            _decide(key, decision, own, below)
        except GazetteerError as error:
            own.refusals.append(Refusal(f"always.json, {decision.name!r}", f"{error} Or `gazetteer forget` it."))
    if own.refusals:
        first = own.refusals[0]
        more = f" And {len(own.refusals) - 1} more: `gazetteer status` lists them." if len(own.refusals) > 1 else ""
        _log.warning("Your own places in %s: %s: %s%s", folder, first.where, first.why, more)
    return own if own.entries or own.refusals or own.layers else None


def _read_layer(path: Path, own: Own, towns: Towns) -> None:
    own.layers[path.name] = 0
    for item in _items(path, towns):
        if isinstance(item, Refusal):
            own.refusals.append(item)
            continue
        try:
            own.add(item, "" if item.countries else towns.country_near(item.lon, item.lat))
        except InputError as error:
            own.refusals.append(Refusal(item.where, f"{item.name}: {error}"))
        else:
            own.layers[path.name] += 1


def _items(path: Path, towns: Towns) -> Iterator[OwnPlace | Refusal]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}): check its rights, or take it out of the folder.") from error
    except UnicodeDecodeError:
        return iter([Refusal(path.name, "The file is not UTF-8: save it again as UTF-8.")])
    return READERS[path.suffix.lower()](text, path.name, path.stem, towns)


def _decide(key: str, decision: Decision, own: Own, below: Gazetteer) -> None:
    """Let a name mean one place alone.

    Raises:
        GazetteerError: no place has the id.
    """
    if (number := own.numbers.get(decision.place)) is None and (position := below.position(decision.place)) is not None:
        where = position
    else:
        where = -1 - (_line(decision.place, own, below) if number is None else number)
    is_main = where < 0 or normalise(below.name_at(where)) == key
    for one in {key, *_keys(decision.name)}:
        own.entries[one] = [(where, is_main)]
        own.reasons[one] = "always this place, as you decided"
    own.decisions[key] = decision


def _line(place_id: str, own: Own, below: Gazetteer) -> int:
    """The number of a line or zone among the own places, where it is put so that it has a position."""
    from geo.geodesy import representative_point

    line = below.place(place_id)
    lon, lat = representative_point(line.footprint.geometry)
    own.numbers[place_id] = len(own.places)
    own.places.append(
        OwnPlace(
            id=line.id,
            name=line.name,
            names=(line.name,),
            lon=lon,
            lat=lat,
            feature_class=line.feature_class,
            countries=line.countries,
            radius_m=int(line.footprint.radius_m),
            whole=line,
        )
    )
    return own.numbers[place_id]


def countries_of(layer: str, own: Own, towns: Towns) -> Counter[str]:
    """In which countries the places of a file lie: what they say, else '~' and the country of the nearest town."""
    inside = [place for place in own.places if place.where.startswith(f"{layer}, ")]
    return Counter("/".join(place.countries) or f"~{towns.country_near(place.lon, place.lat)}" for place in inside)
