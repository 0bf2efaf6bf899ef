from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geo import kinds as module
from geo.errors import DataError, UnknownKindError
from geo.kinds import groups, kind, kinds, word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forget what was read, before and after."""
    cached = (module._document, groups, kinds, word_lists)
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


def test_there_are_28_kinds_in_7_groups_and_other() -> None:
    assert len({one.group.id for one in kinds().values()} - {"other"}) == 7
    assert len(set(kinds()) - {"other"}) == 28


def test_every_kind_is_known_by_its_id() -> None:
    for name in kinds():
        found = kind(name)
        assert found.id == name
        assert found.label[0].isupper()
        assert found.definition
        assert found.group is groups()[found.group.id]


def test_groups_are_told_apart_by_colour_and_by_glyph() -> None:
    assert len({one.colour for one in groups().values()}) == len(groups())
    assert len({one.glyph for one in groups().values()}) == len(groups())
    assert all(re.fullmatch("#[0-9A-F]{6}", one.colour) for one in groups().values())


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKindError, match=r"'picnic'.*shelling"):
        kind("picnic")


def test_rules_name_only_lists_that_are_there() -> None:
    classes = {"@place", "@line_place", "@crossing_place", "@country", "@nationals"}
    lists = {f"@{name}" for name in word_lists()}
    rules = [rule for one in kinds().values() for rule in one.rules]
    entries = [entry for rule in rules for key in ("near", "also", "unless") for entry in rule.get(key, ())]
    entries += [entry for words in word_lists().values() for entry in words]
    assert {entry for entry in entries if entry.startswith("@")} <= lists | classes


def test_nobody_can_change_the_kinds() -> None:
    with pytest.raises(TypeError):
        kinds()["picnic"] = kind("shelling")  # type: ignore[index]


def test_a_kind_is_added_in_the_file_alone(fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
    [group.play]
    label = "Play"
    colour = "#112233"
    glyph = "o"
    [kind.picnic]
    group = "play"
    label = "Picnic"
    definition = "people eat outdoors"
    acled = "-"
    plover = "-"
    rules = [{ nouns = ["picnic"] }]
    """
    (tmp_path / "kinds.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "DATA", tmp_path)
    assert kind("picnic").group.label == "Play"
    assert kind("picnic").rules[0]["nouns"] == ["picnic"]
    assert word_lists() == {}


@pytest.mark.parametrize("content", [None, "[kind"])
def test_a_missing_or_broken_file_is_told(
    content: str | None, fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "kinds.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(module, "DATA", tmp_path)
    with pytest.raises(DataError, match=r"kinds\.toml"):
        kinds()
