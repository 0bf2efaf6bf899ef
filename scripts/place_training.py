"""What the trainings of the name filter and of the ranker of places share: documents, folds and the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from threadpoolctl import threadpool_limits

from bench.corpora import corpus_paths
from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "bench" / "gold" / "train.jsonl"
WEIGHTS = ROOT / "data" / "weights"
OWN = GOLD.stem
OWN_WEIGHT = 2.0
FOLDS = 5


class Sourced(Protocol):
    """A document that knows the file it came from."""

    @property
    def source(self) -> str:
        """The name of the file without its ending."""


D = TypeVar("D", bound=Sourced)
M = TypeVar("M")


@dataclass(frozen=True)
class Training(Generic[D, M]):
    """How one model is trained: reading a file, fitting documents, one line of figures, writing to a folder."""

    read: Callable[[Path, Gazetteer], list[D]]
    fit: Callable[[Sequence[D], Gazetteer], M]
    report: Callable[[str, M, Sequence[D], Gazetteer], None]
    save: Callable[[M, Path], None]


def held_out(documents: Sequence[D]) -> Iterator[tuple[str, list[D], list[D]]]:
    """What to leave out in turn: five folds of the train set, then each corpus: `(name, left out, the others)`."""
    own = [d for d in documents if d.source == OWN]
    for fold in range(FOLDS):
        inside = [d for number, d in enumerate(own) if number % FOLDS == fold]
        left_out = {id(d) for d in inside}
        yield f"{OWN} {fold}", inside, [d for d in documents if id(d) not in left_out]
    for source in sorted({d.source for d in documents} - {OWN}):
        inside = [d for d in documents if d.source == source]
        yield source, inside, [d for d in documents if d.source != source]


def run(description: str | None, training: Training[D, M]) -> None:
    """The command line of a training: train and write, or print what unseen documents get."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpora", type=Path, help="folder with lgl.jsonl, gwn.jsonl or others of their form")
    parser.add_argument("--folds", action="store_true", help="only print figures on unseen documents")
    parser.add_argument("--without", default="", help="leave a corpus out (and write to --out)")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    gazetteer = Gazetteer.open()
    paths = [GOLD, *(corpus_paths(args.corpora) if args.corpora else [])]
    documents = [d for path in paths if path.stem != args.without for d in training.read(path, gazetteer)]
    with threadpool_limits(1):  # threads that wait for each other cost more here than they bring
        if args.folds:
            for name, inside, others in held_out(documents):
                training.report(name, training.fit(others, gazetteer), inside, gazetteer)
        else:
            training.save(training.fit(documents, gazetteer), args.out)
