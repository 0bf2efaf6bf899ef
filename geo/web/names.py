"""The names of a report as markup: what each means, how sure that is, why, what came next. All of it passes `safe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.places.grounds import grounds, label
from geo.publish.attribution import credit_of
from geo.publish.html import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Resolution
    from geo.places.grounds import Grounds

_SURE = 0.99


def listed(resolutions: Iterable[Resolution]) -> str:
    """One expander a name, in the order of the text; '' if there is no name."""
    rows = "".join(map(_row, grounds(resolutions)))
    return f'<section class="bw-found bw-names"><p class="bw-name">Names of places</p>{rows}</section>' if rows else ""


def _row(one: Grounds) -> str:
    beside = [_sure(one.chosen.score)] if one.chosen else []
    beside += [f"{len(one.starts)} times"] if len(one.starts) > 1 else []
    head = f"<b>{safe(one.surface)}</b> {safe(one.told)} <span>{safe(', '.join(beside))}</span>"
    lines = [f"{_sentence(one.why)}"]
    if one.others:
        others = "; ".join(f"{label(other.place)}, {other.score:.0%}" for other in one.others)
        lines.append(f"Next best: {others}.")
    if one.chosen and (credit := credit_of(one.chosen.place.source)):
        lines.append(f"Position: {credit}.")
    told = "".join(f"<p>{safe(line)}</p>" for line in lines)
    return f"<details><summary>{head}</summary>{told}</details>"


def _sure(score: float) -> str:
    return "over 99% sure" if score > _SURE else f"{score:.0%} sure"


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
