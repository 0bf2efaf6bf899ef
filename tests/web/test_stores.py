from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import StoreError, StoreReadOnlyError
from geo.model import Report
from geo.store import is_url, open_store
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def named(target: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BORDERWATCH_STORE", target)
    return target


def test_the_store_is_made_once_and_shared_for_reading(named: str) -> None:
    store = shared_store()
    assert store.count().total == 0
    assert shared_store() is store
    with pytest.raises(StoreReadOnlyError):
        store.add_report(Report(text="No."))
    with open_store(named) as other:
        other.add_report(Report(text="A word."))
    assert store.has_report(Report(text="A word.").id)


def test_another_name_is_another_store(named: str, targets: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = shared_store()
    monkeypatch.setenv("BORDERWATCH_STORE", targets())
    assert shared_store() is not first


def test_a_file_that_was_replaced_is_opened_anew_and_one_that_is_gone_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = tmp_path / "one.gpkg", tmp_path / "new.gpkg"
    assert not is_url(path)
    monkeypatch.setenv("BORDERWATCH_STORE", str(path))
    shared_store()
    with open_store(new) as store:
        store.add_report(Report(text="A word."))
    new.replace(path)
    assert shared_store().has_report(Report(text="A word.").id)
    path.unlink()
    with pytest.raises(StoreError, match="is gone"):
        shared_store()
