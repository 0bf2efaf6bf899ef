"""Which new mention of a report tells what an old one told, when it is read anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Mention


def matched(
    old: Sequence[Mention], new: Sequence[Mention], told: Sequence[Mention]
) -> tuple[list[tuple[Mention, Mention]], list[Mention], list[Mention]]:
    """Pairs of an old and a new mention of one act, what is only new, and what is only old; the nearest pair first."""
    same = {one.id for one in told}
    rest_old, rest_new = [one for one in old if one.id not in same], list(new)
    ranked = sorted(
        ((nearness, was, is_) for was in rest_old for is_ in rest_new if (nearness := _nearness(was, is_)) > 0),
        key=lambda row: (-row[0], row[1].id, row[2].id),
    )
    pairs: list[tuple[Mention, Mention]] = []
    for _, was, is_ in ranked:
        if was in rest_old and is_ in rest_new:
            pairs.append((was, is_))
            rest_old.remove(was)
            rest_new.remove(is_)
    return pairs, rest_new, rest_old


def _nearness(was: Mention, is_: Mention) -> int:
    """Do the two stand on the same words? The words of the act count more than the sentence, the kind decides."""
    act = _share(was.trigger, is_.trigger)
    sentence = _share((was.evidence.start, was.evidence.end), (is_.evidence.start, is_.evidence.end))
    alike = was.kind == is_.kind
    return 4 * (act and alike) + 2 * (act or (sentence and alike)) + (sentence and alike and was.place == is_.place)


def _share(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def content(mention: Mention) -> Mention:
    """What it tells, whoever read it."""
    return replace(mention, extractor="", ordinal=0, reasons={}, confidence=1.0, trigger=(0, 0))
