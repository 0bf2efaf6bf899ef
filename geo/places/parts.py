"""Words for the part of a line ('eastern end', 'northern half', 'central sector') as shares of its length."""

from __future__ import annotations

import math
import re

import numpy as np
import shapely

from geo.geodesy import Line, nearest_on_line

_SIZES = {"end": 0.2, "tip": 0.2, "edge": 0.2, "extremity": 0.2, "half": 0.5}
_THIRD = 1 / 3
_WAYS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}
_PART = re.compile(
    r"^(?:far )?(?P<way>(?:north|south)?-?(?:east|west)?)(?:ern)?(?P<most>most)?"
    r"(?: (?P<size>end|tip|edge|extremity|half|sector|part|section|stretch|segment|portion|third|side|front|reaches))?$"
)
_MIDDLE = re.compile(r"^(?:central|middle|mid|centre|center)(?: (?:\w+))?$")
# An end that lies hardly further that way than the other end is no 'eastern end'.
_LEAST_LEAN = 0.05


def share_of(line: Line, words: str) -> tuple[float, float] | None:
    """The shares (start, end) of a line that a part named in words takes, or None if the words name no part of it.

    Args:
        line: runs in order from one end to the other.
        words: lower case, one blank between words: 'eastern end', 'north-western sector', 'middle'.
    """
    if _MIDDLE.match(words):
        return (0.4, 0.6) if words.endswith(" end") else (_THIRD, 2 * _THIRD)
    match = _PART.match(words)
    if not match or not match["way"]:
        return None
    lean = _lean(line, match["way"])
    if abs(lean) < _LEAST_LEAN:
        return _round_about(line, match["way"], _size(match))
    size = _size(match)
    return (1 - size, 1.0) if lean > 0 else (0.0, size)


def _size(match: re.Match[str]) -> float:
    return 0.2 if match["most"] else _SIZES.get(match["size"] or "", _THIRD)


def _way(way: str) -> tuple[float, float]:
    east = sum(_WAYS[word][0] for word in _WAYS if word in way)
    north = sum(_WAYS[word][1] for word in _WAYS if word in way)
    return east / math.hypot(east, north), north / math.hypot(east, north)


def _lean(line: Line, way: str) -> float:
    # how far the end of the line lies that way from its start, as a share of the line's extent
    xy = _plane(line)
    extent = float(np.ptp(xy, axis=0).max()) or 1.0
    return float((xy[-1] - xy[0]) @ _way(way)) / extent


def _round_about(line: Line, way: str, size: float) -> tuple[float, float]:
    # a line that comes back to where it began: the stretch around its outermost point that way
    xy = shapely.get_coordinates(line)
    outermost = xy[int(np.argmax(_plane(line) @ _way(way)))]
    middle = nearest_on_line(line, float(outermost[0]), float(outermost[1]))
    start = min(max(middle - size / 2, 0.0), 1 - size)
    return start, start + size


def _plane(line: Line) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    xy = shapely.get_coordinates(line)
    return np.asarray(xy * [math.cos(math.radians(float(xy[:, 1].mean()))), 1.0])
