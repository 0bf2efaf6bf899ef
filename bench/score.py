"""Score predicted border incidents against a gold file (see GUIDE.md, 'How a prediction is scored').

usage: python -m bench.score GOLD.jsonl PREDICTIONS.jsonl [--json FILE] [--slack DAYS]

Each prediction line is {"id": report id, "incidents": [{"kind", "start", "end", "geometry", optional "place",
"status", "initiator", "quantities", "evidence"}]}. A gold report without a line counts as predicted empty.

A prediction matches a gold incident when the kind is the same, the date ranges overlap once both are widened by
`--slack` days (1: so two days apart still match, three do not) and the predicted one is not much wider than the
gold one, the prediction's representative point lies within the gold tolerance of the gold geometry, and no part of
the predicted geometry strays far beyond it. Within a report the assignment with the most matches is taken, and
among those the one whose pairs lie closest in place and time and agree best in initiator and evidence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from bench.attributes import attribute_scores
from bench.figures import prf
from bench.files import read_lines, read_predictions, refuse_unknown
from bench.guide import GROUP_OF, Json, is_border_kind
from bench.matching import SLACK_DAYS, Pair, Rules, assign, compare

BUCKETS = ("kind", "region", "style")
_TYPES: dict[str, type] = {"kind": str, "status": str, "initiator": list, "quantities": dict, "evidence": str}


class Tally:
    """Hits, gold and predicted incidents, summed report by report."""

    def __init__(self, slack: float) -> None:
        """Start at nothing; `slack`: days by which each range is widened."""
        self.variants = {
            "overall": Rules(slack=slack),
            "kind relaxed to group": Rules(kind=lambda kind: GROUP_OF.get(kind, kind), slack=slack),
            "date ignored": Rules(use_date=False),
            "place ignored": Rules(use_place=False, slack=slack),
            "dates at most a day apart": Rules(slack=0.5),
        }
        self.hits: Counter[str] = Counter()
        self.border: Counter[str] = Counter()
        self.buckets: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in BUCKETS}
        self.pairs: list[Pair] = []
        self.quiet = self.false_alarms = 0

    def add(self, report: Json, predicted: list[Json]) -> None:
        """Count one report."""
        table = [[compare(gold, pred) for pred in predicted] for gold in report["incidents"]]
        matched = {name: assign(table, rules) for name, rules in self.variants.items()}
        self.hits.update({name: len(pairs) for name, pairs in matched.items()})
        self.pairs += matched["overall"]
        if not report["incidents"]:
            self.quiet += 1
            self.false_alarms += bool(predicted)
        self._add_border(table, report, predicted)
        self._add_buckets(report, predicted, [pair.gold["kind"] for pair in matched["overall"]])

    def _add_border(self, table: list[list[Pair]], report: Json, predicted: list[Json]) -> None:
        wanted = [pred for pred in predicted if is_border_kind(pred.get("kind") or "")]
        rows = [row for row in table if row and is_border_kind(row[0].gold["kind"])]
        subset = [[pair for pair in row if pair.pred in wanted] for row in rows]
        self.border["hits"] += len(assign(subset, self.variants["overall"]))
        self.border["gold"] += sum(is_border_kind(gold["kind"]) for gold in report["incidents"])
        self.border["pred"] += len(wanted)

    def _add_buckets(self, report: Json, predicted: list[Json], hit_kinds: list[str]) -> None:
        gold_kinds = [gold["kind"] for gold in report["incidents"]]
        pred_kinds = [pred.get("kind") or "?" for pred in predicted]
        for column, kinds in (("gold", gold_kinds), ("pred", pred_kinds), ("hits", hit_kinds)):
            for kind in kinds:
                self.buckets["kind"][kind][column] += 1
            self.buckets["region"][report["region"]][column] += len(kinds)
            self.buckets["style"][report["style"]][column] += len(kinds)


def score(gold: list[Json], predictions: dict[str, list[Json]], slack: float = SLACK_DAYS) -> Json:
    """Score predictions, given as report id -> incidents.

    Raises:
        ValueError: unknown report ids, or fields of the wrong type.
    """
    check_incidents(predictions)
    refuse_unknown(gold, predictions)
    tally = Tally(slack)
    for report in gold:
        tally.add(report, predictions.get(report["id"], []))
    n_gold = sum(len(report["incidents"]) for report in gold)
    n_pred = sum(len(incidents) for incidents in predictions.values())
    totals = {name: prf(tally.hits[name], n_gold, n_pred) for name in tally.variants}
    return {
        "reports": len(gold),
        "slack_days": slack,
        "reports_without_incident": tally.quiet,
        "of_these_with_false_alarm": tally.false_alarms,
        "overall": totals.pop("overall"),
        "border kinds": prf(tally.border["hits"], tally.border["gold"], tally.border["pred"]),
        **totals,
        **{f"by {name}": _bucket_figures(table) for name, table in tally.buckets.items()},
        "matched pairs": attribute_scores(tally.pairs),
    }


def check_incidents(predictions: dict[str, list[Json]]) -> None:
    """Refuse fields of the wrong type; absent ones are left to count as wrong.

    Raises:
        ValueError: a field has the wrong type; the message names report, incident and field.
    """
    for report_id, incidents in predictions.items():
        for number, incident in enumerate(incidents, start=1):
            for name, wanted in _TYPES.items():
                if incident.get(name) is not None and not isinstance(incident[name], wanted):
                    raise ValueError(f"report {report_id}, incident {number}: '{name}' is not a {wanted.__name__}")


def format_table(result: Json) -> str:
    """The result as text for a terminal."""
    lines = [f"{'':<28}{'prec':>7}{'recall':>8}{'F1':>7}{'hits':>7}{'gold':>7}{'pred':>7}"]
    for name, value in result.items():
        if name.startswith("by "):
            lines += ["", name, *(_row("  " + key, figures) for key, figures in value.items())]
        elif isinstance(value, dict) and "f1" in value:
            lines.append(_row(name, value))
    lines += ["", "matched pairs"]
    for key, value in result["matched pairs"].items():
        shown = "n/a" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        lines.append(f"  {key.replace('_', ' '):<26}{shown:>7}")
    quiet, alarmed = result["reports_without_incident"], result["of_these_with_false_alarm"]
    lines.append(f"\n{result['reports']} reports; {alarmed} of the {quiet} without incident got a prediction")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Command line entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the result as JSON")
    slack_help = "days by which each of the two date ranges is widened (default 1)"
    parser.add_argument("--slack", type=float, default=SLACK_DAYS, metavar="DAYS", help=slack_help)
    args = parser.parse_args(argv)
    try:
        result = score(read_lines(args.gold), read_predictions(args.predictions, "incidents"), args.slack)
    except ValueError as error:
        print(f"bench.score: {error}", file=sys.stderr)
        return 2
    print(format_table(result))
    if args.json:
        args.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


def _bucket_figures(table: dict[str, Counter[str]]) -> Json:
    return {key: prf(count["hits"], count["gold"], count["pred"]) for key, count in sorted(table.items())}


def _row(name: str, figures: Json) -> str:
    shares = f"{figures['precision']:>7.3f}{figures['recall']:>8.3f}{figures['f1']:>7.3f}"
    return f"{name:<28}{shares}{figures['hits']:>7}{figures['gold']:>7}{figures['predicted']:>7}"


if __name__ == "__main__":
    sys.exit(main())
