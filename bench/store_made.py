"""Made-up incidents by the million, the same in every run: reports, mentions and incidents that hang together.

Words are made of syllables and come as often as in a language (a few very often, most seldom); one report in seven is
in made-up Korean, with particles. Points lie about border towns, one incident in twenty along a line.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import shapely

from geo.kinds import kinds
from geo.model import (
    Citation,
    DatePrecision,
    Evidence,
    Footprint,
    Incident,
    Mention,
    Period,
    PlacePrecision,
    Report,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_DAY, DAYS = date(2014, 1, 1), 4000
LANDMARK = "landmark"  # a word that stands in one report of a hundred
_SYLLABLES = "ka lo mi ren do sa pu tir en va go shi ul be nor ta rek im".split()
_HANGUL = "가나다라마바사아자차카타파하고노도로모보소오조강남북동서산천경전평양인"
_PARTICLES = ("에서", "의", "은", "를", "로", "")
_TOWNS, _WORDS = 2000, 6000


@dataclass(frozen=True, slots=True)
class Made:
    """One incident with the report and the mention that it comes from."""

    report: Report
    mention: Mention
    incident: Incident


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    country: str
    lon: float
    lat: float


def made(count: int, seed: int = 7) -> Iterator[Made]:
    """Incidents, newest and oldest mixed; the first n of a longer run are those of a run of n."""
    dice = random.Random(seed)  # noqa: S311 - figures, no secrets
    english, korean = _vocabulary(dice, _SYLLABLES, 3), _vocabulary(dice, list(_HANGUL), 3)
    often = list(accumulate(1 / (rank + 8) for rank in range(_WORDS)))
    towns = [_town(dice, english) for _ in range(_TOWNS)]
    names = sorted(kinds())
    kind_often = list(accumulate(1 / (rank + 2) for rank in range(len(names))))
    for number in range(count):
        is_korean = number % 7 == 3
        words = dice.choices(korean if is_korean else english, cum_weights=often, k=24)
        if is_korean:
            words = [word + dice.choice(_PARTICLES) for word in words]
        town = towns[dice.randrange(_TOWNS)]
        kind = dice.choices(names, cum_weights=kind_often)[0]
        yield _one(dice, number, kind, words, town, "ko" if is_korean else "en")


def _one(dice: random.Random, number: int, kind: str, words: list[str], town: _Town, language: str) -> Made:
    quote = " ".join([*words[:16], LANDMARK] if number % 100 == 50 else words[:16]) + f" {town.name}."
    start = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    report = Report(
        text=f"{quote} {number}",
        title=" ".join(words[16:]),
        publisher=f"Paper {number % 50}",
        url=f"https://example.org/{number}",
        published=start + timedelta(days=1),
        language=language,
    )
    evidence = Evidence(report_id=report.id, start=0, end=len(quote), quote=quote)
    long = dice.choices((0, 1, 6, 29), weights=(80, 10, 6, 4))[0]
    mention = Mention(
        report_id=report.id,
        kind=kind,
        period=Period(
            start=start, end=start + timedelta(days=long), precision=DatePrecision.RANGE if long else DatePrecision.DAY
        ),
        footprint=_footprint(dice, number, town),
        place=town.name,
        country=town.country,
        evidence=evidence,
        trigger=(0, 4),
        quantities={"soldiers": float(number % 40)} if number % 3 == 0 else {},
        confidence=0.5 + (number % 50) / 100,
        extractor="made",
    )
    return Made(report, mention, _incident(report, mention))


def _incident(report: Report, mention: Mention) -> Incident:
    cited = Citation(
        evidence=mention.evidence,
        publisher=report.publisher,
        url=report.url,
        published=report.published,
        title=report.title,
    )
    return Incident(
        id=mention.id,
        kind=mention.kind,
        period=mention.period,
        footprint=mention.footprint,
        place=mention.place,
        country=mention.country,
        quantities=mention.quantities,
        confidence=mention.confidence,
        citations=(cited,),
        mention_ids=(mention.id,),
    )


def _footprint(dice: random.Random, number: int, town: _Town) -> Footprint:
    lon, lat = town.lon + dice.gauss(0, 0.2), town.lat + dice.gauss(0, 0.2)
    if number % 20 == 11:
        line = shapely.LineString([(lon, lat), (lon + 0.3, lat + 0.1), (lon + 0.5, lat)])
        return Footprint(geometry=line, precision=PlacePrecision.ALONG_LINE)
    return Footprint(geometry=shapely.Point(lon, lat), precision=PlacePrecision.LOCALITY, radius_m=2000.0)


def _town(dice: random.Random, words: list[str]) -> _Town:
    name = dice.choice(words).capitalize() + dice.choice(("ville", "ton", "by", ""))
    return _Town(name, dice.choice(("KR", "KP", "IN", "PK", "TH")), dice.uniform(-170, 170), dice.uniform(-55, 65))


def _vocabulary(dice: random.Random, syllables: list[str], most: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        found["".join(dice.choices(syllables, k=dice.randint(2, most + 1)))] = None
    return list(found)
