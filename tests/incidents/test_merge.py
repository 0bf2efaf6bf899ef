"""Merging: which mentions become one cluster, and that nothing depends on their order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incident_nouns import at, days, mention

from geo.incidents import merge
from geo.incidents.merge import fits
from geo.model import Mention, Period, PlacePrecision

if TYPE_CHECKING:
    from collections.abc import Sequence

A = mention("a")


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (mention("b"), True),
        (mention("a", trigger=(0, 6)), False),
        (mention("b", kind="shelling"), False),
        (mention("b", period=days("2024-06-10")), False),
        (mention("b", period=days("2024-06-08", "2024-06-10")), True),
        (mention("b", period=days("2024-06-01", "2024-06-30")), False),
        (mention("b", footprint=at(126.9, 37.8)), True),
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


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("North Korea",), ("North Korean soldiers",), True),
        (("North Korea",), ("Japan",), False),
        (("activists",), ("Korean activists", "farmers"), True),
    ],
)
def test_doers_that_contradict_each_other_keep_mentions_apart(
    one: tuple[str, ...], other: tuple[str, ...], joined: bool
) -> None:
    assert fits(mention("a", initiator=one), mention("b", initiator=other)) is joined


def test_two_vague_periods_join_when_they_are_much_alike() -> None:
    may = days("2024-05-01", "2024-05-31")
    assert fits(mention("a", period=may), mention("b", period=days("2024-05-03", "2024-05-31")))
    assert not fits(mention("a", period=may), mention("b", period=days("2024-05-21", "2024-06-20")))


def test_a_chain_of_near_misses_does_not_form() -> None:
    chain = [mention(name, footprint=at(126.0 + 0.2 * step, 37.8)) for step, name in enumerate("abcd")]
    assert fits(chain[0], chain[1])
    assert fits(chain[1], chain[2])
    assert not fits(chain[0], chain[2])
    assert sorted(len(cluster) for cluster in merge(chain)) == [2, 2]


def test_the_same_mention_given_twice_counts_once() -> None:
    assert merge([A, A]) == [(A,)]


def test_nothing_gives_nothing() -> None:
    assert merge([]) == []


periods = st.builds(
    lambda first, more: Period(start=first, end=first + timedelta(days=more)),
    st.dates(date(2024, 6, 1), date(2024, 6, 5)),
    st.sampled_from([0, 0, 1, 2, 9]),
)
footprints = st.builds(
    at,
    st.sampled_from([126.7, 126.8, 127.0, 127.3]),
    st.sampled_from([37.7, 37.8]),
    st.sampled_from([PlacePrecision.LOCALITY, PlacePrecision.PROVINCE]),
    st.sampled_from([0.0, 40_000.0]),
)
mentions = st.builds(
    lambda report, kind, period, footprint, doer, start: mention(
        report, kind=kind, period=period, footprint=footprint, initiator=doer, trigger=(start, start + 3)
    ),
    st.sampled_from("abcdef"),
    st.sampled_from(["balloon_launch", "shelling"]),
    periods,
    footprints,
    st.sampled_from([(), (), ("North Korea",), ("activists",)]),
    st.integers(0, 9),
)
told = st.lists(mentions, max_size=9, unique_by=lambda one: one.id)


def as_sets(clusters: Sequence[Sequence[Mention]]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in cluster) for cluster in clusters}


@given(told, st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(found: list[Mention], random: object) -> None:
    shuffled = found.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(found)


@given(told)
def test_merging_again_changes_nothing(found: list[Mention]) -> None:
    clusters = merge(found)
    assert merge([one for cluster in clusters for one in cluster]) == clusters
    assert all(as_sets(merge(cluster)) == {frozenset(one.id for one in cluster)} for cluster in clusters)


@given(told)
def test_every_mention_is_in_one_cluster(found: list[Mention]) -> None:
    assert sorted(one.id for cluster in merge(found) for one in cluster) == sorted(one.id for one in found)


@given(told)
def test_two_mentions_of_one_report_never_join(found: list[Mention]) -> None:
    for cluster in merge(found):
        assert len({one.report_id for one in cluster}) == len(cluster)


@given(told)
def test_every_two_of_a_cluster_fit_together(found: list[Mention]) -> None:
    assert all(fits(a, b) for cluster in merge(found) for a, b in combinations(cluster, 2))


@given(mentions, mentions)
def test_fitting_is_symmetric(a: Mention, b: Mention) -> None:
    assert fits(a, b) == fits(b, a)
