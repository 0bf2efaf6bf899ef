from __future__ import annotations

import pytest

from geo.kinds import Kind, kinds
from scripts import write_codebook

CODED = [one for one in kinds().values() if one.id != "other"]


def test_the_codebook_is_what_the_kinds_say_now() -> None:
    advice = "run `python -m scripts.write_codebook` and read what has changed"
    assert write_codebook.PAGE.read_text(encoding="utf-8") == write_codebook.page(), advice


@pytest.mark.parametrize("kind", CODED, ids=lambda kind: kind.id)
def test_each_kind_says_what_counts_and_what_does_not(kind: Kind) -> None:
    assert all((kind.counts, kind.counts_not, kind.decisions))
    assert len(kind.examples) >= 3
    assert len(kind.near_misses) >= 3
    assert not set(kind.examples) & set(kind.near_misses)


def test_no_sentence_stands_for_two_kinds() -> None:
    told = [text for one in CODED for text in one.examples]
    assert len(told) == len(set(told))


def test_the_crosswalk_is_marked_as_a_proposal() -> None:
    page = write_codebook.page()
    assert "**proposal**, not checked" in page
    assert page.count("Proposed crosswalk: ACLED") == len(CODED)
