"""How well the period of an incident is found once its sentence and kind are known, beside a library of dates.

usage: python -m bench.dates [--errors FILE] [GOLD.jsonl]

The sentence is the gold evidence and the place in it the word that tells the kind, so that only the dates are judged:
which expressions are found, what they mean, and which of them the act takes. `any in report` is the share of gold
periods that some expression of the report means exactly: the best that a choice among them could do. Where the
package `dateparser` is installed, its search is measured in the same run: the date nearest to the act, else the day of
publication.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import tables
from bench.periods import Range, date_range, overlap
from geo.incidents.dates import find_dates
from geo.incidents.features import best_trigger
from geo.incidents.when import Calendar
from scripts.training import GOLD, Example, examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.guide import Json
    from geo.incidents.text import Sentence

FAR_DAYS = 2


@dataclass(frozen=True)
class Finding:
    """The period found for a gold incident, how the text told it and why; `reachable`: some expression means it."""

    report: str
    published: dt.date
    gold: Range
    kind: str
    sentence: str
    found: Range | None
    told: str
    reason: str
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


def by_rules(example: Example) -> list[Finding]:
    """What this program finds."""
    report, sentences = example.report, example.reading.sentences
    published = dt.date.fromisoformat(example.gold["published"])
    dates = find_dates(report.text, report.published)
    calendar = Calendar(report.text, dates, sentences, report.published)
    periods = {(one.period.start, one.period.end) for one in dates if one.period}
    findings = []
    for incident, gold, sentence, offset in anchors(example):
        when = calendar.when(sentence, offset)
        findings.append(
            Finding(
                report=example.gold["id"],
                published=published,
                gold=gold,
                kind=incident["kind"],
                sentence=sentence.of(report.text),
                found=(when.period.start, when.period.end) if when else None,
                told=when.told.value if when else "nothing",
                reason=when.reason if when else "",
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
        findings = []
        for incident, gold, sentence, offset in anchors(example):
            here = [row for row in dated[sentence.index] if row[2] <= published]
            surface, day = _nearest(text, here, offset) if here else ("", published)
            findings.append(
                Finding(
                    report=example.gold["id"],
                    published=published,
                    gold=gold,
                    kind=incident["kind"],
                    sentence=sentence.of(text),
                    found=(day, day),
                    told="own sentence" if here else "default",
                    reason=surface,
                    reachable=gold[0] == gold[1] and gold[0] in days,
                )
            )
        return findings

    return find


def _nearest(text: str, found: Sequence[Dated], offset: int) -> tuple[str, dt.date]:
    start, end, day = min(found, key=lambda row: (max(row[0] - offset, offset - row[1], 0), row[0]))
    return text[start:end], day


def row(name: str, findings: Sequence[Finding]) -> tables.Row:
    """The figures of some findings."""
    known = [one.found and (one.gold, one.found) for one in findings]

    def share(holds: Callable[[Range, Range], bool]) -> float:
        return sum(pair is not None and holds(*pair) for pair in known) / max(1, len(known))

    return {
        "told in": name,
        "incidents": len(findings),
        "start exact": share(lambda gold, found: gold[0] == found[0]),
        "end exact": share(lambda gold, found: gold[1] == found[1]),
        "both exact": share(lambda gold, found: gold == found),
        "overlap": statistics.fmean(overlap(*pair) if pair else 0.0 for pair in known) if known else None,
        f"off by > {FAR_DAYS} days": sum(one.far for one in findings),
        "any in report": sum(one.reachable for one in findings) / max(1, len(findings)),
    }


def table(findings: Sequence[Finding]) -> str:
    """The figures, by how the date is told."""
    by_told: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_told[one.told].append(one)
    parts = [row(told, some) for told, some in sorted(by_told.items(), key=lambda item: -len(item[1]))]
    return tables.markdown([row("**all**", findings), *parts])


def error_book(findings: Sequence[Finding]) -> str:
    """What is not exact, by how the date was told, in the order of the reports."""
    book: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        if one.found != one.gold:
            far = "FAR " if one.far else ""
            book[one.told].append(
                f"{one.report} of {one.published:%a %Y-%m-%d} {far}found {_shown(one.found)}, gold {_shown(one.gold)}"
                f"{'' if one.reachable else ' (no such expression)'}\n    {one.kind} | {one.reason}\n    {one.sentence!r}"
            )
    return "\n\n".join(f"# {told}: {len(lines)}\n" + "\n".join(lines) for told, lines in sorted(book.items())) + "\n"


def _shown(period: Range | None) -> str:
    if period is None:
        return "nothing"
    return period[0].isoformat() if period[0] == period[1] else f"{period[0]}..{period[1]}"


def _measure(name: str, found: Sequence[Example], finder: Finder) -> list[Finding]:
    began = time.perf_counter()
    findings = [finding for example in found for finding in finder(example)]
    seconds = time.perf_counter() - began
    print(f"### {name}\n\n{table(findings)}\n\n{1000 * seconds / max(1, len(found)):.1f} ms a report\n")
    return findings


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD, metavar="GOLD.jsonl")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write what is wrong, with sentences")
    args = parser.parse_args()
    found = list(examples(args.gold))
    for example in found:
        _ = example.reading.views  # read before the clock runs
    findings = _measure("Borderwatch", found, by_rules)
    if args.errors:
        args.errors.write_text(error_book(findings), encoding="utf-8")
    if importlib.util.find_spec("dateparser"):
        _measure("dateparser", found, by_library(importlib.import_module("dateparser.search").search_dates))
    else:
        print("(dateparser is not installed: no comparison)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
