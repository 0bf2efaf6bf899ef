"""The sentences of a report as the act model sees them: their triggers, and what their words are part of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from geo.incidents.features import SentenceView
from geo.incidents.reality import signs
from geo.incidents.text import Sentence, quoted_spans, sentence_at
from geo.places.countries import demonym_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.incidents.dates import DateExpression
    from geo.incidents.reality import Signs
    from geo.incidents.triggers import Lexicon, Trigger
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
            _signed(text, sentence, lexicon.triggers(sentence, classes), quotes),
            spans,
            dated=any(one.period and not one.future for one in here),
            future=any(one.future for one in here),
            history=any(one.history for one in here),
            heading=bool(here) and here[0].start - sentence.start < 4,
            question=sentence.of(text).rstrip("\"”’' ").endswith("?"),
        )


def _signed(
    text: str, sentence: Sentence, triggers: Iterable[Trigger], quotes: list[tuple[int, int]]
) -> list[tuple[Trigger, Signs]]:
    """Triggers with their signs; the signs of one word are the same for all kinds that it may tell."""
    made: dict[tuple[int, str], Signs] = {}
    signed = []
    for trigger in triggers:
        word = trigger.first, trigger.form
        if word not in made:
            made[word] = signs(text, sentence, trigger, quotes)
        signed.append((trigger, made[word]))
    return signed


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
    for resolution in places:
        made = _classes(resolution)
        for index in _words_in(sentence, resolution.toponym.start, resolution.toponym.end):
            spans[index], classes[index] = "<place>", made
    for start, end, _ in people:
        for index in _words_in(sentence, start, end):
            spans.setdefault(index, "<nation>")
            classes[index] = classes.get(index, frozenset()) | {"@nationals"}
    for one in dates:
        spans.update(dict.fromkeys(_words_in(sentence, one.start, one.end), "<date>"))
    return spans, classes


def _words_in(sentence: Sentence, start: int, end: int) -> range:
    """The indexes of the words that begin in text[start:end]."""
    first, behind = (bisect_left(sentence.words, offset, key=lambda word: word.start) for offset in (start, end))
    return range(first, behind)


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
