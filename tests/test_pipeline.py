"""From report to stored incidents, on a real GeoPackage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, mapping

from geo.model import Evidence, Footprint, Incident, Mention, Period, PlacePrecision, Report, Review
from geo.pipeline import IngestResult, Parsed, ingest, parse, store_parsed
from geo.places.gazetteer import Gazetteer
from geo.store import open_store
from geo.store.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from geo.store import Store

FIRST = Report(
    text="North Korea launched 260 balloons carrying rubbish across the border near Paju on Monday, the army said.",
    publisher="Morning Post",
    published=date(2024, 6, 11),
)
SECOND = Report(
    text="On Monday, 10 June, North Korea launched some 300 balloons over the border near Paju, police in Seoul said.",
    publisher="Evening Post",
    published=date(2024, 6, 12),
)
ELSEWHERE = Report(
    text="Pakistani forces shelled Indian posts near Poonch on Monday, killing two soldiers.",
    publisher="Valley Herald",
    published=date(2024, 6, 12),
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "incidents.gpkg") as opened:
        yield opened


def stored(store: Store) -> list[dict[str, Any]]:
    """What the store holds, without ids, in an order of its own."""
    found = [view(one) for one in store.incidents(Query())]
    return sorted(found, key=repr)


def view(one: Incident) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "period": one.period,
        "footprint": mapping(one.footprint.geometry),
        "place": one.place,
        "initiator": one.initiator,
        "quantities": dict(one.quantities),
        "sources": one.sources,
        "disagreeing": one.disagreeing,
        "publishers": [cited.publisher for cited in one.citations],
    }


def test_a_report_gives_places_mentions_and_incidents(gazetteer: Gazetteer) -> None:
    found = parse(FIRST, gazetteer)
    assert "Paju" in [one.toponym.surface for one in found.resolutions]
    for one in found.resolutions:
        assert FIRST.text[one.toponym.start : one.toponym.end] == one.toponym.surface
    [incident] = [one for one in found.incidents if one.kind == "balloon_launch"]
    assert incident.period == Period(start=date(2024, 6, 10), end=date(2024, 6, 10))
    assert incident.citations[0].evidence.quote in FIRST.text


def test_what_is_ingested_is_stored_with_its_evidence(store: Store, gazetteer: Gazetteer) -> None:
    done = ingest(FIRST, store, gazetteer)
    expected = parse(FIRST, gazetteer)
    assert done == IngestResult(FIRST.id, True, len(expected.mentions), len(expected.incidents))
    assert store.report(FIRST.id) == FIRST
    for one in store.incidents(Query()):
        assert [cited.evidence.report_id for cited in one.citations] == [FIRST.id]
        assert store.mentions_of(one.id)


def test_ingesting_twice_changes_nothing(store: Store, gazetteer: Gazetteer) -> None:
    ingest(FIRST, store, gazetteer)
    before = [repr(one) for one in store.incidents(Query())]
    again = ingest(FIRST, store, gazetteer)
    assert again == IngestResult(FIRST.id, is_new=False, mentions=0, incidents=0)
    assert store_parsed(parse(FIRST, gazetteer), store) == again
    assert [repr(one) for one in store.incidents(Query())] == before


def test_two_reports_of_one_act_become_one_incident(store: Store, gazetteer: Gazetteer) -> None:
    ingest(FIRST, store, gazetteer)
    [before] = [one for one in store.incidents(Query()) if one.kind == "balloon_launch"]
    ingest(SECOND, store, gazetteer)
    [after] = [one for one in store.incidents(Query()) if one.kind == "balloon_launch"]
    assert after.id == before.id
    assert (after.sources, after.reports) == (2, 2)
    assert after.quantities["balloons"] == 300
    assert "quantities.balloons" in after.disagreeing


def test_the_order_of_reports_changes_nothing(tmp_path: Path, gazetteer: Gazetteer) -> None:
    seen = []
    for number, order in enumerate(permutations([FIRST, SECOND, ELSEWHERE])):
        with open_store(tmp_path / f"{number}.gpkg") as store:
            for report in order:
                ingest(report, store, gazetteer)
            seen.append(stored(store))
    assert all(one == seen[0] for one in seen)
    assert {"balloon_launch", "shelling"} <= {one["kind"] for one in seen[0]}


def test_the_same_text_in_two_papers_is_two_reports_and_one_source(store: Store, gazetteer: Gazetteer) -> None:
    for paper in ("Morning Post", "Evening Post"):
        ingest(replace(FIRST, publisher=paper), store, gazetteer)
    [found] = [one for one in store.incidents(Query()) if one.kind == "balloon_launch"]
    assert (found.reports, found.sources) == (2, 1)


def test_a_report_without_incidents_is_kept(store: Store, gazetteer: Gazetteer) -> None:
    quiet = Report(text="The baker of Paju sold 300 rolls.", published=date(2024, 6, 12))
    assert ingest(quiet, store, gazetteer) == IngestResult(quiet.id, is_new=True, mentions=0, incidents=0)
    assert store.has_report(quiet.id)
    assert list(store.incidents(Query())) == []


def test_a_failure_half_way_leaves_nothing(store: Store, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(mentions: list[Mention]) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(store, "add_mentions", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        ingest(FIRST, store, gazetteer)
    assert not store.has_report(FIRST.id)
    assert list(store.incidents(Query())) == []


def account(name: str, lon: float, **changes: Any) -> Parsed:
    """A report that tells one crossing at a longitude."""
    report = Report(text=f"Account of {name}.", publisher=name, published=date(2024, 6, 12))
    told = Mention(
        report_id=report.id,
        kind="border_crossing",
        period=Period(start=date(2024, 6, 9), end=date(2024, 6, 9)),
        footprint=Footprint(geometry=Point(lon, 38.0), precision=PlacePrecision.LOCALITY),
        place=name,
        country="KR",
        evidence=Evidence(report_id=report.id, start=0, end=7, quote="Account"),
        trigger=(0, 7),
    )
    return Parsed(report, [], [replace(told, **changes)], [], [])


def partition(store: Store) -> set[frozenset[str]]:
    return {frozenset(cited.publisher for cited in one.citations) for one in store.incidents(Query())}


tellings = st.fixed_dictionaries(
    {
        "lon": st.sampled_from([126.0, 126.1, 126.12, 126.2, 126.3, 127.5]),
        "day": st.sampled_from([9, 9, 10, 11]),
        "days": st.sampled_from([1, 1, 2, 12]),
        "quantities": st.sampled_from([{}, {"soldiers": 20.0}, {"soldiers": 30.0}]),
        "initiator": st.sampled_from([(), ("North Korea",), ("South Korea",)]),
    }
)


def account_of(name: str, telling: dict[str, Any]) -> Parsed:
    start = date(2024, 6, telling["day"])
    period = Period(start=start, end=start + timedelta(days=telling["days"] - 1))
    kept = {field: telling[field] for field in ("quantities", "initiator")}
    return account(name, telling["lon"], period=period, **kept)


@settings(max_examples=40, deadline=None)
@given(st.lists(tellings, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_whatever_the_order_the_same_accounts_make_the_same_incidents(
    told: list[dict[str, Any]], random: Random
) -> None:
    accounts = [account_of("abcdef"[number], telling) for number, telling in enumerate(told)]
    shuffled = accounts.copy()
    random.shuffle(shuffled)
    seen = []
    for order in (accounts, shuffled):
        with TemporaryDirectory() as folder, open_store(f"{folder}/incidents.gpkg") as store:
            for one in order:
                store_parsed(one, store)
            seen.append((partition(store), stored(store)))
    assert seen[0] == seen[1]
    assert sorted(name for part in seen[0][0] for name in part) == [one.report.publisher for one in accounts]


def test_what_reaches_over_another_account_is_clustered_anew(store: Store) -> None:
    far, middle, near = (account(name, lon) for name, lon in (("far", 126.0), ("middle", 126.14), ("near", 126.27)))
    for one in (far, near):
        store_parsed(one, store)
    assert partition(store) == {frozenset({"far"}), frozenset({"near"})}
    store_parsed(middle, store)
    assert partition(store) == {frozenset({"far"}), frozenset({"middle", "near"})}


def test_where_reports_differ_the_incident_says_which_say_what(store: Store, gazetteer: Gazetteer) -> None:
    for report in (FIRST, SECOND):
        ingest(report, store, gazetteer)
    [found] = [one for one in store.incidents(Query()) if one.kind == "balloon_launch"]
    [numbers] = [one for one in found.disagreements if one.field == "quantities.balloons"]
    assert [(told.value, told.reports) for told in numbers.accounts] == [("260", (FIRST.id,)), ("300", (SECOND.id,))]


def test_a_newcomer_that_parts_an_incident_leaves_no_mention_behind(store: Store) -> None:
    west, middle, east = account("west", 126.0), account("middle", 126.15), account("east", 126.29)
    for one in (west, middle):
        store_parsed(one, store)
    assert partition(store) == {frozenset({"west", "middle"})}
    store_parsed(east, store)
    assert partition(store) == {frozenset({"west"}), frozenset({"middle", "east"})}


def test_what_a_person_decided_outlives_a_new_account(store: Store) -> None:
    store_parsed(account("first", 126.0), store)
    [found] = list(store.incidents(Query()))
    store.put_incident(replace(found, review=Review.CONFIRMED))
    store_parsed(account("second", 126.01), store)
    [found] = list(store.incidents(Query()))
    assert (found.review, found.sources) == (Review.CONFIRMED, 2)


def test_two_acts_of_one_report_stay_two(store: Store) -> None:
    one = account("twice", 126.0)
    [told] = one.mentions
    store_parsed(replace(one, mentions=[told, replace(told, trigger=(8, 10))]), store)
    assert len(list(store.incidents(Query()))) == 2


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (
            "North Korean troops laid mines at the eastern end of the DMZ on Monday.",
            "barrier_construction",
            "eastern end of the Demilitarized Zone",
        ),
        (
            "North Korean soldiers crossed the Military Demarcation Line near Cheorwon on Tuesday.",
            "border_crossing",
            "Cheorwon",
        ),
        ("On 3 May 2024, activists in Paju launched 20 balloons.", "balloon_launch", "Paju"),
        ("Twenty balloons with leaflets were released from Paju on Friday night.", "balloon_launch", "Paju"),
        ("Pakistan closed the Torkham crossing on Sunday.", "border_closure", "Torkham"),
    ],
)
def test_plain_reports_give_what_they_say(gazetteer: Gazetteer, text: str, kind: str, place: str) -> None:
    found = parse(Report(text=text, published=date(2024, 6, 22)), gazetteer).incidents
    assert [(one.kind, one.place) for one in found] == [(kind, place)]
