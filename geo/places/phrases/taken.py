"""Stretches of a text that are taken: is one free? In logarithmic time, for texts with thousands of names."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Taken:
    """Some stretches `[start, end)`, which may overlap each other."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def overlaps(self, start: int, end: int) -> bool:
        """Does one of them share a character with `[start, end)`?"""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start

    def is_cut_at(self, offset: int) -> bool:
        """Does an offset lie inside one of them, behind its first character?"""
        return self.overlaps(offset, offset)
