"""One place of the user's own, checked field by field, and the refusal of one that cannot be used."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.places.countries import countries, country_of
from geo.places.footprints import DEFAULT_RADIUS_M, point_footprint, precision_of
from geo.places.gazetteer import Facts
from geo.places.normalise import normalise
from geo.places.placewords import CLASS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Place

FEATURE_CLASSES = frozenset(CLASS_OF.values()) | {
    "camp", "canal", "cape", "capital", "county", "dam", "district", "lake", "post", "quarter", "shoal", "site",
    "station", "strait", "tunnel", "village", "zone",
}  # fmt: skip
COLUMNS = ("name", "lat", "lon", "alternates", "class", "country", "radius_km", "population", "basis", "id")
_CLASS_OF_SHAPE = {"Point": "site", "LineString": "line", "MultiLineString": "line"}
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a place of it, that was not taken: 'file, line 3', and why in one sentence that says what to do."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place of the user's own.

    Attributes:
        lon, lat: the point that stands for it, in degrees.
        geometry: a GeoJSON geometry, None for a point.
        names: main name and alternates.
        where: the file and line (or feature) that it comes from.
        whole: a line or zone of the program that a decision names; it is handed on as it is.
    """

    id: str
    name: str
    names: tuple[str, ...]
    lon: float
    lat: float
    feature_class: str
    countries: tuple[str, ...] = ()
    radius_m: int = 0
    population: int = 0
    basis: str = ""
    where: str = ""
    geometry: Mapping[str, Any] | None = field(default=None, compare=False)
    whole: Place | None = field(default=None, compare=False)

    def facts(self) -> Facts:
        """What recognition and ranking ask of it; it counts as curated."""
        return Facts(
            lon=self.lon,
            lat=self.lat,
            population=self.population,
            radius_m=self.radius_m,
            countries=self.countries,
            feature_class=self.feature_class,
            is_curated=True,
            names=len(self.names),
            admin1=-1,
            admin2=-1,
        )

    def place(self) -> Place:
        """The place, with its line or area if it has one."""
        if self.whole:
            return self.whole
        from geo.model import Footprint, Place, PlacePrecision

        footprint = point_footprint(self.lon, self.lat, self.feature_class, self.radius_m)
        if self.geometry:
            from shapely.geometry import shape

            is_line = self.feature_class == "line" or "Line" in self.geometry["type"]
            precision = PlacePrecision.ALONG_LINE if is_line else precision_of(self.feature_class, float(self.radius_m))
            footprint = Footprint(
                geometry=shape(dict(self.geometry)), precision=precision, radius_m=float(self.radius_m)
            )
        return Place(
            id=self.id,
            name=self.name,
            feature_class=self.feature_class,
            countries=self.countries,
            footprint=footprint,
            population=self.population,
            source="own",
            basis=", ".join(filter(None, [self.where, self.basis])),
        )


def own_place(
    fields: Mapping[str, str], lon: float, lat: float, where: str, geometry: Mapping[str, Any] | None = None
) -> OwnPlace:
    """A place from the fields of a row or the properties of a feature.

    Args:
        fields: as text, by the names of COLUMNS; the layer's file stem as 'layer'.
        lon: degrees.
        lat: degrees.
        where: file and line.
        geometry: of a line or area.

    Raises:
        InputError: a field cannot be used; the sentence names it.
    """
    name = fields.get("name", "").strip()
    names = tuple(dict.fromkeys([name, *(part.strip() for part in fields.get("alternates", "").split("|"))]))
    names = tuple(one for one in names if one)
    short = next((one for one in names if len(normalise(one)) < 2 or normalise(one).isdigit()), None)
    if not name or short is not None:
        raise InputError(f"the name {short or name!r} cannot be found in a text: give it two letters or more.")
    if any(unicodedata.category(letter) == "Cc" for one in names for letter in one):
        raise InputError(f"the name {name!r} holds control characters: write it anew.")
    feature_class = fields.get("class", "").strip() or _class_of(geometry)
    if feature_class not in FEATURE_CLASSES:
        raise InputError(f"the class {feature_class!r} is not known: take one of {', '.join(sorted(FEATURE_CLASSES))}.")
    radius_m = _number(fields, "radius_km", 20_000) * 1000 or _reach_m(geometry, feature_class)
    return OwnPlace(
        id=f"own:{fields.get('layer', '')}/{_SLUG.sub('-', fields.get('id', '').strip() or normalise(name))}",
        name=name,
        names=names,
        lon=lon,
        lat=lat,
        feature_class=feature_class,
        countries=_countries(fields.get("country", "")),
        radius_m=int(radius_m),
        population=int(_number(fields, "population", 10_000_000_000)),
        basis=" ".join(fields.get("basis", "").split()),
        where=where,
        geometry=geometry,
    )


def _class_of(geometry: Mapping[str, Any] | None) -> str:
    return _CLASS_OF_SHAPE.get(str(geometry["type"]), "zone") if geometry else "site"


def _countries(cell: str) -> tuple[str, ...]:
    """Codes of a cell such as 'KR', 'KP/KR' or 'South Korea'."""
    found = []
    for part in filter(None, (part.strip() for part in cell.split("/"))):
        code = part.upper() if part.upper() in countries() else country_of(part)
        if code is None:
            raise InputError(f"the country {part!r} is not known: give a code of two letters, such as KR.")
        found.append(code)
    return tuple(dict.fromkeys(found))


def _number(fields: Mapping[str, str], column: str, most: float) -> float:
    cell = fields.get(column, "").strip()
    value = number(cell) if cell else 0.0
    if value is None or not 0 <= value <= most:
        raise InputError(f"the {column} {cell!r} is no number from 0 to {most:,.0f}: write it like 12.5.")
    return value


def number(cell: str) -> float | None:
    """The finite number in a cell, None if there is none."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in cell else None


def _reach_m(geometry: Mapping[str, Any] | None, feature_class: str) -> float:
    """How far an area reaches from the middle of its box, in metres; a line has no radius of its own."""
    if geometry is None:
        return float(DEFAULT_RADIUS_M.get(feature_class, 1_000))
    from shapely.geometry import shape

    from geo.geodesy import distance_m

    drawn = shape(dict(geometry))
    west, south, east, north = drawn.bounds
    return 0.0 if drawn.area == 0 else distance_m((west, south), (east, north)) / 2
