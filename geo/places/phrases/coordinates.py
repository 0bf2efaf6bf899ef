"""Coordinates in a text: decimal degrees, degrees with minutes and seconds, grid references (MGRS); and back again.

Longitude and latitude are never told apart by guessing in silence: letters and labels decide; a bare pair is read
latitude first, as people write it, and if only the other order is possible, that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point

from geo.errors import InputError
from geo.model import Footprint, Place, PlacePrecision
from geo.places.footprints import precision_of
from geo.places.phrases.angles import CLUE, PAIR, Position, check_range, read_pair
from geo.places.phrases.mgrs import REFERENCE, parse_mgrs
from geo.places.phrases.phrase import SpatialPhrase, km

if TYPE_CHECKING:
    from collections.abc import Iterator

_BACK, _AHEAD = 40, 130
_EXACT_M, _LOCALITY_M = 1_000.0, 10_000.0
_GRID = re.compile(rf"(?<![\w.])(?P<cell>{REFERENCE.pattern})(?!\w)")
_GRID_WORD = re.compile(r"\b(?:MGRS|(?i:grid)(?:\s\w+)?)[:,]?\s$")
_LEAST_FIGURES = 4  # of a grid reference that no such word announces
_NOTATIONS = {"decimal": "decimal degrees", "dms": "degrees and minutes", "mgrs": "a grid reference (MGRS)"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Coordinates:
    """A position written in figures.

    Attributes:
        start: offset of the first character in the text; `end`: that behind the last one.
        surface: `text[start:end]`.
        lon: longitude in degrees, −180 to 180, east positive.
        lat: latitude in degrees, −90 to 90, north positive.
        radius_m: how exactly it is written, in metres.
        notation: 'decimal', 'dms' or 'mgrs'.
        note: what the reader should know, such as an unusual order.
    """

    start: int
    end: int
    surface: str
    lon: float
    lat: float
    radius_m: float
    notation: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no position on the globe."""
        check_range(lon=self.lon, lat=self.lat)


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedCoordinates:
    """Figures that look like a position and are none, and `why`, in one sentence."""

    start: int
    end: int
    surface: str
    why: str


def find_coordinates(text: str) -> tuple[list[Coordinates], list[RefusedCoordinates]]:
    """The positions of a text, and what looks like one and cannot be; both in order."""
    found: list[Coordinates] = []
    refused: list[RefusedCoordinates] = []
    last = 0
    for start, end, read in sorted((*_pairs(text), *_cells(text)), key=lambda one: one[:2]):
        if start < last:
            continue
        last, surface = end, text[start:end]
        if isinstance(read, str):
            refused.append(RefusedCoordinates(start=start, end=end, surface=surface, why=read))
        else:
            found.append(Coordinates(start=start, end=end, surface=surface, **read._asdict()))
    return found, refused


def parse_coordinates(text: str) -> Coordinates:
    """The one position that a text is, such as what a user typed into a field.

    Raises:
        InputError: it holds none, several, or one that cannot be.
    """
    found, refused = find_coordinates(text)
    if refused:
        raise InputError(refused[0].why)
    if len(found) != 1:
        what = "no coordinates" if not found else f"{len(found)} positions"
        raise InputError(f"{text[:60]!r} holds {what}: write one, latitude first, like 37.9560 N, 126.6770 E.")
    return found[0]


def coordinate_phrases(text: str) -> Iterator[SpatialPhrase]:
    """The positions of a text as phrases."""
    for one in find_coordinates(text)[0]:
        name = format_decimal(lon=one.lon, lat=one.lat, decimals=4)
        note = f" ({one.note})" if one.note else ""
        yield SpatialPhrase(
            start=one.start,
            end=one.end,
            surface=one.surface,
            place=_place(one, name),
            relation="coordinates",
            why=f"Coordinates in {_NOTATIONS[one.notation]}{note}: {name}, written to within {km(one.radius_m)}.",
        )


def format_decimal(*, lon: float, lat: float, decimals: int = 5) -> str:
    """A position in decimal degrees, latitude first, with letters: '37.95600° N, 126.67700° E'."""
    check_range(lon=lon, lat=lat)
    return ", ".join(
        f"{abs(value):.{decimals}f}° {letters[round(value, decimals) < 0]}"
        for value, letters in ((lat, "NS"), (lon, "EW"))
    )


def format_dms(*, lon: float, lat: float, decimals: int = 1) -> str:
    """A position in degrees, minutes and seconds, latitude first: '37°57′21.6″N 126°40′37.2″E'."""
    check_range(lon=lon, lat=lat)
    return f"{_sexagesimal(lat, 'NS', decimals)} {_sexagesimal(lon, 'EW', decimals)}"


def _sexagesimal(value: float, letters: str, decimals: int) -> str:
    units = round(value * 3600 * 10**decimals)
    seconds, rest = divmod(abs(units), 10**decimals)
    fraction = f".{rest:0{decimals}d}" if decimals else ""
    return f"{seconds // 3600}°{seconds // 60 % 60:02d}′{seconds % 60:02d}{fraction}″{letters[units < 0]}"


def _pairs(text: str) -> Iterator[tuple[int, int, Position | str]]:
    done = 0
    for clue in CLUE.finditer(text):
        if clue.start() < done:
            continue
        match = PAIR.search(text, max(done, clue.start() - _BACK), clue.start() + _AHEAD)
        if not match or match.start() > clue.start():
            continue
        start, end = match.span()
        start += text[start] == "("
        try:
            read: Position | str | None = read_pair(match, text[max(0, start - _BACK) : start])
        except InputError as error:
            read = str(error)
        if read is not None:
            done = end
            yield start, end, read


def _cells(text: str) -> Iterator[tuple[int, int, Position | str]]:
    for match in _GRID.finditer(text):
        is_told = _GRID_WORD.search(text[max(0, match.start() - _BACK) : match.start()]) is not None
        if not is_told and sum(map(str.isdigit, match["digits"])) < _LEAST_FIGURES:
            continue
        try:
            cell = parse_mgrs(match["cell"])
        except InputError as error:
            if is_told:
                yield *match.span(), str(error)
            continue
        yield *match.span(), Position(cell.lon, cell.lat, max(15.0, 0.71 * cell.side_m), "mgrs")


def _place(one: Coordinates, name: str) -> Place:
    radius = one.radius_m
    precision = (
        PlacePrecision.EXACT
        if radius <= _EXACT_M
        else PlacePrecision.LOCALITY
        if radius <= _LOCALITY_M
        else precision_of("", radius)
    )
    footprint = Footprint(geometry=Point(one.lon, one.lat), precision=precision, radius_m=round(radius, 1))
    return Place(
        id=f"coordinates:{one.lon:.6f},{one.lat:.6f}",
        name=name,
        feature_class="site",
        countries=(),
        footprint=footprint,
        source="the text",
        basis=f"coordinates told in the text: {one.surface}",
    )
