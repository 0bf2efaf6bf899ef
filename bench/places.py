"""How well names of places are found and placed, beside two baselines, on news that the weights have not seen.

usage: python -m bench.places CORPORA_DIR [--json FILE] [--quick]

CORPORA_DIR holds corpora of the form of bench.corpora (lgl.jsonl, gwn.jsonl, any other). For each of them the filter
and the ranker are trained on our train set and on the other corpora, then measured on it; our train set is scored in
five folds in the same way, the test fold with the shipped weights. The trainings are seeded and leave nothing behind.
spaCy is a baseline where spacy and en_core_web_sm are installed; the project does not need them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from bench import score_toponyms
from bench.files import read_lines
from bench.places_cost import cost
from bench.places_figures import kinds_apart, measure, reachable, reliability
from bench.places_gold import read_corpora
from bench.places_models import read_lessons
from bench.places_systems import SPACY_REASON, Borderwatch, MostPopulous, Spacy, System, spacy_language
from bench.places_tables import render
from geo.places.gazetteer import Gazetteer
from geo.places.layout import DEFAULT_FOLDER
from scripts.place_training import FOLDS, GOLD, OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from bench.guide import Json
    from bench.places_gold import Corpus

TEST = GOLD.with_name("test.jsonl")
QUICK = 20  # documents of each set
OURS = "**Borderwatch**"


def run(folder: Path, most: int | None = None) -> Json:
    """All figures.

    Args:
        folder: with the corpora.
        most: only so many documents of each set.
    """
    gazetteer = Gazetteer.open(DEFAULT_FOLDER)  # without the places of whoever runs this
    found = read_corpora(folder, most)
    language = spacy_language()
    lessons = read_lessons([corpus.path for corpus in found], gazetteer, most)
    trained = dict(_told(lessons.systems()))
    parts = {corpus.name: _corpus(corpus, trained[corpus.name], gazetteer, language, most) for corpus in found}
    judged = {name: part.pop("judged") for name, part in parts.items()}
    own, test = read_lines(GOLD)[:most], read_lines(TEST)[:most]
    folds = {record["id"]: _toponyms(record, trained[f"{OWN} {number % FOLDS}"]) for number, record in enumerate(own)}
    shipped = {record["id"]: _toponyms(record, Borderwatch(gazetteer)) for record in test}
    return {
        "corpora": parts,
        "own": {
            f"train, {FOLDS} folds": score_toponyms.score(own, folds),
            "test, shipped weights": score_toponyms.score(test, shipped),
        },
        "calibration": {
            **{name: reliability(ones) for name, ones in judged.items()},
            "all": reliability([one for ones in judged.values() for one in ones]),
        },
        "notes": [] if language else [SPACY_REASON],
    }


def _corpus(corpus: Corpus, ours: Borderwatch, gazetteer: Gazetteer, language: Any, most: int | None) -> Json:
    _say(f"measuring {corpus.name}: {len(corpus.documents)} articles")
    systems: dict[str, System] = {OURS: ours, "gazetteer + capitals + most populous": MostPopulous(gazetteer)}
    if language:
        systems["spaCy sm + most populous"] = Spacy(gazetteer, language)
    rows = [{"system": name, **measure(corpus, system)} for name, system in systems.items()]
    part = {
        "reachable": reachable(corpus, gazetteer),
        "kinds": kinds_apart(corpus, rows[0]["predictions"]),
        "judged": rows[0]["judged"],
        "cost": cost(corpus.path, most),
        "spacy_docs_per_cpu_second": _names_a_second(corpus, language) if language else None,
    }
    return {**part, "systems": [{k: v for k, v in row.items() if k not in ("predictions", "judged")} for row in rows]}


def _names_a_second(corpus: Corpus, language: Any) -> float:
    """Articles a CPU second of spaCy's name finder alone."""
    began = time.process_time()
    for document in corpus.documents:
        language(document["text"])
    return len(corpus.documents) / (time.process_time() - began)


def _toponyms(record: Json, system: Borderwatch) -> list[Json]:
    return system.locate(record["text"], record["title"], system.find(record["text"]))


def _told(systems: Iterable[tuple[str, Borderwatch]]) -> Iterator[tuple[str, Borderwatch]]:
    for name, system in systems:
        _say(f"trained without {name}")
        yield name, system


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def main(argv: list[str] | None = None) -> int:
    """Print the tables; 2 if a file or the gazetteer cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="CORPORA_DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, too")
    parser.add_argument("--quick", action="store_true", help=f"only {QUICK} documents of each set, to try it out")
    args = parser.parse_args(argv)
    try:
        with threadpool_limits(1):
            result = run(args.folder, QUICK if args.quick else None)
    except (OSError, RuntimeError, ValueError) as error:
        print(f"bench.places: {error}", file=sys.stderr)
        return 2
    print(render(result))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
