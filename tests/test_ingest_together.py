"""Two programs that ingest at the same time: on both stores each act is founded once."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.model import Report
from geo.pipeline import Parsed, parse, store_parsed
from geo.store import Store, open_store

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

DAY = date(2024, 6, 10)
ACTS = (
    "North Korea launched about 40 balloons with waste from Kaesong on Sunday.",
    "South Korean soldiers fired warning shots near Panmunjom on Saturday.",
    "Guards in Paju stopped a man who crossed the border on Friday.",
)


@pytest.fixture(scope="module")
def accounts(gazetteer: Gazetteer) -> list[list[Parsed]]:
    """What two papers tell of the same acts."""
    return [
        [parse(Report(text=f"{act} {paper} said.", publisher=paper, published=DAY), gazetteer) for act in ACTS]
        for paper in ("The Gazette", "The Herald")
    ]


def test_two_that_ingest_together_found_no_incident_twice(target: str, accounts: list[list[Parsed]]) -> None:
    both = threading.Barrier(2)

    def ingest(store: Store, parsed: list[Parsed]) -> None:
        for one in parsed:
            both.wait(timeout=60)
            store_parsed(one, store)

    with open_store(target) as first, open_store(target) as second:
        writers = [threading.Thread(target=ingest, args=pair) for pair in zip((first, second), accounts, strict=True)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        found = list(first.incidents())
    assert sorted(len(one.mention_ids) for one in found) == [2] * len(ACTS)
