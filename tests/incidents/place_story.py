"""A text whose last sentence tells an act, for the tests of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident_nouns import place

from geo.incidents.actors import ActorFinder
from geo.incidents.reality import signs
from geo.incidents.roles import Roles, roles
from geo.incidents.text import Sentence, sentences
from geo.incidents.triggers import Lexicon, Trigger
from geo.incidents.where import Scene, Where
from geo.model import Candidate, Place, Resolution, Toponym
from geo.weights import LinearModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.incidents.spots import Spot
    from geo.places.gazetteer import Gazetteer

LEXICON = Lexicon(
    {"shelling": [{"verbs": ["shell"]}], "diplomatic_protest": [{"verbs": ["summon"], "nouns": ["protest"]}]}, {}
)
PAJU, CHEORWON = place("Paju", 126.78, 37.76), place("Cheorwon", 127.3, 38.2)


def scorer(weights: Mapping[str, float]) -> LinearModel:
    """A model that looks at a few features only."""
    return LinearModel.of(list(weights), ["right"], [[weight] for weight in weights.values()], [0.0])


def named_at(text: str, where: Place, offset: int) -> Resolution:
    """A place that is named at an offset of a text."""
    surface = text[offset : offset + len(where.name)]
    toponym = Toponym(surface=surface, start=offset, end=offset + len(surface))
    return Resolution(toponym=toponym, chosen=Candidate(place=where, score=1.0))


class Story:
    """A text whose last sentence tells the act."""

    def __init__(self, text: str, gazetteer: Gazetteer, found: Sequence[Resolution] = (), at: int = -1) -> None:
        self.text, self.sentences, self.found = text, sentences(text), found
        self.scene = Scene(text, self.sentences, found, gazetteer)
        self.sentence: Sentence = self.sentences[at]
        self.trigger: Trigger = LEXICON.triggers(self.sentence, {})[0]
        finder = ActorFinder(text, self.sentences, found)
        self.roles: Roles = roles(finder, self.sentence, self.trigger, signs(text, self.sentence, self.trigger, []))

    def spots(self) -> list[Spot]:
        """The candidates."""
        return self.scene.spots(self.sentence, self.trigger, self.roles)

    def named(self) -> list[tuple[str, str]]:
        """The candidates as (source, name)."""
        return [(spot.source, spot.place.name) for spot in self.spots()]

    def where(self, model: LinearModel) -> Where | None:
        """What a model makes of it."""
        return self.scene.where(self.sentence, self.trigger, self.roles, model)

    def best(self, model: LinearModel) -> str | None:
        """The name of the place that a model takes."""
        found = self.where(model)
        return found.place.name if found else None
