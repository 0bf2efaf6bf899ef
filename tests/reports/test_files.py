from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.model import Report
from geo.reports.files import Record, Refusal, from_text, read, records

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Two soldiers crossed the line near the village on Tuesday."


def only(path: Path) -> Report | Refusal:
    found = list(read([path]))
    assert len(found) == 1
    return found[0]


def report_of(path: Path) -> Report:
    found = only(path)
    assert isinstance(found, Report), found
    return found


def refusal_of(path: Path) -> Refusal:
    found = only(path)
    assert isinstance(found, Refusal), found
    assert found.why.endswith(".")
    assert "\n" not in found.why
    return found


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    text = f"  {TEXT}\n\nA second paragraph. \n"
    assert report_of(write(tmp_path / "a.txt", text)).text == text


def test_byte_order_mark_and_windows_line_ends_are_read_away(tmp_path: Path) -> None:
    assert report_of(write(tmp_path / "a.txt", b"\xef\xbb\xbfOne.\r\nTwo.\r\n")).text == "One.\nTwo.\n"


def test_front_matter_gives_the_origin(tmp_path: Path) -> None:
    document = (
        '+++\ntitle = "A day"\npublisher = "Desk"\nurl = "https://example.org/a"\npublished = 2024-06-22\n'
        f'language = "en"\n+++\n\n{TEXT}\n'
    )
    assert report_of(write(tmp_path / "a.md", document)) == Report(
        text=TEXT, title="A day", publisher="Desk", url="https://example.org/a", published=date(2024, 6, 22)
    )


@pytest.mark.parametrize("written", ["2024-06-22", '"2024-06-22"', "2024-06-22T08:00:00Z"])
def test_a_publication_day_may_be_a_day_a_text_or_a_time(tmp_path: Path, written: str) -> None:
    document = f"+++\npublished = {written}\n+++\n{TEXT}"
    assert report_of(write(tmp_path / "a.md", document)).published == date(2024, 6, 22)


def test_front_matter_is_optional_and_other_fields_are_left_alone(tmp_path: Path) -> None:
    assert report_of(write(tmp_path / "a.md", TEXT)).published is None
    assert report_of(write(tmp_path / "b.md", f'+++\ntags = ["x"]\n+++\n{TEXT}')).title == ""


@pytest.mark.parametrize(
    ("name", "content", "line", "part"),
    [
        ("empty.txt", "", 1, "no text"),
        ("blank.txt", " \n\t\n", 1, "no text"),
        ("zero.txt", b"One line.\nTwo\x00", 2, "binary"),
        ("latin.txt", "One.\nTwo.\nThe café.".encode("latin-1"), 3, "0xe9 is no UTF-8"),
        ("wide.txt", TEXT.encode("utf-16"), 1, "UTF-16"),
        ("long.txt", "x" * 5_000_000, 1, "the limit is 5,000,000"),
        ("open.md", f'+++\ntitle = "x"\n{TEXT}', 1, "not closed"),
        ("broken.md", f"+++\ntitle = 'x'\npublished 2024\n+++\n{TEXT}", 3, "no TOML"),
        ("date.md", f'+++\npublished = "22 June"\n+++\n{TEXT}', 1, "'published' is '22 June'"),
        ("number.md", f"+++\ntitle = 7\n+++\n{TEXT}", 1, "'title' is 7"),
        ("link.md", f'+++\nurl = "javascript:alert(1)"\n+++\n{TEXT}', 1, "https://"),
        ("bare.md", '+++\ntitle = "x"\n+++\n', 1, "no text"),
        ("picture.png", b"\x89PNG", 1, "'.png'"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_and_line(
    tmp_path: Path, name: str, content: str | bytes, line: int, part: str
) -> None:
    refusal = refusal_of(write(tmp_path / name, content))
    assert refusal.where == f"{tmp_path / name}:{line}"
    assert part in refusal.why


def test_a_missing_file_and_a_folder_without_reports_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal_of(tmp_path / "gone.txt").why
    assert "cannot be read" in refusal_of(tmp_path / "gone.jsonl").why
    assert "holds no" in refusal_of(tmp_path).why


def test_folders_are_read_through_in_order_and_the_good_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b" / "two.txt", "Second.")
    write(tmp_path / "a.txt", "First.")
    write(tmp_path / "c.txt", b"\xff\xff bad")
    write(tmp_path / "notes.pdf", b"%PDF")
    write(tmp_path / ".hidden.txt", "Hidden.")
    write(tmp_path / "z.jsonl", json.dumps({"id": "1", "text": "Third."}))
    found = list(read([tmp_path]))
    assert [item.text for item in found if isinstance(item, Report)] == ["First.", "Second.", "Third."]
    assert [item.where for item in found if isinstance(item, Refusal)] == [f"{tmp_path / 'c.txt'}:1"]


def test_records_keep_their_ids_and_their_text_to_the_letter(tmp_path: Path) -> None:
    texts = ["  Leading space, \r\n a return and a\u2028separator. ", "Zweite Meldung: 개성.\n"]
    lines = [json.dumps({"id": f"r{n}", "text": t}, ensure_ascii=n > 0) for n, t in enumerate(texts)]
    path = write(tmp_path / "a.jsonl", "\ufeff" + "\n\n".join(lines) + "\n")
    found = list(records(path))
    assert [(item.id, item.report.text) for item in found if isinstance(item, Record)] == [
        ("r0", texts[0]),
        ("r1", texts[1]),
    ]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("{broken", "no JSON"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "x"}', "'id'"),
        ('{"id": 7, "text": "x"}', "'id' is 7"),
        ('{"id": "a"}', "'text'"),
        ('{"id": "a", "text": " "}', "Record 'a': The report has no text"),
        ('{"id": "a", "text": "x", "published": "soon"}', "'published' is 'soon'"),
        ('{"id": "a", "text": "x\\u0000"}', "binary"),
        ('{"id": "a", "text": "x\\ud800"}', "half a character (U+D800)"),
        ('{"id": "a", "text": "x", "title": ["y"]}', "'title'"),
    ],
)
def test_a_bad_line_is_refused_and_its_neighbours_are_kept(tmp_path: Path, line: str, part: str) -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    found = list(records(write(tmp_path / "a.jsonl", f"{good}\n{line}\n{good}\n")))
    assert [type(item) for item in found] == [Record, Refusal, Record]
    refusal = found[1]
    assert isinstance(refusal, Refusal)
    assert refusal.where.endswith("a.jsonl:2")
    assert part in refusal.why


def test_a_line_in_another_encoding_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    assert "no UTF-8" in refusal_of(write(tmp_path / "a.jsonl", b'{"id": "a", "text": "caf\xe9"}')).why
    assert "empty" in refusal_of(write(tmp_path / "b.jsonl", b"\n")).why


def test_from_text_takes_days_as_text_and_an_empty_day_as_none() -> None:
    assert from_text(TEXT, published="2024-06-22").published == date(2024, 6, 22)
    assert from_text(TEXT, published="").published is None
    assert from_text(TEXT).language == "en"
