"""TOML front matter: fields between two `+++` lines, then the text."""

from __future__ import annotations

import re
import tomllib

from geo.errors import LineError

_FENCE = "+++"
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def split(document: str) -> tuple[dict[str, object], str]:
    """The fields and the text of a document; no fields where it does not start with `+++`.

    Raises:
        LineError: the front matter is not closed or is no TOML.
    """
    lines = document.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, document
    closing = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == _FENCE), None)
    if closing is None:
        raise LineError("The front matter is not closed: end it with a line '+++'.", 1)
    return _fields("\n".join(lines[1:closing])), "\n".join(lines[closing + 1 :]).strip("\n")


def _fields(toml: str) -> dict[str, object]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) + 1 if found else toml.count("\n") + 2
        reason = _TOML_LINE.sub("", str(error)).strip()
        raise LineError(f'The front matter is no TOML ({reason}): write lines like title = "...".', line) from error
