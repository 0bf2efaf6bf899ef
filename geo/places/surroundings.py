"""A position → where that is: the nearest places, the country, the border nearby, and whether it looks swapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.beside import NEAR_M, border_beside
from geo.places.nearest import Points, nearest

if TYPE_CHECKING:
    from geo.places.beside import Beside
    from geo.places.gazetteer import Gazetteer
    from geo.places.nearest import Near

_FAR_M = 100_000.0  # a position so far from any place may be at sea, or swapped
_SWAP = 10.0  # ... it is, if the other way round it would be so many times nearer
_NO_COUNTRY_M = 300_000.0
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """Where a position lies.

    Attributes:
        lon, lat: the position in degrees.
        places: the nearest ones, nearest first.
        border: the nearest border, if it is within 50 km.
        countries: the country in which the position lies (or off whose coast), as the towns of the gazetteer have it;
            both countries on their border; none on the high seas.
        note: a sentence if latitude and longitude look swapped, else ''.
    """

    lon: float
    lat: float
    places: tuple[Near, ...]
    border: Beside | None
    countries: tuple[str, ...]
    note: str = ""


def surroundings(*, lon: float, lat: float, gazetteer: Gazetteer, most: int = 1) -> Surroundings:
    """Where a position lies.

    Args:
        lon: degrees.
        lat: degrees.
        gazetteer: whose places are looked at.
        most: how many places.
    """
    places = tuple(nearest(lon, lat, gazetteer, most))
    away = places[0].distance_m
    border = border_beside(lon, lat, Points.of(gazetteer), max(NEAR_M, min(away, _NO_COUNTRY_M)))
    return Surroundings(
        lon=lon,
        lat=lat,
        places=places,
        border=border if border and border.distance_m <= NEAR_M else None,
        countries=_countries(places[0], border),
        note=_swap_note(lon, lat, away, gazetteer),
    )


def direction(bearing_deg: float) -> str:
    """The nearest of eight winds: 'north-east'."""
    return _WINDS[round(bearing_deg / 45.0) % len(_WINDS)]


def kilometres(metres: float) -> str:
    """'0.4 km', '12 km', '1,250 km'."""
    km = metres / 1000
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def _countries(near: Near, border: Beside | None) -> tuple[str, ...]:
    if border and border.side:
        return (border.side,)
    if border and border.is_on_line:
        return border.line.countries
    # no border lies between the position and the place, or only one with the same country on both sides
    return near.place.countries if near.distance_m <= _NO_COUNTRY_M else ()


def _swap_note(lon: float, lat: float, away_m: float, gazetteer: Gazetteer) -> str:
    if away_m < _FAR_M or abs(lon) > 90:
        return ""
    other = nearest(lat, lon, gazetteer)[0]
    if other.distance_m * _SWAP > away_m:
        return ""
    return (
        f"Latitude {lat:g}, longitude {lon:g} lies {kilometres(away_m)} from the nearest place; the other way round it "
        f"would lie {kilometres(other.distance_m)} from {other.place.name} ({other.place.country}): check whether they "
        "are swapped."
    )
