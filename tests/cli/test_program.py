from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

import geo
from geo.cli import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Run = Callable[..., Any]


def test_help_version_and_no_command(run: Run) -> None:
    for args in ([], ["--help"], ["-h"]):
        result = run(*args)
        assert result.status == 0
        assert "Commands:" in result.out
    assert run("--version").out == f"borderwatch, version {geo.__version__}\n"


@pytest.mark.parametrize("name", sorted(program.commands))
def test_every_command_has_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.status == 0
    command = program.commands[name]
    assert command.get_short_help_str()
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_help_imports_nothing_heavy() -> None:
    heavy = "sqlalchemy shapely numpy geopandas pyogrio folium streamlit orjson geo.model geo.store"
    code = (
        "import sys\nfrom geo.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy.split()} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_kinds_are_listed_with_group_and_definition(run: Run) -> None:
    lines = run("kinds").out.splitlines()
    assert len(lines) == 29
    assert any(line.startswith("balloon_launch") and "propaganda" in line for line in lines)
