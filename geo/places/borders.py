"""Borders as places: the shared line of two neighbours, named lines and zones, and the parts that a text may mean.

The lines come from data/borders.zip (OpenStreetMap, ODbL) and data/drawn_lines.geojson (by hand, coarse), their names
from data/lines.toml (border_files.py reads them).
Lines run from their western to their eastern end, or from north to south if they are taller than wide.
Where a line is disputed it is the de-facto one, and the place's `basis` says so.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import shapely

from geo import geodesy
from geo.model import Footprint, Place, PlacePrecision
from geo.places.border_files import geometry, is_shared, members, named_rows, source_of
from geo.places.parts import share_of
from geo.places.tracks import Track

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.geodesy import LonLat

_PREFIX = "border:"
_MDL = "KP-KR"
# The armies and the newspapers speak of a western, a central and an eastern front; these meridians part them.
_FRONTS = {"western": (120.0, 127.0), "central": (127.0, 128.0), "eastern": (128.0, 135.0)}
_FRONT = re.compile(r"^(western|central|eastern)(?: (?:sector|front|frontline|front line|part|section))?$")
_REACH = 1.25
_DMZ_HALF_WIDTH_M = 2_000.0
_SHORT_M = 5_000.0
_TRACKS = 128  # lines kept as points in memory


def shared_border(cc_a: str, cc_b: str) -> Place | None:
    """The land border of two countries (ISO 3166-1 alpha-2, in either order), or None if they share none."""
    return _border("-".join(sorted((cc_a.upper(), cc_b.upper()))))


def neighbours(cc: str) -> tuple[str, ...]:
    """The countries that share a land border with this one, alphabetically."""
    return _neighbours().get(cc.upper(), ())


def line(place_id: str) -> Place:
    """The line with this id: a key of data/lines.toml ('mdl', 'nll', 'loc' …) or a shared border ('border:IN-PK').

    Raises:
        KeyError: there is no such line.
    """
    place = _border(place_id.removeprefix(_PREFIX)) if place_id.startswith(_PREFIX) else _named(place_id)
    if place is None or place.feature_class == "zone":
        raise KeyError(place_id)
    return place


def zone(place_id: str) -> Place:
    """The zone with this id ('dmz', 'undof'), a polygon.

    Raises:
        KeyError: there is no such zone.
    """
    place = _named(place_id)
    if place is None or place.feature_class != "zone":
        raise KeyError(place_id)
    return place


@cache
def mapped_lines() -> tuple[Place, ...]:
    """The named lines and zones that a map draws beside the borders of states, by their ids."""
    drawn = (key for key, row in sorted(named_rows().items()) if row.get("map", True))
    return tuple(place for key in drawn if (place := _named(key)))


def stretch(place: Place, part: str) -> Place | None:
    """The part of a border that words like 'eastern end', 'central sector' or 'northern half' mean.

    On the Military Demarcation Line and the DMZ the three fronts are split at 127° E and 128° E; an 'end' is the last
    fifth, a 'half' a half, anything else a third. None if the words name no part, or the place is no line or zone with
    an axis.
    """
    whole = _axis(place)
    words = re.sub(r"[\s-]+", " ", part.strip().lower().removeprefix("the ")).replace("north ", "north-")
    words = words.replace("south ", "south-")
    if whole is None:
        return None
    front = _FRONT.match(words)
    if front and place.id in {"mdl", "dmz"}:
        west, east = _FRONTS[front[1]]
        cut: BaseGeometry = geodesy.clip_line(whole, shapely.box(west, -90, east, 90))
    else:
        shares = share_of(whole, words)
        if shares is None:
            return None
        cut = geodesy.cut_line(whole, *shares)
    title = f"{words} part" if words.endswith(("ern", "central", "middle")) else words
    return _part(place, cut, f"{title} of the {place.name}", words.replace(" ", "-"))


def stretch_near(place: Place, lon: float, lat: float, radius_m: float) -> Place:
    """The part of a border beside a town or county: what lies within its radius, or a bow as wide as it is far."""
    whole = _axis(place)
    if whole is None:
        return place
    reach = max(radius_m, _REACH * geodesy.distance_to_m(lon, lat, whole), 500.0)
    cut = geodesy.clip_line(whole, geodesy.circle(lon, lat, reach))
    return place if cut.is_empty else _part(place, cut, place.name, f"near-{lon:.3f},{lat:.3f}")


def stretch_between(place: Place, a: LonLat, b: LonLat) -> Place:
    """The part of a border between the points of it that are nearest to two (lon, lat) points."""
    whole = _axis(place)
    if whole is None:
        return place
    start, end = sorted(geodesy.nearest_on_line(whole, *point) for point in (a, b))
    if start == end:
        lon, lat = geodesy.representative_point(geodesy.cut_line(whole, start, end))
        return stretch_near(place, lon, lat, radius_m=0)
    key = f"between-{a[0]:.3f},{a[1]:.3f}-{b[0]:.3f},{b[1]:.3f}"
    return _part(place, geodesy.cut_line(whole, start, end), place.name, key)


def gap_m(place: Place, lon: float, lat: float) -> float:
    """About how far a point lies from a border, named line or zone, in metres; infinite if the place is none."""
    track = _track(place.id)
    return track.gap_m(lon, lat) if track else math.inf


def stretch_beside(place: Place, lon: float, lat: float, half_m: float) -> Place:
    """The part of a border, named line or zone that runs past a town: some `half_m` metres to either side of it.

    Quicker than `stretch_near`, and in one piece. The place itself if it is no line.
    """
    track = _track(place.id)
    if track is None:
        return place
    reach = math.hypot(track.gap_m(lon, lat), half_m)
    cut = track.beside(lon, lat, reach)
    if cut is None:
        return stretch_near(place, lon, lat, reach)
    return _part(place, cut, place.name, f"beside-{lon:.3f},{lat:.3f}")


def stretch_through(place: Place, points: Sequence[LonLat]) -> Place:
    """The part of a border, named line or zone that runs past several (lon, lat) points, from the first to the last.

    The place itself if it is no line.
    """
    track = _track(place.id)
    if track is None:
        return place
    cut = track.through(points)
    if cut is None:
        return stretch_beside(place, *points[0], half_m=_SHORT_M)
    key = "through-" + "-".join(f"{lon:.3f},{lat:.3f}" for lon, lat in points)
    return _part(place, cut, place.name, key)


@cache
def lines_at_sea(cc: str) -> tuple[Place, ...]:
    """The lines of a country that are not the land border of two: limits at sea, de-facto lines, walls."""
    found = (place for key, row in named_rows().items() if row.get("divides") and (place := _named(key)))
    return tuple(place for place in found if cc.upper() in place.countries)


@lru_cache(maxsize=_TRACKS)
def _track(place_id: str) -> Track | None:
    place = _border(place_id.removeprefix(_PREFIX)) if place_id.startswith(_PREFIX) else _named(place_id)
    axis = _axis(place) if place else None
    return Track(axis) if axis is not None else None


def _part(place: Place, geometry: BaseGeometry, name: str, key: str) -> Place:
    width = _DMZ_HALF_WIDTH_M if place.feature_class == "zone" else 0.0
    footprint = Footprint(geometry=geometry, precision=PlacePrecision.ON_LINE, radius_m=width)
    return replace(place, id=f"{place.id}#{key}", name=name, footprint=footprint)


def _axis(place: Place) -> geodesy.Line | None:
    whole = place.footprint.geometry
    if isinstance(whole, shapely.LineString | shapely.MultiLineString):
        return whole
    axis = named_rows().get(place.id, {}).get("axis")
    return cast("geodesy.Line", geometry(axis)) if axis else None


@cache
def _border(key: str) -> Place | None:
    if not is_shared(key):
        return None
    return _named("mdl") if key == _MDL else _place(_PREFIX + key, members()[key]["name"], key, "border")


@cache
def _named(key: str) -> Place | None:
    row = named_rows().get(key)
    if row is None:
        return None
    feature_class = row.get("class") or ("zone" if "axis" in row else "border" if is_shared(row["border"]) else "line")
    place = _place(key, row["name"], row["border"], feature_class, row.get("note", ""))
    if "box" not in row:
        return place
    whole = cast("geodesy.Line", place.footprint.geometry)
    cut = geodesy.clip_line(whole, shapely.box(*row["box"]))
    return replace(place, footprint=replace(place.footprint, geometry=cut))


def _place(place_id: str, name: str, member: str, feature_class: str, note: str = "") -> Place:
    told = members()[member]
    return Place(
        id=place_id,
        name=name,
        feature_class=feature_class,
        countries=tuple(told["countries"]),
        footprint=Footprint(
            geometry=geometry(member),
            precision=PlacePrecision.ALONG_LINE,
            radius_m=1000.0 * told.get("within_km", 0),
        ),
        source=source_of(member),
        basis=note or told["note"],
    )


@cache
def _neighbours() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for key in filter(is_shared, members()):
        a, _, b = key.partition("-")
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return MappingProxyType({code: tuple(sorted(others)) for code, others in found.items()})
