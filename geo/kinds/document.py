"""Reading kinds files: the program's own, and a user's, which is checked field by field and laid over it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NoReturn

from geo.errors import DataError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Document = dict[str, Any]

WORD_CLASSES = frozenset({"@place", "@line_place", "@crossing_place", "@country", "@nationals"})
DOERS = ("people", "speaker", "both", "state")
RULE_KEYS = ("verbs", "nouns", "near", "also", "unless")
_GROUP_TEXTS = ("label", "colour", "glyph")
_NEEDED = ("group", "label", "definition")
_TEXTS = (*_NEEDED, "acled", "plover", "doer", "counts", "counts_not")
_LISTS = ("examples", "near_misses", "decisions")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST = 500  # characters of a text


def read(path: Path, own: Path | None = None) -> Document:
    """The document of the program's kinds file, with a user's laid over it.

    Raises:
        DataError: the program's file is missing or broken.
        InputError: the user's is, or a field of it cannot be used.
    """
    try:
        document: Document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} cannot be read ({error}): restore it from the repository.") from error
    return _Overlay(own, document, read_own(own)).merged() if own else document


def read_own(path: Path) -> Document:
    """The document of a user's kinds file as it stands.

    Raises:
        InputError: it is missing, or no TOML.
    """
    try:
        document: Document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}): name a kinds file that is there.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no UTF-8 text: save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: is no TOML: {str(error).removesuffix('.')}.") from error
    return document


class _Overlay:
    """A user's file over the program's document."""

    def __init__(self, path: Path, base: Document, own: Document) -> None:
        self.path, self.base, self.own = path, base, own

    def merged(self) -> Document:
        self._keys("the file", self.own, ("group", "words", "kind"))
        tables = {name: self._table(name, self.own.get(name, {})) for name in ("group", "words", "kind")}
        groups = {**self.base["group"]}
        for gid, row in tables["group"].items():
            groups[gid] = self._group(gid, row)
        words = {**self.base.get("words", {})}
        for name, entries in tables["words"].items():
            if name in words:
                self._fail(f"word list {name!r}", "is a list of the program: choose another name")
            words[name] = self._words(f"word list {name!r}", "entries", entries)
        self._lists_known("words", words.values(), words)
        kinds = {**self.base["kind"]}
        for kid, row in tables["kind"].items():
            kinds[kid] = self._kind(kid, row, groups, words)
        return {"group": groups, "words": words, "kind": kinds}

    def _group(self, gid: str, row: Any) -> dict[str, str]:
        where = f"group {gid!r}"
        self._id(where, gid)
        if gid in self.base["group"]:
            self._fail(where, "is a group of the program: choose another name")
        self._keys(where, self._table(where, row), _GROUP_TEXTS)
        made = {name: self._text(where, name, row.get(name)) for name in _GROUP_TEXTS}
        if not _COLOUR.fullmatch(made["colour"]):
            self._fail(where, f"field 'colour' is {made['colour']!r}: write it as #RRGGBB")
        if len(made["glyph"]) > 2 or not made["glyph"].isprintable():
            self._fail(where, f"field 'glyph' is {made['glyph']!r}: give one character")
        return made

    def _kind(self, kid: str, row: Any, groups: Document, words: Document) -> Document:
        where = f"kind {kid!r}"
        self._id(where, kid)
        self._keys(where, self._table(where, row), (*_TEXTS, *_LISTS, "rules"))
        known = self.base["kind"].get(kid, {})
        for name in _NEEDED:
            if name not in row and name not in known:
                self._fail(where, f"field {name!r} is missing: give it a text")
        made = {**known}
        made |= {name: self._text(where, name, row[name]) for name in _TEXTS if name in row}
        if made["group"] not in groups:
            self._fail(where, f"field 'group' is {made['group']!r}: use one of {', '.join(groups)}")
        if made.get("doer", DOERS[0]) not in DOERS:
            self._fail(where, f"field 'doer' is {made['doer']!r}: use one of {', '.join(DOERS)}")
        for name in _LISTS:
            made[name] = [*known.get(name, ()), *self._texts(where, name, row.get(name, []))]
        made["rules"] = [*known.get("rules", ()), *self._rules(where, row.get("rules", []), words)]
        return made

    def _rules(self, where: str, rules: Any, words: Document) -> list[Document]:
        if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
            self._fail(where, "field 'rules' is no list of tables: write rules = [{ verbs = [...], near = [...] }]")
        made = []
        for number, rule in enumerate(rules, start=1):
            here = f"{where}, rule {number}"
            self._keys(here, rule, RULE_KEYS)
            if not (rule.get("verbs") or rule.get("nouns")):
                self._fail(here, "has neither 'verbs' nor 'nouns': give one of them")
            made.append({name: self._words(here, name, entries) for name, entries in rule.items()})
            self._lists_known(here, made[-1].values(), words)
        return made

    def _words(self, where: str, name: str, value: Any) -> list[str]:
        """Words of rules are compared in lower case."""
        return [" ".join(word.lower().split()) for word in self._texts(where, name, value)]

    def _lists_known(self, where: str, lists: Iterable[list[str]], words: Document) -> None:
        known = {f"@{name}" for name in words} | WORD_CLASSES
        for entry in (entry for entries in lists for entry in entries):
            if entry.startswith("@") and entry not in known:
                self._fail(where, f"there is no word list {entry!r}: use one of {', '.join(sorted(known))}")

    def _texts(self, where: str, name: str, value: Any) -> list[str]:
        if not isinstance(value, list):
            self._fail(where, f"field {name!r} is no list: write {name} = [...]")
        return [self._text(where, name, text) for text in value]

    def _text(self, where: str, name: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self._fail(where, f"field {name!r} is missing or no text: give it a text in quotation marks")
        if len(value) > _LONGEST:
            self._fail(where, f"field {name!r} has more than {_LONGEST} characters: shorten it")
        return value.strip()

    def _table(self, where: str, value: Any) -> Document:
        if not isinstance(value, dict):
            self._fail(where, "is no table: begin it with a line such as [kind.name]")
        return value

    def _keys(self, where: str, row: Document, known: tuple[str, ...]) -> None:
        if strange := sorted(set(row) - set(known)):
            self._fail(where, f"knows no field {strange[0]!r}: use {', '.join(known)}")

    def _id(self, where: str, name: str) -> None:
        if not _ID.fullmatch(name):
            self._fail(where, "is no usable name: use up to 40 small letters, digits and underscores")

    def _fail(self, where: str, what: str) -> NoReturn:
        raise InputError(
            f"{self.path}: {where} {what}."
            if what.startswith(("is ", "has ", "knows "))
            else f"{self.path}: {where}, {what}."
        )
