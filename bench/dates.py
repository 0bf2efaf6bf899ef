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
import importlib
import importlib.util
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from bench import tables
from bench.dated import FAR_DAYS, Finder, Finding, by_library, by_rules
from bench.periods import Range, overlap
from scripts.training import GOLD, Example, examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


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
        "one of its dates": sum(one.listed for one in findings) / max(1, len(findings)),
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
            unknown = "" if one.reachable else " (no such expression)"
            periods = f"found {_shown(one.found)}, gold {_shown(one.gold)}{unknown}"
            book[one.told].append(
                f"{one.report} of {one.published:%a %Y-%m-%d} {far}{periods}"
                f"\n    {one.kind} | {one.reason}\n    {one.sentence!r}"
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
