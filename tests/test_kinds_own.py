from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import kinds as module
from geo.errors import InputError
from geo.kinds import DATA, document, groups, kind, kinds, shown_kind, word_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PICNIC = """
[group.play]
label = "Play"
colour = "#112233"
glyph = "o"
[words]
food = ["Bread", "cheese"]
[kind.picnic]
group = "play"
label = "Picnic"
definition = "people eat outdoors at the border"
doer = "people"
rules = [{ verbs = ["Picnic"], near = ["@food", "@line"] }, { nouns = ["picnic"] }]
examples = ["Villagers picnicked by the fence on Sunday."]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    cached = (module._document, groups, kinds, word_lists)

    def use(text: str) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv(module.ENVIRONMENT, str(path))
        for one in cached:
            one.cache_clear()

    yield use
    for one in cached:
        one.cache_clear()


def test_a_kind_of_ones_own_stands_beside_the_others(own: Callable[[str], None]) -> None:
    own(PICNIC)
    assert kind("picnic").group.label == "Play"
    assert kind("picnic").rules[0]["verbs"] == ["picnic"]
    assert word_lists()["food"] == ("bread", "cheese")
    assert (kind("picnic").acled, kind("picnic").near_misses) == ("", ())
    assert kind("shelling").label == "Shelling"


def test_a_known_kind_gets_more_rules_and_keeps_its_own(own: Callable[[str], None]) -> None:
    own("")
    before = kind("protest")
    own('[kind.protest]\nlabel = "Rally"\nrules = [{ nouns = ["flash mob"] }]\nexamples = ["A flash mob sang."]')
    after = kind("protest")
    assert after.label == "Rally"
    assert after.definition == before.definition
    assert after.rules == (*before.rules, {"nouns": ["flash mob"]})
    assert after.examples[-1] == "A flash mob sang."


def test_an_empty_name_means_no_file(own: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    own(PICNIC)
    monkeypatch.setenv(module.ENVIRONMENT, "")
    assert "picnic" not in kinds()


def test_the_file_beside_the_store_is_used_if_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(module.ENVIRONMENT, raising=False)
    monkeypatch.setattr(module, "OWN", tmp_path / "kinds.toml")
    assert module.own_file() is None
    (tmp_path / "kinds.toml").touch()
    assert module.own_file() == tmp_path / "kinds.toml"


BROKEN = [
    ("[kind", r"is no TOML"),
    ("[kind.picnic]\nlabel = 'P'\ndefinition = 'd'", r"kind 'picnic', field 'group' is missing"),
    (PICNIC.replace('"play"', '"plan"'), r"kind 'picnic', field 'group' is 'plan': use one of armed"),
    (PICNIC.replace("#112233", "red"), r"group 'play', field 'colour' is 'red'"),
    (PICNIC.replace('"o"', '"ooo"'), r"group 'play', field 'glyph'"),
    (PICNIC.replace('doer = "people"', 'doer = "me"'), r"kind 'picnic', field 'doer' is 'me'"),
    (PICNIC.replace("verbs", "verb"), r"kind 'picnic', rule 1 knows no field 'verb'"),
    (PICNIC.replace('nouns = ["picnic"]', "nouns = []"), r"kind 'picnic', rule 2 has neither"),
    (PICNIC.replace('["picnic"] }', '"picnic" }'), r"kind 'picnic', rule 2, field 'nouns' is no list"),
    (PICNIC.replace("@food", "@drink"), r"kind 'picnic', rule 1, there is no word list '@drink'"),
    (PICNIC.replace("food =", "line ="), r"word list 'line' is a list of the program"),
    (PICNIC.replace('label = "Picnic"', "label = 3"), r"kind 'picnic', field 'label' is missing or no text"),
    (PICNIC.replace("[kind.picnic]", '[kind."Pic nic"]'), r"kind 'Pic nic' is no usable name"),
    (PICNIC.replace("[group.play]", "[group.armed]"), r"group 'armed' is a group of the program"),
    (PICNIC + "colour = '#112233'", r"kind 'picnic' knows no field 'colour'"),
    ("kind = 3", r"kind is no table"),
    ("[kinds.picnic]", r"the file knows no field 'kinds'"),
    ('rules = [{ nouns = ["x"] }]', r"the file knows no field 'rules'"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_is_wrong_is_told_with_file_kind_and_field(own: Callable[[str], None], text: str, message: str) -> None:
    own(text)
    with pytest.raises(InputError, match=rf"^\S*mine\.toml: {message}[^\n]*\.$"):
        kinds()


def test_a_missing_or_binary_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: cannot be read"):
        document.read_own(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"binary\.toml: is no UTF-8"):
        document.read_own(tmp_path / "binary.toml")


tables = st.recursive(
    st.none().map(lambda _: 1) | st.text(max_size=4) | st.floats() | st.booleans(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["rules", "label", "x"]), inner),
    max_leaves=6,
)


BASE = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["group", "words", "kind"]), st.dictionaries(st.text(max_size=4), tables)))
def test_any_document_is_laid_over_or_refused(rows: dict[str, object]) -> None:
    with suppress(InputError):
        merged = document._Overlay(Path("x.toml"), BASE, rows).merged()
        assert set(BASE["kind"]) <= set(merged["kind"])


def test_a_kind_that_is_defined_no_more_is_shown_by_its_name() -> None:
    found = shown_kind("tea_party")
    assert (found.label, found.group.id) == ("Tea party", "other")
    assert shown_kind("shelling") is kind("shelling")
