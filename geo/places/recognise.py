"""Text → toponyms: the proper names of places, as written, in noun form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.model import Toponym
from geo.places.countries import countries
from geo.places.lines import is_line_name
from geo.places.normalise import Word, normalise
from geo.places.placewords import hint
from geo.places.spans import Span, find_spans, is_capital
from geo.places.vocabulary import ORGANISATION_WORDS, PLACE_PREPOSITIONS, SPEAKS, TITLES, ordinary_words

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class _Scene:
    """What surrounds a span: the words before and after it, '' where a sentence begins or ends."""

    before: str
    after: str
    opens_sentence: bool
    before_is_name: bool
    after_is_name: bool
    between: str


@cache
def _seats() -> frozenset[str]:
    """Keys that can stand for a government: countries and capitals."""
    names = {name for c in countries().values() for name in (c.name, c.capital, *c.aliases, *c.capital_aliases)}
    return frozenset(normalise(name) for name in names)


def recognise(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """The toponyms of a text, in order, not overlapping; `metonym` where a name stands for a government or an army."""
    tokens, spans = find_spans(text, gazetteer)
    people = _people(tokens, text)
    kept = [span for span in spans if _is_place(span, tokens, text, gazetteer, people)]
    return [_toponym(span, text) for span in kept]


def _toponym(span: Span, text: str) -> Toponym:
    speaks = span.key in _seats() and bool(SPEAKS.match(text, span.end))
    return Toponym(surface=text[span.start : span.end], start=span.start, end=span.end, metonym=speaks)


def _people(tokens: list[Word], text: str) -> frozenset[str]:
    """Keys of words that follow a title somewhere in the text: 'President Lee', 'Mr Georgia'."""
    return frozenset(b.key for a, b in pairwise(tokens) if a.key in TITLES and text[a.end : b.start] in (" ", ". "))


def _scene(span: Span, tokens: list[Word], text: str) -> _Scene:
    before = tokens[span.first - 1] if span.first else None
    after = tokens[span.last + 1] if span.last + 1 < len(tokens) else None
    lead = text[before.end : span.start] if before else "\n"
    tail = text[span.end : after.start] if after else "\n"
    return _Scene(
        before=before.key if before and not re.search(r"[.!?\n\"“”:;]", lead) else "",
        after=after.key if after and tail in (" ", "-", " - ") else "",
        opens_sentence=before is None or bool(re.search(r"[.!?\n\"“”:]", lead)),
        before_is_name=before is not None and lead == " " and is_capital(before.text) and before.text.isalpha(),
        after_is_name=after is not None and tail == " " and is_capital(after.text) and after.text.isalpha(),
        between=tail,
    )


def _is_place(span: Span, tokens: list[Word], text: str, gazetteer: Gazetteer, people: frozenset[str]) -> bool:
    scene = _scene(span, tokens, text)
    if is_line_name(span.key):
        return True
    if scene.between == "-" and scene.after and tokens[span.last + 1].text.islower():
        return False
    if not span.key:
        return not scene.opens_sentence and bool(span.hint)
    if scene.before in TITLES or (span.key in people and span.key not in _seats()):
        return False
    if scene.after in ORGANISATION_WORDS and scene.after_is_name:
        return False
    return _is_strong(span, gazetteer) or _fits(span, scene, gazetteer)


def _is_strong(span: Span, gazetteer: Gazetteer) -> bool:
    """A curated place or a country."""
    return bool(span.entries) and gazetteer.table[span.entries[0].position]["source"] in (0, 3)


def _fits(span: Span, scene: _Scene, gazetteer: Gazetteer) -> bool:
    population = max(int(gazetteer.table[entry.position]["population"]) for entry in span.entries[:5])
    is_plain_word = span.first == span.last and span.key in ordinary_words()
    if is_plain_word and not (scene.before in PLACE_PREPOSITIONS and population > 20_000):
        return False
    before_is_name = scene.before_is_name and not scene.opens_sentence and not hint(scene.before)
    if before_is_name and scene.before not in PLACE_PREPOSITIONS | {"the", "north", "south", "east", "west"}:
        return False
    if scene.after_is_name and not hint(scene.after) and not span.hint:
        return False
    if scene.opens_sentence and len(span.key) < 4:
        return False
    return bool(span.hint) or scene.before in PLACE_PREPOSITIONS or population > 1_000 or len(span.key) > 6
