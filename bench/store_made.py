"""Made-up incidents by the million, the same in every run: columns of all tables, as a bulk load takes them.

Five incidents of one report, each told by one mention, with the event that founded it. Points lie about two thousand
border towns, one incident in twenty along a line; a few kinds are frequent, most are rare. The numbers are drawn by
numpy for a whole chunk at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.geodesy import representative_point
from geo.kinds import kind as known_kind
from geo.kinds import kinds
from geo.model import Mention, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Columns = dict[str, list[Any]]
    Ints = NDArray[np.int64]

CHUNK = 50_000
PER_REPORT = 5
FIRST_DAY, DAYS = date(2014, 1, 1), 4000
FREQUENT = 5.0  # the nth kind comes as often as 1 / (n + FREQUENT)
_TOWNS = 2000
_SPREAD = 0.2  # degrees around a town
_LASTS, _OFTEN = (0, 1, 6, 29), (0.8, 0.1, 0.06, 0.04)  # days after the first one
_WORDS = "kago losh miul rebe dogo sashi puul tirbe engo vashi karul lobe".split()
_COUNTRIES = ("KR", "KP", "IN", "PK", "TH")
_DIGITS = 32  # of an id
_EXTRACTOR = "made"
_READ_AT = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """Incidents that hang together: for each table its columns, in an order in which they can be inserted."""

    tables: dict[str, Columns]

    @property
    def incidents(self) -> int:
        """How many incidents."""
        return len(self.tables["incidents"]["id"])

    @property
    def rows(self) -> int:
        """How many rows of all tables."""
        return sum(len(columns["id" if "id" in columns else "incident_id"]) for columns in self.tables.values())


def made(count: int, seed: int = 7) -> Iterator[Made]:
    """That many incidents, in chunks; old and new, near and far mixed."""
    towns = _towns(np.random.default_rng(seed))
    for start in range(0, count, CHUNK):
        yield _chunk(np.random.default_rng((seed, start)), min(CHUNK, count - start), towns)


def _towns(dice: np.random.Generator) -> NDArray[np.float64]:
    return np.column_stack([dice.uniform(-170, 170, _TOWNS), dice.uniform(-55, 65, _TOWNS)])


def _chunk(dice: np.random.Generator, count: int, towns: NDArray[np.float64]) -> Made:
    town = dice.integers(_TOWNS, size=count)
    points = towns[town] + dice.normal(0, _SPREAD, (count, 2))
    start = np.datetime64(FIRST_DAY) + dice.integers(DAYS, size=count)
    long = dice.choice(_LASTS, size=count, p=_OFTEN)
    names = sorted(kinds())
    often = 1 / (np.arange(len(names)) + FREQUENT)
    told_kinds = [names[at] for at in dice.choice(len(names), size=count, p=often / often.sum())]
    lines = np.arange(count) % 20 == 11
    ids, events = _ids(dice, count), _ids(dice, count)
    numbers = np.arange(count)
    quotes = _sentences(dice, count)
    reports = _reports(quotes, (start + long).tolist())
    starts = [at % PER_REPORT * (len(quotes[0]) + 1) for at in range(count)]
    origins = [reports["id"][at // PER_REPORT] for at in range(count)]
    ordinals = [at % PER_REPORT for at in range(count)]
    told = [Mention.id_of(*one, _EXTRACTOR) for one in zip(origins, starts, ordinals, strict=True)]
    common: Columns = {
        "geom": _geometries(points, lines),
        "kind": told_kinds,
        "group": [_group(one) for one in told_kinds],
        "start": start.tolist(),
        "end": (start + long).tolist(),
        "date_precision": np.where(long > 0, "range", "day").tolist(),
        "place": [f"Town {at}" for at in town.tolist()],
        "country": [_COUNTRIES[at] for at in (town % len(_COUNTRIES)).tolist()],
        "place_precision": np.where(lines, "along_line", "locality").tolist(),
        "radius_m": np.where(lines, 0.0, 2000.0).tolist(),
        "initiator": [["Guards"]] * count,
        "target": [[]] * count,
        "quantities": [{"soldiers": float(at % 40)} if at % 3 == 0 else {} for at in range(count)],
        "losses": [[]] * count,
        "status": ["reported"] * count,
        "confidence": (0.5 + numbers % 50 / 100).tolist(),
    }
    lon, lat = zip(*map(representative_point, common["geom"]), strict=True)
    incidents: Columns = {
        **common,
        "id": ids,
        "review": ["new"] * count,
        "reports": [1] * count,
        "sources": [1] * count,
        "disagreeing": [[]] * count,
        "disagreements": [[]] * count,
        "lon": list(lon),
        "lat": list(lat),
        "version": [1] * count,
    }
    mentions: Columns = {
        **common,
        "id": told,
        "report_id": origins,
        "evidence_start": starts,
        "evidence_end": [at + len(quotes[0]) for at in starts],
        "trigger_start": starts,
        "trigger_end": [at + 4 for at in starts],
        "quote": quotes,
        "reasons": [{}] * count,
        "ordinal": ordinals,
        "extractor": [_EXTRACTOR] * count,
    }
    links: Columns = {"incident_id": ids, "mention_id": told, "position": [0] * count}
    edits: Columns = {
        "id": events,
        "incident_id": ids,
        "action": ["found"] * count,
        "before": [{}] * count,
        "after": [{"mentions": [one]} for one in told],
        "who": ["Borderwatch"] * count,
        "why": [""] * count,
        "at": [_READ_AT] * count,
        "of": [""] * count,
        "version": [1] * count,
    }
    return Made(
        {
            "reports": reports,
            "mentions": mentions,
            "incidents": incidents,
            "incident_mentions": links,
            "edits": edits,
        }
    )


def _reports(quotes: list[str], days: list[date]) -> Columns:
    told = [
        Report(
            text=" ".join(quotes[at : at + PER_REPORT]),
            title=quotes[at][:40],
            publisher=f"Paper {at // PER_REPORT % 50}",
            url=f"https://example.org/{quotes[at][:24].replace(' ', '-')}/{at}",
            published=days[at],
        )
        for at in range(0, len(quotes), PER_REPORT)
    ]
    columns = "id text title publisher url published language".split()
    return {name: [getattr(one, name) for one in told] for name in columns} | {"read_by": [_EXTRACTOR] * len(told)}


def _ids(dice: np.random.Generator, count: int) -> list[str]:
    drawn = dice.bytes(count * _DIGITS // 2).hex()
    return [drawn[at : at + _DIGITS] for at in range(0, len(drawn), _DIGITS)]


def _sentences(dice: np.random.Generator, count: int) -> list[str]:
    """Sentences of the same length."""
    words = np.array([f"{word:<5.5}".replace(" ", "o") for word in _WORDS])
    return [" ".join(row) + "." for row in words[dice.integers(len(words), size=(count, 16))].tolist()]


def _geometries(points: NDArray[np.float64], lines: NDArray[np.bool_]) -> list[Any]:
    made: Any = shapely.points(points)
    bent = points[lines][:, None, :] + np.array([(0.0, 0.0), (0.3, 0.1), (0.5, 0.0)])
    made[lines] = shapely.linestrings(bent)
    return list(made)


def _group(kind: str) -> str:
    return known_kind(kind).group.id
