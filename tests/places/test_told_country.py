"""A country told beside a town with namesakes decides; so does the neighbourhood; no name tells of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.model import Toponym
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.model import Candidate
    from geo.places.gazetteer import Gazetteer


def chosen(text: str, name: str, gazetteer: Gazetteer, also: tuple[str, ...] = ()) -> Candidate:
    """What a name means, the other names being given."""
    starts = sorted((text.index(one), one) for one in (name, *also))
    toponyms = [Toponym(surface=one, start=start, end=start + len(one)) for start, one in starts]
    found = next(one for one in resolve(text, toponyms, gazetteer) if one.toponym.surface == name)
    assert found.chosen is not None
    return found.chosen


TOLD = [
    ("Lebanese troops moved into Tripoli after two nights of clashes.", "Tripoli", "LB"),
    ("Libyan coastguards towed a dinghy back to Tripoli.", "Tripoli", "LY"),
    ("A convoy had left Valencia at dawn, Venezuela's interior ministry said.", "Valencia", "VE"),
    ("Spanish police raided three flats in Valencia.", "Valencia", "ES"),
    ("Pakistani rangers searched a bus outside Hyderabad.", "Hyderabad", "PK"),
    ("Indian officials met the families in Hyderabad.", "Hyderabad", "IN"),
    ("Colombian marines found the boat off Cartagena.", "Cartagena", "CO"),
    ("Spain's navy opened its base at Cartagena to visitors.", "Cartagena", "ES"),
    ("Nicaraguan police closed the market of Granada.", "Granada", "NI"),
    ("The Spanish court in Granada adjourned the case.", "Granada", "ES"),
    ("The mayor of Córdoba asked Argentina's government for water.", "Córdoba", "AR"),
    ("In Spain, the river rose again at Córdoba.", "Córdoba", "ES"),
    ("The Ukrainian navy reported an explosion near Odessa.", "Odessa", "UA"),
    ("Egyptian customs officers seized the crates in Alexandria.", "Alexandria", "EG"),
    ("Romanian border guards from Alexandria took part in the drill.", "Alexandria", "RO"),
    ("Afghan officials said that a rocket fell on Jalalabad.", "Jalalabad", "AF"),
    ("Jordanian gendarmes blocked the road to Karak.", "Karak", "JO"),
    ("Chilean students marched through Santiago.", "Santiago", "CL"),
    ("The Mexican army entered Guadalajara at night.", "Guadalajara", "MX"),
    ("Mexico's prosecutors flew to León.", "León", "MX"),
    ("Peru's coast was quiet, and so was Trujillo.", "Trujillo", "PE"),
    ("Honduran fishermen were brought to Trujillo.", "Trujillo", "HN"),
    ("Kosovo police stopped two cars in Mitrovica.", "Mitrovica", "XK"),
    ("Bolivia moved a battalion to Trinidad.", "Trinidad", "BO"),
    ("Canadian police searched a farm near London.", "London", "CA"),
    ("British police searched a house in London.", "London", "GB"),
    ("Malaysian police searched a godown in George Town.", "George Town", "MY"),
    ("Costa Rica's guards stopped the lorry before it got to San José.", "San José", "CR"),
]


@pytest.mark.parametrize(("text", "name", "country"), TOLD)
def test_a_country_told_beside_a_town_decides(text: str, name: str, country: str, gazetteer: Gazetteer) -> None:
    assert chosen(text, name, gazetteer).place.country == country


@pytest.mark.parametrize(
    ("text", "name", "also", "country"),
    [
        ("A fire broke out in Palestine, south of Tyler, Texas.", "Palestine", ("Tyler", "Texas"), "US"),
        ("Israel and Jordan signed. Palestine was not asked.", "Palestine", ("Israel", "Jordan"), "PS"),
        ("The road from Jordan to Shakopee and Chaska was closed.", "Jordan", ("Shakopee", "Chaska"), "US"),
        ("Jordan and Syria closed the crossing at Nasib.", "Jordan", ("Syria", "Nasib"), "JO"),
        ("The fair of Lebanon drew crowds from Hershey and Reading.", "Lebanon", ("Hershey", "Reading"), "US"),
        ("Lebanon and Israel blame each other.", "Lebanon", ("Israel",), "LB"),
        ("Georgia and Armenia opened a third crossing.", "Georgia", ("Armenia",), "GE"),
        ("Atlanta and Savannah are the largest towns of Georgia.", "Georgia", ("Atlanta", "Savannah"), "US"),
    ],
)
def test_the_other_names_tell_a_country_from_a_town_or_state(
    text: str, name: str, also: tuple[str, ...], country: str, gazetteer: Gazetteer
) -> None:
    assert chosen(text, name, gazetteer, also).place.country == country


def test_a_county_and_a_state_place_a_town(gazetteer: Gazetteer) -> None:
    text = "Henderson County hired two deputies. They live in Athens, where the law of Texas holds."
    place = chosen(text, "Athens", gazetteer, ("Henderson County", "Texas")).place
    assert (place.country, place.admin1) == ("US", "Texas")


def test_a_lone_county_of_one_name_is_no_nil(gazetteer: Gazetteer) -> None:
    place = chosen("The board of Powhatan County met on Monday.", "Powhatan County", gazetteer).place
    assert (place.name, place.feature_class) == ("Powhatan County", "admin2")


def test_a_told_country_makes_surer(gazetteer: Gazetteer) -> None:
    told = chosen("Spanish police came to Granada.", "Granada", gazetteer)
    alone = chosen("Nobody came to Granada.", "Granada", gazetteer)
    assert told.place == alone.place
    assert told.score > alone.score
