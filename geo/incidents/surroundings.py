"""The words around place names: prepositions, chains ('A, in the B district'), nouns that mean a place told before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.geodesy import distances_m, representative_point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Place

LOCATIVE = frozenset(
    "in near at off over across around outside along inside opposite through beyond between past beside behind".split()
)
BREAK = re.compile(r"[;:—–]|,\s(?:and|but|while|when|after|who|which|where|as)\b")
SEA = re.compile(
    r"\b(?:boats?|ships?|vessels?|trawlers?|frigates?|corvettes?|submarines?|coast ?guards?|coastguardsm[ae]n|navy|naval|fisherm[ae]n|fishing|crew|sailors?|waters|sea|maritime|afloat|sailed|dinghy|dinghies|cutters?|tankers?|nautical)\b",
    re.I,
)
WHOLE = re.compile(
    r"\b(?:all|every|both|any)\s(?:of\s)?(?:the\s|its\s|their\s|other\s|land\s)*(?:\w+\s)?(?:crossings?|borders?|gates?|posts?|frontiers?|fronts?)\b|"
    r"\b(?:along|the (?:whole|entire|length of)|throughout)\s(?:of\s)?(?:the|its|their)\s(?:\w+\s){0,2}?(?:border|frontier|line|river|fence|boundary)\b|"
    r"\b(?:its|their|the land) borders?\b",
    re.I,
)
CALL = re.compile(r"\b(?:tele)?phoned?\b|\bhot ?lines?\b|\bby (?:video|letter|fax)\b", re.I)
ENVOY_AFTER = re.compile(
    r"(?:['’]s?)?\s(?:\w+\s){0,2}?(?:ambassador|envoy|charg[eé]|consul|diplomat|embassy|mission|military attach[eé])",
    re.I,
)
_PREPOSITION = re.compile(
    r"\b(in|near|at|off|on|from|to|over|across|into|of|outside|around|toward|towards|between|along|inside|opposite|beyond|through|by|for|with|against|north|south|east|west|"
    r"northeast|northwest|southeast|southwest|past|beside|behind|above|below|about)\s(?:the\s)?(?:[\w'’-]+\s){0,2}?$",
    re.I,
)
_BEFORE = re.compile(r"([\w'’-]+)\W*$")
_AFTER = re.compile(r"(['’]s\b|[^\w\s]?)\s*([\w-]*)")
_SAID = re.compile(
    r"\b(?:said|says|told|reported|announced|according|officials?|sources?|spokes\w+|reporters|conference|agency|minist\w+|reads|claims?)\b"
)
_CHAIN = re.compile(
    r"(?:['’]s\s|\s*,\s*(?:(?:an?|the)\s(?:[\w-]+\s){1,3}?)?(?:(?:in|of|near|at|on)\s)?|\s(?:[\w-]+\s){0,2}?(?:in|of|near)\s)(?:the\s)?(?:[\w-]+\s)?"
)
_NOUNS = re.compile(r"\b(?:the|this|that|these|those|its|their|both|same)\s(\w+)(?:\s(\w+))?", re.I)
_MEANT = {
    "capital": "capital",
    "city town village hamlet settlement": "town village capital quarter",
    "river stream bank banks": "river",
    "lake reservoir": "lake",
    "island islands isle islet archipelago": "island",
    "crossing crossings checkpoint checkpoints gate gates post bridge terminal": "crossing bridge post pass station",
    "zone complex park factory factories resort site": "site camp zone region",
    "strait channel sea waters bay gulf": "sea strait river",
    "pass": "pass",
    "corridor road highway route": "road line",
    "province region district county area sector valley plateau": "admin1 admin2 county district region",
    "temple ruins hill hills mountain heights": "site mountain region",
    "reef reefs shoal atoll bank feature": "shoal island",
    "base airfield camp": "base camp site",
    "line border frontier boundary fence": "line border zone",
}
_CLASSES = {noun: frozenset(classes.split()) for nouns, classes in _MEANT.items() for noun in nouns.split()}


def preposition(text: str, offset: int) -> str:
    """The preposition that leads to a name, 'none' without one."""
    found = _PREPOSITION.search(text[max(0, offset - 30) : offset])
    return found[1].lower() if found else "none"


def words_around(text: str, start: int, end: int) -> Iterator[str]:
    """The word before a name, and the word and the mark behind it."""
    before = _BEFORE.search(text[max(0, start - 20) : start])
    if before:
        yield f"word before:{before[1].lower()}"
    after = _AFTER.match(text[end : end + 20])
    if after:
        yield f"word mark:{after[1]}"
        yield f"word behind:{after[2].lower()}"


def speech_beside(text: str, start: int, end: int) -> bool:
    """Does somebody speak right beside a name ('an official in Peshawar said')?"""
    return bool(_SAID.search(text[max(0, start - 40) : start].rpartition(",")[2]) or _SAID.search(text[end : end + 12]))


def is_chained(between: str) -> bool:
    """May these words lead from a place to the larger one that it lies in (', in the', ' district of')?"""
    return len(between) < 50 and _CHAIN.fullmatch(between) is not None


def may_hold(outer: Place, inner: Place) -> bool:
    """May the one place lie in the other?"""
    if outer.id == inner.id or not set(outer.countries) & set(inner.countries):
        return False
    if outer.feature_class == "country" or (inner.admin1 and inner.admin1 == outer.name):
        return inner.feature_class != "country"
    radius = outer.footprint.radius_m
    if radius <= 1.2 * inner.footprint.radius_m:
        return False
    a, b = representative_point(outer.footprint.geometry), representative_point(inner.footprint.geometry)
    return float(distances_m(*a, *b)) <= 1.5 * radius  # type: ignore[arg-type]


def classes_meant(text: str, start: int, end: int) -> frozenset[str]:
    """The classes of places that definite nouns of text[start:end] may mean ('the river', 'both crossings')."""
    nouns = (noun.lower() for match in _NOUNS.finditer(text, start, end) for noun in match.groups(""))
    return frozenset().union(*(_CLASSES[noun] for noun in nouns if noun in _CLASSES))
