"""Benchmarks of stores in small: what they compare is the same, what they make hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.store import measure, row
from bench.store_load import fill, fill_row_by_row
from bench.store_made import made
from bench.store_read import read
from geo.review.rebuild import rebuild
from geo.store import open_store
from geo.store.health import findings
from geo.store.opening import open_sql

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_is_made_is_the_same_in_every_run_and_hangs_together(tmp_path: Path) -> None:
    (one,), (again,) = made(50), made(50)
    assert one == again
    assert (one.incidents, one.rows) == (50, 210)
    assert fill(tmp_path / "store.gpkg", 50).rows == 210
    with open_sql(tmp_path / "store.gpkg", read_only=True) as store:
        assert list(findings(store.home)) == []
        assert list(rebuild(store, check=True)) == []


def test_at_once_and_row_by_row_store_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "many.gpkg", 20)
    fill_row_by_row(tmp_path / "few.gpkg", 20)
    with open_store(tmp_path / "many.gpkg") as many, open_store(tmp_path / "few.gpkg") as few:
        assert list(many.incidents()) == list(few.incidents())
        assert list(many.reports()) == list(few.reports())


def test_both_ways_of_reading_find_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "store.gpkg", 3000)
    (box, join), (cells, by_tree, by_columns) = read(tmp_path / "store.gpkg")
    assert {one[0] for one in box[1]} <= {one[0] for one in join[1]}  # a line's box may meet a box that the line misses
    assert box[1]
    kept = sum(mark.count for mark in cells[1])
    assert kept == sum(one[2] for one in by_tree[1]) == sum(one[2] for one in by_columns[1]) > 0


def test_the_table_says_what_is_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(measure(tmp_path, 200)) == 7
    assert "840 rows in" in capsys.readouterr().err
    told = row("a", 0.010, 0.050, 1 / 4)
    assert (told["ratio"], told["to reach"], told["reached"]) == ("1/5.0", "at most 1/4.0", "yes")
    assert row("b", 10, 1, 20, more=True)["reached"] == "no"
