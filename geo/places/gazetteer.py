"""The gazetteer: names to places, from files that map into memory, lines and zones included.

Three layers, numbered through: the embedded places (compile.py), those of an imported GeoNames dump (imports.py), and
the user's own places and decisions (own/), which win over the others under the names that they have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GazetteerError
from geo.places.layout import DEFAULT_FOLDER, POINTER, SOURCES, imported_folder, own_folder
from geo.places.lines import line_place, lines_named
from geo.places.mapped import CURATED, Mapped
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Place
    from geo.places.own.layer import Own


_MOST_KEPT = 20_000  # names whose entries are kept at hand: texts name the same places over and over


class Entry(NamedTuple):
    """A place that has a name: its position in the gazetteer, and whether it is the place's main name."""

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
        embedded: the compiled files of the program.
        imported: those of an imported dump, if there is one.
        own: the user's own places and decisions, if there are any.
        table, classes: those of the embedded places.
    """

    def __init__(self, embedded: Mapped, imported: Mapped | None = None, own: Own | None = None) -> None:
        """Lay the layers over each other; use `Gazetteer.open`."""
        self.embedded, self.imported, self.own = embedded, imported, own
        self.folder, self.table, self.classes = embedded.folder, embedded.table, embedded.classes
        self._first_imported = len(embedded.table)
        self._first_own = self._first_imported + (len(imported.table) if imported else 0)
        self._places: dict[int, Place] = {}
        self._facts: dict[int, Facts] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open the gazetteer of the project with what the user has imported and added, or one compiled folder alone.

        Args:
            path: a compiled folder, which is opened alone.

        Raises:
            GazetteerError: it is missing, damaged or of another version.
            InputError: a file of the user's own places cannot be read.
        """
        if path:
            return cls(Mapped.open(path))
        embedded, folder = Mapped.open(DEFAULT_FOLDER), own_folder()
        if folder is None or not folder.is_dir():
            return cls(embedded)
        bare = cls(embedded, _imported(folder))
        from geo.places.own.layer import read_own

        return cls(embedded, bare.imported, read_own(folder, bare))

    def __len__(self) -> int:
        """How many places there are."""
        return self._first_own + (len(self.own.places) if self.own else 0)

    def prefixes(self, key: str) -> list[str]:
        """The names (as keys) with which a key begins, shortest first; all that end where a word ends are there."""
        found = self.embedded.names.prefixes(key)
        if self.imported or self.own:
            more = self.imported.names.prefixes(key) if self.imported else []
            more += self.own.prefixes(key) if self.own else []
            found = sorted({*found, *more}, key=len)
        return found

    def entries(self, key: str) -> list[Entry]:
        """The places that have a name, given as a key: curated ones first, then the more populous; imported ones last.

        Where the user says what the name means, there is nothing else.
        """
        found = self._entries.get(key)
        if found is None:
            if len(self._entries) >= _MOST_KEPT:
                self._entries.clear()
            found = self._entries[key] = tuple(self._entries_of(key))
        return list(found)

    def _entries_of(self, key: str) -> list[Entry]:
        if self.own and (own := self.own.entries.get(key)):
            return [Entry(where if where >= 0 else self._first_own - where - 1, is_main) for where, is_main in own]
        entries = [Entry(posting >> 1, bool(posting & 1)) for posting in self.embedded.postings(key)]
        if self.imported:
            first = self._first_imported
            entries += [Entry(first + (one >> 1), bool(one & 1)) for one in self.imported.postings(key)]
        return entries

    def is_own(self, name: str) -> bool:
        """Does the user say what this name means: by a place of their own, or by a decision?"""
        return self.own_reason(name) != ""

    def own_reason(self, name: str) -> str:
        """Where the user says what this name means, in words; '' if nowhere."""
        if self.own is None:
            return ""
        key = normalise(name)
        bare = key if key in self.own.entries or self.entries(key) else key.removeprefix("the ")
        return self.own.reasons.get(bare, "")

    def lookup(self, name: str) -> list[Place]:
        """The places that have exactly this name or alternate name (case, marks and hyphens aside).

        Lines and zones ('the DMZ', 'India–Pakistan border') come first, then curated places, then the more populous.
        Where the user says what the name means, there is nothing else.
        """
        lines = [] if self.is_own(name) else lines_named(name)
        return [*lines, *(self.place_at(entry.position) for entry in self.entries(normalise(name)))]

    def place(self, place_id: str) -> Place:
        """The place with an id such as 'geonames:1871859', 'curated:panmunjom', 'own:bases/camp-3' or 'mdl'.

        Raises:
            GazetteerError: no place has this id.
        """
        position = self.position(place_id)
        if position is not None:
            return self.place_at(position)
        place = line_place(place_id)
        if place is None:
            raise GazetteerError(f"The gazetteer has no place with the id {place_id!r}: look the name up again.")
        return place

    def position(self, place_id: str) -> int | None:
        """The position of the place with an id; None for lines, zones and what is not here."""
        if self.own and (number := self.own.numbers.get(place_id)) is not None:
            return self._first_own + number
        position = self.embedded.position(place_id)
        if position is None and self.imported and (inside := self.imported.position(place_id)) is not None:
            return self._first_imported + inside
        return position

    def place_at(self, position: int) -> Place:
        """The place at a position."""
        place = self._places.get(position)
        if place is None:
            place = self._places[position] = self._make(position)
        return place

    def facts(self, position: int) -> Facts:
        """The facts of the place at a position, without its name and geometry."""
        facts = self._facts.get(position)
        if facts is None:
            facts = self._facts[position] = self._facts_at(position)
        return facts

    def name_at(self, position: int) -> str:
        """The main name of the place at a position."""
        if self.own and position >= self._first_own:
            return self.own.places[position - self._first_own].name
        layer, inside = self._layer(position)
        return layer.text(inside)[0]

    def class_at(self, position: int) -> str:
        """The feature class of the place at a position."""
        return self.facts(position).feature_class

    def _layer(self, position: int) -> tuple[Mapped, int]:
        """The compiled files that hold a position, and the position in them."""
        if self.imported and position >= self._first_imported:
            return self.imported, position - self._first_imported
        return self.embedded, position

    def _facts_at(self, position: int) -> Facts:
        if self.own and position >= self._first_own:
            return self.own.places[position - self._first_own].facts()
        layer, inside = self._layer(position)
        lon, lat, population, radius, _, _, admin1, admin2, country, source, names, cls = layer.table[inside].item()
        if layer is self.imported:
            admin1, admin2 = self._numbered(admin1), self._numbered(admin2)
        return Facts(
            lon=lon / 1e6,
            lat=lat / 1e6,
            population=population,
            radius_m=radius,
            countries=tuple(code for code in country.decode().split("/") if code),
            feature_class=layer.classes[cls],
            is_curated=source == CURATED,
            names=names,
            admin1=admin1,
            admin2=admin2,
        )

    def _numbered(self, number: int) -> int:
        """The position of GeoNames' place with a number: imported places name their subdivisions so; -1 for none."""
        found = self.position(f"geonames:{number}") if number >= 0 else None
        return -1 if found is None else found

    def _make(self, position: int) -> Place:
        if self.own and position >= self._first_own:
            return self.own.places[position - self._first_own].place()
        from geo.model import Place
        from geo.places.footprints import point_footprint

        facts = self.facts(position)
        layer, inside = self._layer(position)
        name, _, basis = layer.text(inside)
        return Place(
            id=layer.id_at(inside),
            name=name,
            feature_class=facts.feature_class,
            countries=facts.countries,
            footprint=point_footprint(facts.lon, facts.lat, facts.feature_class, facts.radius_m),
            population=facts.population,
            admin1=self.name_at(facts.admin1) if facts.admin1 >= 0 and facts.admin1 != position else "",
            source=SOURCES[layer.table[inside]["source"]],
            basis=basis,
        )


def _imported(folder: Path) -> Mapped | None:
    """The imported dump; asked again if another one takes its place meanwhile."""
    dump = imported_folder(folder)
    if dump is None:
        return None
    try:
        return Mapped.open(dump, f"import the dump again, or remove {folder / POINTER}")
    except GazetteerError:
        if imported_folder(folder) == dump:
            raise
        return _imported(folder)
