"""Train the ranker of places: `python -m scripts.train_place_ranker --corpora DIR`.

Every gold toponym of the train set and of DIR/*.jsonl (LGL, GeoWebNews) with a position is one choice among the entries
of the gazetteer that have its name, or NIL; made-up lessons (place_lessons.py) are added. The network learns from
chances of the first look by models that have not seen the document, and so does the temperature. Writes
data/weights/place_ranker.npz. `--folds` prints how often the choice is right on documents it has not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.places.nearness import nearness
from geo.places.ranker import FILE, Ranker, softmax
from scripts.place_documents import Document, read
from scripts.place_made import MADE, lessons
from scripts.place_net import Choices, Linear, Net, fit_linear, fit_net, fit_temperature
from scripts.place_training import OWN, OWN_WEIGHT, Training, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.places.gazetteer import Gazetteer

PARTS = 4  # of the documents, for first looks by models that have not seen them
COOL = 3  # the temperature is fitted on each third document, by a model trained on the others
WEIGHTS = {OWN: OWN_WEIGHT, MADE: 0.5}
NO_PLACE = 0.9  # what a name weighs that is no place


def fit(documents: Sequence[Document], gazetteer: Gazetteer) -> Ranker:
    """A ranker from documents and made-up lessons; its temperature from documents that were left out once."""
    made = lessons(gazetteer)
    return _ranker(*_fit_looks([*documents, *made]), _temperature(documents, made))


def _temperature(documents: Sequence[Document], made: list[Document]) -> float:
    inside = documents[::COOL]
    others = [document for number, document in enumerate(documents) if number % COOL]
    ranker = _ranker(*_fit_looks([*others, *made]), 1.0)
    choices = _choices(inside, [_columns(document, ranker) for document in inside])
    return fit_temperature(choices, ranker.scores(choices.rows), float(ranker.nil))


def _columns(document: Document, ranker: Ranker) -> NDArray[Any]:
    """All columns of a document, as they are before the last look."""
    rows = document.rows
    found = ranker.first_chances(document.merits, rows)
    found = ranker.chances(np.hstack([document.merits, nearness(rows, found)]), rows)
    return np.hstack([document.merits, nearness(rows, found)])


def _fit_looks(documents: Sequence[Document]) -> tuple[Linear, Net]:
    """The first look, and the network on what first looks that have not seen a document say of it."""
    alone = [document.merits for document in documents]
    columns: list[NDArray[Any]] = [np.zeros(0)] * len(documents)
    for part in range(PARTS):
        seen = [n for n in range(len(documents)) if n % PARTS != part]
        look = fit_linear(_choices([documents[n] for n in seen], [alone[n] for n in seen]))
        for number in range(part, len(documents), PARTS):
            rows = documents[number].rows
            found = softmax(alone[number] @ look.weights, look.nil, rows)
            columns[number] = np.hstack([alone[number], nearness(rows, found)])
    return fit_linear(_choices(documents, alone)), fit_net(_choices(documents, columns))


def _choices(documents: Sequence[Document], tables: Sequence[NDArray[Any]]) -> Choices:
    """The names that have options, as choices."""
    rows, right, sizes, weight = [], [], [], []
    for document, table in zip(documents, tables, strict=True):
        for part, spots in zip(document.rows.parts, document.spots, strict=True):
            marks = document.right[part]
            if len(marks):
                rows.append(table[part])
                right.append(marks)
                sizes.append(len(marks))
                weight.append(WEIGHTS.get(document.source, 1.0) * min(3, spots) if spots else NO_PLACE)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    return Choices(np.concatenate(rows), starts, np.concatenate(right).astype(float), np.array(weight))


def _ranker(first: Linear, net: Net, temperature: float) -> Ranker:
    arrays = {name: np.asarray(value, dtype=float) for name, value in vars(net).items()}
    return Ranker(first=first.weights, first_nil=np.asarray(first.nil), temperature=np.asarray(temperature), **arrays)


def report(name: str, ranker: Ranker, documents: Sequence[Document], _gazetteer: Gazetteer) -> None:
    """Print the share of toponyms whose choice is right: of all, and of those that have a right option."""
    right = total = reachable = 0
    for document in documents:
        chance = ranker.chances(_columns(document, ranker), document.rows)
        for part, spots in zip(document.rows.parts, document.spots, strict=True):
            marks = document.right[part]
            total += spots
            reachable += spots * bool(marks.any())
            right += spots * bool(len(marks) and marks[int(np.argmax(chance[part]))])
    print(f"{name:<8} right {right / total:.3f}, of the reachable {right / reachable:.3f}, toponyms {total}")


def save(ranker: Ranker, folder: Path) -> None:
    """Write the weights and print the temperature."""
    ranker.save(folder / FILE)
    print(f"temperature {float(ranker.temperature):.3f}, {ranker.out.size} units")


def main() -> None:
    """Train and write, or print what unseen documents get."""
    run(__doc__, Training(read, fit, report, save))


if __name__ == "__main__":
    main()
