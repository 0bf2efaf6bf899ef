"""Decisions 'X always means this place': pure functions on a mapping, and the small file that keeps it.

The file is `always.json` in the folder of the user's own places: name as key → the name as it was written, the id of
the place, and what the place was called when it was decided.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.places.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "always.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`name` always means the place with the id `place`, called `called`."""

    name: str
    place: str
    called: str = ""


Decisions = dict[str, Decision]


def decide(decisions: Mapping[str, Decision], name: str, place_id: str, called: str = "") -> Decisions:
    """The decisions with one more: `name` always means this place. An earlier one on the same name is replaced.

    Raises:
        InputError: the name has no letters by which a text could show it.
    """
    key = _key(name)
    if len(key) < 2 or key.isdigit():
        raise InputError(f"The name {name!r} cannot be found in a text: give it two letters or more.")
    made = Decision(name=name.strip(), place=place_id, called=called)
    return dict(sorted({**decisions, key: made}.items()))


def forget(decisions: Mapping[str, Decision], name: str) -> Decisions:
    """The decisions without the one on a name.

    Raises:
        InputError: there is none.
    """
    key = _key(name)
    if key not in decisions:
        known = ", ".join(one.name for one in decisions.values()) or "none"
        raise InputError(f"Nothing was decided on {name!r}: take one of those that were ({known}).")
    return {one: decision for one, decision in decisions.items() if one != key}


def _key(name: str) -> str:
    return normalise(name).removeprefix("the ")


def read_decisions(folder: Path) -> Decisions:
    """The decisions that a folder keeps; none if it has no such file.

    Raises:
        InputError: the file is damaged.
    """
    path = folder / FILE
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {key: Decision(**row) for key, row in rows.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{path} cannot be read ({error}): mend it, or remove it and decide anew.") from error


def write_decisions(folder: Path, decisions: Mapping[str, Decision]) -> None:
    """Keep the decisions in a folder; the file is replaced whole.

    Raises:
        InputError: the folder cannot be written.
    """
    rows = {key: asdict(decision) for key, decision in decisions.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{FILE}-", dir=folder)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, indent=1)
            file.write("\n")
        Path(name).replace(folder / FILE)
    except OSError as error:
        raise InputError(f"{folder / FILE} cannot be written ({error}): choose another folder.") from error
