"""Text and resolved names → the phrases that say where without being names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.places.phrases.alongs import alongs, fronts, parts, sectors, sides
from geo.places.phrases.bearings import bearings, insides
from geo.places.phrases.betweens import betweens
from geo.places.phrases.coordinates import coordinate_phrases
from geo.places.phrases.linewords import told_lines
from geo.places.phrases.nears import nears, offs, opposites, outskirts
from geo.places.phrases.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Resolution
    from geo.places.gazetteer import Gazetteer
    from geo.places.phrases.phrase import SpatialPhrase

# a form, and the last two words of the heads that it can read (Approach.last); None: any
_FORMS = (
    (bearings, re.compile(r"(?:(?:north|south|east|west)\w*|\b[nsew]{1,3}) (?:of|from)$")),
    (insides, re.compile(r"\b(?:inside|into|within|in)$")),
    (betweens, re.compile(r"\bbetween$")),
    (offs, re.compile(r"\boff$|\b(?:off|coast|shores?|coastline|tip|end) of$")),
    (outskirts, re.compile(r"(?:skirts?|suburbs?|edges?|fringes?|periphery|approaches|entrance|perimeter) (?:of|to)$")),
    (opposites, re.compile(r"\bopposite(?: to)?$|\bfrom$|\bfacing$")),
    (sides, re.compile(r"\b(?:sides?|banks?|shores?|half) (?:of|along)$")),
    (parts, re.compile(r"(?:of|on|along)$")),
    (nears, re.compile(r"\b(?:near|nearby|to|beside|around|outside|from|of|alongside)$")),
    (alongs, None),
    (sectors, None),
)


def spatial_phrases(text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> list[SpatialPhrase]:
    """The spatial phrases of a text, in order, not overlapping: of two that overlap the longer one stays.

    The same input gives the same phrases; nothing else is read. Time grows with the length of the text and the number
    of names.

    Args:
        text: in English.
        resolutions: what its toponyms were resolved to; NIL ones are passed over.
        gazetteer: whose towns tell which side of a line is whose.
    """
    scene = Scene(text, resolutions, gazetteer)
    borders = told_lines(scene)
    scene.add(borders)
    found: list[SpatialPhrase] = list(coordinate_phrases(text))
    for anchor in (*scene.names, *borders):
        to = scene.approach(anchor)
        for form, words in _FORMS:
            if words is None or words.search(to.last):
                found += form(scene, anchor, to)
    found += fronts(scene)
    return _apart(found)


def _apart(found: Iterable[SpatialPhrase]) -> list[SpatialPhrase]:
    """Those that do not overlap a longer one; of equals the one found first stays."""
    kept: list[SpatialPhrase] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        while kept and one.start < kept[-1].end and one.end - one.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
