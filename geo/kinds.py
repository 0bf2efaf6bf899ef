"""The kinds of incident: data/kinds.toml as objects."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.errors import DataError, UnknownKindError

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A family of kinds with its label, colour (hex, colour-blind safe) and glyph on the map."""

    id: str
    label: str
    colour: str
    glyph: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of incident; `acled` and `plover` are an unverified crosswalk; `rules` are its trigger patterns.

    `examples` are sentences that tell such an incident, `near_misses` sentences with its words that do not.
    """

    id: str
    label: str
    definition: str
    group: Group
    acled: str
    plover: str
    rules: tuple[Mapping[str, Any], ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


@functools.cache
def _document() -> dict[str, Any]:
    path = DATA / "kinds.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name} cannot be read ({error}): restore it from the repository.") from error


@functools.cache
def groups() -> Mapping[str, Group]:
    """All groups by id, in display order."""
    return MappingProxyType({gid: Group(id=gid, **row) for gid, row in _document()["group"].items()})


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in display order."""
    made = {}
    for kid, row in _document()["kind"].items():
        made[kid] = Kind(
            id=kid,
            label=row["label"],
            definition=row["definition"],
            group=groups()[row["group"]],
            acled=row["acled"],
            plover=row["plover"],
            rules=tuple(row.get("rules", ())),
            examples=tuple(row.get("examples", ())),
            near_misses=tuple(row.get("near_misses", ())),
        )
    return MappingProxyType(made)


@functools.cache
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """The named word lists that rules share ('@line' stands for the list 'line')."""
    return MappingProxyType({name: tuple(entries) for name, entries in _document().get("words", {}).items()})


def kind(kind_id: str) -> Kind:
    """The kind with this id.

    Raises:
        UnknownKindError: no such kind.
    """
    try:
        return kinds()[kind_id]
    except KeyError:
        known = ", ".join(kinds())
        raise UnknownKindError(f"There is no kind {kind_id!r}: use one of {known}.") from None
