from __future__ import annotations

from geo.cli import program
from scripts import write_docs

ADVICE = "run `python -m scripts.write_docs` and read what has changed"


def test_the_page_holds_the_help_of_every_command_as_it_is_now() -> None:
    assert write_docs.CLI_PAGE.read_text(encoding="utf-8") == write_docs.cli_page(), ADVICE


def test_every_command_says_what_it_does() -> None:
    page = write_docs.cli_page()
    for name, command in program.commands.items():
        assert f"## `{name}`" in page
        assert command.get_short_help_str()
