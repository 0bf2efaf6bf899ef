"""Unknown names that stand like a place's: 'the village of X', 'X county', 'X-ri', 'in X'.

Some marks are so plain that the name is a place whatever the trained filter thinks of it (`is_sure`); the others are
for the filter to weigh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.places.countries import is_demonym
from geo.places.placewords import (
    ALSO_VERBS,
    KINDS_OF_PLACES,
    KOREAN_ENDINGS,
    NO_PLACE,
    NO_PLACE_ENDINGS,
    PAIRS,
    PLURALS,
    SURE_AFTER,
    SURE_BEFORE,
    SURE_KOREAN,
    SURE_LEAD,
    SURE_OF,
    hint,
)
from geo.places.vocabulary import OPENERS, ORGANISATION_WORDS, PLACE_PREPOSITIONS, ordinary_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.normalise import Word

_BEFORE_PLACES = PLACE_PREPOSITIONS | {"and"}
_AFTER_WHICH = _BEFORE_PLACES | {"the", "a", "an"}  # words with a capital at the head of a sentence that are no name
_NO_NAMES = OPENERS | PLACE_PREPOSITIONS
_INSIDE = frozenset({"al", "el", "ul", "de", "del", "la"})  # small words inside names
_NO_PLACE = NO_PLACE | ORGANISATION_WORDS
_MOST = 4  # words of a name
_LONGEST_LIST = 16  # words
_COMMA = 2  # letters of ', '


def unknown_name(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> int | None:
    """The last word of an unknown name of a place that begins at a word; None if nothing marks it as one."""
    word = tokens[number]
    before = tokens[number - 1].key if number else ""
    follows_name = number > 0 and glued[number - 1] and tokens[number - 1].text[0].isupper()
    if not word.text[0].isupper() or word.key in _NO_NAMES or is_demonym(word.key):
        return None
    if follows_name and before not in _AFTER_WHICH:
        return None
    last = name_end(number, tokens, glued)
    ending = tokens[last + 1].key if glued[last] else ""
    is_korean = ending in KOREAN_ENDINGS and tokens[last + 1].text.islower()
    of_place = before == "of" and number > 1 and bool(hint(tokens[number - 2].key))
    is_marked = is_korean or of_place or (hint(ending) and not is_demonym(tokens[last].key)) or before in _BEFORE_PLACES
    if not is_marked and not is_sure(number, last, tokens, glued):
        return None
    return last + int(is_korean)


def name_end(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> int:
    """The last word of the capitalised name that begins at a word, up to a place word; 'al-' may be small."""
    last = number
    while glued[last] and last + 1 - number < _MOST:
        following = last + 1
        if tokens[following].key in _INSIDE and tokens[following].text.islower() and glued[following]:
            following += 1
        if not tokens[following].text[0].isupper() or hint(tokens[following].key):
            break
        last = following
    return last


def is_sure(number: int, last: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """Does a place word mark the name in words [number, last] as a place beyond doubt?"""
    return not _is_no_place(number, last, tokens) and (
        _is_before(number, tokens, glued)
        or _is_behind(number, last, tokens, glued)
        or _is_explained(last, tokens, glued)
    )


def led_name(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> int | None:
    """The last word of an unknown name of two words or more whose first says what it is: 'Fort X'; None for no such."""
    if tokens[number].key not in SURE_LEAD or not glued[number]:
        return None
    last = name_end(number, tokens, glued)
    rest = tokens[number + 1 : last + 1]
    is_name = rest and rest[0].key not in ordinary_words() and not {word.key for word in rest} & ORGANISATION_WORDS
    return last if is_name else None


def is_of_settlement(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """Does 'village of' or the like stand before a word, or 'villages of' before the first of a list?"""
    is_next = (
        number > 1
        and tokens[number - 1].key in ("of", "called", "named")
        and glued[number - 1]
        and glued[number - 2]
        and tokens[number - 2].key.removesuffix("s") in SURE_OF
        and tokens[number - 2].text.islower()
    )
    return is_next or _is_listed(number, tokens, glued)


def _is_before(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """'village of X', 'the village X', 'Mount X'."""
    if is_of_settlement(number, tokens, glued) or led_name(number, tokens, glued) is not None:
        return True
    before = tokens[number - 1] if number and glued[number - 1] else None
    return before is not None and before.key in SURE_BEFORE and before.text.islower()


def _is_listed(number: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """'villages of X, Y and Z': is it one of the names behind the first?"""
    back = number - 1
    while back > 1 and number - back < _LONGEST_LIST and (tokens[back].text[0].isupper() or tokens[back].key == "and"):
        if not glued[back - 1] and tokens[back].start != tokens[back - 1].end + _COMMA:
            return False
        back -= 1
    is_plural = back > 0 and tokens[back].key == "of" and tokens[back - 1].key in PLURALS
    return is_plural and back + 1 < number and (tokens[number - 1].key == "and" or not glued[number - 1])


def _is_behind(number: int, last: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """'X county', 'X refugee camp', 'X-ri'; not 'X District Court', nor 'they pass'."""
    if not glued[last]:
        return False
    first, second = tokens[last + 1], tokens[last + 2] if glued[last + 1] else None
    if first.text.islower():
        if first.key in SURE_KOREAN and first.start == tokens[last].end + 1:
            return True
        if first.key in ALSO_VERBS and not (number and tokens[number - 1].key in _BEFORE_PLACES | {"the", "of"}):
            return False
    elif second is not None and second.text[0].isupper():
        return False
    return first.key in SURE_AFTER or (second is not None and second.key in PAIRS.get(first.key, ()))


def _is_explained(last: int, tokens: Sequence[Word], glued: Sequence[bool]) -> bool:
    """'X, a small border village in …'."""
    if glued[last] or last + 2 >= len(tokens) or tokens[last + 1].start != tokens[last].end + _COMMA:
        return False
    if tokens[last + 1].key not in ("a", "an", "another"):
        return False
    place = last + 2
    while place + 1 < len(tokens) and tokens[place].key in KINDS_OF_PLACES and glued[place]:
        place += 1
    ends = not glued[place] or tokens[place + 1].key in PLACE_PREPOSITIONS | {"of", "on", "where", "that", "which"}
    return tokens[place].key in SURE_OF and ends


def _is_no_place(number: int, last: int, tokens: Sequence[Word]) -> bool:
    """Is it a people, a group, a day, an abbreviation, or a word that begins a sentence with a capital?"""
    name = tokens[number : last + 1]
    return any(
        word.key in _NO_PLACE or word.key.endswith(NO_PLACE_ENDINGS) or is_demonym(word.key) for word in name
    ) or (len(name) == 1 and (name[0].key in ordinary_words() or len(name[0].key) < 3 or _is_short(name[0].text)))


def _is_short(word: str) -> bool:
    return word.isupper() and len(word) < 6
