"""Print the tables of docs/benchmarks.md.

usage: [GOLD=DIR] [CORPORA=DIR] python -m bench

Runs the program over the gold sets of bench/gold, and of the folder GOLD if that is given (any *.jsonl of the same
form), then over lgl.jsonl and gwn.jsonl of the folder CORPORA if that is given. It takes the gazetteer as it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench import corpora, program, score, score_toponyms, tables
from bench.files import read_lines

OWN = Path(__file__).parent / "gold"
CORPORA = ("lgl.jsonl", "gwn.jsonl")
CORPUS_KINDS = ("noun",)  # place names in noun form, as the guide has them


def main() -> int:
    """Run everything; 2 if the program or a file fails."""
    try:
        _print_gold(sorted(OWN.glob("*.jsonl")) + _folder("GOLD", "*.jsonl"))
        _print_corpora([path for name in CORPORA for path in _folder("CORPORA", name)])
    except (OSError, RuntimeError, ValueError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    return 0


def _folder(variable: str, pattern: str) -> list[Path]:
    folder = os.environ.get(variable)
    if not folder:
        return []
    found = sorted(Path(folder).glob(pattern))
    if not found:
        raise ValueError(f"{variable}={folder} holds no {pattern}: name a folder that does.")
    return found


def _print_gold(paths: list[Path]) -> None:
    incidents, fields, toponyms = [], [], []
    for path in paths:
        gold = read_lines(path)
        print(f"running {path.stem}: {len(gold)} reports", file=sys.stderr)
        run = program.run(gold)
        result = score.score(gold, run.found("incidents"))
        incidents.append(tables.incident_row(path.stem, result, run.per_second))
        fields.append(tables.field_row(path.stem, result))
        toponyms.append(tables.toponym_row(path.stem, score_toponyms.score(gold, run.found("toponyms"))))
    for title, rows in (("Incidents", incidents), ("Fields of matched incidents", fields), ("Place names", toponyms)):
        print(f"### {title}\n\n{tables.markdown(rows)}\n")


def _print_corpora(paths: list[Path]) -> None:
    rows = []
    for path in paths:
        documents = corpora.read_documents(path)
        print(f"running {path.stem}: {len(documents)} articles", file=sys.stderr)
        run = program.run({"id": document["doc_id"], "text": document["text"]} for document in documents)
        predictions = [{"doc_id": line["id"], "toponyms": line["toponyms"]} for line in run.lines]
        rows.append(
            tables.corpus_row(path.stem, corpora.evaluate(documents, predictions, CORPUS_KINDS), run.per_second)
        )
    if rows:
        print(f"### Place names in news corpora\n\n{tables.markdown(rows)}\n")


if __name__ == "__main__":
    sys.exit(main())
