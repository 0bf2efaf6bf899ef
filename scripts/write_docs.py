"""Write what the documents quote from the program: `python -m scripts.write_docs`.

docs/cli.md is the help of every command. In README.md the output of each ```console block is written anew: the blocks
whose first line is `$ .venv/bin/python -m geo ...`, for commands that need no store.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli import NAME, program

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
CLI_PAGE = ROOT / "docs" / "cli.md"
WIDTH = 100
_CONSOLE = re.compile(r"(?P<lead>```console\n\$ \.venv/bin/python -m geo (?P<words>[^\n]*)\n).*?```", re.DOTALL)
_HEAD = f"""\
# The command line

`.venv/bin/python -m geo COMMAND`, or `.venv/bin/{NAME} COMMAND`. Data goes to stdout, messages to stderr. Exit
status: 0, or 2 when something given to a command could not be used; the rest is done all the same. Days are
`YYYY-MM-DD`, boxes and coordinates have the longitude first (what `reverse` is asked has the latitude first).

This page is written by `python -m scripts.write_docs` from the help that the commands themselves print with `--help`.
"""


def cli_page() -> str:
    """docs/cli.md: the help of the program and of each of its commands."""
    return "\n".join([_HEAD, *(f"## `{name}`\n\n```text\n{text}\n```\n" for name, text in _helps())])


def refreshed(document: str) -> str:
    """The document with the output of its console blocks as the program gives it now."""
    return _CONSOLE.sub(lambda block: f"{block['lead']}{output(block['words'])}```", document)


def output(words: str) -> str:
    """What a command prints on stdout, as in a shell in the project's folder.

    Raises:
        CalledProcessError: the command failed.
    """
    command = [sys.executable, "-m", "geo", *shlex.split(words)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8")  # noqa: S603 - our own command
    return done.stdout.strip("\n") + "\n"


def _helps() -> Iterator[tuple[str, str]]:
    top = click.Context(program, info_name=NAME, terminal_width=WIDTH, **program.context_settings)
    yield NAME, program.get_help(top)
    for name in program.list_commands(top):
        command = program.get_command(top, name)
        if command is not None:
            yield from _help_of(command, name, top)


def _help_of(command: click.Command, name: str, above: click.Context) -> Iterator[tuple[str, str]]:
    """The help of a command, then of each of its own commands."""
    context = click.Context(command, parent=above, info_name=name.rpartition(" ")[2], terminal_width=WIDTH)
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _help_of(command.commands[inner], f"{name} {inner}", context)


def main() -> None:
    """Write both."""
    CLI_PAGE.write_text(cli_page(), encoding="utf-8")
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
