from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from browsing import PAYLOADS
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.model import Evidence, Footprint, Loss, Mention, Period, PlacePrecision, Reason, Report
from geo.web import panel, why

TEXT = "Calm ruled on Saturday.\n\nThe next day activists sent 20 balloons from Aville. Nobody was hurt."
REPORT = Report(text=TEXT, published=date(2024, 6, 4))
QUOTE = "The next day activists sent 20 balloons from Aville."
OURS = re.compile(r'</?(?:p|dl|dt|dd|b|mark|br|span|details|summary)(?: (?:class|title)="[^"<>]*")*>')


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


REASONS = {
    "kind": Reason(why="'sent' beside 'balloons' tells of: balloon launch", spans=(span("sent"), span("balloons"))),
    "period": Reason(why="the day after 'Saturday'", spans=(span("Saturday"),)),
    "footprint": Reason(
        why="'Aville' in the same sentence", spans=(span("Aville"),), score=0.91, others=(("Bville", 0.06),)
    ),
}
MENTION = Mention(
    report_id=REPORT.id,
    kind="balloon_launch",
    period=Period(start=date(2024, 6, 2), end=date(2024, 6, 2)),
    footprint=Footprint(geometry=Point(126.7, 37.7), precision=PlacePrecision.LOCALITY),
    place="Aville",
    country="KR",
    evidence=Evidence(report_id=REPORT.id, start=span(QUOTE)[0], end=span(QUOTE)[1], quote=QUOTE),
    trigger=span("sent"),
    confidence=0.72,
    reasons=REASONS,
)


def test_each_field_has_its_words_marked_and_what_decided() -> None:
    markup = why.details(MENTION, REPORT)
    assert '<span class="bw-why-kind" title="What">sent</span>' in markup
    assert '<span class="bw-why-footprint" title="Where">Aville</span>' in markup
    assert "next best: Bville (0.06)" in markup
    assert "about 7 of 10 such findings are right" in markup


def test_words_of_another_paragraph_are_quoted_with_their_context() -> None:
    assert "Calm ruled on <mark>Saturday</mark>." in why.details(MENTION, REPORT)


def test_without_the_report_the_reasons_stand_alone() -> None:
    markup = why.details(MENTION, None)
    assert "the day after" in markup
    assert "bw-why-kind" not in markup


def test_a_mention_without_reasons_has_nothing_to_show() -> None:
    assert why.details(replace(MENTION, reasons={}), REPORT) == ""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_never_becomes_markup(payload: str) -> None:
    text = f"{payload} {QUOTE} {payload}"
    report = Report(text=text, published=date(2024, 6, 4))
    start = text.index(QUOTE)
    reason = Reason(why=payload, spans=((0, len(payload)), (start, start + 9)), others=((payload, 0.1),))
    evidence = Evidence(report_id=report.id, start=start, end=start + len(QUOTE), quote=QUOTE)
    hostile = replace(
        MENTION,
        place=payload,
        initiator=(payload,),
        quantities={payload: 1.0},
        evidence=evidence,
        reasons=dict.fromkeys(["kind", "period", "footprint", "initiator", "quantities", "status"], reason),
    )
    markup = why.details(hostile, report)
    assert all(OURS.fullmatch(tag) for tag in re.findall(r"<[^>]*>", markup))


@given(
    st.text(min_size=1, max_size=80).filter(str.strip),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=4),
)
def test_any_spans_are_shown_or_left_out(text: str, spans: list[tuple[int, int]]) -> None:
    report = Report(text=text)
    evidence = Evidence(report_id=report.id, start=0, end=len(text), quote=text)
    mention = replace(MENTION, evidence=evidence, reasons={"kind": Reason(why="so", spans=tuple(spans))})
    assert "<details" in why.details(mention, report)


def test_the_panel_offers_why_for_each_report() -> None:
    from geo.model import Citation

    citation = Citation(evidence=MENTION.evidence, publisher="Desk", url="", published=REPORT.published)
    assert "<summary>Why?</summary>" in panel.evidence(citation, REPORT, MENTION)
    assert "Why?" not in panel.evidence(citation, REPORT)


def test_losses_have_their_words_marked() -> None:
    reason = Reason(why="'20' tells of losses of Laos", spans=(span("20"),))
    told = replace(MENTION, losses=(Loss(side="Laos", killed=20.0),), reasons={"losses": reason})
    markup = why.details(told, REPORT)
    assert "<dt>Who lost how many</dt><dd><b>Laos: 20 killed</b>" in markup
    assert '<span class="bw-why-losses" title="Who lost how many">20</span>' in markup
