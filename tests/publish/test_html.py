from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.publish.attribution import ATTRIBUTION, CREDITS, attribution_html
from geo.publish.html import safe


@given(text=st.text())
def test_text_shows_as_itself_and_holds_nothing_that_runs(text: str) -> None:
    made = safe(text)
    assert not set("<>\"'`$\\") & set(made)
    if "\r" not in text and "\x00" not in text:
        assert html.unescape(made) == text or any(character in text for character in "\x80\x9f")


@pytest.mark.parametrize("attack", ["<img src=x onerror=alert(1)>", "${alert(1)}", "`;alert(1);`", "\\u003cscript>"])
def test_known_attacks(attack: str) -> None:
    assert html.unescape(safe(attack)) == attack
    assert not {"<", "${", "`", "\\"} & {safe(attack)[at : at + n] for at in range(99) for n in (1, 2)}


def test_every_source_is_credited_with_its_licence() -> None:
    assert {credit.licence for credit in CREDITS} == {"CC BY 4.0", "MIT", "ODbL 1.0", "public domain"}
    for credit in CREDITS:
        assert credit.name in ATTRIBUTION
        assert credit.url in attribution_html()
