"""Degrees as they are written ('37.956° N, 126.677° E', '33°30′15″N 36°18′E', '37.9560, 126.6770') → a position."""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.errors import InputError

_DEGREE_M = 111_195.0
_LEAST_M = 15.0
_LAT, _LON = "latitude", "longitude"
_SIGNS = {"N": 1, "S": -1, "E": 1, "W": -1}
_BARE_DECIMALS, _TOLD_DECIMALS = 4, 2  # that make two plain numbers a position: alone, and behind a word like 'GPS'
_CUE = re.compile(r"\b(?:coordinates?|co-ordinates?|located|position(?:ed)?|gps|lat\s?/\s?lon\w*)\b[^.;]{0,20}$", re.I)
_LABEL = r"(?:(?P<label{n}>(?i:lat(?:itude)?|long?(?:itude)?|lng))\b[.:=]?\s?(?:(?i:of)\s|=\s?)?)?"
_ANGLE = (
    r"(?:(?P<pre{n}>[NSEW])\s?)?(?P<sign{n}>[+\-−](?=\d))?(?P<deg{n}>\d{{1,3}}(?:\.\d{{1,12}})?)"
    r"(?:\s?(?P<mark{n}>[°º˚]|(?i:degrees?|deg)\b)(?:\s?(?P<min{n}>\d{{1,2}}(?:\.\d{{1,8}})?)\s?(?:['′’]|(?i:minutes?|min)\b)"
    r"(?:\s?(?P<sec{n}>\d{{1,2}}(?:\.\d{{1,8}})?)\s?(?:[\"″”]|['′’]{{2}}|(?i:seconds?|sec)\b))?)?)?"
    r"(?(pre{n})|(?:\s?(?P<post{n}>[NSEW](?!\w)|(?i:north|south|east|west)(?!\w)))?)"
)
_SEPARATOR = r"(?P<separator>\s?[,;/]\s?(?:and\s)?|\s(?:and|by)\s|\s)"
PAIR = re.compile(
    r"(?<![\w.,+\-−])\(?"
    + (_LABEL + _ANGLE).format(n=1)
    + _SEPARATOR
    + (_LABEL + _ANGLE).format(n=2)
    + r"(?![\w°]|[.,]\d)"
)
# what a pair cannot do without: cheap to look for
CLUE = re.compile(r"\d\s?(?:[°º˚]|deg)|\d\.\d\d|\d\s?[NSEW]\b|\b[NSEW]\s?\d|\d\s(?:north|south|east|west)\b")


class Position(NamedTuple):
    """A position in degrees, how exactly it is written in metres, the notation, and what the reader should know."""

    lon: float
    lat: float
    radius_m: float
    notation: str
    note: str = ""


class _Angle(NamedTuple):
    value: float
    unit: float  # degrees that the last written digit stands for
    axis: str
    decimals: int
    has_mark: bool
    has_minutes: bool


def check_range(*, lon: float, lat: float) -> None:
    """Refuse a longitude or latitude off the globe.

    Args:
        lon: longitude in degrees, east positive.
        lat: latitude in degrees, north positive.

    Raises:
        InputError: says which of the two it is, and whether they look swapped.
    """
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        return
    what = (
        f"latitude {lat:g} lies outside −90 to 90" if abs(lat) > 90 else f"longitude {lon:g} lies outside −180 to 180"
    )
    looks = abs(lon) <= 90 < abs(lat) <= 180
    advice = "latitude and longitude look swapped: exchange them" if looks else "correct it"
    raise InputError(f"The {what} (given: latitude {lat:g}, longitude {lon:g}): {advice}.")


def read_pair(match: re.Match[str], before: str) -> Position | None:
    """The position of a match of PAIR; None if the two numbers are not clearly one.

    Args:
        match: of PAIR.
        before: the words before it; 'coordinates' or 'GPS' among them make plain numbers clearer.

    Raises:
        InputError: clearly meant as a position, and none on the globe.
    """
    first, second = _angle(match, "1"), _angle(match, "2")
    if first is None or second is None or (first.axis and first.axis == second.axis):
        return None
    if not first.axis and not second.axis and not _is_clear(first, second, match, before):
        return None
    is_dms = first.has_minutes or second.has_minutes
    lat, lon, note = first, second, ""
    if first.axis == _LON or second.axis == _LAT:
        lat, lon = second, first
    elif not first.axis and not second.axis:
        if abs(first.value) > 90 >= abs(second.value):
            lat, lon = second, first
            note = f"written longitude first: {first.value:g} cannot be a latitude"
        else:
            note = "a pair without letters, read latitude first"
    check_range(lon=lon.value, lat=lat.value)
    radius = max(_LEAST_M, max(first.unit, second.unit) / 2 * _DEGREE_M)
    return Position(lon.value, lat.value, radius, "dms" if is_dms else "decimal", note)


def _is_clear(first: _Angle, second: _Angle, match: re.Match[str], before: str) -> bool:
    fewest = min(first.decimals, second.decimals)
    if first.has_mark and second.has_mark:
        return first.has_minutes or fewest >= _TOLD_DECIMALS
    if not match["separator"].strip().startswith((",", ";", "/")):
        return False
    return fewest >= (_TOLD_DECIMALS if _CUE.search(before) else _BARE_DECIMALS)


def _angle(match: re.Match[str], n: str) -> _Angle | None:
    letter = (match[f"pre{n}"] or match[f"post{n}"] or "")[:1].upper()
    label, sign = (match[f"label{n}"] or "").lower(), match[f"sign{n}"]
    whole, minutes, seconds = match[f"deg{n}"], match[f"min{n}"], match[f"sec{n}"]
    axis = _LAT if letter in ("N", "S") else _LON if letter else ""
    labelled = (_LAT if label.startswith("lat") else _LON) if label else ""
    is_word = len(match[f"post{n}"] or "") > 1
    decimals = len(whole.partition(".")[2])
    if (axis and labelled and axis != labelled) or (minutes and decimals) or (seconds and "." in minutes):
        return None
    if is_word and not (match[f"mark{n}"] or decimals):
        return None
    if letter and sign:
        raise InputError(f"{match[0]!r} has a sign and a letter for one angle: leave one of the two away.")
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60:
        raise InputError(f"{match[0]!r} has minutes or seconds of 60 or more: correct them.")
    size = float(whole) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    way = -1 if sign in ("-", "−") else _SIGNS.get(letter, 1)
    last, scale = (seconds, 3600) if seconds else (minutes, 60) if minutes else (whole, 1)
    unit = 10.0 ** -len(last.partition(".")[2]) / scale
    return _Angle(way * size, unit, axis or labelled, decimals, bool(match[f"mark{n}"]), bool(minutes))
