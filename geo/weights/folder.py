"""Where the files of the models lie, and what reading a damaged one may raise."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

WEIGHTS = Path(__file__).resolve().parents[2] / "data" / "weights"
UNREADABLE = (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error)
