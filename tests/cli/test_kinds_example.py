"""The kinds file of the documents, read by the real pipeline with the real models."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "kinds.toml"


def program(*words: str, own: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BORDERWATCH_KINDS": own, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "geo", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_sentence_of_the_example_is_read_as_it_should_be(gazetteer: object) -> None:
    done = program("kinds", "--check", str(EXAMPLE))
    assert done.stdout == "prisoner_exchange: 7 of 7 sentences are read as they should be\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_text_is_read_for_the_new_kind_and_explained(gazetteer: object, tmp_path: Path) -> None:
    text = tmp_path / "swap.txt"
    text.write_text("The two armies swapped 40 captives at Bagratashen on Friday. Another swap may follow.", "utf-8")
    done = program("parse", str(text), "--published", "2024-06-12", "--explain", own=str(EXAMPLE))
    assert "Prisoner exchange · 2024-06-07 · Bagratashen" in done.stdout
    assert "incident     Prisoner exchange: 'swapped'" in done.stdout
