"""How well doers, numbers and status are told once an act's sentence and kind are known, each report held out.

usage: python -m bench.fields [--errors FILE]

The sentence is the gold evidence and the word in it that tells the kind, so that only the fields are judged: as the
scorer does on matched pairs, who did it and to whom, the quantities and the status. Beside the program stands a plain
rule: the last actor before the word, every number with its noun, 'reported'.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench import tables
from bench.likeness import initiators_match, quantity_hits
from geo.incidents.quantities import counted
from geo.incidents.roles import roles
from geo.incidents.standing import status
from scripts.field_cases import OURS, Case, gold_cases, own_cases
from scripts.train_fields import STATUSES, Lesson, fit, lessons, mean_f1
from scripts.training import FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.incidents.fields import FieldModels


@dataclass(frozen=True)
class Told:
    """The fields told for an act."""

    case: Case
    initiator: tuple[str, ...]
    target: tuple[str, ...]
    quantities: dict[str, float]
    status: str


def by_models(one: Lesson, models: FieldModels) -> Told:
    """What the program says."""
    case, finder = one.case, one.frame.finder
    document = case.document
    cast = roles(finder, case.sentence, case.trigger, case.signs, models.roles)
    numbers = counted(document.text, document.sentences, case.sentence.index, case.trigger, models.quantities)
    standing, _ = status(finder, case.sentence, case.trigger, models.status)
    return Told(case, cast.initiator, cast.target, {row.noun: row.value for row in numbers}, standing.value)


def by_rule(one: Lesson) -> Told:
    """What a plain rule says."""
    case = one.case
    before = [actor for actor in one.frame.finder.actors(case.sentence) if actor.end <= case.trigger.start]
    quiet = [actor.phrase for actor in before if not actor.speaking]
    numbers = {figure.head: figure.value for figure in one.figures if figure.head == figure.noun}
    return Told(case, tuple(quiet[-1:]), (), numbers, "reported")


def held_out(found: Sequence[Lesson]) -> list[Told]:
    """What the program says of each act, with models trained on the other folds."""
    made: list[Told] = []
    for fold in range(FOLDS):
        models = fit([one for one in found if one.case.fold != fold])
        began = time.perf_counter()
        told = [by_models(one, models) for one in found if one.case.fold == fold]
        milliseconds = 1000 * (time.perf_counter() - began) / max(1, len(told))
        print(f"fold {fold + 1} of {FOLDS}: {milliseconds:.1f} ms an act", file=sys.stderr)
        made += told
    return made


def row(name: str, told: Sequence[Told]) -> tables.Row:
    """The figures of some acts."""
    count = max(1, len(told))
    named = sum(len(one.quantities) + len(one.case.quantities) for one in told)
    gold, said = (
        np.array([STATUSES.index(value) for value in values])
        for values in ([one.case.status for one in told], [one.status for one in told])
    )
    return {
        "acts": name,
        "count": len(told),
        "initiator": sum(initiators_match(list(one.case.initiator), list(one.initiator)) for one in told) / count,
        "target": sum(initiators_match(list(one.case.target), list(one.target)) for one in told) / count,
        "quantity F1": 2 * sum(quantity_hits(one.case.quantities, one.quantities) for one in told) / max(1, named),
        "status macro-F1": mean_f1(gold, said),
    }


def error_book(told: Sequence[Told]) -> str:
    """What is wrong, field by field, with sentences."""
    tests: dict[str, Callable[[Told], bool]] = {
        "initiator": lambda one: initiators_match(list(one.case.initiator), list(one.initiator)),
        "quantities": lambda one: one.case.quantities == one.quantities,
        "status": lambda one: one.case.status == one.status,
    }
    book: dict[str, list[str]] = defaultdict(list)
    for one in told:
        for name, is_right in tests.items():
            if not is_right(one):
                gold, said = getattr(one.case, name), getattr(one, name)
                sentence = one.case.sentence.of(one.case.document.text)
                book[name].append(f"{one.case.document.id} {one.case.kind}: {said}, gold {gold}\n    {sentence!r}")
    return "\n\n".join(f"# {name}: {len(lines)}\n" + "\n".join(lines) for name, lines in sorted(book.items())) + "\n"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write what is wrong, with sentences")
    args = parser.parse_args()
    found = lessons([*gold_cases(), *own_cases()])
    told = held_out(found)
    rule = [by_rule(one) for one in found if one.case.fold != OURS]
    worded = [one for one in told if one.case.trigger.rule >= 0]
    rows = [row("**Borderwatch**", told), row("with a word of the kind", worded), row("plain rule", rule)]
    print(tables.markdown(rows))
    if args.errors:
        args.errors.write_text(error_book(told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
