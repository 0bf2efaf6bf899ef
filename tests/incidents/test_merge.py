"""Merging: which mentions become one cluster, and that nothing depends on their order."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_nouns import at, days, mention
from merge_nouns import OTHER_WORDS, mentions, told

from geo.incidents import merge
from geo.incidents.contradictions import contradict
from geo.incidents.merge import fits, within_reach
from geo.model import Mention, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Period

A = mention("a")


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (mention("b"), True),
        (told("b", OTHER_WORDS), True),
        (mention("a", trigger=(0, 6)), False),
        (mention("b", kind="shelling"), False),
        (told("b", OTHER_WORDS, period=days("2024-06-10")), False),
        (mention("b", period=days("2024-06-11")), False),
        (mention("b", period=days("2024-06-08", "2024-06-10")), True),
        (mention("b", period=days("2024-06-01", "2024-06-30")), False),
        (mention("b", footprint=at(126.9, 37.8)), True),
        (mention("b", footprint=at(127.05, 37.8)), False),
        (mention("b", footprint=at(128.6, 38.2)), False),
        (mention("b", footprint=at(127.0, 37.6, PlacePrecision.PROVINCE, 60_000)), True),
        (mention("b", footprint=at(127.0, 37.6, PlacePrecision.PROVINCE, 60_000), country="JP"), False),
        (mention("b", initiator=("North Korea",)), True),
    ],
)
def test_which_two_mentions_tell_one_act(other: Mention, joined: bool) -> None:
    assert fits(A, other) is joined
    assert fits(other, A) is joined
    assert len(merge([A, other])) == (1 if joined else 2)


def test_the_side_that_did_it_tells_two_acts_of_a_day_apart() -> None:
    north = mention("a", initiator=("North Korea",), target=("South Korea",))
    south = told("b", OTHER_WORDS, initiator=("South Korean activists",), target=("North Korea",))
    assert not fits(north, south)
    assert fits(north, told("b", OTHER_WORDS, initiator=("North Korean soldiers",)))


def test_two_vague_periods_join_when_they_are_much_alike() -> None:
    may = days("2024-05-01", "2024-05-31")
    assert fits(mention("a", period=may), mention("b", period=days("2024-05-03", "2024-05-31")))
    assert not fits(mention("a", period=may), mention("b", period=days("2024-05-21", "2024-06-20")))


def test_a_chain_of_near_misses_does_not_form() -> None:
    chain = [mention(name, footprint=at(126.0 + 0.11 * step, 37.8)) for step, name in enumerate("abcd")]
    assert fits(chain[0], chain[1])
    assert fits(chain[1], chain[2])
    assert contradict(chain[0], chain[2])
    assert sorted(len(cluster) for cluster in merge(chain)) == [2, 2]


def test_two_copies_of_a_text_that_tells_two_acts_make_two_incidents() -> None:
    quote = "Troops launched balloons at dawn, and more balloons at dusk."
    told_by = {name: [told(name, quote), told(name, quote)] for name in "ab"}
    second = quote.rindex("balloons")
    acts = [
        one if number == 0 else mention(name, evidence=one.evidence, trigger=(second, second + 8))
        for name, both in told_by.items()
        for number, one in enumerate(both)
    ]
    assert sorted(len(cluster) for cluster in merge(acts)) == [2, 2]


def test_a_day_more_or_less_is_kept_where_the_other_accounts_agree() -> None:
    quote = "Activists sent balloons with leaflets from Paju, a group in the county said."
    numbers = {"balloons": 20.0}
    thursdays = [told(name, quote, quantities=numbers) for name in "abc"]
    thirty = told("d", OTHER_WORDS, quantities={"balloons": 30.0})
    friday = told("e", quote.replace("a group", "a pastor"), quantities=numbers, period=days("2024-06-10"))
    assert not fits(thirty, friday)
    assert len(merge([*thursdays, thirty, friday])) == 1
    assert len(merge([thirty, friday])) == 2


def test_the_same_mention_given_twice_counts_once() -> None:
    assert merge([A, A]) == [(A,)]


def test_nothing_gives_nothing() -> None:
    assert merge([]) == []


many = st.lists(mentions, max_size=9, unique_by=lambda one: one.id)


def as_sets(clusters: Sequence[Sequence[Mention]]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in cluster) for cluster in clusters}


@given(many, st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(found: list[Mention], random: object) -> None:
    shuffled = found.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(found)


@given(many)
def test_merging_again_changes_nothing(found: list[Mention]) -> None:
    clusters = merge(found)
    assert merge([one for cluster in clusters for one in cluster]) == clusters
    assert all(as_sets(merge(cluster)) == {frozenset(one.id for one in cluster)} for cluster in clusters)


@given(many)
def test_every_mention_is_in_one_cluster(found: list[Mention]) -> None:
    assert sorted(one.id for cluster in merge(found) for one in cluster) == sorted(one.id for one in found)


@given(many)
def test_no_two_of_a_cluster_contradict_each_other(found: list[Mention]) -> None:
    for cluster in merge(found):
        assert len({one.report_id for one in cluster}) == len(cluster)
        assert not any(contradict(a, b) for a, b in combinations(cluster, 2))


@given(mentions, mentions)
def test_fitting_is_symmetric(a: Mention, b: Mention) -> None:
    assert fits(a, b) == fits(b, a)
    assert contradict(a, b) == contradict(b, a)


def arriving(found: Sequence[Mention]) -> set[frozenset[str]]:
    """The clusters when mentions come one by one and only those within reach are merged anew."""
    stored: dict[str, list[Mention]] = {}

    def near(kind: str, period: Period) -> list[tuple[str, Mention]]:
        told = ((name, one) for name, cluster in stored.items() for one in cluster)
        return [(name, one) for name, one in told if one.kind == kind and one.period.overlaps(period)]

    for number, new in enumerate(found):
        held = within_reach([new], near, stored.__getitem__)
        for name in held:
            del stored[name]
        clusters = merge([new, *(one for cluster in held.values() for one in cluster)])
        stored |= {f"{number}-{position}": list(cluster) for position, cluster in enumerate(clusters)}
    return as_sets(list(stored.values()))


@given(st.lists(mentions, max_size=14, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_lies_out_of_reach_needs_no_second_look(found: list[Mention], random: object) -> None:
    shuffled = found.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert arriving(found) == arriving(shuffled) == as_sets(merge(found))
