"""What is no news: nothing breaks, nothing is claimed without evidence, and the work is linear in the text."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rubbish import (
    ACT,
    FOREIGN,
    RUBBISH,
    base64_text,
    digits,
    dots,
    emoji,
    foreign,
    mixed,
    paragraphs,
    places_in_a_report,
    places_in_a_sentence,
    surrogates,
    zeros,
)
from geo.errors import InputError
from geo.incidents.text import LONGEST
from geo.model import Report
from geo.pipeline import Parsed, parse
from geo.reports.fields import from_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from geo.places.gazetteer import Gazetteer

    Make = Callable[[int], str]

PUBLISHED = date(2024, 6, 22)
LINEAR = 6.0  # four times the text may take this many times the work
STRANGE = ["\u202e", "\u200b", "\x00", "\ud83c", "“", "‘", "\n", "\r\n", "\x0c", "- ", "| ", "’s", "...", ". "]
WORDS = ["Paju", "DMZ", "fired ", "launched 30 balloons ", "on Monday ", "3 May", "2024-06-01", "1,000", "No. 5 "]
shreds = st.lists(st.sampled_from([ACT, FOREIGN, *STRANGE, *WORDS]) | st.text(max_size=5), min_size=1, max_size=30).map(
    "".join
)


def read(text: str, gazetteer: Gazetteer) -> Parsed:
    return parse(Report(text=text, published=PUBLISHED), gazetteer)


def vouch(parsed: Parsed) -> None:
    """All that is claimed stands in the text, and says why."""
    text = parsed.report.text
    for one in parsed.resolutions:
        assert text[one.toponym.start : one.toponym.end] == one.toponym.surface
    for mention in parsed.mentions:
        evidence, (start, end) = mention.evidence, mention.trigger
        assert 0 < evidence.end - evidence.start == len(evidence.quote)
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.start <= start < end <= evidence.end
        assert mention.period.start <= mention.period.end
        assert mention.reasons["period"]
        assert 0 <= mention.confidence <= 1
    assert len({mention.id for mention in parsed.mentions}) == len(parsed.mentions)
    assert [one.mention_ids for one in parsed.incidents] == [(one.id,) for one in parsed.mentions]


@pytest.mark.parametrize("make", RUBBISH, ids=lambda make: make.__name__)
def test_nothing_is_claimed_without_evidence(make: Make, gazetteer: Gazetteer) -> None:
    parsed = read(make(RUBBISH[make]), gazetteer)
    vouch(parsed)
    assert all(one.evidence.end - one.evidence.start <= LONGEST for one in parsed.mentions)


@settings(max_examples=60, deadline=None)
@given(shreds.filter(lambda text: bool(text.strip())))
def test_shreds_of_texts_neither(gazetteer: Gazetteer, text: str) -> None:
    vouch(read(text, gazetteer))


@pytest.mark.parametrize("make", [digits, emoji, base64_text, foreign, dots], ids=lambda make: make.__name__)
def test_what_tells_no_act_gives_none(make: Make, gazetteer: Gazetteer) -> None:
    assert read(make(RUBBISH[make]), gazetteer).incidents == []


@pytest.mark.parametrize("make", [zeros, surrogates], ids=lambda make: make.__name__)
def test_what_is_no_text_is_refused_before_it_is_read(make: Make) -> None:
    with pytest.raises(InputError):
        from_text(make(1))


def test_a_paragraph_told_a_thousand_times_tells_its_acts_once(gazetteer: Gazetteer) -> None:
    parsed = read(paragraphs(1000), gazetteer)
    told = [(one.kind, one.place, one.period) for one in parsed.mentions]
    assert 1 <= len(told) == len(set(told)) <= 4
    vouch(parsed)


@pytest.mark.parametrize("make", [places_in_a_sentence, places_in_a_report], ids=lambda make: make.__name__)
def test_five_thousand_places_are_all_read(make: Make, gazetteer: Gazetteer) -> None:
    parsed = read(make(5000), gazetteer)
    assert len(parsed.resolutions) >= 5000
    vouch(parsed)


def test_another_language_gives_places_and_no_incidents(gazetteer: Gazetteer) -> None:
    german = (
        "Nordkoreanische Soldaten überquerten am Montag bei Paju die Grenze und kehrten nach Warnschüssen um. "
        "Auch aus Pyongyang hieß es am Abend, die Lage sei wieder ruhig. They crossed, he said."
    )
    parsed = parse(from_text(german, published=PUBLISHED), gazetteer)
    assert parsed.report.language == "de"
    assert "Pyongyang" in [one.toponym.surface for one in parsed.resolutions]
    assert (parsed.mentions, parsed.undated) == ([], [])


def test_a_report_that_is_mostly_english_is_read(gazetteer: Gazetteer) -> None:
    parsed = parse(from_text(mixed(3), published=PUBLISHED), gazetteer)
    assert parsed.report.language == "en"
    assert parsed.mentions
    vouch(parsed)


@pytest.mark.parametrize("make", RUBBISH, ids=lambda make: make.__name__)
def test_four_times_the_text_is_no_more_than_six_times_the_work(make: Make, gazetteer: Gazetteer) -> None:
    few = max(4, RUBBISH[make] // 8)
    read(make(few), gazetteer)  # what is loaded or cached once is no work of the text
    assert work(lambda: read(make(4 * few), gazetteer)) <= LINEAR * work(lambda: read(make(few), gazetteer))


def work(call: Callable[[], object]) -> int:
    """How many lines of ours a call runs: the same number on every machine, however busy."""
    lines = 0

    def step(frame: FrameType, event: str, arg: object) -> object:
        nonlocal lines
        lines += event == "line"
        return step

    def enter(frame: FrameType, event: str, arg: object) -> object:
        return step if frame.f_globals.get("__name__", "").startswith("geo.") else None

    before = sys.gettrace()
    sys.settrace(enter)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return lines
