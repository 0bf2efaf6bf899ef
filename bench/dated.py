"""The period found for each gold incident whose sentence and kind are known: by this program, by a library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.periods import Range, date_range
from geo.incidents.dates import find_dates
from geo.incidents.features import best_trigger
from geo.incidents.when import Calendar
from scripts.training import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.guide import Json
    from geo.incidents.text import Sentence

FAR_DAYS = 2


@dataclass(frozen=True)
class Finding:
    """The period found for a gold incident, how the text told it and why.

    `listed`: one of the act's periods is the gold one, where a list of dates belongs to it; `reachable`: some
    expression of the report means exactly that.
    """

    report: str
    published: dt.date
    gold: Range
    kind: str
    sentence: str
    found: Range | None
    told: str
    reason: str
    listed: bool
    reachable: bool

    @property
    def far(self) -> bool:
        """Is the first or the last day wrong by more than `FAR_DAYS`?"""
        return (
            self.found is None or max(abs((a - b).days) for a, b in zip(self.gold, self.found, strict=True)) > FAR_DAYS
        )


Finder = Callable[[Example], list[Finding]]
Dated = tuple[int, int, dt.date]  # offsets of an expression in the text, and its day


def anchors(example: Example) -> Iterator[tuple[Json, Range, Sentence, int]]:
    """Gold incident, its period, the sentence that tells it and the offset of the word that does."""
    for incident in example.gold["incidents"]:
        gold = date_range(incident)
        start, end = example.evidence(incident)
        covered = [view for view in example.reading.views if view.sentence.start < end and start < view.sentence.end]
        if gold is None or not covered:
            continue
        told = ((view, best_trigger(view, incident["kind"])) for view in covered)
        view, best = next((row for row in told if row[1]), (covered[0], None))
        yield incident, gold, view.sentence, best[0].start if best else view.sentence.start


def _maker(example: Example) -> Callable[..., Finding]:
    """Makes the findings of one report: of an incident, its gold period, its sentence and what was found."""

    def make(incident: Json, gold: Range, sentence: Sentence, **found: Any) -> Finding:
        return Finding(
            report=example.gold["id"],
            published=dt.date.fromisoformat(example.gold["published"]),
            gold=gold,
            kind=incident["kind"],
            sentence=sentence.of(example.report.text),
            **found,
        )

    return make


def by_rules(example: Example) -> list[Finding]:
    """What this program finds."""
    report, sentences, make = example.report, example.reading.sentences, _maker(example)
    dates = find_dates(report.text, report.published)
    calendar = Calendar(report.text, dates, sentences, report.published)
    periods = {(one.period.start, one.period.end) for one in dates if one.period}
    findings = []
    for incident, gold, sentence, offset in anchors(example):
        whens = calendar.whens(sentence, offset)
        when = whens[0] if whens else None
        findings.append(
            make(
                incident,
                gold,
                sentence,
                found=(when.period.start, when.period.end) if when else None,
                told=when.told.value if when else "nothing",
                reason=when.reason if when else "",
                listed=gold in [(one.period.start, one.period.end) for one in whens],
                reachable=gold in periods,
            )
        )
    return findings


def by_library(search: Callable[..., list[tuple[str, dt.datetime]] | None]) -> Finder:
    """What the search of `dateparser` finds."""

    def days_of(text: str, sentence: Sentence, published: dt.date) -> list[Dated]:
        base = dt.datetime.combine(published, dt.time(12), tzinfo=dt.UTC).replace(tzinfo=None)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        position, found = sentence.start, []
        for surface, moment in search(sentence.of(text), languages=["en"], settings=settings) or []:
            position = max(text.find(surface, position), position)
            found.append((position, position + len(surface), moment.date()))
        return found

    def find(example: Example) -> list[Finding]:
        text, published = example.report.text, dt.date.fromisoformat(example.gold["published"])
        dated = {one.index: days_of(text, one, published) for one in example.reading.sentences}
        days = {day for found in dated.values() for *_, day in found}
        findings, make = [], _maker(example)
        for incident, gold, sentence, offset in anchors(example):
            here = [row for row in dated[sentence.index] if row[2] <= published]
            surface, day = _nearest(text, here, offset) if here else ("", published)
            findings.append(
                make(
                    incident,
                    gold,
                    sentence,
                    found=(day, day),
                    told="own sentence" if here else "default",
                    reason=surface,
                    listed=(day, day) == gold,
                    reachable=gold[0] == gold[1] and gold[0] in days,
                )
            )
        return findings

    return find


def _nearest(text: str, found: Sequence[Dated], offset: int) -> tuple[str, dt.date]:
    start, end, day = min(found, key=lambda row: (max(row[0] - offset, offset - row[1], 0), row[0]))
    return text[start:end], day
