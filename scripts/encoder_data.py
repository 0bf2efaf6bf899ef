"""What the encoder learns from: for each report the acts, and which words are their place, date, doers and numbers.

`python -m scripts.encoder_data` writes var/encoder/reports.json from the train set, from data/training and from the
examples and near misses of kinds.toml. Offsets are those of the report's text. Reports that are not of the train set
have the number -1: they are always trained on, never scored.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape

from bench.likeness import same_actor
from bench.likeness import words as score_words
from geo.incidents.dates import find_dates
from geo.incidents.numbers import numbers
from geo.incidents.text import sentences, words
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from scripts.markup import read_all
from scripts.training import ROOT, examples, taught
from scripts.verdicts import is_right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.incidents.acts import Reading
    from geo.incidents.dates import DateExpression
    from geo.incidents.text import Sentence
    from geo.model import Resolution
    from scripts.markup import MarkedIncident, MarkedReport
    from scripts.training import Example

OUT = ROOT / "var" / "encoder" / "reports.json"
Span = tuple[int, int]


@dataclass
class Act:
    """One act: the evidence that holds it, the words that tell it where they are marked, and its arguments."""

    kind: str
    bag: Span
    anchor: Span | None
    status: str
    place: list[Span] = field(default_factory=list)
    date: list[Span] = field(default_factory=list)
    who: list[Span] = field(default_factory=list)
    whom: list[Span] = field(default_factory=list)
    number: list[Span] = field(default_factory=list)


@dataclass
class Lesson:
    """One report with what the encoder has to find in it."""

    id: str
    number: int  # in the train set, -1 for a report of data/training
    title: str
    text: str
    sentences: list[Span]
    places: list[Span]
    dates: list[Span]
    numbers: list[Span]
    acts: list[Act]
    partial: bool = False  # may tell more than is marked


def lessons() -> Iterator[Lesson]:
    """All reports to learn from."""
    for example in examples():
        yield _of_gold(example)
    gazetteer = Gazetteer.open()
    for report in read_all():
        yield _of_marked(report, gazetteer)
    for reading, kind, told in taught(gazetteer):
        yield _of_taught(reading, kind, told=told)


def _of_gold(example: Example) -> Lesson:
    text = example.report.text
    reading = example.reading
    lesson = _lesson(
        example.gold["id"],
        example.number,
        example.report.title,
        text,
        reading.sentences,
        example.resolutions,
        reading.dates,
    )
    for incident in example.gold["incidents"]:
        start, end = example.evidence(incident)
        geometry = shape(incident["geometry"])
        act = Act(incident["kind"], (start, end), None, incident["status"])
        act.place = [
            (one.toponym.start, one.toponym.end)
            for one in example.resolutions
            if one.place and is_right(one.place.footprint.geometry, geometry, incident["tolerance_km"])
        ]
        act.date = _dates(reading.dates, incident["start"], incident["end"])
        _arguments(act, text, reading.sentences, incident["initiator"], incident["target"], incident["quantities"])
        lesson.acts.append(act)
    return lesson


def _of_marked(report: MarkedReport, gazetteer: Gazetteer) -> Lesson:
    text = report.text
    resolutions = resolve(text, recognise(text, gazetteer), gazetteer, title=report.title)
    dates = find_dates(text, report.published)
    found = sentences(text)
    lesson = _lesson(report.id, -1, report.title, text, found, resolutions, dates)
    for one in report.incidents:
        sentence = next(s for s in found if s.start <= one.start < s.end)
        act = Act(one.kind, (sentence.start, max(sentence.end, one.end)), (one.start, one.end), one.status)
        act.place = _named(one, resolutions)
        act.date = _dates(dates, one.first_day.isoformat(), one.last_day.isoformat())
        _arguments(act, text, found, one.initiator, one.target, one.quantities)
        lesson.acts.append(act)
    return lesson


def _of_taught(reading: Reading, kind: str, *, told: bool) -> Lesson:
    lesson = _lesson("", -1, "", reading.text, reading.sentences, reading.resolutions, reading.dates)
    if told:
        lesson.acts.append(Act(kind, (0, len(reading.text)), None, ""))
        lesson.partial = True
    return lesson


def _named(incident: MarkedIncident, resolutions: Iterable[Resolution]) -> list[Span]:
    return [(one.toponym.start, one.toponym.end) for one in resolutions if one.toponym.surface in incident.place]


def _lesson(
    name: str,
    number: int,
    title: str,
    text: str,
    found: Sequence[Sentence],
    resolutions: Sequence[Resolution],
    dates: Sequence[DateExpression],
) -> Lesson:
    return Lesson(
        name,
        number,
        title,
        text,
        [(one.start, one.end) for one in found],
        [(one.toponym.start, one.toponym.end) for one in resolutions if one.place],
        [(one.start, one.end) for one in dates if one.period and not one.future],
        [(one.start, one.end) for one in numbers(text)],
        [],
    )


def _dates(found: Sequence[DateExpression], start: str, end: str) -> list[Span]:
    right = []
    for one in found:
        if one.period and not one.future:
            first, last = one.period.start.isoformat(), one.period.end.isoformat()
            if (first, last) == (start, end) or (one.point and one.point.start.isoformat() == start == end):
                right.append((one.start, one.end))
    return right


def _arguments(
    act: Act,
    text: str,
    found: Sequence[Sentence],
    initiator: Sequence[str],
    target: Sequence[str],
    quantities: dict[str, float],
) -> None:
    here = [one.index for one in found if one.start < act.bag[1] and act.bag[0] < one.end]
    first, last = max(here[0] - 2, 0), min(here[-1] + 1, len(found) - 1)
    low, high = found[first].start, found[last].end
    act.who = _phrase_words(text, low, high, act.bag, initiator)
    act.whom = _phrase_words(text, low, high, act.bag, target)
    values = set(quantities.values())
    act.number = [(one.start, one.end) for one in numbers(text, found[here[0]].start, high) if one.value in values]


def _phrase_words(text: str, low: int, high: int, bag: Span, phrases: Sequence[str]) -> list[Span]:
    """The words that name an actor: the phrase as it stands in the evidence or near it, else words alike."""
    spans: list[Span] = []
    for phrase in phrases:
        whole = [(m.start(), m.end()) for m in re.finditer(re.escape(phrase), text[low:high], re.I)]
        near = [(a + low, b + low) for a, b in whole if bag[0] <= a + low < bag[1]] or [
            (a + low, b + low) for a, b in whole
        ]
        if near:
            spans += near
            continue
        wanted = score_words(phrase)
        alike = [
            (one.start, one.end)
            for one in words(text, low, high)
            if any(same_actor(one.text, part) for part in wanted) and score_words(one.text)
        ]
        spans += [one for one in alike if bag[0] <= one[0] < bag[1]] or alike
    return sorted(set(spans))


def main() -> int:
    """Write the lessons."""
    made: list[dict[str, Any]] = [asdict(lesson) for lesson in lessons()]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(made), encoding="utf-8")
    acts = [act for lesson in made for act in lesson["acts"]]
    shares = {name: sum(bool(act[name]) for act in acts) for name in ("place", "date", "who", "whom", "number")}
    print(f"{len(made)} reports, {len(acts)} acts, found in the text: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
