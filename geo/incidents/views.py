"""The sentences of a report as the act model sees them: their triggers, and what their words are part of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from geo.incidents.features import SentenceView
from geo.incidents.reality import signs
from geo.incidents.text import Sentence, quoted_spans, sentence_at
from geo.places.countries import demonym_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.incidents.dates import DateExpression
    from geo.incidents.triggers import Lexicon
    from geo.model import Resolution

T = TypeVar("T")
_LINE_CLASSES = frozenset({"line", "border", "river", "zone", "strait", "sea"})
_CROSSING_CLASSES = frozenset({"crossing", "bridge", "pass", "checkpoint"})


def sentence_views(
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateExpression],
    resolutions: Sequence[Resolution],
    lexicon: Lexicon,
) -> Iterator[SentenceView]:
    """One view a sentence, in order."""
    quotes = quoted_spans(text)
    dated = _by_sentence(sentences, dates, lambda one: one.start)
    placed = _by_sentence(sentences, resolutions, lambda one: one.toponym.start)
    peopled = _by_sentence(sentences, demonym_spans(text), lambda one: one[0])
    for sentence in sentences:
        here = dated[sentence.index]
        spans, classes = _classified(sentence, here, placed[sentence.index], peopled[sentence.index])
        yield SentenceView(
            sentence,
            [(trigger, signs(text, sentence, trigger, quotes)) for trigger in lexicon.triggers(sentence, classes)],
            spans,
            dated=any(one.period and not one.future for one in here),
            future=any(one.future for one in here),
            history=any(one.history for one in here),
            heading=bool(here) and here[0].start - sentence.start < 4,
            question=sentence.of(text).rstrip("\"”’' ").endswith("?"),
        )


def _by_sentence(sentences: Sequence[Sentence], found: Iterable[T], offset: Callable[[T], int]) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = defaultdict(list)
    for one in found:
        sentence = sentence_at(sentences, offset(one))
        if sentence:
            grouped[sentence.index].append(one)
    return grouped


def _classified(
    sentence: Sentence, dates: list[DateExpression], places: list[Resolution], people: list[tuple[int, int, str]]
) -> tuple[dict[int, str], dict[int, frozenset[str]]]:
    """For the words of a sentence, by index: what they are part of, and the classes that rules can ask for."""
    spans: dict[int, str] = {}
    classes: dict[int, frozenset[str]] = {}
    for index, word in enumerate(sentence.words):
        for resolution in places:
            if resolution.toponym.start <= word.start < resolution.toponym.end:
                spans[index] = "<place>"
                classes[index] = _classes(resolution)
        if any(start <= word.start < end for start, end, _ in people):
            spans.setdefault(index, "<nation>")
            classes[index] = classes.get(index, frozenset()) | {"@nationals"}
        if any(one.start <= word.start < one.end for one in dates):
            spans[index] = "<date>"
    return spans, classes


def _classes(resolution: Resolution) -> frozenset[str]:
    place = resolution.place
    made = {"@place"}
    if place:
        if place.feature_class in _LINE_CLASSES or "Line" in place.footprint.geometry.geom_type:
            made.add("@line_place")
        if place.feature_class in _CROSSING_CLASSES:
            made.add("@crossing_place")
        if place.feature_class == "country":
            made.add("@country")
    return frozenset(made)
