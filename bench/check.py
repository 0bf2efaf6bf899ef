"""Validate a gold incident file against the annotation guide (GUIDE.md).

usage: python -m bench.check GOLD.jsonl [--quiet]

Prints every error with the report id, then counts by kind, style and region.
Exits 1 if there is any error, 0 otherwise. Warnings do not fail the run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.check_rules import report_errors, report_warnings
from bench.guide import GROUP_OF, KINDS, Json

_COUNTED = ("kind", "group", "style", "region", "status")


class Findings:
    """Errors, warnings and counts of a gold file, report by report."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.ids: set[str] = set()
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
        self.per_region: Counter[str] = Counter()
        self.toponyms = self.metonyms = self.empty = 0

    def add_line(self, number: int, line: str) -> None:
        """Check one line of the file."""
        try:
            report = json.loads(line)
        except json.JSONDecodeError as error:
            self.errors.append(f"line {number}: {error}")
            return
        rid = report.get("id") or f"line {number}"
        if rid in self.ids:
            self.errors.append(f"{rid}: id given twice")
        self.ids.add(rid)
        found = _errors_of(report)
        self.errors += [f"{rid}: {error}" for error in found]
        if not found:
            self.warnings += [f"{rid}: {warning}" for warning in report_warnings(report)]
            self._count(report)

    def _count(self, report: Json) -> None:
        self.counts["style"][report["style"]] += 1
        self.counts["region"][report["region"]] += 1
        self.toponyms += len(report["toponyms"])
        self.metonyms += sum(1 for toponym in report["toponyms"] if toponym.get("metonym"))
        self.empty += not report["incidents"]
        for incident in report["incidents"]:
            self.per_region[report["region"]] += 1
            self.counts["kind"][incident["kind"]] += 1
            self.counts["group"][GROUP_OF[incident["kind"]]] += 1
            self.counts["status"][incident["status"]] += 1

    def summary(self) -> str:
        """The counts as text."""
        incidents = self.counts["kind"].total()
        names = f"{self.toponyms} toponyms ({self.metonyms} metonyms)"
        lines = [f"{len(self.ids)} reports ({self.empty} without incident), {incidents} incidents, {names}"]
        lines += [f"by {name}: {_listed(counter)}" for name, counter in self.counts.items()]
        unused = sorted(KINDS - set(self.counts["kind"]))
        lines.append(f"incidents by region: {_listed(self.per_region)}")
        lines.append("kinds without an example: " + (", ".join(unused) or "none"))
        return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Command line entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    args = parser.parse_args(argv)
    findings = Findings()
    with args.gold.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            findings.add_line(number, line)
    for message in findings.errors:
        print("ERROR", message)
    if not args.quiet:
        for message in findings.warnings:
            print("warn ", message)
        print(findings.summary())
    return 1 if findings.errors else 0


def _errors_of(report: Any) -> list[str]:
    try:
        return report_errors(report)
    except (KeyError, TypeError, AttributeError) as error:
        return [f"malformed: {error!r}"]


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{key} {count}" for key, count in counter.most_common())


if __name__ == "__main__":
    sys.exit(main())
