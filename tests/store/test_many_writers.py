"""Many processes on one store, and processes that are killed (-9) in mid-write: nothing acknowledged is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.crash import kill_rewriters, kill_writers
from bench.writers import by_hand, by_the_store
from geo.review.rebuild import rebuild
from geo.store.health import findings
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 50


def test_what_many_processes_write_at_once_is_all_there(target: str) -> None:
    told = by_the_store(target, processes=4, edits=25, incidents=5)
    assert (told.lost, dict(told.failed), told.history) == (0, {}, 100)
    assert told.row("one")["failed"] == 0


def test_nothing_acknowledged_is_lost_when_writers_are_killed(target: str) -> None:
    told = kill_writers(target, KILLS)
    assert told.lost == 0
    assert told.acknowledged >= told.kills
    with open_sql(target, read_only=True) as store:
        assert [str(one) for one in findings(store.home)] == []
        assert [one.text for one in rebuild(store, check=True)] == []


def test_the_ways_beside_them_are_counted_alike(tmp_path: Path) -> None:
    plain = by_hand(tmp_path / "plain.db", processes=2, edits=25, incidents=1)
    assert plain.wanted == 50
    assert plain.row("plain")["rows of history"] == "none"
    torn = kill_rewriters(tmp_path / "plain.geojson", 2)
    assert torn.kills == 2
    assert torn.row("file", "not checked")["kills"] == 2
