"""Which nouns name people who can be lost, and on whose side they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.actors import NAME, PLACE
from geo.incidents.agents import ANYBODY, CRAFT, GROUP, bodies, sort_of, state_name
from geo.incidents.countables import is_person, kin
from geo.incidents.inflect import plural
from geo.incidents.nouns import UNITS, is_plural

if TYPE_CHECKING:
    from geo.incidents.actors import Actor

_VAGUE = frozenset("suspected masked armed unidentified unknown young alleged lone".split())
_PEOPLE = frozenset(
    """
    people person men man women woman children child civilians troops personnel members member reservists recruits
    cadets teenagers teenager girls girl boys boy citizens nationals villagers police porters porter
    kolbars kolbar loggers miners passengers passenger shoppers climbers labourers builders guides medics medic doctors
    doctor nurses nurse paramedics rescuers firefighters technicians monitors observers reporters bystanders pupils
    cook cooks interpreter interpreters mechanic mechanics baker bakers translator mayor nun nuns crew townsfolk
    schoolboys schoolgirls infants babies toddler elders imam conscripts cadet guards guard recruit
    spies spy captives prisoners prisoner detainees detainee hostages hostage casualties trainees crewmen airmen
    """.split()
)
BODIES = frozenset(
    """
    tanks cutter cutters unit units battalion brigade brigades garrison regiment regiments division squad squads platoon
    detachment contingent contingents convoy column columns corps legion fleet submarine submarines destroyer destroyers
    frigate frigates corvette corvettes warship warships gunboat gunboats warplane warplanes jet jets bombers bomber
    minesweeper patrol patrols army armies navy navies force artillery government governments ministry parliament
    cabinet court administration regime command leadership customs embassy delegation delegations directorate agency
    service services council committee state states republic group groups gang gangs band alliance front movement
    faction cartel company companies party parties crowd crowds family families couple mob junta military
    """.split()
)
_ANIMALS = frozenset(
    """
    cattle cows bulls buffaloes goats sheep camels horses mules donkeys dogs pigs deer elephants animals oxen calves
    yaks reindeer pigeons birds
    """.split()
)
_APART = frozenset(  # people who are of a state and no part of it
    """
    migrants migrant refugees refugee asylum-seekers defectors defector deserters deserter dissidents dissident
    nationalists activists activist campaigners protesters protester demonstrators opponents settlers settler
    """.split()
)


def side_of(actor: Actor, head: str = "") -> str:
    """Whose losses those of an actor's people are: a state by its usual name, else the people as written; '' for none.

    Armed groups, migrants and others who are of a country but no part of its state stand under their own name.
    """
    noun = head or actor.head
    country = actor.country or bodies().get(actor.phrase, "")
    if country:
        if sort_of(noun) == GROUP or noun in _APART:
            return f"{_adjective(actor.phrase, noun)} {plural_of(noun)}"
        return state_name(country)
    if actor.sort in (NAME, PLACE):
        adjective = actor.sort == PLACE or actor.phrase.endswith(("ish", "ian", "ese"))
        return f"{actor.phrase} {plural_of(noun)}" if adjective and noun else actor.phrase
    if actor.sort == GROUP and noun not in BODIES and noun not in ANYBODY:
        told = [word for word in actor.phrase.lower().split() if word not in _VAGUE]
        return " ".join([*told[:-1], plural_of(told[-1])])
    return ""


def _adjective(phrase: str, noun: str) -> str:
    """'Pakistani' of 'Pakistani armed intruders'."""
    told = phrase.removesuffix(noun).split()
    return " ".join(word for word in told if word.lower() not in _VAGUE)


def plural_of(noun: str) -> str:
    """'militants' of 'militant' and of 'militants'."""
    return noun if noun.endswith(("s", "men", "people", "children", "police")) else plural(noun)


def is_people(noun: str) -> bool:
    """Does a noun name people, or one person? Units, governments and craft are none."""
    if noun in BODIES or sort_of(noun) == CRAFT:
        return False
    return noun in _PEOPLE or noun.endswith("people") or is_person(noun)


def may_be_people(noun: str) -> bool:
    """May a plural noun behind a country's adjective name people? 'Two Thai beekeepers' does, 'two Thai posts' not."""
    if not is_plural(noun) or noun in BODIES or noun in _ANIMALS or noun in UNITS or noun in kin():
        return False
    return sort_of(noun) != CRAFT
