"""Borders told in words: 'the border with Belarus', 'the Polish border', 'the border between X and Y', 'the border'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.places.borders import shared_border
from geo.places.phrases.scene import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.places.phrases.context import Told
    from geo.places.phrases.scene import Scene

_BORDER = re.compile(r"\b(?:[Bb]order|[Ff]rontier|[Bb]oundary|[Bb]order fence|[Bb]order wall)\b(?![-’'])")
# 'border guards' are no border, and 'the border town' is none
COMPOUND = re.compile(
    r"\s(?:guards?|guardsm[ae]n|police|polic\w+|force|forces|patrols?|agents?|officials?|officers?|towns?|villages?|"
    r"cit(?:y|ies)|crossings?|checkpoints?|checks?|posts?|controls?|gates?|troops?|security|clash\w*|skirmish\w*|disputes?|"
    r"talks?|region|regions|areas?|zones?|districts?|count(?:y|ies)|provinces?|command|agency|service|states?|bridge|"
    r"incidents?|tensions?|closures?|trade|communit\w+|residents?|wars?|markets?|battalion|brigade|regiment|stones?|markers?|commission|country|railings|river|dispute|violations?)\b",
    re.IGNORECASE,
)
_OF_THING = re.compile(r"\sof\s(?:the|an?|his|her)\s(?!two|neighbou?r|countr|Koreas)[a-z]")
_BEFORE = re.compile(
    r"(?:(?P<the>\b[Tt]he|\b[Ii]ts|\b[Tt]heir|\b[Tt]his|\b[Tt]hat)\s)?(?:(?:shared|common|mutual|land|long|porous|disputed|volatile|international|state|\d[\d,.]*[-\s]"
    r"(?:km|kilomet(?:er|re)|mile)s?)\s)*$"
)
_JOINT = re.compile(r"\s?[-–—/]\s?|\sand\s")
_WITH = re.compile(r"\s(?:(?:it|they|he)\s)?(?:shares?d?\s)?(?:with|to)\s")
_BETWEEN = re.compile(r"\s(?:between|of|that\s(?:divides|separates|parts))\s")
_AND = re.compile(r"\sand\s")
_LAND = re.compile(r"\s(?:land\s|state\s|international\s|shared\s)?$")
_POSSESSIVE = re.compile(r"[’']s?\s(?:\w+\s)?$")


def border_anchors(scene: Scene) -> Iterator[Anchor]:
    """The borders that a text tells in words, in order; those that are names of their own are left out."""
    taken = {end for anchor in scene.names if anchor.is_line for end in (anchor.end,)}
    for match in _BORDER.finditer(scene.text):
        if match.end() in taken or COMPOUND.match(scene.text, match.end()):
            continue
        found = (
            _with_partner(scene, match) or _between_two(scene, match) or _of_people(scene, match) or _bare(scene, match)
        )
        if found:
            yield found


def _with_partner(scene: Scene, match: re.Match[str]) -> Anchor | None:
    """'The border with Belarus': the other country is the neighbour told nearest."""
    behind = _WITH.match(scene.text, match.end())
    named = scene.context.led_to(behind.end()) if behind else None
    if named is None:
        return None
    before = _told_before(scene, match)
    if before and _POSSESSIVE.fullmatch(scene.text[before.end : match.start()]) and before.code != named.code:
        return _anchor(before.start, named.end, before, named)
    other = scene.context.partner(named.code, match.start())
    return _anchor(_start(scene, match), named.end, named, other) if other else None


def _between_two(scene: Scene, match: re.Match[str]) -> Anchor | None:
    behind = _BETWEEN.match(scene.text, match.end())
    first = scene.context.led_to(behind.end()) if behind else None
    joint = _AND.match(scene.text, first.end) if first else None
    second = scene.context.led_to(joint.end()) if joint else None
    return _anchor(_start(scene, match), second.end, first, second) if first and second else None


def _of_people(scene: Scene, match: re.Match[str]) -> Anchor | None:
    """'The Polish–Belarusian border', 'the India-Pakistan border', 'the Syrian border'."""
    second = _told_before(scene, match)
    if second is None or not (
        _LAND.fullmatch(scene.text[second.end : match.start()])
        or _POSSESSIVE.fullmatch(scene.text[second.end : match.start()])
    ):
        return None
    first = scene.context.ending_before(second.start)
    if first and first.code != second.code and _JOINT.fullmatch(scene.text[first.end : second.start]):
        return _anchor(_article(scene, first.start), match.end(), first, second)
    other = scene.context.partner(second.code, second.start)
    return _anchor(_article(scene, second.start), match.end(), second, other) if other else None


def _bare(scene: Scene, match: re.Match[str]) -> Anchor | None:
    """'The border', 'their shared border': that of the two neighbours told nearest."""
    if _OF_THING.match(scene.text, match.end()):
        return None
    start = _start(scene, match)
    pair = scene.context.pair(match.start()) if start < match.start() and match[0] in ("border", "frontier") else None
    return _anchor(start, match.end(), *pair) if pair else None


def _anchor(start: int, end: int, a: Told, b: Told) -> Anchor | None:
    line = shared_border(a.code, b.code) if a.code != b.code else None
    if line is None:
        return None
    return Anchor(start, end, line, tuple(sorted(((a.start, a.end), (b.start, b.end)))), in_words=True)


def _told_before(scene: Scene, match: re.Match[str]) -> Told | None:
    told = scene.context.ending_before(match.start())
    return told if told and match.start() - told.end < 30 else None


def _start(scene: Scene, match: re.Match[str]) -> int:
    from_ = max(0, match.start() - 60)
    found = _BEFORE.search(scene.text[from_ : match.start()])
    return from_ + found.start() if found else match.start()


def _article(scene: Scene, start: int) -> int:
    return start - 4 if scene.text[max(0, start - 4) : start].lower() == "the " else start
