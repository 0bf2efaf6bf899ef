"""Numbers of people in a sentence with whose they are: 'three Indian soldiers', 'four of the attackers', 'seven'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from geo.incidents.actors import NAME, PLACE, STATE
from geo.incidents.agents import CRAFT, GROUP, MODIFIERS, bodies, sort_of
from geo.incidents.nouns import is_date_or_time
from geo.incidents.numbers import NUMBER, Number, numbers
from geo.incidents.whose import BODIES, is_people, may_be_people, plural_of, side_of
from geo.places.countries import country_of, is_demonym

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.actors import Actor, ActorFinder
    from geo.incidents.text import Sentence, Word

KILLED, INJURED = "killed", "injured"
MOST = 40  # numbers of a sentence; a table tells no act
_NOUN_REACH = 4  # words from a country or a name to the noun behind it
_REACH = 8  # words from a number to the noun that it counts
_ARTICLE = re.compile(r"\b(?:an?|another)(?![\w-])", re.I)
_RANGE = re.compile(r"\s?(?:to|or|–|-)\s?")
_OF = re.compile(r"\s(?:of|from)\s(?:the\s|al\s)?")
_POSSESSIVE = re.compile(r"['’]s?\s")
_OWN = frozenset({"its", "their"})
_DEAD = frozenset({"dead", "slain", "killed", "deaths", "fatalities"})
_HURT = frozenset({"wounded", "injured"})
_LEADS = frozenset(
    "of the other others further more own those these young unarmed elderly alleged regular head".split()
)
_FOLLOWS = frozenset(
    """
    and were was are is had have has died die dies dead killed wounded injured hurt fell perished lost with in on at
    near who by from among of aged a an the its their his her this that after before while when as for to into over off
    two three four five six seven eight nine ten some several many said say says
    """.split()
)


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people.

    Attributes:
        value: how many.
        start: where the number begins.
        end: where the phrase ends.
        side: whose people, '' where the phrase does not say.
        named: does the phrase have a noun, so that it is no bare number?
        owned: 'its men', 'two of their soldiers': whose, something before it says.
        fate: KILLED or INJURED where the phrase itself says so ('200 Ethiopian dead').
        of_them: a part of people told before ('two of them').
    """

    value: float
    start: int
    end: int
    side: str = ""
    named: bool = False
    owned: bool = False
    fate: str = ""
    of_them: bool = False


def headcounts(finder: ActorFinder, sentence: Sentence) -> list[Headcount]:
    """The numbers of people in a sentence, in its order; single ones are 'a guard', 'another'."""
    return sorted(_found(finder, sentence), key=lambda one: one.start)


def _found(finder: ActorFinder, sentence: Sentence) -> Iterator[Headcount]:
    text = finder.text
    reader = _Phrases(finder, sentence)
    told = list(islice(numbers(text, sentence.start, sentence.end), MOST))
    upper = -1
    for position, number in enumerate(told):
        if position == upper or is_date_or_time(text, number):
            continue
        end = number.end
        if position + 1 < len(told) and _is_range(text, sentence, number, told[position + 1]):
            end, upper = told[position + 1].end, position + 1  # '20 to 30': the lower one
        found = reader.read(Number(number.value, number.start, end))
        if found:
            yield found
    starts = {one.start for one in told}
    for match in islice(_ARTICLE.finditer(text, sentence.start, sentence.end), MOST):
        found = None if match.start() in starts else reader.read(Number(1, *match.span()))
        if found and (found.named or match[0].lower() == "another"):
            yield found


def _is_range(text: str, sentence: Sentence, number: Number, following: Number) -> bool:
    """'20 to 30', 'between six and ten'."""
    between = text[number.end : following.start]
    lead = text[max(sentence.start, number.start - 8) : number.start].lower()
    return _RANGE.fullmatch(between) is not None or (between == " and " and lead == "between ")


