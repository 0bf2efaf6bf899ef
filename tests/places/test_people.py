from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from geo.errors import DataError
from geo.places import people as module
from geo.places.countries import countries
from geo.places.normalise import normalise
from geo.places.people import country_of_person, people
from geo.places.recognise import recognise
from geo.places.vocabulary import ordinary_words

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer

OFFICES = {
    "head of state",
    "head of government",
    "foreign minister",
    "defence minister",
    "interior minister",
    "security adviser",
    "spokesperson",
    "military chief",
    "envoy",
    "governor",
    "leader's family",
}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kim Jong Un", "KP"),
        ("KIM JONG-UN", "KP"),
        ("Volodymyr Zelenskyy", "UA"),
        ("Recep Tayyip Erdoğan", "TR"),
        ("Moshe Ya’alon", "IL"),
        ("Bashar al-Assad", "SY"),
        ("Bashar Assad", "SY"),
        ("Vyacheslav Gladkov", "RU"),
        ("Albin Kurti", "XK"),
    ],
)
def test_a_full_name_tells_the_country_however_it_is_written(name: str, country: str) -> None:
    assert country_of_person(name) == country


@pytest.mark.parametrize(
    ("short", "country"), [("Putin", "RU"), ("Xi", "CN"), ("Zelensky", "UA"), ("al-Sharaa", "SY"), ("Sharaa", "SY")]
)
def test_a_short_form_tells_the_country(short: str, country: str) -> None:
    assert country_of_person(short) == country


@pytest.mark.parametrize("name", ["", "-", "al", "Kim", "Singh", "Khan", "Jane Nobody", "Putin said"])
def test_an_unknown_name_tells_nothing(name: str) -> None:
    assert country_of_person(name) == ""


def test_a_name_that_ministers_of_two_countries_share_tells_nothing() -> None:
    assert {person.country for person in people() if person.name == "Pedro Sanchez"} == {"CO", "ES"}
    assert country_of_person("Pedro Sanchez") == ""


def test_every_row_is_whole_and_names_a_country_and_an_office_that_exist() -> None:
    for person in people():
        assert person.name.strip() == person.name != ""
        assert person.short.strip() == person.short
        assert person.country in countries()
        assert person.office in OFFICES


def test_the_rows_are_sorted_and_no_name_stands_twice_in_a_country() -> None:
    rows = [(person.country, person.name) for person in people()]
    assert rows == sorted(rows)
    keys = [(country, normalise(name)) for country, name in rows]
    assert len(keys) == len(set(keys))


def test_no_short_form_belongs_to_two_countries_or_is_an_ordinary_word_or_a_country() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for person in people():
        holders[normalise(person.short)].add(person.country)
    del holders[""]
    assert [short for short, codes in holders.items() if len(codes) > 1] == []
    assert holders.keys() & ordinary_words() == set()
    assert [short for short, codes in holders.items() if {country_of_person(short)} != codes] == []


def test_a_missing_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "PEOPLE_CSV", tmp_path / "people.csv")
    people.cache_clear()
    with pytest.raises(DataError, match=r"data/people\.csv"):
        people()


def test_a_first_name_is_no_place(gazetteer: Gazetteer) -> None:
    found = recognise("Vladimir Putin met Xi Jinping in Beijing; a train left Vladimir for Moscow.", gazetteer)
    assert [(one.surface, one.start > 20) for one in found] == [("Beijing", True), ("Vladimir", True), ("Moscow", True)]
