from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import store_nouns as nouns

from geo.model import Report
from geo.store import shelf
from geo.store.protocol import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Store

TITLES = [f"Report {number}" for number in range(7)]


@pytest.fixture
def filled(store: Store) -> Store:
    """Seven quiet reports, then one that tells an incident."""
    for number, title in enumerate(TITLES):
        store.add_report(
            Report(
                text=f"Text {number} of 100% calm.", title=title, publisher="Post", published=date(2024, 6, number + 1)
            )
        )
    store.add_report(nouns.REPORT)
    store.add_mentions([nouns.MENTION])
    store.put_incident(nouns.incident("one", mention_ids=(nouns.MENTION.id,)))
    return store


def paged(store: Store, limit: int) -> Iterator[list[str]]:
    before = 0
    while True:
        found = store.report_page(before=before, limit=limit)
        yield [one.title for one in found.reports]
        before = found.following
        if not before:
            return


@pytest.mark.parametrize("limit", [1, 3, 4, 8, 50])
@pytest.mark.parametrize("reach", [2, 5, 100])
def test_the_pages_hold_every_report_once_the_last_one_first(
    filled: Store, limit: int, reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "REACH", reach)
    pages = list(paged(filled, limit))
    assert all(len(page) <= limit for page in pages)
    assert [title for page in pages for title in page] == ["Balloons", *reversed(TITLES)]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(words="REPORT text"), TITLES[::-1]),
        (Wanted(words="gazette"), ["Balloons"]),
        (Wanted(words="100%"), TITLES[::-1]),
        (Wanted(words="1_0"), []),
        (Wanted(words="forty sunday"), ["Balloons"]),
        (Wanted(words="forty monday"), []),
        (Wanted(since=date(2024, 6, 6)), TITLES[:4:-1]),
        (Wanted(until=date(2024, 6, 2)), TITLES[1::-1]),
        (Wanted(untold=True), TITLES[::-1]),
    ],
)
def test_only_what_is_wanted_is_listed(filled: Store, wanted: Wanted, titles: list[str]) -> None:
    assert [one.title for one in filled.report_page(wanted).reports] == titles


def test_a_page_says_how_many_incidents_its_reports_tell(filled: Store) -> None:
    assert filled.report_page().told == {nouns.REPORT.id: 1}


def test_an_empty_store_has_one_empty_page(store: Store) -> None:
    found = store.report_page()
    assert (list(found.reports), found.following) == ([], 0)


def test_reports_in_korean_are_found_by_their_words(filled: Store) -> None:
    filled.add_report(Report(text="파주에서 대북 풍선을 날렸다.", title="풍선 소식", publisher="신문", language="ko"))
    for words in ("풍선", "파주 풍선", "신문"):
        assert [one.title for one in filled.report_page(Wanted(words=words)).reports] == ["풍선 소식"]
    assert list(filled.report_page(Wanted(words="풍선 철원")).reports) == []
