"""What is known of a span before deciding whether it is a place: numbers for the trained filter.

The columns are NAMES, in this order; the training script and `recognise` share this one function.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.errors import DataError
from geo.places.countries import country_of, demonym_spans
from geo.places.placewords import CLASS_OF, hint
from geo.places.spans import is_capital
from geo.places.vocabulary import ORGANISATION_WORDS, PLACE_PREPOSITIONS, TITLES, ordinary_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.places.gazetteer import Gazetteer
    from geo.places.normalise import Word
    from geo.places.spans import Span

NEIGHBOURS_JSON = Path(__file__).resolve().parents[2] / "data" / "weights" / "place_neighbours.json"
NAMES = (
    "population", "places", "curated", "country", "admin1", "admin2", "capital", "spellings", "is_main", "words",
    "letters", "shouted", "ordinary", "opens", "name_before", "name_after", "preposition", "the", "title",
    "before", "after", "before2", "after2", "organisation", "run", "hint", "known", "place_follows", "follows_place",
    "possessive", "hyphen_before", "hyphen_after", "times", "as_person", "country_named", "own_country", "dateline",
    "comma_after", "comma_before", "last_word", "radius", "small_inside", "digit_near",
)  # fmt: skip
_CLASS_NUMBER = {name: float(number + 1) for number, name in enumerate(dict.fromkeys(CLASS_OF.values()))}
_STOP = re.compile(r"[.!?\n\"“”:;•]")
_DASH = re.compile(r" ?(?:[(—–-]|\(\w+\))")
_ENTRIES = 12
_NO_FIRST_NAMES = PLACE_PREPOSITIONS | {"the"}
Neighbours = dict[str, "Mapping[str, float]"]


class _Gaps(NamedTuple):
    """The text before and after a span, up to the next words."""

    lead: str
    tail: str
    before: Word | None
    after: Word | None


@cache
def neighbours() -> Neighbours:
    """How much more often a word stands beside a place than beside another name (log odds), by its position.

    Raises:
        DataError: data/weights/place_neighbours.json cannot be read.
    """
    try:
        table: Neighbours = json.loads(NEIGHBOURS_JSON.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{NEIGHBOURS_JSON.name} cannot be read ({error}): restore data/weights.") from error
    return table


def neighbour_keys(span: Span, tokens: Sequence[Word], text: str) -> dict[str, str]:
    """The words around a span by their position, '' or a mark where a sentence ends."""
    return _neighbour_keys(span, tokens, _gaps(span, tokens, text))


def _neighbour_keys(span: Span, tokens: Sequence[Word], gaps: _Gaps) -> dict[str, str]:
    before = _side(gaps.before, gaps.lead)
    after = _side(gaps.after, gaps.tail)
    before2 = tokens[span.first - 2].key if span.first > 1 and before != "|" else "|"
    after2 = tokens[span.last + 2].key if span.last + 2 < len(tokens) and after != "|" else "|"
    last = tokens[span.last].key if span.last > span.first else ""
    return {"before": before, "after": after, "before2": before2, "after2": after2, "last_word": last}


def _side(word: Word | None, gap: str) -> str:
    if word is None:
        return "|"
    mark = ""
    if gap != " ":
        if _STOP.search(gap):
            return "|"
        mark = "," if "," in gap else "(" if "(" in gap or ")" in gap else ""
    shape = "Aa" if is_capital(word.text) and word.key not in PLACE_PREPOSITIONS and not mark else word.key
    return mark + shape


def _gaps(span: Span, tokens: Sequence[Word], text: str) -> _Gaps:
    before = tokens[span.first - 1] if span.first else None
    after = tokens[span.last + 1] if span.last + 1 < len(tokens) else None
    lead = text[before.end : span.start] if before else "\n"
    tail = text[span.end : after.start] if after else "\n"
    return _Gaps(lead, tail, before, after)


def span_features(
    spans: Sequence[Span], tokens: Sequence[Word], text: str, gazetteer: Gazetteer, table: Neighbours | None = None
) -> NDArray[np.float32]:
    """One row a span, one column a name of NAMES.

    Args:
        spans: from `find_spans`.
        tokens: the words of the text.
        text: the text.
        gazetteer: where the spans' entries come from.
        table: log odds of neighbouring words; default: the trained ones.
    """
    odds = neighbours() if table is None else table
    named = Counter(code for _, _, code in demonym_spans(text))
    times = Counter(span.key for span in spans)
    gaps = [_gaps(span, tokens, text) for span in spans]
    persons = _persons(spans, gaps)
    named_spans = {span.key: span for span in spans}
    places = {key: _place_values(span, gazetteer, named) for key, span in named_spans.items()}
    rows = [
        [
            *places[span.key],
            *_name_values(span, tokens, text),
            *_scene_values(span, tokens, text, odds, gaps[number], _near(spans, number)),
            math.log1p(times[span.key]),
            persons[span.key],
        ]
        for number, span in enumerate(spans)
    ]
    return np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))[:, _ORDER]


# the order in which the rows above are written
_WRITTEN = (
    "known", "population", "places", "curated", "country", "admin1", "admin2", "capital", "spellings", "is_main",
    "radius", "country_named", "own_country",
    "words", "letters", "shouted", "ordinary", "hint", "small_inside",
    "opens", "name_before", "name_after", "preposition", "the", "title", "organisation", "run",
    "before", "after", "before2", "after2", "last_word", "place_follows", "follows_place",
    "possessive", "hyphen_before", "hyphen_after", "dateline", "comma_after", "comma_before", "digit_near",
    "times", "as_person",
)  # fmt: skip
_ORDER = [_WRITTEN.index(name) for name in NAMES]


def _place_values(span: Span, gazetteer: Gazetteer, named: Counter[str]) -> list[float]:
    if not span.entries:
        return [0.0] * 13
    entries = span.entries[:_ENTRIES]
    facts = [gazetteer.facts(entry.position) for entry in entries]
    classes = {fact.feature_class for fact in facts}
    codes = {code for fact in facts[:5] for code in fact.countries}
    return [
        1.0,
        math.log10(1 + max(fact.population for fact in facts)),
        math.log1p(len(span.entries)),
        float(facts[0].is_curated),
        float("country" in classes),
        float("admin1" in classes),
        float("admin2" in classes),
        float("capital" in classes),
        math.log1p(max(fact.names for fact in facts)),
        float(any(entry.is_main for entry in entries)),
        math.log10(1 + max(fact.radius_m for fact in facts)),
        math.log1p(max((named[code] for code in codes), default=0)),
        float(country_of(span.key) is not None),
    ]


def _name_values(span: Span, tokens: Sequence[Word], text: str) -> list[float]:
    surface = text[span.start : span.end]
    inside = tokens[span.first : span.last + 1]
    return [
        float(len(inside)),
        float(len(surface)),
        float(surface.isupper()),
        float(len(inside) == 1 and inside[0].key in ordinary_words()),
        _CLASS_NUMBER.get(span.hint, 0.0),
        float(any(not is_capital(word.text) for word in inside)),
    ]


def _near(spans: Sequence[Span], number: int) -> tuple[Span | None, Span | None]:
    return (spans[number - 1] if number else None, spans[number + 1] if number + 1 < len(spans) else None)


def _scene_values(
    span: Span,
    tokens: Sequence[Word],
    text: str,
    odds: Neighbours,
    gaps: _Gaps,
    near: tuple[Span | None, Span | None],
) -> list[float]:
    opens = gaps.before is None or (gaps.lead != " " and _STOP.search(gaps.lead) is not None)
    before_key = gaps.before.key if gaps.before and not opens else ""
    name_before = bool(before_key) and gaps.lead == " " and _is_name(gaps.before)
    name_after = gaps.after is not None and gaps.tail == " " and _is_name(gaps.after)
    run = _run(span, tokens, text)
    keys = _neighbour_keys(span, tokens, gaps)
    previous, following = near
    return [
        float(opens),
        float(name_before),
        float(name_after),
        float(before_key in PLACE_PREPOSITIONS),
        float(before_key == "the"),
        float(before_key in TITLES),
        float(any(word.key in ORGANISATION_WORDS for word in run)),
        float(len(run)),
        *(odds[place].get(keys[place], 0.0) for place in ("before", "after", "before2", "after2", "last_word")),
        float(following is not None and text[span.end : following.start] == ", "),
        float(previous is not None and text[previous.end : span.start] == ", "),
        float(text[span.end : span.end + 2] in ("'s", "’s")),
        float(gaps.lead == "-"),
        float(gaps.tail == "-"),
        float("\n" in gaps.lead and _DASH.match(text, span.end, span.end + 3) is not None),
        float(gaps.tail.startswith(",")),
        float(gaps.lead.startswith(",")),
        float(any(word is not None and word.text[0].isdigit() for word in (gaps.before, gaps.after))),
    ]


def _is_name(word: Word | None) -> bool:
    return word is not None and word.text[0].isupper() and not hint(word.key)


def _run(span: Span, tokens: Sequence[Word], text: str) -> list[Word]:
    """The capitalised words that stand directly around a span, at most four on either side."""
    around: list[Word] = []
    number = span.first
    while number and span.first - number < 4 and tokens[number - 1].text[0].isupper():
        if text[tokens[number - 1].end : tokens[number].start] != " ":
            break
        number -= 1
        around.append(tokens[number])
    number = span.last
    while number + 1 < len(tokens) and number - span.last < 4 and tokens[number + 1].text[0].isupper():
        if text[tokens[number].end : tokens[number + 1].start] != " ":
            break
        number += 1
        around.append(tokens[number])
    return around


def _persons(spans: Sequence[Span], gaps: Sequence[_Gaps]) -> dict[str, float]:
    """For each key: the share of its spans that follow a title or another name, as a surname does."""
    counts: dict[str, list[float]] = {}
    for span, (lead, _, before, _) in zip(spans, gaps, strict=True):
        after_title = before is not None and lead in (" ", ". ") and before.key in TITLES
        is_named = before is not None and lead == " " and before.key not in _NO_FIRST_NAMES and _is_name(before)
        counts.setdefault(span.key, []).append(float(after_title or is_named))
    return {key: sum(values) / len(values) for key, values in counts.items()}
