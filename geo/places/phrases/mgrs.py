"""The Military Grid Reference System: grid references ⇄ longitude and latitude (WGS 84, bands C to X).

After the public specification (NGA.STND.0037, 'Universal Grids and the Transverse Mercator and Polar Stereographic Map
Projections'): UTM by Krüger's series in the third flattening, to its fourth power (good to a millimetre inside a zone),
and the lettering of 100 km squares for WGS 84. Polar references (A, B, Y, Z) are refused.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from geo.errors import InputError

_A, _F = 6_378_137.0, 1 / 298.257223563
_N = _F / (2 - _F)
_E = math.sqrt(_F * (2 - _F))
_K0, _FALSE_EAST, _FALSE_NORTH = 0.9996, 500_000.0, 10_000_000.0
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE_M, _CYCLE_M = 100_000, 2_000_000
_DIGITS = 5
# a square may lie partly in the next band or zone; a reference farther off is misread
_SLACK_DEG = 1.5
REFERENCE = re.compile(
    r"(?P<zone>0?[1-9]|[1-5]\d|60)\s?(?P<band>[A-HJ-NP-Z])\s?(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s?"
    r"(?P<digits>\d{1,5}\s\d{1,5}|\d{2,10})"
)


class Cell(NamedTuple):
    """A cell of the grid: its middle in degrees, and the length of its side in metres."""

    lon: float
    lat: float
    side_m: float


def format_mgrs(*, lon: float, lat: float, digits: int = _DIGITS) -> str:
    """The grid reference of the cell in which a point lies ('52SCG0123456789').

    Args:
        lon: longitude in degrees, −180 to 180.
        lat: latitude in degrees, −80 to 84.
        digits: for easting and northing each, 1 (10 km) to 5 (1 m).

    Raises:
        InputError: a point outside of the grid, or a number of digits that it does not have.
    """
    if not (-180 <= lon <= 180 and -80 <= lat <= 84):
        raise InputError(
            f"The grid holds latitudes −80 to 84 and longitudes −180 to 180, not latitude {lat:g} with longitude "
            f"{lon:g}: check that the two are not swapped."
        )
    if not 1 <= digits <= _DIGITS:
        raise InputError(f"A grid reference has 1 to 5 digits for each axis, not {digits}: choose one of these.")
    zone, band = _zone(lon, lat), _BANDS[min(int((lat + 80) // 8), 19)]
    east, north = _to_utm(lon, lat, zone)
    column = _COLUMNS[(zone - 1) % 3][int(east // _SQUARE_M) - 1]
    row = _ROWS[(int(north // _SQUARE_M) + (5 if zone % 2 == 0 else 0)) % 20]
    step = 10 ** (_DIGITS - digits)
    figures = f"{int(east % _SQUARE_M) // step:0{digits}d}{int(north % _SQUARE_M) // step:0{digits}d}"
    return f"{zone}{band}{column}{row}{figures}"


def parse_mgrs(reference: str) -> Cell:
    """The cell that a grid reference names; blanks between its parts do not matter.

    Raises:
        InputError: not a reference, polar, or letters that its zone does not have.
    """
    match = REFERENCE.fullmatch(reference.strip().upper())
    parts = match["digits"].split() if match else []
    figures = "".join(parts)
    if not match or len(figures) % 2 or (len(parts) == 2 and len(parts[0]) != len(parts[1])):
        raise InputError(f"{reference!r} is no MGRS reference: write it like 52SCG1234567890, as many digits each way.")
    zone, band = int(match["zone"]), match["band"]
    columns = _COLUMNS[(zone - 1) % 3]
    if band not in _BANDS or match["column"] not in columns:
        raise InputError(f"{reference!r} names a square that zone {zone} does not have: check its letters.")
    half = len(figures) // 2
    side = 10.0 ** (_DIGITS - half)
    east = (columns.index(match["column"]) + 1) * _SQUARE_M + (int(figures[:half]) + 0.5) * side
    row = (_ROWS.index(match["row"]) - (5 if zone % 2 == 0 else 0)) % 20
    south = -80 + 8 * _BANDS.index(band)
    north = _in_band(row * _SQUARE_M + (int(figures[half:]) + 0.5) * side, south, zone)
    lon, lat = _from_utm(east, north, zone, is_south=band < "N")
    top = south + (12 if band == "X" else 8)
    if not south - _SLACK_DEG <= lat <= top + _SLACK_DEG:
        raise InputError(f"{reference!r} names a square that does not lie in band {band}: check its letters.")
    return Cell(lon, lat, side)


def _in_band(north: float, south_deg: float, zone: int) -> float:
    # rows repeat every 2,000 km: take the one that begins in the band, whose rim is lowest at the zone's middle or edge
    least = min(_to_utm(_meridian(zone) + off, south_deg, zone)[1] for off in (0.0, 3.0))
    least = math.floor(least / _SQUARE_M) * _SQUARE_M
    return north + math.ceil((least - north) / _CYCLE_M) * _CYCLE_M


def _zone(lon: float, lat: float) -> int:
    zone = min(int((lon + 180) // 6) + 1, 60)
    if 56 <= lat < 64 and 3 <= lon < 12:  # south-western Norway
        return 32
    if lat >= 72 and 0 <= lon < 42:  # Svalbard
        return 31 if lon < 9 else 33 if lon < 21 else 35 if lon < 33 else 37
    return zone


def _meridian(zone: int) -> float:
    return 6.0 * zone - 183


def _to_utm(lon: float, lat: float, zone: int) -> tuple[float, float]:
    phi, lam = math.radians(lat), math.radians(lon - _meridian(zone))
    conformal = math.sinh(math.atanh(math.sin(phi)) - _E * math.atanh(_E * math.sin(phi)))
    xi, eta = math.atan2(conformal, math.cos(lam)), math.asinh(math.sin(lam) / math.hypot(conformal, math.cos(lam)))
    east = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    north = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    return _FALSE_EAST + _K0 * _RADIUS * east, _K0 * _RADIUS * north + (_FALSE_NORTH if lat < 0 else 0.0)


def _from_utm(east: float, north: float, zone: int, *, is_south: bool) -> tuple[float, float]:
    xi0 = (north - (_FALSE_NORTH if is_south else 0.0)) / (_K0 * _RADIUS)
    eta0 = (east - _FALSE_EAST) / (_K0 * _RADIUS)
    xi = xi0 - sum(b * math.sin(2 * j * xi0) * math.cosh(2 * j * eta0) for j, b in enumerate(_BETA, 1))
    eta = eta0 - sum(b * math.cos(2 * j * xi0) * math.sinh(2 * j * eta0) for j, b in enumerate(_BETA, 1))
    conformal = math.sin(xi) / math.hypot(math.sinh(eta), math.cos(xi))
    tau = conformal
    for _ in range(5):  # Newton; two rounds already reach the last digit
        sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1, tau)))
        guess = tau * math.hypot(1, sigma) - sigma * math.hypot(1, tau)
        slope = (1 - _E**2) * math.hypot(1, guess) * math.hypot(1, tau) / (1 + (1 - _E**2) * tau**2)
        tau += (conformal - guess) / slope
    lon = _meridian(zone) + math.degrees(math.atan2(math.sinh(eta), math.cos(xi)))
    return (lon + 180) % 360 - 180, math.degrees(math.atan(tau))
