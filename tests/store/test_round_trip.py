from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely
import store_nouns as nouns
from hypothesis import given, settings

from geo.errors import InputError, StoreError
from geo.model import Footprint, Incident, Mention, PlacePrecision, Report
from geo.store import Query, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def shared(shared_target: str) -> Iterator[Store]:
    with open_store(shared_target) as store:
        store.add_report(nouns.REPORT)
        yield store


@given(report=nouns.reports)
@settings(max_examples=60, deadline=None)
def test_any_report_comes_back_exactly(shared: Store, report: Report) -> None:
    new = not shared.has_report(report.id)
    assert shared.add_report(report) is new
    assert not shared.add_report(report)
    found = shared.report(report.id)
    assert found is not None
    assert found == report or not new


@given(mention=nouns.mentions, incident=nouns.incidents)
@settings(max_examples=80, deadline=None)
def test_any_mention_and_incident_come_back_exactly(shared: Store, mention: Mention, incident: Incident) -> None:
    new = shared.add_mentions([mention])
    linked = replace(incident, mention_ids=(mention.id,))
    shared.put_incident(linked)
    if new:
        assert shared.mentions_of(incident.id) == [mention]
    found = shared.incident(incident.id)
    assert found is not None
    assert replace(found, citations=()) == linked
    assert type(found.review) is type(incident.review)


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d\ude00 \udfff", "\x1bescape", "파주시 🎈 e\u0301", "a\r\nb\u2028c"])
def test_text_of_any_code_points_comes_back(store: Store, text: str) -> None:
    report = Report(text=text, title=text, publisher=text, url=text)
    store.add_report(report)
    assert store.report(report.id) == report
    assert list(store.reports()) == [report]


def test_geometry_keeps_every_bit(store: Store) -> None:
    footprint = Footprint(geometry=nouns.at(0.1 + 0.2, 1 / 3).geometry, precision=PlacePrecision.EXACT)
    store.put_incident(nouns.incident("bits", footprint=footprint))
    found = store.incident("bits")
    assert found is not None
    assert found.footprint == footprint


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString([(179.5, 1), (180, 2)]),
        shapely.MultiLineString([[(179.5, 1), (180, 2)], [(-180, 2), (-179.5, 3)]]),
        shapely.box(-180, -90, 180, 90),
        shapely.Point(181.5, -90),
    ],
)
def test_geometry_at_the_edge_of_the_world_comes_back(store: Store, shape: shapely.Geometry) -> None:
    footprint = Footprint(geometry=shape, precision=PlacePrecision.ALONG_LINE)
    store.put_incident(nouns.incident("edge", footprint=footprint))
    found = store.incident("edge")
    assert found is not None
    assert found.footprint == footprint


def test_heights_are_dropped(store: Store) -> None:
    high = Footprint(geometry=shapely.Point(126.5, 37.5, 99), precision=PlacePrecision.EXACT)
    store.put_incident(nouns.incident("high", footprint=high))
    found = store.incident("high")
    assert found is not None
    assert found.footprint.geometry == shapely.Point(126.5, 37.5)


def test_ingesting_twice_changes_nothing(store: Store) -> None:
    told = replace(nouns.INCIDENT, mention_ids=(nouns.MENTION.id,))
    for _ in range(2):
        with store.transaction():
            store.add_report(nouns.REPORT)
            store.add_mentions([nouns.MENTION])
            store.put_incident(told)
    assert len(list(store.reports())) == 1
    assert store.mentions_of("one") == [nouns.MENTION]
    assert store.count().total == 1


def test_citations_are_joined_on_reading_and_a_sentence_is_cited_once(store: Store) -> None:
    twin = replace(nouns.MENTION, ordinal=1)
    store.add_report(nouns.REPORT)
    assert store.add_mentions([nouns.MENTION, twin]) == 2
    store.put_incident(replace(nouns.INCIDENT, mention_ids=(twin.id, nouns.MENTION.id)))
    found = store.incident("one")
    assert found is not None
    assert found.mention_ids == (twin.id, nouns.MENTION.id)
    (citation,) = found.citations
    assert citation.evidence == nouns.MENTION.evidence
    assert (citation.publisher, citation.title) == ("The Gazette", "Balloons")
    assert found.reports == 1


