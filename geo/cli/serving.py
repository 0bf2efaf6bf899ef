"""`serve`: the app in the browser."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from geo.cli.options import store_option
from geo.errors import InputError

HOST = "127.0.0.1"
PORT = 8501
_PROJECT = Path(__file__).resolve().parents[2]


@click.command("serve", short_help="Open the app on a port of this machine.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to listen on.")
@store_option
def serve_command(*, port: int, store: str | None) -> None:
    """Serve the app on 127.0.0.1 until it is stopped with Ctrl+C."""
    from geo.store import is_url

    check_free(port)
    if store:
        os.environ["BORDERWATCH_STORE"] = store if is_url(store) else str(Path(store).absolute())
    os.chdir(_PROJECT)  # Streamlit reads .streamlit/config.toml of the folder that it is started in
    arguments = ["-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", HOST]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 (no shell wanted)


def check_free(port: int) -> None:
    """Do nothing if a server may listen on the port.

    Raises:
        InputError: something else listens there, or the port is reserved.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = error.strerror or str(error)
            other = port + 1 if port < 65535 else port - 1
            raise InputError(f"The port {port} cannot be used ({reason}): try --port {other}.") from error
