"""How good the extractor is on reports that it was not trained on, beside two baselines, and what it gets wrong.

usage: python -m bench.incidents [--errors FILE] [--train-only]

The train set is scored in folds: for each fold the act and place models are trained on the other reports. The test fold
is scored with the weights of data/weights. `--errors` writes the error book of the train set: what was missed, what is
spurious, and what has the wrong kind, date or place, each with its sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from shapely.geometry import mapping

from bench import baselines, score, tables
from bench.matching import Rules, assign, compare
from geo.incidents import Models, extract
from geo.incidents.calibration import scores
from geo.incidents.encoder import default_encoder
from geo.places.gazetteer import Gazetteer
from scripts import train_acts, train_fields, train_where
from scripts.field_cases import gold_cases, own_cases
from scripts.place_choices import gold_choices
from scripts.training import FOLDS, Example, examples, held_out_encoder, own_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.guide import Json
    from bench.matching import Pair
    from geo.model import Mention

GOLD = Path(__file__).parent / "gold"
GENERAL_NEWS = "nt-"
Predictions = dict[str, list["Json"]]


def held_out(found: Sequence[Example], gazetteer: Gazetteer) -> Predictions:
    """What the extractor finds in each report, with models trained on the reports of the other folds."""
    by_fold = {fold: [one for one in found if one.fold == fold] for fold in range(FOLDS)}
    acts = train_acts.models(*train_acts.held_out(found, list(own_examples())))
    where = train_where.models(
        {fold: [each for one in ones for each in gold_choices(one, gazetteer)] for fold, ones in by_fold.items()},
    )
    lessons = train_fields.lessons([*gold_cases(), *own_cases()])
    made: Predictions = {}
    for fold, ones in by_fold.items():
        fields = train_fields.fit([one for one in lessons if one.case.fold != fold])
        for one in ones:
            encoder = held_out_encoder(one.number, one.report.text)
            models = Models(acts=acts[fold], where=where[fold], encoder=encoder, fields=fields)
            made |= predictions([one], gazetteer, models)
    return made


def predictions(found: Sequence[Example], gazetteer: Gazetteer, models: Models | None = None) -> Predictions:
    """What the extractor finds in each report."""
    return {
        one.gold["id"]: [
            as_json(mention) for mention in extract(one.report, one.resolutions, gazetteer, models).mentions
        ]
        for one in found
    }


def as_json(mention: Mention) -> Json:
    """A mention in the form that the scorer reads, with what decided about it."""
    return {
        "kind": mention.kind,
        "start": mention.period.start.isoformat(),
        "end": mention.period.end.isoformat(),
        "place": mention.place,
        "geometry": mapping(mention.footprint.geometry),
        "status": mention.status.value,
        "initiator": list(mention.initiator),
        "target": list(mention.target),
        "quantities": dict(mention.quantities),
        "evidence": mention.evidence.quote,
        "confidence": mention.confidence,
        "reasons": {name: reason.why for name, reason in mention.reasons.items()},
        "scores": astuple(known) if (known := scores(mention)) else None,
    }


def error_book(found: Sequence[Example], made: Predictions) -> str:
    """The errors by sort, each in one line: kind, days, place, and the sentence."""
    book: dict[str, list[str]] = defaultdict(list)
    for example in found:
        for name, line in _errors(example.gold, made[example.gold["id"]]):
            book[name].append(line)
    parts = [f"# {name}: {len(lines)}\n" + "\n".join(lines) for name, lines in sorted(book.items())]
    return "\n\n".join(parts) + "\n"


def _errors(report: Json, predicted: list[Json]) -> list[tuple[str, str]]:
    table = [[compare(gold, one) for one in predicted] for gold in report["incidents"]]
    matched = assign(table, Rules())
    gold_left = [one for one in report["incidents"] if not any(pair.gold is one for pair in matched)]
    left = [one for one in predicted if not any(pair.pred is one for pair in matched)]
    errors: list[tuple[str, str]] = []
    relaxed: list[tuple[str, Rules]] = [
        ("wrong place", Rules(use_place=False)),
        ("wrong date", Rules(use_date=False)),
        ("wrong date and place", Rules(use_date=False, use_place=False)),
        ("wrong kind", Rules(kind=lambda _: "any")),
    ]
    for name, rules in relaxed:
        for pair in assign([[compare(gold, one) for one in left] for gold in gold_left], rules):
            errors.append((name, _pair_line(report, pair)))
            gold_left = [one for one in gold_left if one is not pair.gold]
            left = [one for one in left if one is not pair.pred]
    errors += [("missed", f"{report['id']} {_line(one)}") for one in gold_left]
    errors += [("spurious", f"{report['id']} {_line(one)} p={one['confidence']}") for one in left]
    return errors


def _line(one: Json) -> str:
    days = one["start"] if one["start"] == one["end"] else f"{one['start']}..{one['end']}"
    return f"{one['kind']} {days} {one['place']} | {one['evidence']!r}"


def _pair_line(report: Json, pair: Pair) -> str:
    return f"{report['id']} found {_line(pair.pred)}\n    gold {_line(pair.gold)}"


def _score_row(name: str, found: Sequence[Example], made: Predictions) -> tuple[tables.Row, tables.Row]:
    result = score.score([one.gold for one in found], made)
    return tables.incident_row(name, result, None), tables.field_row(name, result)


def _print_set(name: str, found: Sequence[Example], made: Predictions) -> None:
    ways: dict[str, Callable[[Example], list[Json]]] = {
        "trigger + publication date + first place": baselines.first_place,
        "trigger + its date + nearest place": baselines.nearest_place,
    }
    row, fields = _score_row("**Borderwatch**", found, made)
    rows = [row]
    for title, way in ways.items():
        rows.append(_score_row(title, found, {one.gold["id"]: way(one) for one in found})[0])
    print(f"### {name}\n\n{tables.markdown(rows)}\n\n{tables.markdown([fields])}\n")


def general_news(found: Sequence[Example], made: Predictions) -> str:
    """How many incidents that are none the general news of the train set got (GENERAL_NEWS, hard negatives)."""
    reports = [one.gold for one in found if one.gold["id"].startswith(GENERAL_NEWS)]
    spurious = 0
    for report in reports:
        predicted = made[report["id"]]
        table = [[compare(gold, one) for one in predicted] for gold in report["incidents"]]
        spurious += len(predicted) - len(assign(table, Rules()))
    return f"General news (`{GENERAL_NEWS}` reports): {spurious} spurious incidents in {len(reports)} reports"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write the error book of the train set")
    parser.add_argument("--train-only", action="store_true", help="leave the test fold alone")
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    train = [one for one in examples(GOLD / "train.jsonl") if one.reading.encoding]
    made = held_out(train, gazetteer)
    _print_set("Train set, each report held out", train, made)
    print(general_news(train, made), end="\n\n")
    if args.errors:
        args.errors.write_text(error_book(train, made), encoding="utf-8")
    if not args.train_only:
        test = list(examples(GOLD / "test.jsonl", lambda _: default_encoder()))
        _print_set("Test fold", test, predictions(test, gazetteer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
