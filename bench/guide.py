"""The vocabulary of GUIDE.md that scorers and checks share, written out so that they do not follow the library."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

GROUPS: dict[str, tuple[str, ...]] = {
    "armed": ("armed_clash", "shelling", "air_strike", "landmine_explosion", "warning_shots", "attack_on_civilians"),
    "incursion": ("border_crossing", "infiltration", "airspace_violation", "maritime_incursion"),
    "movement": ("defection", "migrant_crossing", "detention", "border_closure", "border_opening"),
    "propaganda": ("balloon_launch", "propaganda_broadcast", "electronic_jamming"),
    "infrastructure": ("barrier_construction", "demolition"),
    "military": ("missile_launch", "military_exercise", "troop_deployment"),
    "diplomacy": ("diplomatic_meeting", "agreement", "diplomatic_protest", "threat", "protest"),
}
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
KINDS = frozenset(GROUP_OF)
CONTEXT_GROUP = "diplomacy"  # what surrounds the border; 'border kinds' are all the others
COUNTRY_KM = 200  # from this tolerance on the place is a country


def is_border_kind(kind: str) -> bool:
    """Is this a kind of any group but diplomacy (an unknown one too)?"""
    return GROUP_OF.get(kind) != CONTEXT_GROUP
