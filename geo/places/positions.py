"""What people type as a position, latitude first or with letters → (longitude, latitude) in degrees."""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.errors import InputError
from geo.places.phrases.angles import check_range
from geo.places.phrases.coordinates import find_coordinates, parse_coordinates

_PLAIN = re.compile(r"\s*\(?\s*([-+]?\d+(?:\.\d*)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d*)?)\s*\)?\s*")


class Position(NamedTuple):
    """Degrees, and what the reader should know of the order in which they were read."""

    lon: float
    lat: float
    note: str = ""


def read_position(words: str) -> Position:
    """The position that words mean: two numbers, latitude first, or coordinates with letters, or a grid reference.

    Raises:
        InputError: they are no position on earth; the sentence says so where latitude and longitude look swapped.
    """
    plain = _PLAIN.fullmatch(words)
    if plain:
        lat, lon = float(plain[1]), float(plain[2])
        check_range(lon=lon, lat=lat)
        return Position(lon, lat)
    read = parse_coordinates(words)
    return Position(read.lon, read.lat, read.note)


def check_no_position(name: str) -> None:
    """Do nothing for what may be the name of a place.

    Raises:
        InputError: it is a position; the sentence says how to ask for what lies there.
    """
    found, refused = find_coordinates(name)
    surfaces = [*(one.surface for one in found), *(one.surface for one in refused)]
    is_whole = any(len(surface) > len(name.strip()) / 2 for surface in surfaces)
    if not (_PLAIN.fullmatch(name) or is_whole):
        return
    try:
        lon, lat, _ = read_position(name)
    except InputError as error:
        raise InputError(f"{name!r} is no name of a place. Read as a position, latitude first: {error}") from error
    raise InputError(
        f"{name!r} is a position (latitude {lat:g}, longitude {lon:g}), not a name: `reverse` says what lies there."
    )


def no_positions(text: str) -> list[str]:
    """What in a text looks like coordinates and cannot be, a sentence each: latitude and longitude may be swapped."""
    return [
        f"'{''.join(letter if letter.isprintable() else ' ' for letter in one.surface)}' was not read as a position:"
        f" {one.why}"
        for one in find_coordinates(text)[1]
    ]
