"""The acts whose fields are judged and learned from: those of a gold file and those of data/training, kind known.

Each case holds what the extractor knows of an act (its sentence and the word that tells it) and what the gold says of
its doers, numbers and status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.incidents.acts import Reading
from geo.incidents.dates import find_dates
from geo.incidents.features import best_trigger
from geo.incidents.reality import Signs, signs
from geo.incidents.text import Sentence, quoted_spans, sentence_at, sentences
from geo.incidents.triggers import Trigger
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from scripts.markup import read_all
from scripts.training import FOLDS, GOLD, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.incidents.encoder import Encoding
    from geo.incidents.features import SentenceView
    from geo.model import Resolution
    from scripts.markup import MarkedIncident, MarkedReport

OURS = -1  # the fold of data/training: always trained on, never scored
HEADING_WORDS = 4  # no more than a date or a place before the sentence that tells
_VERB = re.compile(
    r"(?:(?!hundred|sacred)\w{2,}ed|shot|fought|fell|flew|fled|hit|struck|held|met|built|sent|blew|broke|came|went|crossed|began|shut|laid|"
    r"swam|drove|ran|took|left|killed|died|lost|found|seized|caught|were|was)\b",
    re.I,
)


@dataclass(frozen=True)
class Document:
    """A report as the extractor reads it."""

    id: str
    fold: int
    title: str
    text: str
    sentences: Sequence[Sentence]
    resolutions: Sequence[Resolution]
    encoding: Encoding | None = None  # of an encoder that was not trained on the report


@dataclass(frozen=True)
class Case:
    """An act of known kind, with the fields that the gold gives it."""

    document: Document
    kind: str
    sentence: Sentence
    trigger: Trigger
    signs: Signs
    initiator: tuple[str, ...]
    target: tuple[str, ...]
    quantities: dict[str, float]
    status: str

    @property
    def fold(self) -> int:
        """The fold in which the report is held out, or OURS."""
        return self.document.fold


def gold_cases(path: Path = GOLD) -> Iterator[Case]:
    """One case an incident of a gold file; where several sentences are its evidence, the first with a trigger."""
    for example in examples(path):
        text, reading = example.report.text, example.reading
        document = Document(
            example.gold["id"],
            example.fold,
            example.report.title,
            text,
            reading.sentences,
            example.resolutions,
            reading.encoding,
        )
        for row in example.gold["incidents"]:
            start, end = example.evidence(row)
            views = [view for view in reading.views if view.sentence.start < end and start < view.sentence.end]
            if views:
                yield _case(document, row, *_told(document, views, row["kind"]))


def own_cases() -> Iterator[Case]:
    """One case an incident of data/training."""
    gazetteer = Gazetteer.open()
    for report in read_all():
        resolutions = resolve(report.text, recognise(report.text, gazetteer), gazetteer, title=report.title)
        reading = Reading(report.text, sentences(report.text), find_dates(report.text, report.published), resolutions)
        document = Document(report.id, OURS, report.title, report.text, reading.sentences, resolutions)
        for one in report.incidents:
            row = {
                "kind": one.kind, "initiator": one.initiator, "target": one.target,
                "quantities": one.quantities, "status": one.status,
            }  # fmt: skip
            yield _case(document, row, *anchored(report, reading, one))


def _case(document: Document, row: dict[str, Any], sentence: Sentence, trigger: Trigger, found: Signs) -> Case:
    return Case(
        document, row["kind"], sentence, trigger, found, tuple(row["initiator"]), tuple(row["target"]),
        dict(row["quantities"]), row["status"],
    )  # fmt: skip


def _told(document: Document, views: Sequence[SentenceView], kind: str) -> tuple[Sentence, Trigger, Signs]:
    """The sentence and word that tell the act: a trigger of the kind, else the encoder's word, else a verb."""
    for view in views:
        if best := best_trigger(view, kind):
            return view.sentence, *best
    encoding = document.encoding
    if encoding and kind in encoding.names:
        start, end = encoding.word(views[0].sentence.start, views[-1].sentence.end, kind)
        sentence = next((view.sentence for view in views if view.sentence.start <= start < view.sentence.end), None)
        if sentence:
            return _by_word(document.text, sentence, kind, start, end)
    told = next((view.sentence for view in views if len(view.sentence.words) > HEADING_WORDS), views[0].sentence)
    return _by_word(document.text, told, kind, told.start, told.end)


def anchored(report: MarkedReport, reading: Reading, one: MarkedIncident) -> tuple[Sentence, Trigger, Signs]:
    """The sentence and word that tell a marked incident: a trigger of its kind in the anchor, else a verb there."""
    sentence = sentence_at(reading.sentences, one.start) or reading.sentences[-1]
    mine = reading.views[sentence.index].of(one.kind)
    inside = [row for row in mine if one.start <= row[0].start < one.end]
    if inside:
        return sentence, *min(inside, key=lambda row: (row[0].form == "noun", row[0].start))
    return _by_word(report.text, sentence, one.kind, one.start, one.end)


def _by_word(text: str, sentence: Sentence, kind: str, start: int, end: int) -> tuple[Sentence, Trigger, Signs]:
    """No trigger of the kind: the first word there that looks like a verb stands for the act, else the first word."""
    inside = [at for at, word in enumerate(sentence.words) if word.start < end and start < word.end]
    at = next((n for n in inside if _VERB.fullmatch(sentence.words[n].lower)), inside[0] if inside else 0)
    word = sentence.words[at]
    trigger = Trigger(kind, -1, word.lower, "past", at, at, word.start, word.end)
    return sentence, trigger, signs(text, sentence, trigger, quoted_spans(text))


def folds() -> range:
    """The numbers of the folds."""
    return range(FOLDS)
