"""The noun of this room: a stretch of text that says where without being a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from geo.model import Place
    from geo.places.phrases.scene import Anchor

# the place of a phrase, and why
Drawn = tuple["Place", str]


@dataclass(frozen=True, kw_only=True, slots=True)
class SpatialPhrase:
    """Words that say where ('about 20 km north of Cheorwon'), and the place that they mean.

    Attributes:
        start: offset of the first character in the text.
        end: offset behind the last one.
        surface: `text[start:end]`.
        place: what the words mean, with its footprint.
        relation: 'bearing', 'inside', 'off', 'between', 'halfway', 'along', 'side', 'front', 'sector', 'opposite',
            'near', 'outskirts' or 'coordinates'.
        anchors: offsets `(start, end)` of the names that it rests on, in order; none for coordinates.
        why: one sentence for the reader: how the footprint follows from the words.
    """

    start: int
    end: int
    surface: str
    place: Place
    relation: str
    anchors: tuple[tuple[int, int], ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse offsets that cannot hold the surface."""
        if not 0 <= self.start < self.end or self.end - self.start != len(self.surface):
            raise InputError(f"The phrase {self.surface!r} cannot stand at [{self.start}, {self.end}).")


def phrase(text: str, start: int, end: int, relation: str, drawn: Drawn, *anchors: Anchor) -> SpatialPhrase:
    """The phrase at `text[start:end]` that rests on some names."""
    place, why = drawn
    rests = tuple(sorted({span for anchor in anchors for span in anchor.rests}))
    return SpatialPhrase(
        start=start, end=end, surface=text[start:end], place=place, relation=relation, anchors=rests, why=why
    )


def km(metres: float) -> str:
    """A distance as a reader would say it."""
    return f"{metres / 1000:.0f} km" if metres >= 1000 else f"{metres:.0f} m"
