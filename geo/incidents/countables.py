"""What is counted in reports of borders: things by their sort, persons, and the words that tell of dead and hurt."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.incidents.agents import FORCE, GROUP, PEOPLE, sort_of

if TYPE_CHECKING:
    from geo.incidents.text import Sentence

KILLED = (
    r"(?:killed|kills?|killing|dead|die|died|dies|dying|perished|perish|lost (?:his|her|their) li(?:fe|ves)|drowned|"
    r"drown|lives|deaths?|fatalities|slain|butchered|executed|murder(?:ed|s)?|shoots?|shot|stabbed|lynched|"
    r"massacred|fatal(?:ly)?|bodies|corpses|toll)"
)
INJURED = (
    r"(?:injured|wounded|hurt|injur(?:y|ies|ing|es)|wounding|wounds?|maimed|maims?|burns?|lost (?:his|a|part of)|"
    r"hospitals?)"
)
_AUX = r"(?:(?:were|was|are|is|been|being|had been|have been|has been)\s)?"
_AFTER = r"^(?:,?\s[\w'-]+){{0,6}}?\s{aux}(?:\w+\s)?{words}\b"
_KILLED_AFTER = re.compile(_AFTER.format(aux=_AUX, words=KILLED), re.I)
_INJURED_AFTER = re.compile(_AFTER.format(aux=_AUX, words=INJURED), re.I)
_HEDGE = (
    r"(?:at least\s|some\s|about\s|another\s|more than\s|up to\s|as many as\s|around\s|over\s|"
    r"(?:for\s)?nearly\s|almost\s|all\s)?"
)
_KILLED_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|deaths? of|lives of|loss of|shot dead|shoot dead|lost|toll (?:of|to|at))\s"
    rf"{_HEDGE}(?:the\s)?$",
    re.I,
)
_INJURED_BEFORE = re.compile(
    rf"\b(?:injur(?:ed|ing|es)|wound(?:ed|ing|s)|hurt(?:ing)?|maim(?:ed|ing))\s{_HEDGE}(?:the\s)?$", re.I
)
_CLAUSE_END = re.compile(r"[;:.]|,\s(?!\w+ (?:of )?(?:them|whom))|\s(?:while|when|after|but)\s")
_ANY_KILLED = re.compile(rf"\b{KILLED}\b", re.I)
_ANY_INJURED = re.compile(rf"\b{INJURED}\b", re.I)
_KIN = {
    "aircraft": "aircraft plane planes jet jets warplane warplanes fighter fighters bomber bombers airliner",
    "helicopters": "helicopter helicopters gunship gunships",
    "drones": "drone drones quadcopter quadcopters UAV UAVs hexacopter",
    "boats": "boat boats trawler trawlers dinghy dinghies speedboat speedboats raft rafts vessel vessels skiff craft",
    "ships": "ship ships vessel vessels destroyer destroyers warship "
    "warships frigate frigates corvette tanker tankers cutter cutters",
    "missiles": "missile missiles scud scuds",
    "rockets": "rocket rockets Katyushas",
    "balloons": "balloon balloons",
    "shells": "shell shells",
    "mines": "mine mines",
    "tunnels": "tunnel tunnels passage",
    "bridges": "bridge bridges footbridge",
    "rounds": "round rounds",
    "shots": "shot shots",
    "lorries": "lorry lorries truck trucks",
    "vehicles": "vehicle vehicles carriers",
    "submarines": "submarine submarines",
    "posts": "post posts",
    "bombs": "bomb bombs",
    "buses": "bus buses",
    "tanks": "tank tanks",
    "grenades": "grenade grenades",
    "explosions": "explosion explosions blast blasts detonation detonations",
    "checkpoints": "checkpoint checkpoints",
    "loudspeakers": "loudspeaker loudspeakers",
    "houses": "house houses",
    "roads": "road roads",
    "tents": "tent tents",
    "projectiles": "projectile projectiles",
}  # fmt: skip
_SOLDIERS = frozenset(
    "soldier soldiers troop troops serviceman servicemen men reservists marines commandos fighters".split()
)
_NO_PEOPLE = frozenset(
    """
    km metres kg tonnes usd days weeks months years hours minutes seconds nights times miles feet acres hectares
    degrees points degrees countries nations states governments sides villages towns cities provinces districts
    """.split()
)
_PERSON = frozenset(
    """
    man woman person boy girl child teenager soldier fisherman sergeant private policeman guard officer driver
    villager farmer migrant defector constable worker civilian student colonel captain pilot smuggler journalist
    intruder schoolboy ranger jawan citizen resident missionary refugee marine serviceman deserter corporal
    lieutenant labourer shepherd activist agent sailor herder youth mother father pensioner
    """.split()
)


@cache
def kin() -> dict[str, tuple[str, ...]]:
    """Noun → the heads under which things of its sort are counted."""
    found: dict[str, tuple[str, ...]] = {}
    for head, nouns in _KIN.items():
        for noun in nouns.lower().split():
            found[noun] = (*found.get(noun, ()), head)
    return found


def is_person(noun: str) -> bool:
    """Does a noun name a person or people?"""
    return noun in _PERSON or sort_of(noun) in (FORCE, GROUP, PEOPLE) or noun.endswith(("men", "ans", "ese"))


def is_soldierly(noun: str) -> bool:
    """Does a noun name soldiers?"""
    return noun in _SOLDIERS or sort_of(noun) == FORCE


def may_be_people(noun: str) -> bool:
    """May what is counted be people? Craft, units and spans of time may not."""
    return noun not in kin() and noun not in _NO_PEOPLE


def casualty_signs(text: str, sentence: Sentence, start: int, end: int) -> list[str]:
    """Which words of dead and hurt stand right before or behind a number."""
    before = text[max(sentence.start, start - 45) : start]
    after = _CLAUSE_END.split(text[end : sentence.end], maxsplit=1)[0]
    signs = {
        "killed after": _KILLED_AFTER.match(after),
        "killed before": _KILLED_BEFORE.search(before),
        "injured after": _INJURED_AFTER.match(after),
        "injured before": _INJURED_BEFORE.search(before),
    }
    return [name for name, holds in signs.items() if holds]


def tells_killed(text: str, sentence: Sentence) -> bool:
    """Does a sentence tell of dead?"""
    return _ANY_KILLED.search(text, sentence.start, sentence.end) is not None


def tells_injured(text: str, sentence: Sentence) -> bool:
    """Does a sentence tell of hurt?"""
    return _ANY_INJURED.search(text, sentence.start, sentence.end) is not None
