"""What a reader types as a place → the places that it may mean: coordinates, names, borders, 'north of Paju'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.geodesy import distance_m
from geo.model import Footprint, PlacePrecision
from geo.places.countries import country_name
from geo.places.footprints import precision_of
from geo.places.geocoder import Geocoder
from geo.places.phrases import Coordinates, find_coordinates, spatial_phrases
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.surroundings import direction, kilometres, surroundings
from geo.web.wording import exactness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model import Place
    from geo.places.gazetteer import Gazetteer

_MOST = 8
_EXACT_M = 1_000.0
_POINT_M = 500.0  # how far off a point may be that was set by hand


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A place to choose: what an incident takes over from it, and `label`, what the reader sees.

    `place_id` is that of the gazetteer; '' for a position or a place that only words tell.
    """

    name: str
    country: str
    footprint: Footprint
    label: str
    place_id: str = ""


def choices(text: str, gazetteer: Gazetteer) -> list[Choice]:
    """The places that a text may mean, best first; none if there is no such place.

    Args:
        text: a name ('Paju', 'Goseong, Gangwon', 'the DMZ'), words ('20 km north of Cheorwon'), or one or more
            positions as decimal degrees, degrees and minutes, or MGRS; several make a line or an area.
        gazetteer: where names are looked up, own places first.

    Raises:
        InputError: it looks like a position, and is none.
    """
    text = " ".join(text.split())
    if not text:
        return []
    positions, refused = find_coordinates(text)
    if refused:
        raise InputError(refused[0].why)
    if positions:
        return list(_placed(positions, gazetteer))
    found = [*_phrases(text, gazetteer), *_named(text, gazetteer)]
    return list({choice.label: choice for choice in found}.values())[:_MOST]


def choice_of(place: Place, score: float | None = None) -> Choice:
    """A place of the gazetteer, with the score that it is meant."""
    lies_in = "/".join(country_name(code) for code in place.countries)
    where = ", ".join(dict.fromkeys(filter(None, [place.name, place.admin1, lies_in])))
    told = [where, place.feature_class, exactness(place.footprint), "" if score is None else f"{score:.0%}"]
    label = " · ".join(filter(None, told))
    return Choice(name=place.name, country=place.country, footprint=place.footprint, label=label, place_id=place.id)


def shape_of(geometry: dict[str, Any]) -> Footprint:
    """The footprint of a GeoJSON point, line or area that was drawn, as exact as its extent says.

    Raises:
        InputError: it has too few corners, or crosses itself.
    """
    import shapely
    from shapely.geometry import shape

    try:
        drawn = shape(geometry)
    except (ValueError, shapely.errors.ShapelyError) as error:
        raise InputError(f"What was drawn is no point, line or area ({error}): draw it again.") from error
    if drawn.is_empty or not drawn.is_valid or (drawn.geom_type != "Point" and drawn.length == 0):
        raise InputError(f"What was drawn cannot be used ({shapely.is_valid_reason(drawn)}): draw it again.")
    if drawn.geom_type == "Point":
        return Footprint(geometry=drawn, precision=PlacePrecision.EXACT, radius_m=_POINT_M)
    if "Line" in drawn.geom_type:
        return Footprint(geometry=drawn, precision=PlacePrecision.ON_LINE)
    west, south, east, north = drawn.bounds
    radius_m = round(distance_m((west, south), (east, north)) / 2)
    precision = PlacePrecision.EXACT if radius_m <= _EXACT_M else precision_of("zone", radius_m)
    return Footprint(geometry=drawn, precision=precision, radius_m=float(radius_m))


def around(footprint: Footprint, gazetteer: Gazetteer) -> tuple[str, str]:
    """A name for where a footprint lies ('Paju', '3.2 km north of Munsan'), and the code of its country."""
    from geo.geodesy import representative_point

    lon, lat = representative_point(footprint.geometry)
    found = surroundings(lon=lon, lat=lat, gazetteer=gazetteer)
    near = found.places[0]
    name = near.place.name
    if near.distance_m > near.place.footprint.radius_m:
        name = f"{kilometres(near.distance_m)} {direction(near.bearing_deg)} of {name}"
    return name, "/".join(found.countries)


def _placed(positions: Sequence[Coordinates], gazetteer: Gazetteer) -> Iterator[Choice]:
    """One position is a point; of several, a line and (from three on) an area."""
    spots = [[one.lon, one.lat] for one in positions]
    if len(spots) == 1:
        one = positions[0]
        radius_m = max(one.radius_m, 50.0)
        precision = PlacePrecision.EXACT if radius_m <= _EXACT_M else precision_of("town", radius_m)
        point = shape_of({"type": "Point", "coordinates": spots[0]})
        yield _at(Footprint(geometry=point.geometry, precision=precision, radius_m=radius_m), "point", gazetteer)
        return
    yield _at(shape_of({"type": "LineString", "coordinates": spots}), f"line of {len(spots)} points", gazetteer)
    if len(spots) > 2:
        area = shape_of({"type": "Polygon", "coordinates": [[*spots, spots[0]]]})
        yield _at(area, f"area of {len(spots)} corners", gazetteer)


def _at(footprint: Footprint, what: str, gazetteer: Gazetteer) -> Choice:
    name, country = around(footprint, gazetteer)
    lies_in = "/".join(country_name(code) for code in country.split("/") if code) or "in no country"
    label = f"{what.capitalize()}: {name}, {lies_in} · {exactness(footprint)}"
    return Choice(name=name, country=country, footprint=footprint, label=label)


def _phrases(text: str, gazetteer: Gazetteer) -> Iterator[Choice]:
    """What words mean that are no name."""
    resolutions = resolve(text, recognise(text, gazetteer), gazetteer)
    for phrase in spatial_phrases(text, resolutions, gazetteer):
        yield replace(choice_of(phrase.place), place_id="")


def _named(text: str, gazetteer: Gazetteer) -> Iterator[Choice]:
    found = Geocoder(gazetteer).geocode(text, exactly_one=False, limit=_MOST) or []
    for location in found:
        yield choice_of(gazetteer.place(location.raw["id"]), location.raw["score"])
