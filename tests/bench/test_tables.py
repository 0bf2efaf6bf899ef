from __future__ import annotations

from typing import TYPE_CHECKING

import bench.__main__ as command
from bench import tables

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_table_has_one_row_a_set_and_three_digits() -> None:
    rows: list[tables.Row] = [{"set": "a", "F1": 0.5, "n": 3}, {"set": "b", "F1": None, "n": 0}]
    assert tables.markdown(rows).split("\n") == [
        "| set | F1 | n |",
        "| --- | ---: | ---: |",
        "| a | 0.500 | 3 |",
        "| b | n/a | 0 |",
    ]


def test_a_folder_without_gold_is_refused_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLD", str(tmp_path))
    assert command.main() == 2
    assert f"GOLD={tmp_path} holds no *.jsonl" in capsys.readouterr().err
