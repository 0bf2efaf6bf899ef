"""Do two mentions tell one act? What speaks for and against it, and a calibrated probability.

A logistic model over pairs of mentions, trained by scripts/train_merge.py on marked pairs. Every feature is symmetric
in the two mentions.
"""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING

from geo.incidents.contradictions import (
    WIDE,
    common_country,
    common_numbers,
    days_apart,
    equal,
    gap_m,
    reach_m,
    shared_days,
)
from geo.incidents.features import stem
from geo.kinds import kind as kind_of
from geo.kinds import kinds
from geo.places.countries import country_of, demonym_spans
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Mention

Row = dict[str, float]

_CLOSE = 0.25  # relative: 'about 300' and 260
_SMALL = 2
_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset(
    """
    the and for from with that this was were had has have been its their they his her said says say told who whom which
    when where while into onto over near after before between about some more than not but also against across one two
    are will would day days week month year late early monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december
    """.split()
)
_RANKS = frozenset(
    "forces force troops soldiers soldier army military guards guard police officials people men".split()
)


def probability(a: Mention, b: Mention, weights: LinearModel | None = None) -> float:
    """The probability that two mentions that nothing contradicts tell one act."""
    return (weights or model("merge")).probabilities(features(a, b))["same"]


def features(a: Mention, b: Mention) -> Row:
    """What the model sees of a pair."""
    return {
        name: value
        for part in (_days(a, b), _places(a, b), _actors(a, b), _numbers(a.quantities, b.quantities), _words(a, b))
        for name, value in part.items()
        if value
    }


def _days(a: Mention, b: Mention) -> Row:
    longest = max(a.period.days, b.period.days)
    return {
        "same day": float(longest == 1 and a.period.start == b.period.start),
        "shared days": shared_days(a, b),
        "next day": float(days_apart(a, b)),
        "long": math.log(longest),
    }


def _places(a: Mention, b: Mention) -> Row:
    gap, wide = gap_m(a, b), [one.footprint.precision in WIDE for one in (a, b)]
    named = bool(place_words(a.place) & place_words(b.place))
    return {
        "beyond reach": min(3.0, gap / (reach_m(a) + reach_m(b))),
        "one wide": float(any(wide) and not all(wide)),
        "both wide": float(all(wide)),
        "same name": float(named),
        "same name, not wide": float(named and not any(wide)),
        "other name, not wide": float(not named and not any(wide)),
        "other country": float(not common_country(a, b)),
    }


def _actors(a: Mention, b: Mention) -> Row:
    row: Row = {}
    for role, one, other in (("who", a.initiator, b.initiator), ("whom", a.target, b.target)):
        if one and other:
            row[f"{role}: {alike(one, other)}"] = 1.0
    if "who: opposed" in row:
        row[f"who: opposed, {kind_of(a.kind).group.id if a.kind in kinds() else 'other'}"] = 1.0
    return row


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """'same', 'opposed' or 'unlike': by the states that two lists of actors name, else by their words."""
    if nations(one) and nations(other):
        return "same" if nations(one) & nations(other) else "opposed"
    return "same" if roots(one) & roots(other) else "unlike"


@functools.lru_cache(maxsize=4096)
def nations(actors: tuple[str, ...]) -> frozenset[str]:
    """The codes of the states that actors belong to, as far as their names say."""
    named = {code for actor in actors for _, _, code in demonym_spans(actor)}
    seats = {code for actor in actors for word in _WORD.findall(actor) if word.istitle() and (code := country_of(word))}
    return frozenset(named or seats)


@functools.lru_cache(maxsize=4096)
def roots(actors: tuple[str, ...]) -> frozenset[str]:
    """The first letters of the words of actors, without ranks that every army has."""
    words = {word.lower() for actor in actors for word in _WORD.findall(actor)}
    return frozenset(word[:5] for word in (words - _RANKS or words) - _PLAIN if len(word) > 2)


def _numbers(a: Mapping[str, float], b: Mapping[str, float]) -> Row:
    row = {"equal numbers": 0.0, "equal small numbers": 0.0, "close numbers": 0.0, "other numbers": 0.0}
    for x, y in common_numbers(a, b):
        if equal(x, y):
            row["equal small numbers" if abs(x) <= _SMALL else "equal numbers"] += 1
        else:
            row["close numbers" if abs(x - y) <= _CLOSE * max(abs(x), abs(y)) else "other numbers"] += 1
    return {name: min(value, 2.0) for name, value in row.items()}


def _words(a: Mention, b: Mention) -> Row:
    one, other = content(a.evidence.quote), content(b.evidence.quote)
    both = len(one & other)
    return {
        "same trigger": float(trigger(a) == trigger(b) != ""),
        "words": both / min(len(one), len(other)) if one and other else 0.0,
        "all words": both / len(one | other) if one and other else 0.0,
    }


@functools.lru_cache(maxsize=4096)
def content(quote: str) -> frozenset[str]:
    """The stems of the words of a sentence that say what is told, numbers included, dates not."""
    words = (word.casefold() for word in _WORD.findall(quote))
    return frozenset(stem(word) for word in words if word not in _PLAIN and (len(word) > 2 or word.isdigit()))


def trigger(mention: Mention) -> str:
    """The stem of the word that tells the act; '' if it stands outside the evidence."""
    start, end = (offset - mention.evidence.start for offset in mention.trigger)
    return stem(mention.evidence.quote[start:end].casefold()) if 0 <= start < end else ""


@functools.lru_cache(maxsize=4096)
def place_words(name: str) -> frozenset[str]:
    """The capitalised words of a place name."""
    return frozenset(word for word in _WORD.findall(name) if word[0].isupper())
