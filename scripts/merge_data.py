"""Pairs of mentions for the pair scorer: marked ones, those of the gold reports, and gold incidents told again.

- Retellings (data/training/retellings.jsonl): short tellings in our own words, read by the extractor as it is; two of a
  group tell one act if they bear the same letter.
- Gold: two incidents of one gold report are two acts (those that share a sentence are left out: two papers that share
  one have copied it). Of different reports, those in data/training/gold_pairs.jsonl were
  compared by hand.
- Variants: a gold incident with its place, days, numbers, actors and words told as another paper would. For training
  alone; nothing is measured on them.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape

from geo.incidents import Models, extract
from geo.incidents.acts import ActModel
from geo.incidents.contradictions import contradict, doubtful
from geo.incidents.features import best_trigger
from geo.model import DatePrecision, Evidence, Footprint, Mention, Period, PlacePrecision, Report, Status
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from scripts.training import FOLDS, ROOT, Example
from scripts.variants import variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer

RETELLINGS = ROOT / "data" / "training" / "retellings.jsonl"
GOLD_PAIRS = ROOT / "data" / "training" / "gold_pairs.jsonl"


@dataclass(frozen=True)
class Pair:
    """Two mentions, whether they tell one act, where they come from, and the fold in which they are held out."""

    a: Mention
    b: Mention
    same: bool
    origin: str
    fold: int

    @property
    def contradicted(self) -> bool:
        """Do the rules alone keep the two apart?"""
        return contradict(self.a, self.b) or doubtful(self.a, self.b)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def retold(gazetteer: Gazetteer) -> dict[int, list[tuple[str, Mention]]]:
    """For each group its tellings as (letter, mention); a telling in which the kind is not found is left out."""
    every_trigger = Models(acts=replace(ActModel.load(), threshold=0.0, thresholds={}))
    groups: dict[int, list[tuple[str, Mention]]] = {}
    for number, row in enumerate(read_jsonl(RETELLINGS)):
        day = dt.date.fromisoformat(row["published"])
        report = Report(text=row["text"], publisher=f"Paper {number}", published=day)
        resolutions = resolve(report.text, recognise(report.text, gazetteer), gazetteer)
        mentions = extract(report, resolutions, gazetteer, every_trigger).mentions
        found = [one for one in mentions if one.kind == row["kind"]]
        if found:
            best = max(found, key=lambda one: one.confidence)
            groups.setdefault(row["group"], []).append((row["act"], best))
    return groups


def retelling_pairs(gazetteer: Gazetteer) -> Iterator[Pair]:
    """Every two tellings of a group."""
    for group, tellings in retold(gazetteer).items():
        for (letter, a), (other, b) in combinations(tellings, 2):
            yield Pair(a, b, letter == other, "retelling", group % FOLDS)


def gold_mentions(examples: Sequence[Example]) -> dict[str, list[Mention]]:
    """The gold incidents of each report as mentions, each as if it stood in a report of its own."""
    return {
        example.gold["id"]: [
            _gold_mention(example, number, incident) for number, incident in enumerate(example.gold["incidents"])
        ]
        for example in examples
    }


def gold_pairs(mentions: dict[str, list[Mention]]) -> Iterator[Pair]:
    """Pairs of one report (never the same act), and those of two reports that were compared by hand."""
    folds = {report: number % FOLDS for number, report in enumerate(mentions)}
    for report, told in mentions.items():
        for a, b in combinations(told, 2):
            if a.kind == b.kind and not _overlap(a.evidence, b.evidence):
                yield Pair(a, b, False, "one report", folds[report])
    for row in read_jsonl(GOLD_PAIRS):
        (first, i), (second, j) = row["pair"]
        yield Pair(mentions[first][i], mentions[second][j], row["same"], "two reports", folds[first])


def variant_pairs(mentions: dict[str, list[Mention]], seed: int = 7) -> Iterator[Pair]:
    """Every second gold incident with a variant of it, and with variants of its neighbours of the same kind."""
    draw = random.Random(seed)  # noqa: S311 - variants, not secrets
    for number, told in enumerate(mentions.values()):
        for one in told[::2]:
            yield Pair(one, variant(one, draw), True, "variant", number % FOLDS)
        for a, b in combinations(told, 2):
            if a.kind == b.kind and not _overlap(a.evidence, b.evidence):
                yield Pair(a, variant(b, draw), False, "variant", number % FOLDS)


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.start < b.end and b.start < a.end


def _gold_mention(example: Example, number: int, incident: dict[str, Any]) -> Mention:
    report_id = f"{example.gold['id']}#{number}"
    start, end = example.evidence(incident)
    period = Period(start=dt.date.fromisoformat(incident["start"]), end=dt.date.fromisoformat(incident["end"]))
    return Mention(
        report_id=report_id,
        kind=incident["kind"],
        period=replace(period, precision=DatePrecision.DAY if period.days == 1 else DatePrecision.RANGE),
        footprint=_gold_footprint(incident),
        place=incident["place"],
        country=_country(example, incident),
        evidence=Evidence(report_id=report_id, start=start, end=end, quote=incident["evidence"]),
        trigger=_trigger(example, incident, (start, end)),
        initiator=tuple(incident["initiator"]),
        target=tuple(incident["target"]),
        quantities=incident["quantities"],
        status=Status(incident["status"]),
    )


def _gold_footprint(incident: dict[str, Any]) -> Footprint:
    """The tolerance of the gold place tells its class (bench/GUIDE.md)."""
    geometry, tolerance = shape(incident["geometry"]), incident["tolerance_km"]
    if "Line" in geometry.geom_type:
        whole = geometry.length > 1.0  # degrees: a sector of a line is shorter
        return Footprint(geometry=geometry, precision=PlacePrecision.ALONG_LINE if whole else PlacePrecision.ON_LINE)
    for reach, precision in (
        (10, PlacePrecision.EXACT),
        (20, PlacePrecision.LOCALITY),
        (60, PlacePrecision.DISTRICT),
        (180, PlacePrecision.PROVINCE),
    ):
        if tolerance <= reach:
            return Footprint(geometry=geometry, precision=precision, radius_m=500.0 * tolerance)
    return Footprint(geometry=geometry, precision=PlacePrecision.COUNTRY, radius_m=1000.0 * tolerance)


def _country(example: Example, incident: dict[str, Any]) -> str:
    """The country of the toponym that the place is named after, if the gold report has one."""
    named = (one["country"] for one in example.gold["toponyms"] if one["surface"] in incident["place"])
    return next((country or "" for country in named), "")


def _trigger(example: Example, incident: dict[str, Any], evidence: tuple[int, int]) -> tuple[int, int]:
    for view in example.reading.views:
        inside = evidence[0] <= view.sentence.start < evidence[1]
        if inside and (best := best_trigger(view, incident["kind"])):
            return best[0].start, best[0].end
    return evidence[0], evidence[0]
