"""The kinds of incident: data/kinds.toml as objects, with a user's own kinds file laid over it.

The user's file is the one that BORDERWATCH_KINDS names ('' for none), else var/kinds.toml of the project, if it is
there. It adds groups, word lists and kinds, and adds rules and examples to known kinds (docs/kinds.md).
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.errors import UnknownKindError
from geo.kinds import document

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROJECT = Path(__file__).resolve().parents[2]
DATA = _PROJECT / "data"
OWN = _PROJECT / "var" / "kinds.toml"
ENVIRONMENT = "BORDERWATCH_KINDS"
FALLBACK_GROUP = "other"


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

    `doer` says who did it where the sentence names nobody before the verb: 'people' (those told beside it), 'speaker'
    (who is quoted), 'both' (the two sides together), 'state' (that of the place), or '' (nobody). `examples` are
    sentences that tell such an incident, `near_misses` sentences with its words that do not. `counts`, `counts_not` and
    `decisions` are for readers (docs/codebook.md).
    """

    id: str
    label: str
    definition: str
    group: Group
    acled: str = ""
    plover: str = ""
    doer: str = ""
    rules: tuple[Mapping[str, Any], ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    counts: str = ""
    counts_not: str = ""
    decisions: tuple[str, ...] = ()


def own_file() -> Path | None:
    """The user's kinds file, or None where there is none."""
    named = os.environ.get(ENVIRONMENT)
    if named is not None:
        return Path(named) if named else None
    return OWN if OWN.exists() else None


@functools.cache
def _document() -> document.Document:
    return document.read(DATA / "kinds.toml", own_file())


@functools.cache
def groups() -> Mapping[str, Group]:
    """All groups by id, in display order.

    Raises:
        DataError: data/kinds.toml is missing or broken.
        InputError: the user's kinds file is.
    """
    return MappingProxyType({gid: Group(id=gid, **row) for gid, row in _document()["group"].items()})


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in display order; raises as `groups` does."""
    made = {}
    for kid, row in _document()["kind"].items():
        values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in row.items()}
        values["group"] = groups()[row["group"]]
        made[kid] = Kind(id=kid, **values)
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


def shown_kind(kind_id: str) -> Kind:
    """The kind as it is shown: one that is stored but defined no more has its id for a label, in the group 'other'."""
    found = kinds().get(kind_id)
    if found:
        return found
    label = kind_id.replace("_", " ").capitalize()
    return Kind(id=kind_id, label=label, definition="no longer defined", group=groups()[FALLBACK_GROUP])
