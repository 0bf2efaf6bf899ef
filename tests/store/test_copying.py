from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import store_nouns as nouns
from hypothesis import given, settings

from geo.errors import StoreError, StoreReadOnlyError
from geo.model import Report
from geo.store import Query, copying, open_store
from geo.store.copying import TABLES, copy_store

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[2]
ODD = Report(text="NUL \x00, lone \ud83d, escape \x1b, 파주 🎈", title="\x1b", publisher="P", url="u")


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A file with something in every table."""
    path = str(tmp_path / "source.gpkg")
    with open_store(path) as store:
        for report in (nouns.REPORT, ODD):
            store.add_report(report)
        told = [nouns.mention(number, footprint=nouns.at(179.9, -1 / 3)) for number in range(12)]
        store.add_mentions(told)
        for number in range(12):
            store.put_incident(nouns.incident(f"i{number:02}", mention_ids=(told[number].id,)))
        store.put_incident(nouns.incident("i03", place="Elsewhere"))
        store.remove_incident("i04", alias_of="i05")
    return path


def _all(target: str) -> tuple[object, ...]:
    """All that a store tells."""
    with open_store(target, read_only=True) as store:
        return (
            list(store.reports()),
            list(store.incidents()),
            [store.mentions_of(one.id) for one in store.incidents()],
            list(store.edits_since()),
            store.incident("i04"),
            store.symbols(Query(), (-180, -85, 180, 85), 3),
        )


def test_a_copy_there_and_back_holds_all_as_it_was(source: str, target: str, targets: Callable[[], str]) -> None:
    done: list[tuple[int, int]] = []
    there = copy_store(source, target, lambda *step: done.append(step))
    assert [one.table for one in there] == [table.name for table in TABLES]
    assert {one.table: one.rows for one in there}["mentions"] == 12
    assert done[-1][0] == done[-1][1] == 2 * sum(one.rows for one in there)
    assert _all(target) == _all(source)
    back = targets()
    assert copy_store(target, back) == there
    assert _all(back) == _all(source)


def test_new_keys_follow_the_copied_ones(source: str, target: str) -> None:
    copy_store(source, target)
    with open_store(target) as store:
        before = [edit.sequence for edit in store.edits_since()]
        report = Report(text="After the copy.")
        assert store.add_report(report)
        assert list(store.reports())[-1] == report
        store.put_incident(nouns.incident("after"))
        after = [edit.sequence for edit in store.edits_since()]
        assert after[: len(before)] == before
        assert after[-1] > before[-1]


@given(mention=nouns.mentions, incident=nouns.incidents)
@settings(max_examples=8, deadline=None)
def test_anything_comes_back_equal(
    targets: Callable[[], str], tmp_path_factory: pytest.TempPathFactory, mention: object, incident: object
) -> None:
    source, there = str(tmp_path_factory.mktemp("any") / "source.gpkg"), targets()
    with open_store(source) as store:
        store.add_report(nouns.REPORT)
        store.add_mentions([mention])
        store.put_incident(replace(incident, mention_ids=(mention.id,)))
    copy_store(source, there)
    assert _all(there) == _all(source)


def test_a_store_with_something_in_it_is_not_copied_to(source: str, target: str) -> None:
    with open_store(target) as store:
        store.add_report(Report(text="Mine."))
    with pytest.raises(StoreError, match="holds something already: name a new or empty one"):
        copy_store(source, target)
    with open_store(target) as store:
        assert [report.text for report in store.reports()] == ["Mine."]


def test_a_store_is_not_copied_onto_itself(source: str) -> None:
    before = _all(source)
    with pytest.raises(StoreError, match="holds something already"):
        copy_store(source, source)
    assert _all(source) == before


def test_what_is_no_store_is_not_copied(tmp_path: Path, target: str) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        copy_store(str(tmp_path / "missing.gpkg"), target)


class StopError(Exception):
    pass


def _stop_after(steps: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= steps:
            raise StopError

    return progress


@pytest.mark.parametrize("steps", [0, 7, 20, 45, 60])
def test_a_copy_that_was_stopped_goes_on(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch, steps: int, tmp_path: Path
) -> None:
    monkeypatch.setattr(copying, "CHUNK", 5)
    with pytest.raises(StopError):
        copy_store(source, target, _stop_after(steps))
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"is half of a copy of .*source\.gpkg: finish it with"):
            open_store(target, read_only=read_only)
    other = str(tmp_path / "other.gpkg")
    open_store(other).close()
    with pytest.raises(StoreError, match=r"is half of a copy of .*source\.gpkg: name a new or empty one"):
        copy_store(other, target)
    copy_store(source, target)
    assert _all(target) == _all(source)


def test_a_source_that_changed_while_the_copy_stood_still_is_noticed(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CHUNK", 5)
    with pytest.raises(StopError):
        copy_store(source, target, _stop_after(30))
    with open_store(source) as store:
        store.put_incident(nouns.incident("i00", place="Moved"))
    with pytest.raises(StoreError, match=r"differs in the table incidents .*was changed while the copy stood still"):
        copy_store(source, target)
    with pytest.raises(StoreError, match="half of a copy"):
        open_store(target)


def test_the_source_may_be_written_while_it_is_copied(source: str, target: str) -> None:
    before = _all(source)

    def progress(done: int, total: int) -> None:
        with open_store(source) as store:
            store.add_report(Report(text=f"Meanwhile {done}."))

    copy_store(source, target, progress)
    assert _all(target) == before


KILLED = """
import sys
from geo.store import copying
copying.CHUNK = 1
def progress(done, total):
    print(done, flush=True)
copying.copy_store(sys.argv[1], sys.argv[2], progress)
"""


def test_a_copy_that_was_killed_goes_on(source: str, target: str) -> None:
    copier = subprocess.Popen(
        [sys.executable, "-c", KILLED, source, target], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert copier.stdout is not None
    while int(copier.stdout.readline()) < 20:
        time.sleep(0)
    copier.send_signal(signal.SIGKILL)
    copier.stdout.close()
    assert copier.wait() == -signal.SIGKILL
    copy_store(source, target)
    assert _all(target) == _all(source)


def test_a_target_that_may_not_be_written(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.store.geopackage.os.access", lambda *_: False)
    with pytest.raises(StoreReadOnlyError):
        copy_store(source, str(tmp_path / "new.gpkg"))
