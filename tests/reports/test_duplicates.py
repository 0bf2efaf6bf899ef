"""Copies of one text are one source, in whatever order they come."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from geo.model import Report
from geo.reports.duplicates import is_copy, sources

WIRE = (
    "Border guards in the valley counted forty balloons on Sunday evening, an officer said. Most of them came down in "
    "rice fields, and one burst over a school. Children were told to keep away from the bags. The governor asked for "
    "help with the cleaning, which took two days. Nobody was hurt, though a window broke when a bag fell on a roof."
)
OWN = (
    "Forty balloons, the guards say. When our reporter walked the fields on Monday she found bags of paper, a broken "
    "clock and a note in careful handwriting. An old farmer laughed at it all; his neighbour, whose window broke, did "
    "not. The school will stay open. Officials in the capital have promised a report by the end of the week."
)


def report(text: str, publisher: str) -> Report:
    return Report(text=text, publisher=publisher)


COPIES = [
    report(WIRE, "Agency"),
    report("VALLEY TOWN (Agency) - " + WIRE.upper(), "Morning Post"),
    report(WIRE[: len(WIRE) // 2], "Evening Post"),
    report(WIRE.replace("an officer said", "a spokesman told the agency") + " More to follow.", "Weekly"),
    report(" ".join(WIRE.split(" ")[12:]).replace(" ", "\n "), "Mirror"),
]


def test_copies_are_one_source_and_an_own_account_another() -> None:
    found = sources([*COPIES, report(OWN, "Our man there")])
    assert len(set(found.values())) == 2
    assert len({found[one.id] for one in COPIES}) == 1


def test_short_texts_share_words_by_need() -> None:
    one = report("Twenty balloons were launched from Paju on Thursday.", "A")
    other = report("Thirty balloons were launched from Paju on Thursday.", "B")
    same = report("twenty balloons  were launched from Paju on Thursday", "C")
    found = sources([one, other, same])
    assert found[one.id] == found[same.id] != found[other.id]


def test_a_copy_of_a_copy_is_the_same_source() -> None:
    halves = [WIRE[:220], WIRE, WIRE[100:]]
    reports = [report(text, str(number)) for number, text in enumerate(halves)]
    assert len(set(sources(reports).values())) == 1


@given(st.permutations([*COPIES, report(OWN, "x"), report("Another text.", "y")]), st.integers(0, 6))
def test_the_order_changes_nothing(reports: list[Report], left_out: int) -> None:
    kept = reports[left_out:]
    assert sources(kept) == sources(sorted(kept, key=lambda one: one.publisher))
    assert all(source in {one.id for one in kept} for source in sources(kept).values())


def test_many_copies_among_many_texts() -> None:
    draw = Random(3)
    words = [f"word{number}" for number in range(3000)]
    texts = [" ".join(draw.choices(words, k=120)) for _ in range(60)]
    reports = [report(text, f"{number} {paper}") for number, text in enumerate(texts) for paper in "abc"]
    found = sources(reports)
    assert len(set(found.values())) == 60
    assert all(is_copy(one, reports[0]) for one in reports if found[one.id] == found[reports[0].id])


def test_nothing_and_one() -> None:
    assert sources([]) == {}
    [only] = sources(COPIES[:1]).values()
    assert only == COPIES[0].id
