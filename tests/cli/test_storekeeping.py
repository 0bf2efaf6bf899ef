from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.store import open_store
from geo.store.migrations import NEWEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_nouns import Result


def test_a_store_is_copied_and_what_it_holds_is_told(run: Callable[..., Result], filled: Path, target: str) -> None:
    done = run("store", "copy", filled, target)
    assert done.status == 0
    counts = {line.split()[1]: line.split()[0] for line in done.out.splitlines()}
    assert counts["reports"] == counts["incidents"] == "2"
    assert "Copying" in done.err
    assert "Both stores hold the same." in done.err
    listed = run("list", "--ids", "--store", target)
    assert listed.out == run("list", "--ids", "--store", filled).out
    again = run("store", "copy", filled, target)
    assert again.status == 2
    assert "holds something already" in again.err


def test_the_password_of_an_address_is_not_told(run: Callable[..., Result], filled: Path) -> None:
    address = "postgresql://mina:xyzzy@127.0.0.1:1/war"
    for words in (
        ["store", "copy", filled, address],
        ["store", "migrate", "--store", address],
        ["list", "--store", address],
    ):
        done = run(*words)
        assert done.status == 2
        assert "postgresql://mina:***@127.0.0.1:1/war cannot be reached" in done.err
        assert "xyzzy" not in done.out + done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("words", [["seed"], ["list"], ["show", "x"], ["store", "migrate"]])
def test_an_address_that_cannot_be_read_is_told_kindly(run: Callable[..., Result], words: list[str]) -> None:
    done = run(*words, "--store", "postgresql://mina:xy@zzy@db/war")
    assert done.status == 2
    assert "address cannot be read" in done.err
    assert "zzy" not in done.out + done.err


def test_the_newest_schema_is_told(run: Callable[..., Result], target: str) -> None:
    open_store(target).close()
    done = run("store", "migrate", "--store", target)
    assert (done.status, done.out) == (0, "")
    assert f"has the newest schema, {NEWEST}." in done.err