def test_a_list_without_citations_is_the_same_apart_from_them(store: Store) -> None:
    store.add_report(nouns.REPORT)
    store.add_mentions([nouns.MENTION])
    store.put_incident(nouns.incident("one", mention_ids=(nouns.MENTION.id,)))
    store.put_incident(nouns.incident("two"))
    whole = list(store.incidents())
    assert any(one.citations for one in whole)
    assert list(store.incidents(cited=False)) == [replace(one, mention_ids=(), citations=()) for one in whole]


def test_a_mention_belongs_to_one_incident(store: Store) -> None:
    store.add_report(nouns.REPORT)
    store.add_mentions([nouns.MENTION])
    store.put_incident(nouns.incident("first", mention_ids=(nouns.MENTION.id,)))
    store.put_incident(nouns.incident("second", mention_ids=(nouns.MENTION.id,)))
    assert store.mentions_of("first") == []
    assert store.mentions_of("second") == [nouns.MENTION]


def test_a_merged_incident_leads_to_the_other_for_ever(store: Store) -> None:
    for name in ("a", "b", "c"):
        store.put_incident(nouns.incident(name))
    store.remove_incident("a", alias_of="b")
    store.remove_incident("b", alias_of="c")
    for name in ("a", "b", "c"):
        found = store.incident(name)
        assert found is not None
        assert found.id == "c"
    assert store.count().total == 1
    with pytest.raises(StoreError, match="cannot lead to"):
        store.remove_incident("c", alias_of="a")
    with pytest.raises(StoreError, match="cannot lead to"):
        store.remove_incident("c", alias_of="nowhere")
    assert store.incident("nowhere") is None


def test_records_that_do_not_fit_are_refused_and_nothing_half_is_left(store: Store) -> None:
    with pytest.raises(StoreError, match="reports before their mentions"):
        store.add_mentions([nouns.MENTION])
    with pytest.raises(StoreError, match="mentions before their incident"):
        store.put_incident(nouns.incident("x", mention_ids=("unknown",)))
    assert store.incident("x") is None
    foreign = replace(nouns.MENTION, evidence=replace(nouns.MENTION.evidence, report_id="another"))
    with pytest.raises(InputError, match="cites another report"):
        store.add_mentions([foreign])


@pytest.mark.parametrize(
    "change",
    [
        {"quantities": {"balloons": float("nan")}},
        {"footprint": nouns.at(float("nan"), 1)},
        {"confidence": float("nan")},
    ],
)
def test_numbers_that_are_none_are_refused(store: Store, change: dict[str, object]) -> None:
    with pytest.raises((InputError, StoreError)):
        store.put_incident(nouns.incident("nan", **change))
    assert store.count().total == 0


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.put_incident(nouns.incident("gone"))
            assert store.incident("gone") is not None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.incident("gone") is None
    store.put_incident(nouns.incident("kept"))
    assert store.count().total == 1


def test_incidents_come_newest_first_and_bounded(store: Store) -> None:
    for day in ("01", "03", "02"):
        store.put_incident(nouns.incident(day, period=nouns.period(f"2024-06-{day}")))
    assert [found.id for found in store.incidents()] == ["03", "02", "01"]
    assert [found.id for found in store.incidents(Query(), limit=2)] == ["03", "02"]


def test_more_incidents_than_a_chunk_come_once_each(store: Store) -> None:
    with store.transaction():
        for number in range(1203):
            store.put_incident(nouns.incident(f"{number:04}"))
    assert [found.id for found in store.incidents()] == [f"{number:04}" for number in range(1203)]


def test_mentions_near_are_of_one_kind_and_overlap(store: Store) -> None:
    told = {
        "near": nouns.mention(1, period=nouns.period("2024-06-08", "2024-06-09", "range")),
        "month": nouns.mention(2, period=nouns.period("2024-06-01", "2024-06-30", "month")),
        "late": nouns.mention(3, period=nouns.period("2024-06-20")),
        "endless": nouns.mention(4, period=nouns.period("2020-01-01", "2024-12-31", "range")),
        "other": nouns.mention(5, kind=next(kind for kind in nouns.KINDS if kind != "armed_clash")),
    }
    store.add_report(nouns.REPORT)
    store.add_mentions(told.values())
    for name, mention in told.items():
        # the incident's own period is that of most sources: its mentions are asked, not it
        store.put_incident(nouns.incident(name, period=nouns.period("1999-01-01"), mention_ids=(mention.id,)))
    found = store.mentions_near("armed_clash", nouns.period("2024-06-09"))
    assert [(name, mention) for name, mention in found] == [("month", told["month"]), ("near", told["near"])]
