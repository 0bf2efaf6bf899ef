from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.reports import front_matter
from geo.reports.files import Record, Refusal, records
from geo.reports.text import check, decode

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200)


@given(st.lists(texts, min_size=1, max_size=5), st.booleans())
def test_every_record_comes_back_in_order_with_its_text_or_is_refused(given_texts: list[str], ascii_only: bool) -> None:
    lines = [json.dumps({"id": str(n), "text": text}, ensure_ascii=ascii_only) for n, text in enumerate(given_texts)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes("\n".join(lines).encode())
        found = list(records(path))
    assert len(found) == len(given_texts)
    for text, item in zip(given_texts, found, strict=True):
        if text.strip():
            assert isinstance(item, Record)
            assert item.report.text == text
        else:
            assert isinstance(item, Refusal)


@given(texts)
def test_decoding_gives_back_what_was_encoded_but_for_line_ends(text: str) -> None:
    plain = text.removeprefix("\ufeff")
    assert decode(plain.encode("utf-8-sig")) == plain.replace("\r\n", "\n").replace("\r", "\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    assert "\0" not in text
    assert "\r" not in text


@given(st.text(max_size=100))
def test_a_checked_text_is_unchanged(text: str) -> None:
    try:
        assert check(text) is text
    except InputError:
        assert not text.strip() or "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


@given(st.dictionaries(st.sampled_from(["title", "publisher"]), st.text("ab '\\", max_size=9)), texts)
def test_front_matter_and_text_come_apart_again(fields: dict[str, str], text: str) -> None:
    toml = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())
    assert front_matter.split(f"+++\n{toml}+++\n{text}") == (fields, text.strip("\n"))


def test_an_unclosed_front_matter_names_its_first_line() -> None:
    with pytest.raises(InputError, match="not closed") as caught:
        front_matter.split("+++\ntitle = 'x'\n")
    assert getattr(caught.value, "line", None) == 1
