"""A mention as another paper would tell it: vaguer or shifted in place and days, other numbers, actors and words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geo.geodesy import representative_point
from geo.model import DatePrecision, Footprint, Mention, Period, PlacePrecision

if TYPE_CHECKING:
    import random

# Chances, about as in the marked retellings.
_MOVED, _WIDENED = 0.30, 0.12
_NIGHT, _RANGE, _NEXT_DAY = 0.12, 0.08, 0.04
_NUMBER_LOST, _NUMBER_OTHER = 0.4, 0.3
_ACTOR_LOST, _ACTOR_SHORT = 0.35, 0.3
_KEPT_WORDS = (0.2, 0.7)
_RANKS = ("soldiers", "troops", "guards", "forces", "army")
_WORD = re.compile(r"\w+|\W+")
_ROUND = 10


def variant(mention: Mention, draw: random.Random) -> Mention:
    """The same act told by another report, by chance `draw`."""
    report_id = f"{mention.report_id}~"
    quote = _quote(mention.evidence.quote, draw)
    start = quote.casefold().find(_trigger_word(mention).casefold()) if _trigger_word(mention) else -1
    return replace(
        mention,
        report_id=report_id,
        period=_period(mention.period, draw),
        footprint=_footprint(mention.footprint, draw),
        quantities=_numbers(dict(mention.quantities), draw),
        initiator=_actors(mention.initiator, draw),
        target=_actors(mention.target, draw),
        evidence=replace(mention.evidence, report_id=report_id, start=0, end=len(quote), quote=quote),
        trigger=(start, start + len(_trigger_word(mention))) if start >= 0 else (0, 0),
    )


def _trigger_word(mention: Mention) -> str:
    start, end = (offset - mention.evidence.start for offset in mention.trigger)
    return mention.evidence.quote[start:end]


def _period(period: Period, draw: random.Random) -> Period:
    chance, day = draw.random(), dt.timedelta(days=1)
    if chance < _NIGHT:
        return Period(start=period.start, end=period.end + day, precision=DatePrecision.NIGHT)
    if chance < _NIGHT + _RANGE:
        return Period(start=period.start - day, end=period.end + day, precision=DatePrecision.RANGE)
    if chance < _NIGHT + _RANGE + _NEXT_DAY:
        return replace(period, start=period.start + day, end=period.end + day)
    return period


def _footprint(footprint: Footprint, draw: random.Random) -> Footprint:
    chance = draw.random()
    lon, lat = representative_point(footprint.geometry)
    if chance < _MOVED:
        spot = Point(lon + draw.gauss(0, 0.08), lat + draw.gauss(0, 0.06))
        return replace(footprint, geometry=spot) if footprint.geometry.geom_type == "Point" else footprint
    if chance < _MOVED + _WIDENED:
        middle = Point(lon + draw.gauss(0, 0.3), lat + draw.gauss(0, 0.3))
        return Footprint(geometry=middle, precision=PlacePrecision.PROVINCE, radius_m=60_000.0)
    return footprint


def _numbers(numbers: dict[str, float], draw: random.Random) -> dict[str, float]:
    told: dict[str, float] = {}
    for noun, value in numbers.items():
        chance = draw.random()
        if chance < _NUMBER_LOST:
            continue
        changed = value + max(1, round(value * draw.choice((-0.2, -0.1, 0.1, 0.25, 0.5))))
        rounded = round(value / _ROUND) * _ROUND if value > 2 * _ROUND else changed
        told[noun] = draw.choice((changed, rounded)) if chance < _NUMBER_LOST + _NUMBER_OTHER else value
    return told


def _actors(actors: tuple[str, ...], draw: random.Random) -> tuple[str, ...]:
    chance = draw.random()
    if chance < _ACTOR_LOST:
        return ()
    if chance < _ACTOR_LOST + _ACTOR_SHORT:
        return tuple(actor.split()[-1] for actor in actors[:1])
    if draw.random() < 0.5 and actors:
        return (*actors[:-1], f"{actors[-1].rsplit(' ', 1)[0]} {draw.choice(_RANKS)}")
    return actors


def _quote(quote: str, draw: random.Random) -> str:
    """Some of the words, the others replaced by letters without meaning: what a retelling shares, and no more."""
    share = draw.uniform(*_KEPT_WORDS)
    words = _WORD.findall(quote)
    return "".join(
        word if not word.strip() or not word[0].isalnum() or draw.random() < share else f"x{draw.randrange(10**6)}x"
        for word in words
    )
