"""What the training scripts share: the reports of a gold file as the extractor reads them, and folds by report."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from geo.incidents.acts import Reading
from geo.incidents.dates import find_dates
from geo.incidents.encoder import Encoder, Reader
from geo.incidents.features import best_trigger
from geo.incidents.text import sentence_at, sentences
from geo.kinds import kinds
from geo.model import Report, Resolution
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from scripts.markup import MarkedReport, read_all
from scripts.recorded import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "bench" / "gold" / "train.jsonl"
WEIGHTS = ROOT / "data" / "weights"
ENCODERS = ROOT / "var" / "encoder"
FOLDS = 5
ENCODER_FOLDS = 2  # an encoder takes long to train
EXAMPLES_PUBLISHED = dt.date(2024, 12, 31)


@dataclass(frozen=True)
class Example:
    """A gold report as the extractor reads it."""

    number: int
    gold: dict[str, Any]
    report: Report
    resolutions: list[Resolution]
    reading: Reading

    @property
    def fold(self) -> int:
        """The fold in which the report is held out."""
        return self.number % FOLDS

    def evidence(self, incident: Mapping[str, Any]) -> tuple[int, int]:
        """Offsets of an incident's evidence in the text."""
        start = self.report.text.find(incident["evidence"])
        return start, start + len(incident["evidence"])

    def labels(self) -> tuple[list[set[str]], list[bool]]:
        """For each sentence the kinds that it tells, and whether to leave it out of training.

        Where the evidence runs over several sentences, the one with a trigger of the kind tells the act; the others
        only fill it in.
        """
        told: list[set[str]] = [set() for _ in self.reading.sentences]
        filling = [False] * len(told)
        for incident in self.gold["incidents"]:
            start, end = self.evidence(incident)
            covered = [view for view in self.reading.views if view.sentence.start < end and start < view.sentence.end]
            best = next((view for view in covered if best_trigger(view, incident["kind"])), covered[0])
            told[best.sentence.index].add(incident["kind"])
            for view in covered:
                filling[view.sentence.index] |= view is not best
        return told, [fills and not kinds for fills, kinds in zip(filling, told, strict=True)]


def taught(gazetteer: Gazetteer) -> Iterator[tuple[Reading, str, bool]]:
    """The examples and near misses of kinds.toml, each a report of its own: reading, kind, told or not."""
    for kind in kinds().values():
        for texts, told in ((kind.examples, True), (kind.near_misses, False)):
            for text in texts:
                resolutions = resolve(text, recognise(text, gazetteer), gazetteer)
                dates = find_dates(text, EXAMPLES_PUBLISHED)
                yield Reading(text, sentences(text), dates, resolutions), kind.id, told


def read_report(row: Mapping[str, Any]) -> Report:
    """A gold line as a report."""
    return Report(text=row["text"], title=row["title"], published=dt.date.fromisoformat(row["published"]))


def examples(path: Path = GOLD, encoder: Callable[[int], Reader | None] | None = None) -> Iterator[Example]:
    """The reports of a gold file, read as the extractor reads them; `encoder`: which one reads the report of a number.

    The train set is read by encoders that were not trained on the report, where there are such.
    """
    gazetteer = Gazetteer.open()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        report = read_report(row)
        reader = encoder(number) if encoder else held_out_encoder(number, report.text)
        yield _example(number, row, report, gazetteer, reader)


def own_examples() -> Iterator[Example]:
    """The reports of data/training as examples, number -1, not read by an encoder: all were trained on them."""
    gazetteer = Gazetteer.open()
    for marked in read_all():
        yield read_marked(marked, gazetteer)


def read_marked(marked: MarkedReport, gazetteer: Gazetteer) -> Example:
    """A report of data/training as an example."""
    report = Report(text=marked.text, title=marked.title, published=marked.published)
    found = sentences(marked.text)
    incidents = []
    for one in marked.incidents:
        sentence = sentence_at(found, one.start)
        if sentence is None:
            raise ValueError(f"{marked.id}: the anchor at {one.start} stands between sentences")
        incidents.append({"kind": one.kind, "evidence": sentence.of(marked.text)})
    return _example(-1, {"id": marked.id, "incidents": incidents}, report, gazetteer, None)


def _example(
    number: int, gold: dict[str, Any], report: Report, gazetteer: Gazetteer, encoder: Reader | None
) -> Example:
    text = report.text
    resolutions = resolve(text, recognise(text, gazetteer), gazetteer, title=report.title)
    found = sentences(text)
    reading = Reading(
        text,
        found,
        find_dates(text, report.published),
        resolutions,
        encoding=encoder.encode(report.title, text, found) if encoder else None,
    )
    return Example(number, gold, report, resolutions, reading)


@functools.cache
def _encoder_of_fold(fold: int) -> Encoder | None:
    folder = ENCODERS / f"fold{fold}"
    return Encoder(folder) if folder.is_dir() else None


def trained_encoder(number: int) -> Encoder | None:
    """The encoder in var/encoder that was not trained on the train set's report of this number, if there is one."""
    return _encoder_of_fold(number % ENCODER_FOLDS)


def held_out_encoder(number: int, text: str) -> Reader | None:
    """What an encoder says that was not trained on a report of the train set, recorded or from var/encoder."""
    return recorded() if recorded().knows(text) else trained_encoder(number)


class Vocabulary:
    """Feature names that occur often enough, and rows of features as a sparse matrix over them."""

    def __init__(self, rows: Sequence[Mapping[str, float]], least: int) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= least)
        self._index = {name: column for column, name in enumerate(self.names)}

    def matrix(self, rows: Sequence[Mapping[str, float]]) -> csr_matrix:
        """Rows of features as a matrix, shape (rows, names)."""
        data, indices, pointers = [], [], [0]
        for row in rows:
            for name, value in row.items():
                if name in self._index:
                    indices.append(self._index[name])
                    data.append(value)
            pointers.append(len(indices))
        return csr_matrix((np.array(data, dtype=np.float32), indices, pointers), shape=(len(rows), len(self.names)))
