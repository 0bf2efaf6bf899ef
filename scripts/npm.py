"""Fetches npm packages for the scripts that make data. A maintainer's tool: a user never needs npm."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / "var" / "npm"


def unpack(name: str, version: str) -> Path:
    """Download one npm package into var/npm (once) and return the folder of its files."""
    folder = CACHE / f"{name.replace('/', '-').lstrip('@')}-{version}"
    if folder.exists():
        return folder / "package"
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed: it is needed to make the data again, not to use them.")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", "--pack-destination", str(CACHE), f"{name}@{version}"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 a fixed command
    archive = CACHE / run.stdout.split()[-1]
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"
