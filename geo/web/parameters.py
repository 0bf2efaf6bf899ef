"""One parameter of an address, from its text: every reader refuses what it cannot use with a sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.kinds import groups, kinds
from geo.model import Review, Status
from geo.store.region import Near, check_corners

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

LONGEST_NAME = 100
MOST_SOURCES = 99
_SHOWN = 40


def box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees from `W,S,E,N`.

    Raises:
        InputError: it is none.
    """
    from geo.store.query import check_box

    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"{short(text)} is no box: give west,south,east,north in degrees.") from None
    check_box((west, south, east, north))
    if max(abs(west), abs(east)) > 1080:
        raise InputError(f"{short(text)} lies beyond the map: give longitudes between -180 and 180.")
    return west, south, east, north


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{short(text)} is no date: write it as 2024-06-30.") from None


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise InputError(f"{short(text)} is neither 0 nor 1.")
    return text == "1"


def _names(known: Callable[[], Mapping[str, Any]], noun: str) -> Callable[[str], frozenset[str]]:
    def read_names(text: str) -> frozenset[str]:
        names = frozenset(part for part in text.split(",") if part)
        if unknown := names - set(known()):
            raise InputError(f"there is no {noun} {short(min(unknown))}.")
        return names

    return read_names


def near(text: str) -> Near:
    """A point and the kilometres around it from `LON,LAT,KM`.

    Raises:
        InputError: it is none.
    """
    try:
        lon, lat, km = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"{short(text)} is no point with a distance: give longitude,latitude,km.") from None
    return Near(lon, lat, km)


def area(text: str) -> tuple[tuple[float, float], ...]:
    """The corners of an area from `LON LAT,LON LAT,…`.

    Raises:
        InputError: they are none.
    """
    try:
        corners = [tuple(map(float, corner.split())) for corner in text.split(",")]
        pairs = tuple((lon, lat) for lon, lat in corners)
    except ValueError:
        raise InputError(f"{short(text)} is no area: give its corners as longitude latitude,….") from None
    check_corners(pairs)
    return pairs


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME or not text.strip():
        raise InputError(f"{short(text)} is no name: give 1 to {LONGEST_NAME} characters.")
    return text.strip()


def _least_sources(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_SOURCES):
        raise InputError(f"{short(text)} is no number of sources: give 1 to {MOST_SOURCES}.")
    return int(text) if int(text) > 1 else 0


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise InputError(f"{short(text)} is no confidence: give 0 to 1.")
    return share


def _members(choices: type[StrEnum], noun: str) -> Callable[[str], frozenset[StrEnum]]:
    def read_members(text: str) -> frozenset[StrEnum]:
        names = [part for part in text.split(",") if part]
        for name in names:
            if name not in list(choices):
                raise InputError(f"there is no {noun} {short(name)}: use {', '.join(choices)}.")
        return frozenset(map(choices, names))

    return read_members


def _search(text: str) -> str:
    from geo.store.words import parse_search

    parse_search(text)
    return text


def short(text: str) -> str:
    """The text in quotation marks, cut if it is long."""
    return f"‘{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}’"


READERS: dict[str, Callable[[str], Any]] = {
    "since": _day,
    "until": _day,
    "certain": _switch,
    "kinds": _names(kinds, "kind"),
    "groups": _names(groups, "group"),
    "review": _members(Review, "review"),
    "bbox": box,
    "words": _search,
    "status": _members(Status, "status"),
    "near": near,
    "area": area,
    "actor": _name,
    "publisher": _name,
    "sources": _least_sources,
    "confidence": _share,
}
