"""Where: names as written, places of the gazetteer, and the geometry that stands for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.model.words import PlacePrecision


@dataclass(frozen=True, kw_only=True, slots=True)
class Footprint:
    """The geometry that stands for the where, its precision, and a radius in metres around it (0: none)."""

    geometry: BaseGeometry
    precision: PlacePrecision
    radius_m: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A gazetteer entry. `countries` are ISO 3166-1 alpha-2 codes: two for a shared line, none for the high seas."""

    id: str
    name: str
    feature_class: str
    countries: tuple[str, ...]
    footprint: Footprint
    population: int = 0
    admin1: str = ""
    source: str = ""
    basis: str = ""

    @property
    def country(self) -> str:
        """The countries joined by '/'."""
        return "/".join(self.countries)


@dataclass(frozen=True, kw_only=True, slots=True)
class Toponym:
    """A place name as written. `metonym`: the name stands for a government or an army."""

    surface: str
    start: int
    end: int
    metonym: bool = False

    def __post_init__(self) -> None:
        """Refuse offsets that cannot hold the surface."""
        if not 0 <= self.start < self.end or self.end - self.start != len(self.surface):
            raise InputError(f"The toponym {self.surface!r} cannot stand at [{self.start}, {self.end}).")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A place that a toponym may mean, its score in [0, 1] and what spoke for it."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """The place chosen for a toponym, or None (NIL), with the losers kept, best first."""

    toponym: Toponym
    chosen: Candidate | None
    losers: tuple[Candidate, ...] = ()
    method: str = ""

    @property
    def place(self) -> Place | None:
        """The chosen place, or None for NIL."""
        return self.chosen.place if self.chosen else None
