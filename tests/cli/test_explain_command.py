from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cli_nouns import SENTENCE, TOWN, Result, incident_of, mention_of, report

from geo.cli import explaining
from geo.incidents.explain import Verdict
from geo.model import Reason
from geo.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def span(words: str) -> tuple[int, int]:
    start = SENTENCE.index(words)
    return start, start + len(words)


REASONS = {
    "kind": Reason(why="'sent' beside 'balloons' tells of: balloon launch", spans=(span("sent"),), score=0.93),
    "footprint": Reason(why="'Aville' in the same sentence", spans=(span("Aville"),), others=(("Nowhere", 0.05),)),
    "initiator": Reason(why="the doer stands before the verb", spans=(span("activists"),)),
}


def stored(tmp_path: Path, *, others: int = 0) -> tuple[Path, str]:
    path = tmp_path / "why.gpkg"
    given = [report(), *(report(publisher=f"Other {number}") for number in range(others))]
    mentions = [mention_of(one, reasons=REASONS, confidence=0.81) for one in given]
    with open_store(path) as store, store.transaction():
        for one in given:
            store.add_report(one)
        store.add_mentions(mentions)
        first = incident_of(given[0], mentions[0])
        store.put_incident(replace(first, mention_ids=tuple(one.id for one in mentions), confidence=0.81))
    return path, mentions[0].id


def test_each_field_with_its_words_and_why(run: Callable[..., Result], tmp_path: Path) -> None:
    path, incident_id = stored(tmp_path)
    result = run("explain", incident_id, "--store", path)
    assert result.status == 0
    assert "81%: about 8 of 10 such findings are right" in result.out
    assert "activists [sent] 20 balloons" in " ".join(result.out.split())
    assert "next best: Nowhere (0.05)" in result.out
    assert "who          activists" in result.out
    assert "when" not in result.out  # no reason is stored for it


def test_why_two_reports_are_one_incident(run: Callable[..., Result], tmp_path: Path) -> None:
    path, incident_id = stored(tmp_path, others=1)
    assert "as told above, " in run("explain", incident_id, "--store", path).out


def test_an_unknown_id_is_one_clear_sentence(run: Callable[..., Result], filled: Path) -> None:
    result = run("explain", "nothing", "--store", filled)
    assert (result.status, result.out) == (2, "")
    assert "There is no incident 'nothing'" in result.err


def test_the_list_gives_ids_to_explain(run: Callable[..., Result], tmp_path: Path) -> None:
    path, incident_id = stored(tmp_path)
    assert run("list", "--ids", "--store", path).out.startswith(incident_id)


def test_a_report_that_steers_the_terminal_is_shown_plainly(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "hostile.gpkg"
    given = report(text="\x1b[31mOn Thursday\x07 balloons flew.", title="\x1b[0m")
    mention = mention_of(
        given, replace(TOWN, name="\x1b[2J"), reasons={"footprint": Reason(why="\x1b", spans=((0, 9),))}
    )
    with open_store(path) as store, store.transaction():
        store.add_report(given)
        store.add_mentions([mention])
        store.put_incident(incident_of(given, mention))
    assert "\x1b" not in run("explain", mention.id, "--store", path).out


def test_sentences_are_told_with_why(
    run: Callable[..., Result], toy_pipeline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Verdict(SENTENCE, "balloon_launch", "sent", 0.9, ("somebody says so",)),
        Verdict(SENTENCE, "shelling", "fire", 0.05, ("under a condition",), "too unlikely, 0.30 is needed"),
    ]
    monkeypatch.setattr("geo.incidents.explain.verdicts", lambda *_: found)
    path = tmp_path / "one.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    shown = " ".join(run("parse", path, "--published", "2024-06-22", "--explain").out.split())
    assert "incident Balloon launch: 'sent', 0.90; somebody says so" in shown
    assert "no Shelling: 'fire', 0.05; too unlikely, 0.30 is needed; under a condition" in shown
    assert run("parse", path, "--explain", "--json").status == 2


def test_a_text_without_any_word_of_a_kind_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    monkeypatch.setattr("geo.incidents.explain.verdicts", lambda *_: [])
    parsed = SimpleNamespace(report=report(), resolutions=[], mentions=[])
    assert "No sentence has a word of any kind" in explaining.verdict_text(parsed)


def test_names_are_told_with_score_reasons_and_losers(
    run: Callable[..., Result], toy_pipeline: None, tmp_path: Path
) -> None:
    path = tmp_path / "one.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    shown = " ".join(run("parse", path, "--published", "2024-06-22", "--explain").out.split())
    assert "Why, name by name Aville means Aville (" in shown
    assert "Nowhere means no place no place of the gazetteer has this name" in shown


def test_a_text_without_names_says_so() -> None:
    assert "No name of a place was found." in explaining.names_text([])
