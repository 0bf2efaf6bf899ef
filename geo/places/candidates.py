"""A name → the places it may mean, best first, each with a score and what spoke for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model import Candidate
from geo.places.countries import countries, country_of
from geo.places.lines import lines_named
from geo.places.normalise import normalise
from geo.places.placewords import ANSWERS, KOREAN_ENDINGS, hint

if TYPE_CHECKING:
    from geo.places.gazetteer import Entry, Gazetteer

_MOST = 40


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of the gazetteer for a name.

    Attributes:
        agrees: a place word beside the name fits the place's class.
        stripped: the name only fits without its place word ('Sumy region' → Sumy).
    """

    entry: Entry
    agrees: bool
    stripped: bool


def options(surface: str, gazetteer: Gazetteer, hinted: str = "") -> list[Option]:
    """Entries for a name as written; a place word at its end ('Sumy region') may be part of the name or a hint."""
    key = normalise(surface)
    entries = gazetteer.entries(key) or gazetteer.entries(key.removeprefix("the "))
    if not entries and "-" in surface:  # 'Kae-song'
        entries = gazetteer.entries(key.replace(" ", ""))
    found = {entry.position: Option(entry, _agrees(entry, hinted, gazetteer), False) for entry in entries[:_MOST]}
    is_whole = bool(found)
    for bare, own_hint in [] if gazetteer.is_own(surface) else _bare_names(key):
        for entry in gazetteer.entries(bare)[:_MOST]:
            agrees = _agrees(entry, own_hint, gazetteer)
            if agrees or not is_whole:  # 'Mexico City' is no name of Mexico
                found.setdefault(entry.position, Option(entry, agrees, True))
    return list(found.values()) or _of_people(surface, gazetteer)


def _of_people(surface: str, gazetteer: Gazetteer) -> list[Option]:
    """The country of a people ('Syrian'), for a name that no place has."""
    code = country_of(surface)
    entries = gazetteer.entries(normalise(countries()[code].name)) if code else []
    is_country = (gazetteer.facts(entry.position).feature_class == "country" for entry in entries)
    return [Option(entry, False, False) for entry, fits in zip(entries, is_country, strict=True) if fits]


def _bare_names(key: str) -> list[tuple[str, str]]:
    """What is left of a name without a place word at its end or its beginning, and what that word hints at."""
    head, _, tail = key.rpartition(" ")
    first, _, rest = key.partition(" ")
    names = [(head, hint(tail) or KOREAN_ENDINGS.get(tail, "")), (rest, hint(first))]
    return [(name, hinted) for name, hinted in names if name and hinted]


def _agrees(entry: Entry, hinted: str, gazetteer: Gazetteer) -> bool:
    return bool(hinted) and gazetteer.facts(entry.position).feature_class in ANSWERS.get(hinted, ())


def candidates(name: str, gazetteer: Gazetteer, country: str | None = None) -> list[Candidate]:
    """The places that a name may mean without a text around it, best first; their scores add up to at most 1.

    Args:
        name: as written; lines and zones too ('the DMZ', 'India–Pakistan border').
        gazetteer: where to look.
        country: ISO 3166-1 alpha-2 code; only places of this country.
    """
    from geo.places.resolve import ranked_alone

    code = country.upper() if country else None
    lines = [] if gazetteer.is_own(name) else lines_named(name)
    found = [Candidate(place=place, score=1.0, reasons=("a line or zone",)) for place in lines]
    if not found:
        found = ranked_alone(name, gazetteer)
    return [candidate for candidate in found if code is None or code in candidate.place.countries]
