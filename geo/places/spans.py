"""Where a text may name a place: the longest names of the gazetteer, and unknown names that stand like a place's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.places.countries import is_demonym
from geo.places.hangul import bare_lengths, is_hangul, is_plain
from geo.places.lines import is_line_name, line_openers
from geo.places.normalise import Word, normalise, words
from geo.places.placewords import KOREAN_ENDINGS, TAKEN, hint
from geo.places.unknown import is_of_settlement, is_sure, led_name, name_end, unknown_name
from geo.places.vocabulary import ARTICLES, LINKS

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer

MAX_WORDS = 7
_GAPS = frozenset({" ", "-", "\u00a0", "’", "'", "‑", "/"})
_ABBREVIATED = frozenset({"st", "ste", "mt", "ft", "n", "s", "w", "e", "dr", "sta", "pt"})


@dataclass(slots=True)
class Span:
    """A stretch of a text that may be a place's name.

    Attributes:
        first, last: numbers of its first and last word (last included).
        key: the name as the gazetteer writes it; '' for an unknown name.
        entries: the places that have the name.
        hint: the feature class that a place word beside it hints at, '' for none.
        is_sure: is it an unknown name that a place word marks as a place beyond doubt, or a plain one in hangul?
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: list[Entry]
    hint: str = ""
    is_sure: bool = False


def is_capital(word: str) -> bool:
    """Does a word begin with a capital (or a digit, or a letter without case such as hangul)?"""
    return not word[0].islower()


def find_spans(text: str, gazetteer: Gazetteer) -> tuple[list[Word], list[Span]]:
    """The words of a text, and the spans that may be places, in order, not overlapping."""
    tokens = list(words(text))
    gaps = (text[a.end : b.start] for a, b in pairwise(tokens))
    glued = [gap == " " or _is_glued(gap, word.key) for gap, word in zip(gaps, tokens, strict=False)]
    glued.append(False)
    spans: list[Span] = []
    behind = 0
    for number, word in enumerate(tokens):
        if number < behind or (word.text[0].islower() and word.key not in ARTICLES):
            continue
        span = _span_at(number, tokens, glued, gazetteer, text)
        if span:
            _take_place_word(span, tokens, glued)
            spans.append(span)
            behind = span.last + 1
    return tokens, spans


def _is_glued(gap: str, before: str) -> bool:
    """May what stands between two words stand inside a name? `before`: the key of the first word."""
    return gap in _GAPS or (gap == ". " and before in _ABBREVIATED)


def _span_at(number: int, tokens: list[Word], glued: list[bool], gazetteer: Gazetteer, text: str) -> Span | None:
    word = tokens[number]
    starts_small = not is_capital(word.text)
    if starts_small and not (word.key in ARTICLES and glued[number] and is_capital(tokens[number + 1].text)):
        return None
    known = _known(number, tokens, glued, gazetteer)
    if word.key == "the" and glued[number]:
        longer = _known(number + 1, tokens, glued, gazetteer)
        known = longer if longer and known and longer.last > known.last else known
    if starts_small:
        return known
    if is_hangul(word.text):
        return _korean(number, tokens, known, gazetteer)
    if text[word.end : word.end + 1] == "-" and glued[number] and (known is None or known.last == number):
        known = _parted(number, tokens, gazetteer) or known
    return _longer(number, known, tokens, glued) if known else _unknown(number, tokens, glued)


def _korean(number: int, tokens: list[Word], known: Span | None, gazetteer: Gazetteer) -> Span | None:
    """A known name in hangul, else one with a particle at its end, which is no part of it."""
    word = tokens[number]
    if known is None:
        for length in bare_lengths(word.text):
            if entries := gazetteer.entries(key := normalise(word.text[:length])):
                known = Span(number, number, word.start, word.start + length, key, entries)
                break
    if known and known.last == number:
        facts = [gazetteer.facts(entry.position) for entry in known.entries]
        length = known.end - known.start
        known.is_sure = is_plain(word.text[:length], word.text[length:], facts)
    return known


