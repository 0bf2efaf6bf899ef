from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incidents.inflect import plural, verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("cross", "crosses crossed crossing"),
        ("carry", "carries carried carrying"),
        ("close", "closes closed closing"),
        ("shoot", "shoots shot shooting"),
        ("fly", "flies flew flown flying"),
        ("stop", "stops stopped stopping"),
        ("flee", "flees fled fleeing"),
        ("lie", "lies lay lain lying"),
        ("shut", "shuts shut shutting"),
        ("withdraw", "withdraws withdrew withdrawn withdrawing"),
        ("re-open", "re-opens re-opened re-opening"),
        ("test-fire", "test-fires test-fired test-firing"),
    ],
)
def test_the_forms_of_a_verb(base: str, forms: str) -> None:
    assert set(verb_forms(base)) == {base, *forms.split()}


@pytest.mark.parametrize(
    ("form", "tag"),
    [("fired", "past"), ("fires", "third"), ("firing", "gerund"), ("fire", "base")],
)
def test_each_form_has_its_tag(form: str, tag: str) -> None:
    assert verb_forms("fire")[form] == tag


def test_past_and_participle_are_told_apart_where_they_differ() -> None:
    assert verb_forms("steal")["stole"] == "past"
    assert verb_forms("steal")["stolen"] == "participle"
    assert verb_forms("hit")["hit"] == "base_or_past"


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=10))
def test_every_verb_has_a_base_a_third_person_a_past_and_a_gerund(base: str) -> None:
    tags = set(verb_forms(base).values())
    assert tags >= {"third", "gerund"}
    assert tags & {"base", "base_or_past"}
    assert tags & {"past", "base_or_past"}


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("soldier", "soldiers"),
        ("city", "cities"),
        ("convoy", "convoys"),
        ("clash", "clashes"),
        ("gunman", "gunmen"),
        ("child", "children"),
        ("uav", "uavs"),
        ("torpedo", "torpedos"),
        ("guard post", "guard posts"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
