"""What a report as a whole, and the shape of a name, say of one who may have done an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.actors import NAME, STATE
from geo.incidents.agents import CAPITALISED_TITLES, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.incidents.frames import Candidate, Frame

UNTOLD = 9  # the rank of a country that the report does not name


def standing(candidate: Candidate, frame: Frame, places: Sequence[str]) -> Iterator[str]:
    """What the report as a whole says of a candidate; `places`: the countries around the act, the nearest first."""
    yield f"sort:{candidate.sort}"
    if candidate.sort == NAME:
        yield f"name:{_shape(candidate, frame.finder.text)}"
    if candidate.country:
        state = "state" if candidate.sort == STATE else "of"
        for name in (*_weight(candidate.country, frame), *_place(candidate.country, frame, places)):
            yield f"{state} {name}"


def _weight(country: str, frame: Frame) -> Iterator[str]:
    """How much the report speaks of a country, and whether others are the ones done to."""
    finder = frame.finder
    counts = finder.country_counts
    rank = min(_rank(counts[country], counts.values()), 4)
    yield f"rank:{rank}"
    yield f"share:{int(5 * counts[country] / max(1, counts.total()))}"
    if country in finder.title_countries:
        yield f"in title, {'first' if finder.title_countries[0] == country else 'later'}"
    if finder.dateline_country:
        yield f"dateline:{finder.dateline_country == country}"
    bare = frame.bare_subject
    if bare:
        yield f"rank:{rank}, bare {bare}"
    suffering = frame.suffering
    if suffering and country not in suffering:
        yield f"rank:{rank}, another suffers"
        yield "another suffers"
    elif suffering:
        yield "suffers"


def _place(country: str, frame: Frame, places: Sequence[str]) -> Iterator[str]:
    """Does the act happen in the country?"""
    if not places:
        yield "no place here"
        return
    where = "nearest" if places[0] == country else "here" if country in places else "elsewhere"
    yield f"place:{where}"
    yield f"place:{where}, {frame.voice}"
    bare = frame.bare_subject
    if bare:
        yield f"place:{where}, bare {bare}"
    if where == "elsewhere":
        counts = frame.finder.country_counts
        others = [count for code, count in counts.items() if code != places[0]]
        yield f"rank among others:{min(_rank(counts[country], others), 3)}"


def _rank(count: int, counts: Iterable[int]) -> int:
    """How many are larger; UNTOLD for a count of 0."""
    return sum(other > count for other in counts) if count else UNTOLD


def _shape(candidate: Candidate, text: str) -> str:
    """Does a name look like that of a person, a body, or neither?"""
    actor = candidate.mentions[0][0]
    written = text[actor.start : actor.end]
    if any(letter.isdigit() for letter in written):
        return "digits"
    if written.isupper():
        return "capitals"
    before = text[max(0, actor.start - 24) : actor.start].lower().split()
    if before and before[-1] in CAPITALISED_TITLES:
        return "titled"
    last = written.split()[-1].lower()
    if sort_of(last):
        return f"body:{sort_of(last)}"
    the = "the " if before and before[-1] == "the" else ""
    return f"{the}{'one word' if ' ' not in written else 'words'}"
