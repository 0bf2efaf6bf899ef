"""The names of lines and zones ('the DMZ', 'border between India and Pakistan'), for borders.py to draw.

Some names are shared with other things ('Green Line', 'contact line'): they mean a line only in a text that has one of
its cues (data/lines.toml), and so do names that are written small ('the line of control').
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo.places.border_files import members, named_rows
from geo.places.combining import combining_code
from geo.places.countries import country_of, demonym_spans
from geo.places.normalise import normalise, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Place

_WORD = r"(?:border|frontier|boundary)(?:\s(?:line|fence))?"
_KIND = r"(?:(?:land|state|international|common|shared|mutual)\s+)?"
_SIDE = r"(?:(?:long|porous|disputed|shared|common|land|north\w*|south\w*|east\w*|west\w*)\s+)*"
_PAIRED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<a>.+?)(?:\s*[-‑–—/]\s*|\s+and\s+)(?P<b>.+?)\s+{_KIND}{_WORD}$",
        rf"^{_KIND}{_WORD} (?:between|of|dividing|that divides|separating) (?P<a>.+?) (?:and|with|from) (?P<b>.+)$",
        rf"^(?P<a>.+?)(?:['’]s?)? {_SIDE}{_WORD} (?:with|to) (?P<b>.+)$",
    )
)
_PART = re.compile(
    r"^(?P<part>[\w-]*(?:north|south|east|west|central|middle)[\w-]*\s"
    r"(?:end|sector|part|half|third|section|front|stretch)) of (?:the )?(?P<line>.+)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_SHORT = 4


class LineName(NamedTuple):
    """That a name is one of a line: with the line's id, and whether other things share the name."""

    line_id: str
    is_shared: bool


@cache
def line_names() -> Mapping[str, tuple[LineName, ...]]:
    """Every name of the named lines and zones as a key, with the lines that it may mean."""
    found: dict[str, dict[str, bool]] = {}
    for line_id, row in named_rows().items():
        shared = set(row.get("shared", ()))
        for name in (row["name"], *row.get("aliases", ()), *shared):
            for key in {normalise(name), " ".join(word.key for word in words(name))}:
                found.setdefault(key, {})[line_id] = name in shared
    return {key: tuple(LineName(*one) for one in ids.items()) for key, ids in found.items()}


@cache
def line_openers() -> frozenset[str]:
    """The words with which a key in `line_names` begins."""
    return frozenset(key.partition(" ")[0] for key in line_names())


def lines_named(name: str) -> list[Place]:
    """The lines or zones that a name may mean without a text around it; parts of lines and paired countries, too."""
    stripped = _ARTICLE.sub("", name.strip())
    part = _PART.match(stripped)
    if part:
        return [cut for whole in lines_named(part["line"]) if (cut := _stretch(whole, part["part"]))]
    named = [place for one in line_names().get(normalise(stripped), ()) if (place := line_place(one.line_id))]
    shared = None if named else _shared(stripped)
    return [shared] if shared else named


def line_meant(name: str, text: str) -> Place | None:
    """The line or zone that a name means in a text; None if it names none there.

    Of several lines that share a name the one is meant whose cues the text has most often.

    >>> line_meant("Green Line", "The Green Line of the metro was late.") is None
    True
    """
    stripped = _ARTICLE.sub("", name.strip())
    known = line_names().get(normalise(stripped))
    if known is None:
        return next(iter(lines_named(stripped)), None)
    meant = _meant(known, text, is_small=stripped == stripped.lower() and stripped.isascii())
    return line_place(meant) if meant else None


def is_line_name(key: str, written: str, text: str | None = None) -> bool:
    """Does this key name a line or a zone? Abbreviations only if they are written in capitals ('LAC', not 'Lac').

    Rivers are left to the names of the gazetteer: the same names stand for towns, people and regions.

    Args:
        key: the normalised name.
        written: as it stands in the text.
        text: with it, a name that other things share counts only if the text has a cue.
    """
    known = line_names().get(key, ())
    known = tuple(one for one in known if named_rows()[one.line_id].get("class") != "river")
    if not known or not (len(key) > _SHORT or sum(map(str.isupper, written)) > 1):
        return False
    return text is None or _meant(known, text, is_small=False) is not None


def _meant(known: tuple[LineName, ...], text: str, *, is_small: bool) -> str | None:
    """The id of the line that the text has most cues of; a name of its own needs none, unless it is written small."""
    if len(known) == 1 and not known[0].is_shared and not is_small:
        return known[0].line_id
    scored = [(_cues(one.line_id, text) + int(not (one.is_shared or is_small)), one.line_id) for one in known]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] else None


@lru_cache(maxsize=64)
def _cues(line_id: str, text: str) -> int:
    """How often a text has a cue of a line: its own, else the names and people of its countries."""
    row = named_rows()[line_id]
    if "cues" in row:
        return sum(1 for _ in _cue_pattern(line_id).finditer(text))
    countries = members()[row["border"]]["countries"]
    return sum(code in countries for _, _, code in demonym_spans(text))


@cache
def _cue_pattern(line_id: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, named_rows()[line_id]['cues']))})")


def _shared(name: str) -> Place | None:
    for pattern in _PAIRED:
        match = pattern.match(name)
        if match and (a := _country(match["a"])) and (b := _country(match["b"])) and a != b:
            from geo.places import borders

            return borders.shared_border(a, b)
    return None


def _country(form: str) -> str | None:
    return country_of(form) or combining_code(form)


def _stretch(whole: Place, part: str) -> Place | None:
    from geo.places import borders

    return borders.stretch(whole, part.lower())


def line_place(place_id: str) -> Place | None:
    """The line or zone with this id."""
    from geo.places import borders

    for find in (borders.line, borders.zone):
        try:
            return find(place_id)
        except KeyError:
            continue
    return None
