"""Text → toponyms: the proper names of places, as written, in noun form.

The longest names of the gazetteer (spans.py) are weighed one by one (features.py) by boosted trees, trained by
scripts/train_place_filter.py; names of lines and zones are always kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.model import Toponym
from geo.places.countries import countries
from geo.places.features import Neighbours, neighbours, span_features
from geo.places.lines import is_line_name
from geo.places.normalise import normalise
from geo.places.people import country_of_person, may_name_person
from geo.places.spans import Span, find_spans
from geo.places.vocabulary import SPEAKS
from geo.weights import TreeModel, trees

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

# the chance of being a place from which a span is kept
LEAST_CHANCE = 0.35
_REACH = 40  # characters before a name in which the rest of a person's name may stand
_NAMES_BEFORE = re.compile(r"(?:\b[A-Z][\w'’-]+ ){1,2}$")
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Gen|Col|Capt|Lt|Sgt|Maj|General|Colonel|Captain|Lieutenant|Sergeant|Senator|Judge)\.? $"
)
_NAMES_BEHIND = re.compile(r"(?: [A-Z][\w'’-]+){1,3}")


class NameFilter(NamedTuple):
    """What tells places from other names: boosted trees, and the log odds of neighbouring words that they read."""

    trees: TreeModel
    odds: Neighbours


@cache
def trained_filter() -> NameFilter:
    """The filter of data/weights.

    Raises:
        DataError: its weights cannot be read.
    """
    return NameFilter(trees("place_filter"), neighbours())


@cache
def _seats() -> frozenset[str]:
    """Keys that can stand for a government: countries and capitals."""
    names = {name for c in countries().values() for name in (c.name, c.capital, *c.aliases, *c.capital_aliases)}
    return frozenset(normalise(name) for name in names)


def recognise(text: str, gazetteer: Gazetteer, name_filter: NameFilter | None = None) -> list[Toponym]:
    """The toponyms of a text, in order, not overlapping; `metonym` where a name stands for a government or an army.

    Args:
        text: the text.
        gazetteer: whose names are looked for.
        name_filter: what weighs them; default: the trained one of data/weights.
    """
    tokens, spans = find_spans(text, gazetteer)
    if not spans:
        return []
    forest, odds = name_filter or trained_filter()
    chances = 1 / (1 + np.exp(-forest.logits(span_features(spans, tokens, text, gazetteer, odds))))
    return [
        _toponym(span, text)
        for span, chance in zip(spans, chances.tolist(), strict=True)
        if (chance >= LEAST_CHANCE or span.is_sure or _is_certain(span, text, gazetteer)) and not _in_person(span, text)
    ]


def _toponym(span: Span, text: str) -> Toponym:
    speaks = span.key in _seats() and bool(SPEAKS.match(text, span.end))
    return Toponym(surface=text[span.start : span.end], start=span.start, end=span.end, metonym=speaks)


def _in_person(span: Span, text: str) -> bool:
    """Is it part of somebody's name: 'Vladimir' in 'Vladimir Putin', 'Jordan' in 'Mr Jordan Chester'?"""
    if _TITLE_BEFORE.search(text, max(0, span.start - _REACH), span.start):
        return True
    name = text[span.start : span.end]
    if not may_name_person(name):
        return False
    before, behind = (
        _NAMES_BEFORE.search(text, max(0, span.start - _REACH), span.start),
        _NAMES_BEHIND.match(text, span.end),
    )
    first = before[0].split() if before else []
    last = behind[0].split() if behind else []
    return any(
        country_of_person(" ".join([*first[len(first) - left :], name, *last[:right]]))
        for left in range(len(first) + 1)
        for right in range(len(last) + 1)
        if left or right
    )


def _is_certain(span: Span, text: str, gazetteer: Gazetteer) -> bool:
    """Is it the name of a line, or one that the user says is a place?"""
    return is_line_name(span.key, text[span.start : span.end], text) or gazetteer.is_own(span.key)
