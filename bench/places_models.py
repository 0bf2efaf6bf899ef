"""Filter and ranker trained without what they are measured on: everything else, nothing kept on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.places_systems import Borderwatch
from scripts import place_documents, train_place_filter, train_place_ranker
from scripts.place_training import GOLD, held_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer


@dataclass
class Lessons:
    """What the filter and the ranker learn from, a list each, with the documents in the same order.

    Attributes:
        gazetteer: whose names and places they weigh.
        most: only so many documents of each file.
    """

    gazetteer: Gazetteer
    most: int | None = None
    names: list[train_place_filter.Document] = field(default_factory=list)
    choices: list[place_documents.Document] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Add a corpus or gold file."""
        self.names += train_place_filter.read(path, self.gazetteer)[: self.most]
        self.choices += place_documents.read(path, self.gazetteer)[: self.most]

    def systems(self) -> Iterator[tuple[str, Borderwatch]]:
        """The program for each fold of the train set ('train 0') and each corpus, trained on all the rest."""
        both = zip(held_out(self.names), held_out(self.choices), strict=True)
        for (name, _, names), (_, _, choices) in both:
            name_filter = train_place_filter.fit(names, self.gazetteer)
            ranker = train_place_ranker.fit(choices, self.gazetteer)
            yield name, Borderwatch(self.gazetteer, name_filter, ranker)


def read_lessons(corpora: list[Path], gazetteer: Gazetteer, most: int | None = None) -> Lessons:
    """The train set and the corpora."""
    lessons = Lessons(gazetteer, most)
    for path in (GOLD, *corpora):
        lessons.read(path)
    return lessons
