from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import PlacePrecision
from geo.places.gazetteer import Gazetteer
from geo.places.layout import DEFAULT_FOLDER
from geo.places.normalise import normalise
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.model import Resolution

SYLLABLES = "bra dro gwe hlu jor kva lemp mosk nird orv plak qaz rusk svet trog vask wolt xar yevn zdal".split()


def is_unknown(name: str) -> bool:
    return not Gazetteer.open(DEFAULT_FOLDER).entries(normalise(name))


WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map("".join).map(str.capitalize)
NAMES = st.one_of(WORDS, st.tuples(WORDS, WORDS).map(" ".join), WORDS.map("Al-{}".format)).filter(is_unknown)
BESIDE = [
    "Shells hit the village of {} on Monday.",
    "Shells hit the town of {} on Monday.",
    "They fled a hamlet called {} in the night.",
    "Police closed {} county on Monday.",
    "Police closed {} County on Monday.",
    "The {} district was calm.",
    "Nobody came from {} province.",
    "Soldiers stood at {} bridge.",
    "Trucks queued at the {} border crossing.",
    "A fire broke out in the {} refugee camp.",
    "A shell fell on {}-ri.",
    "A shell fell on {}, a small border village.",
    "The villages of Zzyqve, Zzyqvo and {} were burned.",
    "Guards fired near Fort {} at dusk.",
]
AROUND = [
    ("the village of {} in Kharkiv region", PlacePrecision.PROVINCE),
    ("the village of {}, in Ukraine's Kharkiv region", PlacePrecision.PROVINCE),
    ("the villages of {} and Zzyqvo in northern Kharkiv region", PlacePrecision.PROVINCE),
    ("{}, a village in Kharkiv region,", PlacePrecision.PROVINCE),
    ("Kharkiv region's village of {}", PlacePrecision.PROVINCE),
    ("{}-dong, Paju,", PlacePrecision.DISTRICT),
    ("the village of {} near Paju", PlacePrecision.DISTRICT),
    ("{} bridge in Yeoncheon county", PlacePrecision.DISTRICT),
]


def resolved(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    return resolve(text, recognise(text, gazetteer), gazetteer)


@settings(deadline=None)
@given(name=NAMES, template=st.sampled_from(BESIDE))
def test_an_unknown_name_beside_a_place_word_is_found(gazetteer: Gazetteer, name: str, template: str) -> None:
    text = template.format(name)
    start = text.index(name)
    found = [one for one in resolved(text, gazetteer) if one.toponym.start <= start + 5 < one.toponym.end]
    assert [name.split()[-1] in one.toponym.surface for one in found] == [True]
    assert found[0].chosen is None


@settings(deadline=None)
@given(name=NAMES, told=st.sampled_from(AROUND))
def test_it_lies_in_what_the_text_puts_around_it(
    gazetteer: Gazetteer, name: str, told: tuple[str, PlacePrecision]
) -> None:
    template, precision = told
    text = f"Shots were heard in {template.format(name)} on Monday, the army said."
    start = text.index(name)
    found = next(one for one in resolved(text, gazetteer) if one.toponym.start <= start + 5 < one.toponym.end)
    assert found.chosen is not None
    assert found.method == "parent"
    footprint = found.chosen.place.footprint
    assert footprint.precision is precision
    assert footprint.radius_m >= 5_000
    assert 0 < found.chosen.score < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers searched the village of Zzyqville in Georgia.",
        "Soldiers searched the village of Zzyqville and met farmers in Paju.",
        "Soldiers searched the village of Zzyqville. In Paju nothing was heard.",
        "Soldiers searched the village of Zzyqville, 300 km from Paju.",
    ],
)
def test_what_is_not_told_to_lie_around_it_is_no_parent(text: str, gazetteer: Gazetteer) -> None:
    assert next(one for one in resolved(text, gazetteer) if one.toponym.surface == "Zzyqville").chosen is None


def test_what_is_known_only_to_be_near_reaches_further(gazetteer: Gazetteer) -> None:
    inside, near = (
        resolved(f"Shots fell on the village of Zzyqville {word} Paju.", gazetteer)[0].chosen for word in ("in", "near")
    )
    assert inside is not None
    assert near is not None
    assert near.place.footprint.radius_m == inside.place.footprint.radius_m + 10_000


@pytest.mark.parametrize(
    "text",
    [
        "Every village was burned, and Two villages were left.",
        "A Taliban checkpoint, a Hamas outpost and a Kurdish village were hit.",
        "Mr Brown spoke; Bob, the city's mayor, and Zzyqley, a city councillor, did not.",
        "Don't pass on that. Marines pass inspections.",
        "The Chief Justice District Court rose. Port Authority officers left.",
        "They blamed the Department of Justice and declared a state of Emergency.",
    ],
)
def test_groups_days_and_offices_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert [one.surface for one in recognise(text, gazetteer)] == []
