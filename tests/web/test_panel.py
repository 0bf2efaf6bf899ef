from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import PAYLOADS, Told, put
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Account, Disagreement, Loss, Reason, Review, Status
from geo.web import panel

if TYPE_CHECKING:
    from geo.store import Store

TOLD = Told(kind="balloon_launch", day=date(2024, 6, 1), lon=126.78, lat=37.76, place="Paju")
TAG = re.compile(r"<[^>]*>")
OURS = re.compile(
    r"</?(?:article|header|p|h2|h3|dl|dt|dd|section|ul|li|b|figure|blockquote|figcaption|mark|br|span|a|small|details|summary)"
    r'(?: (?:class|style|href|target|rel|title)="[^"<>]*")*>'
)


def shown(store: Store, **changes: object) -> str:
    put(store, TOLD, 1)
    found = replace(store.incident("incident-1"), **changes)
    reports = {c.evidence.report_id: store.report(c.evidence.report_id) for c in found.citations}
    return panel.incident(found, reports, store.mentions_of("incident-1"))


def test_days_and_place_stand_with_their_reason_unless_a_person_set_them(store: Store) -> None:
    put(store, TOLD, 1)
    found = store.incident("incident-1")
    reasons = {
        "period": Reason(why="Thursday before <publication>"),
        "footprint": Reason(why="in the same sentence", others=(("Seoul", 0.2),)),
    }
    mentions = [replace(one, reasons=reasons) for one in store.mentions_of("incident-1")]
    markup = panel.facts(found, mentions)
    assert "<small>Thursday before &lt;publication&gt;" in markup
    assert "Seoul" in markup
    moved = replace(found, period=replace(found.period, start=date(2024, 5, 31)))
    assert "Thursday" not in panel.facts(moved, mentions)
    assert "Seoul" in panel.facts(moved, mentions)


def test_the_panel_tells_what_when_where_who_and_how_sure(store: Store) -> None:
    markup = shown(store, status=Status.CLAIMED)
    for words in (
        "Balloon launch",
        "1 June 2024",
        "Paju (KR)",
        "within about 5 km",
        "North Korea → South Korea",
        "20 balloons",
        "Claimed by one side",
        "Not reviewed yet",
        "high (100%)",
        "1 report",
        "Test Courier",
    ):
        assert words in markup


def test_a_badge_says_what_people_decided(store: Store) -> None:
    assert "✓ Confirmed" in shown(store, review=Review.CONFIRMED)
    assert 'bw-badge bw-needs_work">Needs work' in shown(store, review=Review.NEEDS_WORK)
    assert "bw-badge" not in shown(store)


def test_the_evidence_is_marked_in_its_paragraph_alone(store: Store) -> None:
    markup = shown(store)
    assert "The county was calm at dawn. <mark>On 2024-06-01" in markup
    assert "Nobody was hurt." in markup
    assert "A first paragraph" not in markup


def test_a_missing_report_leaves_the_quote(store: Store) -> None:
    put(store, TOLD, 1)
    assert "<mark>On 2024-06-01" in panel.incident(store.incident("incident-1"), {})


def test_differing_fields_show_each_value(store: Store) -> None:
    markup = shown(store, disagreeing=("quantities", "period"))
    assert "The reports differ" in markup
    assert "<b>Numbers</b> 20 balloons" in markup


def test_where_reports_differ_the_panel_says_who_says_what(store: Store) -> None:
    put(store, TOLD, 1)
    found = store.incident("incident-1")
    mine = found.citations[0].evidence.report_id
    differing = (
        Disagreement(
            field="quantities.balloons",
            accounts=(Account(value="20", reports=(mine,)), Account(value="30", reports=("gone",))),
        ),
        Disagreement(
            field="period",
            accounts=(Account(value="2024-06-01", reports=(mine,)), Account(value="2024-06-02/2024-06-03", reports=())),
        ),
        Disagreement(field="status", accounts=(Account(value="claimed", reports=(mine,)),)),
    )
    told = replace(found, disagreements=differing, disagreeing=tuple(one.field for one in differing), sources=2)
    markup = panel.incident(told, {})
    for part in (
        "<b>Numbers</b><p>20 balloons <span>Test Courier</span></p><p>30 balloons <span></span></p>",
        "<b>When</b><p>1 Jun 2024 <span>Test Courier</span></p><p>2 Jun – 3 Jun 2024",
        "<p>Claimed by one side",
    ):
        assert part in markup


def test_independent_sources_are_told_where_several_reports_tell(store: Store) -> None:
    put(store, TOLD, 1)
    put(store, replace(TOLD, day=date(2024, 6, 2)), 2)
    one, other = store.incident("incident-1"), store.incident("incident-2")
    both = replace(one, citations=(*one.citations, *other.citations))
    assert "2 reports, 1 independent source<" in panel.facts(both)
    assert "2 reports, 2 independent sources<" in panel.facts(replace(both, sources=2))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_reports_never_becomes_markup(store: Store, payload: str) -> None:
    put(store, TOLD, 1, words=payload, publisher=payload)
    found = store.incident("incident-1")
    hostile = replace(found, place=payload, initiator=(payload,), target=(payload,), quantities={payload: 2.0})
    hostile = replace(hostile, losses=(Loss(side=payload, killed=2.0),))
    reports = {c.evidence.report_id: store.report(c.evidence.report_id) for c in found.citations}
    accounts = (Account(value=payload, reports=tuple(reports)), Account(value="x", reports=()))
    differing = (Disagreement(field="place", accounts=accounts), Disagreement(field=payload, accounts=accounts))
    hostile = replace(hostile, disagreements=differing, disagreeing=("place", payload))
    markup = panel.incident(hostile, reports, store.mentions_of(found.id))
    assert all(OURS.fullmatch(tag) for tag in TAG.findall(markup))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://x", "", "//example.org"])
def test_only_web_links_lead_anywhere(url: str) -> None:
    assert panel.link(url) == ""


def test_a_link_is_escaped() -> None:
    assert 'href="https://example.org/?a=1&amp;b=&quot;"' in panel.link('https://example.org/?a=1&b="')


@given(st.text(max_size=3000), st.integers(0, 3000), st.integers(1, 200))
def test_a_paragraph_holds_its_evidence(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    if start >= end:
        return
    before, said, after = panel.paragraph(text, start, end)
    assert said == text[start:end]
    assert before.removeprefix("… ") in text
    assert after.removesuffix(" …") in text