def _parted(number: int, tokens: list[Word], gazetteer: Gazetteer) -> Span | None:
    """A name whose syllables are parted: 'Kae-song'."""
    first, second = tokens[number], tokens[number + 1]
    if not second.text[0].islower() or second.key in KOREAN_ENDINGS or second.key in LINKS:
        return None
    key = first.key + second.key
    entries = gazetteer.entries(key)
    return Span(number, number + 1, first.start, second.end, key, entries) if entries else None


def _longer(number: int, known: Span, tokens: list[Word], glued: list[bool]) -> Span:
    """The known name, or a longer unknown one that it only begins: 'the village of Qasr al-X', 'Fort X'."""
    if not glued[known.last]:
        return known
    is_led = known.last == number and led_name(number, tokens, glued) is not None
    is_begun = is_led or known.key in ("al", "el") or is_of_settlement(number, tokens, glued)
    last = name_end(number, tokens, glued)
    if not is_begun or last <= known.last or not is_sure(number, last, tokens, glued):
        return known
    return Span(number, last, tokens[number].start, tokens[last].end, "", [], is_sure=True)


def _known(number: int, tokens: list[Word], glued: list[bool], gazetteer: Gazetteer) -> Span | None:
    """The longest name of the gazetteer (or of a line) that begins at a word."""
    word = tokens[number]
    if word.text.isdigit() or not (is_capital(word.text) or word.key in LINKS):
        return None
    key = word.key
    ends = {len(key): number}
    last = number
    while glued[last] and last - number + 1 < MAX_WORDS:
        last += 1
        word = tokens[last]
        goes_on = is_capital(word.text) or word.key in LINKS
        if not (goes_on or hint(word.key)):
            break
        key = f"{key} {word.key}"
        ends[len(key)] = last
        if not goes_on:  # a small place word can only end a name
            break
    found = {length for name in gazetteer.prefixes(key) if (length := len(name)) in ends}
    if key.partition(" ")[0] in line_openers():
        found |= {length for length in ends if is_line_name(key[:length], tokens[number].text)}
    for length in sorted(found, reverse=True):
        last, name = ends[length], key[:length]
        if _well_written(tokens[number : last + 1]) and not is_demonym(name):
            return Span(number, last, tokens[number].start, tokens[last].end, name, gazetteer.entries(name))
    return None


def _well_written(tokens: list[Word]) -> bool:
    """Capitals where a name has them: links and a last place word may be small."""
    if len(tokens) == 1:
        return is_capital(tokens[0].text)
    for position, word in enumerate(tokens):
        is_last = position == len(tokens) - 1
        if not (
            is_capital(word.text) or (word.key in LINKS and not is_last) or (is_last and position and hint(word.key))
        ):
            return False
    return True


def _unknown(number: int, tokens: list[Word], glued: list[bool]) -> Span | None:
    """A run of capitalised words that no gazetteer knows but that its neighbours mark as a place."""
    last = unknown_name(number, tokens, glued)
    if last is None:
        return None
    is_plain = is_sure(number, name_end(number, tokens, glued), tokens, glued)
    return Span(number, last, tokens[number].start, tokens[last].end, "", [], is_sure=is_plain)


def _take_place_word(span: Span, tokens: list[Word], glued: list[bool]) -> None:
    """Set the hint, and take a place word that belongs to the name into the span."""
    own = tokens[span.last]
    if span.last > span.first:
        span.hint = hint(own.key) or KOREAN_ENDINGS.get(own.key, "")
    if not span.hint and glued[span.last]:
        after = tokens[span.last + 1]
        span.hint = hint(after.key) or (KOREAN_ENDINGS.get(after.key, "") if after.text.islower() else "")
        is_taken = after.key in TAKEN or (is_capital(after.text) and span.hint) or after.key in KOREAN_ENDINGS
        if span.hint and is_taken:
            span.last, span.end = span.last + 1, after.end
    if not span.hint and span.first > 1 and tokens[span.first - 1].key == "of":
        span.hint = hint(tokens[span.first - 2].key)
    if not span.hint and span.first and hint(tokens[span.first - 1].key) in ("river", "mountain", "sea", "island"):
        span.hint = hint(tokens[span.first - 1].key)
