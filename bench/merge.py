"""How well accounts of one act find each other, beside a rule without a model, and how well copies of a text do.

usage: python -m bench.merge [--errors]

The pairs are those of scripts/merge_data.py that were told or marked, none of those that were made for training. Each
is judged by a model that was trained on the groups and reports of the other folds. `--errors` lists the wrong ones.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from bench import tables
from bench.figures import prf
from bench.files import read_lines
from bench.merge_rule import same_by_rule
from geo.incidents import merge
from geo.incidents.merge import THRESHOLD
from geo.incidents.pairs import probability
from geo.model import Report
from geo.places.gazetteer import Gazetteer
from geo.reports.duplicates import sources
from scripts.merge_data import Pair, retold
from scripts.train_merge import fit, pairs
from scripts.training import FOLDS, GOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.tables import Row
    from geo.weights import LinearModel

BINS = 10
CLAUSES = 12


@dataclass(frozen=True)
class Judged:
    """A pair with what the rules and the held-out model say: the probability, or None if the two contradict."""

    pair: Pair
    probability: float | None

    @property
    def joined(self) -> bool:
        """Would the two become one incident?"""
        return self.probability is not None and self.probability >= THRESHOLD


def judged(found: Sequence[Pair], models: dict[int, LinearModel]) -> list[Judged]:
    """The told and marked pairs, each judged by the model of its fold."""
    return [
        Judged(pair, None if pair.contradicted else probability(pair.a, pair.b, models[pair.fold]))
        for pair in found
        if pair.origin != "variant"
    ]


def pair_row(name: str, marked: Sequence[tuple[bool, bool]]) -> Row:
    """Precision, recall and F1 of pairs given as (same act, joined)."""
    figures = prf(
        sum(same and joined for same, joined in marked),
        sum(same for same, _ in marked),
        sum(joined for _, joined in marked),
    )
    row: Row = {"": name, "pairs": len(marked), "of one act": figures["gold"], "joined": figures["predicted"]}
    for letter, key in (("P", "precision"), ("R", "recall"), ("F1", "f1")):
        row[letter] = figures[key] if figures["gold"] else None
    return row


def pair_rows(found: Sequence[Judged]) -> list[Row]:
    """All pairs, then each origin, by the model and by the rule."""
    rows = []
    for origin in ("all", *dict.fromkeys(one.pair.origin for one in found)):
        chosen = [one for one in found if origin in ("all", one.pair.origin)]
        rows.append(pair_row(f"**Borderwatch**, {origin}", [(one.pair.same, one.joined) for one in chosen]))
        by_rule = [(one.pair.same, same_by_rule(one.pair.a, one.pair.b)) for one in chosen]
        rows.append(pair_row(f"rule, {origin}", by_rule))
    return rows


def calibration(found: Sequence[Judged]) -> tuple[float, list[Row]]:
    """The expected calibration error over `BINS` equal bins, and what five bins hold; contradicted pairs left out."""
    scored = [(one.probability, one.pair.same) for one in found if one.probability is not None]
    chance, same = (np.array(column, dtype=float) for column in zip(*scored, strict=True))
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    error = sum(
        (bins == number).mean() * abs(chance[bins == number].mean() - same[bins == number].mean())
        for number in set(bins.tolist())
    )
    rows: list[Row] = []
    for number in range(0, BINS, 2):
        inside = (bins == number) | (bins == number + 1)
        rows.append(
            {
                "probability": f"{number / BINS:.1f} to {(number + 2) / BINS:.1f}",
                "pairs": int(inside.sum()),
                "mean probability": float(chance[inside].mean()) if inside.any() else None,
                "share of one act": float(same[inside].mean()) if inside.any() else None,
            }
        )
    return float(error), rows


def cluster_row(gazetteer: Gazetteer, models: dict[int, LinearModel]) -> Row:
    """All retellings of a fold merged at once: pairs within clusters, and groups that come out as they were told."""
    marked: list[tuple[bool, bool]] = []
    right = total = 0
    groups = retold(gazetteer)
    for fold, weights in models.items():
        tellings = [(group, *one) for group, told in groups.items() if group % FOLDS == fold for one in told]
        home = {
            mention.id: number
            for number, cluster in enumerate(merge([mention for *_, mention in tellings], weights))
            for mention in cluster
        }
        wrong = set()
        for (g, act, a), (h, other, b) in combinations(tellings, 2):
            same, joined = (g, act) == (h, other), home[a.id] == home[b.id]
            marked.append((same, joined))
            wrong |= {g, h} if same != joined else set()
        of_fold = {group for group, *_ in tellings}
        right, total = right + len(of_fold - wrong), total + len(of_fold)
    return pair_row("clusters of the retellings", marked) | {"groups right": f"{right} of {total}"}


def copies(text: str, draw: random.Random) -> dict[str, str]:
    """A text as other papers print it."""
    words, clauses = text.split(), text.split(". ")
    return {
        "same words, other case and byline": f"(Agency) {text.upper()} All rights reserved.",
        "first half": text[: len(text) // 2],
        "one word in twelve replaced": " ".join(word if draw.random() > 1 / CLAUSES else "other" for word in words),
        "every third sentence left out, one added": ". ".join(
            [clause for number, clause in enumerate(clauses) if number % 3 != 1]
            + ["The desk of this paper added what it knew of the place and of earlier cases there"]
        ),
    }


def copy_rows() -> list[Row]:
    """Texts of the train set with four copies each, all at once: which copies are taken for their text's source."""
    draw = random.Random(5)  # noqa: S311 - which words are replaced
    families = [{"text": line["text"], **copies(line["text"], draw)} for line in read_lines(GOLD)]
    reports = [{way: Report(text=text, publisher=way) for way, text in family.items()} for family in families]
    started = time.perf_counter()
    found = sources(report for family in reports for report in family.values())
    seconds = time.perf_counter() - started
    of_source: dict[str, set[int]] = {}
    for number, family in enumerate(reports):
        for report in family.values():
            of_source.setdefault(found[report.id], set()).add(number)
    rows: list[Row] = [
        {
            "copy": way,
            "taken for a copy": float(
                np.mean([found[family[way].id] == found[family["text"].id] for family in reports])
            ),
        }
        for way in families[0]
        if way != "text"
    ]
    mixed = sum(len(numbers) > 1 for numbers in of_source.values())
    print(f"{len(found)} texts in {seconds:.1f} s; sources that hold two different reports: {mixed}\n")
    return rows


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list the pairs that are judged wrongly")
    wants_errors = parser.parse_args().errors
    print("reading pairs", file=sys.stderr)
    every = pairs()
    models = {fold: fit([pair for pair in every if pair.fold != fold]) for fold in range(FOLDS)}
    found = judged(every, models)
    print(f"### Two accounts, one act? Held-out pairs\n\n{tables.markdown(pair_rows(found))}\n")
    error, rows = calibration(found)
    print(f"Expected calibration error ({BINS} bins): {error:.3f}\n\n{tables.markdown(rows)}\n")
    print(f"### Merged at once\n\n{tables.markdown([cluster_row(Gazetteer.open(), models)])}\n")
    print("### Copies of a text\n")
    print(tables.markdown(copy_rows()))
    if wants_errors:
        print(*(_error_line(one) for one in found if one.joined is not one.pair.same), sep="\n")
    return 0


def _error_line(one: Judged) -> str:
    chance = "contradicted" if one.probability is None else f"{one.probability:.2f}"
    sides = " | ".join(f"{told.period.start} {told.place}: {told.evidence.quote}" for told in (one.pair.a, one.pair.b))
    return f"{'missed' if one.pair.same else 'spurious'} ({chance}) {one.pair.a.kind}, {one.pair.origin}: {sides}"


if __name__ == "__main__":
    sys.exit(main())
