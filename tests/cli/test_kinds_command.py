from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo import kinds as module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli_nouns import Result

MINE = """
[kind.release]
group = "propaganda"
label = "Release"
definition = "balloons are let go"
rules = [{ nouns = ["balloon"] }]
"""


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(module.ENVIRONMENT, "")
    cached = (module._document, module.groups, module.kinds, module.word_lists)
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


def test_the_kinds_are_listed(run: Callable[..., Result]) -> None:
    assert "armed_clash           armed           Armed clash" in run("kinds").out


def test_a_broken_file_is_one_clear_sentence(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[kind.release]\ngroup = 'propaganda'", encoding="utf-8")
    result = run("kinds", "--check", path)
    assert (result.status, result.out) == (2, "")
    assert result.err.endswith("mine.toml: kind 'release', field 'label' is missing: give it a text.\n")


def test_examples_that_are_read_wrongly_are_told(
    run: Callable[..., Result], toy_pipeline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.cli.kinds._why_none", lambda kind, parsed: "because")
    path = tmp_path / "mine.toml"
    path.write_text(MINE + 'examples = ["On Monday balloons rose."]\nnear_misses = ["No."]', encoding="utf-8")
    result = run("kinds", "--check", path)
    assert result.status == 2
    assert "release: 1 of 2 sentences are read as they should be" in result.out
    assert "gives no incident of kind 'release': because" in result.out


def test_a_file_whose_sentences_are_read_well_passes(
    run: Callable[..., Result], toy_pipeline: None, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[kind.balloon_launch]\nexamples = ["On Monday balloons rose."]', encoding="utf-8")
    result = run("kinds", "--check", path)
    assert (result.status, result.out) == (0, "balloon_launch: 1 of 1 sentences are read as they should be\n")
