from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import InputError
from geo.places.countries import capital, countries, country_name, country_of, demonym_spans, is_demonym

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("North Korean", "KP"),
        ("North Koreans", "KP"),
        ("DPRK", "KP"),
        ("the U.S.", "US"),
        ("US", "US"),
        ("Seoul", "KR"),
        ("Russia", "RU"),
        ("Kiev", "UA"),
        ("Congolese", "CD"),
        ("Polish", "PL"),
        ("Côte d'Ivoire", "CI"),
    ],
)
def test_a_country_by_any_of_its_names(phrase: str, code: str) -> None:
    assert country_of(phrase) == code


@pytest.mark.parametrize("phrase", ["us", "the South", "the border", "", "Paju"])
def test_no_country(phrase: str) -> None:
    assert country_of(phrase) is None


def test_demonyms_in_a_text() -> None:
    text = "Thai troops met North Korea's envoy; POLAND and Indian-held land; Nigeria is not Niger."
    found = [(text[start:end], code) for start, end, code in demonym_spans(text)]
    assert found == [
        ("Thai", "TH"),
        ("North Korea", "KP"),
        ("POLAND", "PL"),
        ("Indian", "IN"),
        ("Nigeria", "NG"),
        ("Niger", "NE"),
    ]


def test_adjectives_and_peoples_are_demonyms() -> None:
    assert is_demonym("Koreans")
    assert is_demonym("Chinese")
    assert not is_demonym("China")


def test_names_and_capitals(gazetteer: Gazetteer) -> None:
    assert country_name("kp") == "North Korea"
    assert capital("VN", gazetteer).name == "Hanoi"
    with pytest.raises(InputError, match="ZZ"):
        country_name("ZZ")


def test_most_countries_have_a_capital(gazetteer: Gazetteer) -> None:
    without = []
    for code, country in countries().items():
        try:
            capital(code, gazetteer)
        except InputError:
            without.append(country.name)
    assert len(without) < 25, without