class _Phrases:
    """Reads what stands behind the numbers of a sentence."""

    def __init__(self, finder: ActorFinder, sentence: Sentence) -> None:
        self.text, self.words = finder.text, sentence.words
        self.actors = {one.start: one for one in map(self._without_number, finder.actors(sentence))}

    def _without_number(self, actor: Actor) -> Actor:
        """'Twenty Hungarian' at the head of a sentence looks like a name: 'Hungarian'."""
        number = NUMBER.match(self.text, actor.start) if actor.sort == NAME else None
        start = number.end() + 1 if number else actor.start
        if not actor.start < start < actor.end:
            return actor
        phrase = self.text[start : actor.end]
        code = country_of(phrase) or ""
        return replace(actor, phrase=phrase, start=start, country=code, sort=STATE if code else NAME)

    def read(self, number: Number) -> Headcount | None:
        """The people that a number counts, or None if it counts none."""
        fate, end = "", number.end
        owned = False
        index = _first(self.words, end)
        for word in self.words[index : index + _REACH]:
            if self.text[end : word.start] not in (" ", "-"):
                break
            actor, lower = self.actors.get(word.start), word.lower
            if actor and not self._is_modifier(actor, word):
                return self._of_actor(number, actor, fate, owned=owned)
            if lower in ("them", "whom"):
                return self._of_them(number, word.end)
            if is_people(lower) and lower not in _DEAD | _HURT and not (lower in MODIFIERS and self._goes_on(word)):
                side, end = self._behind_noun(word)
                return Headcount(number.value, number.start, end, side, True, owned, fate)
            if lower in _DEAD | _HURT and (end > number.end or self._goes_on(word)):
                fate = KILLED if lower in _DEAD else INJURED
            elif lower not in _OWN and lower not in _LEADS and lower not in MODIFIERS:
                break
            owned, end = owned or lower in _OWN, word.end
        if fate or self.text[number.end : end].strip() in ("", "others", "more", "other"):
            return Headcount(number.value, number.start, end, named=owned, owned=owned, fate=fate)
        return None

    def _of_actor(self, number: Number, actor: Actor, fate: str, *, owned: bool) -> Headcount | None:
        head, end = actor.head, actor.end
        if head and head[0].isupper():  # 'Israelis'
            head = ""
        if actor.sort in (STATE, NAME, PLACE) or actor.phrase in bodies():
            head, end = self._noun_behind(actor)
            if not head and not self._stands_alone(actor, number):
                return None
        if actor.sort == CRAFT or head in BODIES:
            return None
        if head in _DEAD | _HURT:
            fate, head = KILLED if head in _DEAD else INJURED, ""
        of_whom = self._of_whom(end) if actor.sort == GROUP and not actor.country else None
        side, end = of_whom or (side_of(actor, head), end)
        if not side and head:
            side, end = self._of_whom(end) or ("", end)
        return Headcount(number.value, number.start, end, side, True, owned and not side, fate)

    def _noun_behind(self, actor: Actor) -> tuple[str, int]:
        """The noun that a country or a name stands before ('Turkish army conscripts'), and where it ends."""
        word = self._word_behind(actor.end)
        if word and word.lower in _DEAD | _HURT:
            return word.lower, word.end
        last: Word | None = None
        run = 0
        while word and run < _NOUN_REACH and self._in_phrase(word.lower):
            follows = self._word_behind(word.end)
            if is_people(word.lower) or word.lower in BODIES:
                if not (word.lower in MODIFIERS and follows and is_people(follows.lower)):
                    return word.lower, word.end
            elif actor.sort == STATE and may_be_people(word.lower):
                last = word
            word, run = follows, run + 1
        return (last.lower, last.end) if last else ("", actor.end)

    @staticmethod
    def _in_phrase(lower: str) -> bool:
        return lower in MODIFIERS or not (lower in _FOLLOWS or lower[0].isdigit() or lower.endswith("ed"))

    def _stands_alone(self, actor: Actor, number: Number) -> bool:
        """'Four Indians', 'seven Chinese with injuries', 'three Indian and two Thai guards'; not 'of 9 Lancers'."""
        unit = self.text[max(0, number.start - 3) : number.start] == "of "
        written = self.text[actor.start : actor.end]
        follows = self._word_behind(actor.end)
        alone = follows is None or follows.lower in _FOLLOWS
        return alone and (is_demonym(written) if actor.country else actor.sort == NAME and not unit)

    def _behind_noun(self, word: Word) -> tuple[str, int]:
        if sort_of(word.lower) == GROUP:
            return self._of_whom(word.end) or (plural_of(word.lower), word.end)
        return self._of_whom(word.end) or ("", word.end)

    def _of_whom(self, end: int) -> tuple[str, int] | None:
        """'Seven fighters of Hezbollah', 'two members of the BSF', 'two men from Pakistan'."""
        of = _OF.match(self.text, end)
        actor = self.actors.get(of.end()) if of else None
        if of is None or actor is None or (actor.sort not in (STATE, NAME) and actor.phrase not in bodies()):
            return None
        article = "al " if of[0].endswith("al ") else ""
        body = _POSSESSIVE.match(self.text, actor.end)
        behind = self.actors.get(body.end()) if body else None
        return f"{article}{side_of(actor)}", behind.end if behind else actor.end

    def _of_them(self, number: Number, end: int) -> Headcount:
        """'Two of them Chinese': a side that only a country's adjective may tell."""
        word = self._word_behind(end)
        actor = self.actors.get(word.start) if word else None
        if actor and actor.country:
            found = self._of_actor(number, actor, "", owned=False)
            if found:
                return Headcount(number.value, number.start, found.end, found.side, True, of_them=True)
        return Headcount(number.value, number.start, end, named=True, of_them=True)

    def _is_modifier(self, actor: Actor, word: Word) -> bool:
        """'A local cook', 'two Border guards'."""
        return word.lower in MODIFIERS and (actor.sort == NAME or (actor.head == word.lower and self._goes_on(word)))

    def _goes_on(self, word: Word) -> bool:
        """Does a noun follow 'two wounded ...'?"""
        follows = self._word_behind(word.end)
        return follows is not None and (follows.start in self.actors or is_people(follows.lower))

    def _word_behind(self, end: int) -> Word | None:
        """The word behind an offset, a blank between them."""
        index = _first(self.words, end)
        return (
            self.words[index] if index < len(self.words) and self.text[end : self.words[index].start] == " " else None
        )


def _first(words: Sequence[Word], offset: int) -> int:
    """The index of the first word at or behind an offset."""
    return next((index for index, word in enumerate(words) if word.start >= offset), len(words))
