from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from review_nouns import account, at, everything, tell

from geo import review
from geo.model import Action, Loss
from geo.review.rebuild import rebuild
from geo.review.reextract import Rereading, reextract

if TYPE_CHECKING:
    from geo.model import Mention, Report
    from geo.store import Store

NEW = "test 2"


class Reader:
    """An extractor of a newer version: it tells what the old one told, but for what is changed by publisher."""

    def __init__(self, *names: str) -> None:
        self.told = {account(name).report.id: list(account(name).mentions) for name in names}
        self.read: list[str] = []

    def tells(self, name: str, *changes: dict[str, Any]) -> Reader:
        [old] = account(name).mentions
        self.told[old.report_id] = [replace(old, **change) for change in changes]
        return self

    def __call__(self, report: Report) -> list[Mention]:
        self.read.append(report.publisher)
        return [replace(one, extractor=NEW) for one in self.told[report.id]]


def run(store: Store, reader: Reader, *, apply: bool = True) -> dict[str, Rereading]:
    found = {}
    for one in reextract(store, reader, NEW, apply=apply):
        report = store.report(one.report_id)
        found[report.publisher if report else ""] = one
    assert [one.text for one in rebuild(store, check=True)] == []
    return found


def test_a_field_that_is_read_anew_is_shown_first_and_then_written(store: Store) -> None:
    one = tell(store, "a")
    before = everything(store)
    reader = Reader("a").tells("a", {"quantities": {"soldiers": 3.0}, "place": "Paju"})
    for _ in range(2):
        assert run(store, reader, apply=False)["a"].changed == {one: "place a → Paju, quantities.soldiers – → 3"}
        assert everything(store) == before
        assert len(list(store.edits_since())) == 1
    assert run(store, reader)["a"].changed == {one: "place a → Paju, quantities.soldiers – → 3"}
    found = everything(store)[one]
    assert (found.place, found.quantities, found.id) == ("Paju", {"soldiers": 3.0}, one)
    [edit] = [edit for edit in store.edits(one) if edit.action is Action.REEXTRACT]
    assert edit.before["mentions"] == list(before[one].mention_ids)
    assert edit.after["mentions"] == list(found.mention_ids)
    assert edit.who.startswith("borderwatch ")


def test_what_is_read_the_same_stays_and_what_is_done_is_not_read_again(store: Store) -> None:
    for number, name in enumerate("abc"):
        tell(store, name, 120.0 + 2 * number)
    before = {one.id: replace(one, mention_ids=()) for one in everything(store).values()}
    reader = Reader("a", "b", "c")
    for number, name in enumerate("abc"):
        reader.tells(name, {"footprint": at(120.0 + 2 * number)})
    stopped = reextract(store, reader, NEW, apply=True)
    assert next(stopped).is_quiet
    stopped.close()
    assert all(one.is_quiet for one in run(store, reader).values())
    assert reader.read == ["a", "b", "c"]
    assert {one.id: replace(one, mention_ids=()) for one in everything(store).values()} == before
    assert run(store, reader) == {}


def test_what_is_found_no_more_goes_and_what_is_new_comes(store: Store) -> None:
    one = tell(store, "a")
    reader = Reader().tells("a", {"trigger": (90, 95), "kind": "shelling", "footprint": at(129.0)})
    reader.told[account("a").report.id][0] = replace(
        reader.told[account("a").report.id][0], evidence=replace(account("a").mentions[0].evidence, start=20, end=30)
    )
    done = run(store, reader)["a"]
    assert list(done.gone) == [one]
    [new] = done.added
    assert list(everything(store)) == [new]
    assert done.added[new] == "shelling, a, 2024-06-09"
    assert store.edits(one)[-1].before["mentions"] == [one]


@pytest.mark.parametrize("decide", ["confirm", "reject", "edit", "needs_work"])
def test_human_decisions_are_never_touched(store: Store, decide: str) -> None:
    one = tell(store, "a")
    gone = tell(store, "b", 131.0)
    for incident in (one, gone):
        if decide == "edit":
            review.edit(store, incident, losses={"Laos": Loss(side="Laos", killed=1)})
        else:
            getattr(review, decide)(store, incident)
    before = everything(store)
    reader = Reader().tells("a", {"place": "Paju"}).tells("b")
    done = run(store, reader)
    assert everything(store) == before
    assert done["a"].kept == {one: "would change place a → Paju"}
    assert done["b"].kept == {gone: "is not found any more in “Account”"}


def test_mentions_by_hand_are_never_touched(store: Store) -> None:
    tell(store, "a")
    report = account("a").report
    by_hand = review.add_by_hand(
        store, kind="shelling", period=account("a").mentions[0].period, footprint=at(120.0),
        report_id=report.id, passage=(0, 7),
    )  # fmt: skip
    review.undo(store, by_hand.id)
    review.redo(store, by_hand.id)
    run(store, Reader().tells("a"))
    assert list(everything(store)) == [by_hand.id]


def test_a_mention_that_moves_leaves_its_incident_and_finds_another(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "far", 131.0)
    assert tell(store, "b") == one
    done = run(store, Reader("a", "far").tells("far", {"footprint": at(131.0)}).tells("b", {"footprint": at(131.0)}))
    assert "b" in done
    found = everything(store)
    assert {frozenset(cited.publisher for cited in one.citations) for one in found.values()} == {
        frozenset({"a"}),
        frozenset({"far", "b"}),
    }
    assert set(found) == {one, other}


def test_an_undone_merge_gives_back_what_a_newer_extractor_made_of_it(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    review.merge(store, [one, other])
    run(store, Reader("a").tells("b", {"footprint": at(131.0), "place": "Paju"}))
    review.undo(store, one)
    found = everything(store)
    assert (found[one].place, found[other].place) == ("a", "b")
    assert [one.text for one in rebuild(store, check=True)] == []
