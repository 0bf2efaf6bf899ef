from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Run = Callable[..., Any]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were started in place of this process."""
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _path, command: commands.append(command))
    monkeypatch.chdir(".")
    return commands


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_app_is_started_on_the_port_of_this_machine_only(run: Run, started: list[list[str]]) -> None:
    port = free_port()
    assert run("serve", "--port", port).status == 0
    (command,) = started
    assert command[0] == sys.executable
    assert command[command.index("--server.port") + 1] == str(port)
    assert command[command.index("--server.address") + 1] == "127.0.0.1"


def test_a_busy_port_gets_a_clear_message(run: Run, started: list[list[str]]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", "--port", port)
    assert (result.status, started) == (2, [])
    assert f"The port {port} cannot be used" in result.err


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_refused(run: Run, started: list[list[str]], port: str) -> None:
    assert run("serve", "--port", port).status == 2
    assert started == []


def test_a_store_is_handed_on(
    run: Run, started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERWATCH_STORE", "unset")
    assert run("serve", "--port", free_port(), "--store", tmp_path / "s.gpkg").status == 0
    assert os.environ["BORDERWATCH_STORE"] == str(tmp_path / "s.gpkg")
    assert len(started) == 1
