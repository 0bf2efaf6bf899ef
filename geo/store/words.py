"""Words to look for: how text becomes index words, and the small language of a search. Pure; no index here.

    balloon paju            both words, each in the singular or the plural
    "balloon launch"        exactly these words, one after the other
    balloon OR drone        one of the two; OR binds its neighbours only: paju balloon OR drone
    -drone  -"test flight"  without it
    launch*                 words that begin so

Text is cut into words at whatever is no letter or digit; case, accents and width do not count. A run of Korean, Chinese
or Japanese letters becomes pairs of neighbours and the last letter, so that a name is found in front of a particle and
inside a compound. Both stores index the very same words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_SEARCH = 500  # characters
MOST_WORDS = 16_000  # of one document: PostgreSQL counts positions no further than 16,383
_LONGEST_WORD = 64
_PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_PLAIN_WORDS = re.compile("[a-z0-9]+")
_RUNS = re.compile(rf"([{_PAIRED}]+)|[^\W_{_PAIRED}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PARTS = re.compile(r'\s+|(?P<minus>-*)(?:"(?P<quoted>[^"]*)(?:"|\Z)|(?P<plain>[^\s"]+))|-+')
_PLAIN_WORD = re.compile("[a-z]{3,}")
BREAK = "§"  # between the texts of a document: no phrase reaches across


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: words that follow each other; with `begins` the last one may go on."""

    words: tuple[str, ...]
    begins: bool = False


Clause = tuple[Term, ...]  # one of these


@dataclass(frozen=True, slots=True)
class Search:
    """What must be there (one term of every clause) and what must not."""

    wanted: tuple[Clause, ...]
    unwanted: Clause


def document(texts: Iterable[str]) -> str:
    """The index words of texts that belong together, with a blank between them; the same text counts once."""
    parts: list[str] = []
    for text in dict.fromkeys(texts):
        parts += [*index_words(text), BREAK]
    return " ".join(parts[:MOST_WORDS])


def index_words(text: str) -> Iterator[str]:
    """The words that stand in the index for a text, in its order."""
    if text.isascii():
        yield from (word[:_LONGEST_WORD] for word in _PLAIN_WORDS.findall(text.lower()))
        return
    for run, paired in _runs(text):
        yield from (*_pairs(run), run[-1]) if paired else (run[:_LONGEST_WORD],)


def parse_search(text: str) -> Search:
    """Read a search.

    What makes no sense as a sign is read as it stands: a quotation mark that is never closed reaches to the end, an OR
    without a neighbour is a word.

    Raises:
        InputError: it names no word, is too long, or has an OR beside something that is to be left out.
    """
    if len(text) > LONGEST_SEARCH:
        raise InputError(f"The search has {len(text)} characters: give at most {LONGEST_SEARCH}.")
    wanted: list[Clause] = []
    unwanted: list[Term] = []
    joined = False
    parts = list(_terms(text))
    for number, (clause, minus, raw) in enumerate(parts):
        if raw == "OR" and 0 < number < len(parts) - 1 and not joined:
            joined = True
            if minus or parts[number - 1][1] or parts[number + 1][1]:
                raise InputError("OR stands beside something to be left out: put OR between words to look for.")
        elif joined:
            wanted[-1] += clause
            joined = False
        elif minus:
            unwanted += clause
        else:
            wanted.append(clause)
    if not wanted and not unwanted:
        raise InputError(f"The search {_short(text)} names no word: write at least one word to look for.")
    return Search(tuple(wanted), tuple(unwanted))


def hits(text: str, search: str) -> int:
    """How many of the things to look for a text has; for showing the sentences that matter most."""
    stood = f" {' '.join(index_words(text))} "
    return sum(any(_stands(term, stood) for term in clause) for clause in parse_search(search).wanted)


def _stands(term: Term, stood: str) -> bool:
    return f" {' '.join(term.words)}{'' if term.begins else ' '}" in stood


def _terms(text: str) -> Iterator[tuple[Clause, bool, str]]:
    """Each part of a search as what it may find, whether it is to be left out, and how it was written."""
    for part in _PARTS.finditer(text):
        plain, quoted = part["plain"], part["quoted"]
        clause = _plain(plain) if plain else _quoted(quoted or "")
        if clause:
            yield clause, bool(part["minus"]), part[0]


def _plain(text: str) -> Clause:
    words, begins = _asked(text)
    if not words:
        return ()
    if text.endswith("*"):
        return (Term(words, begins=True),)
    if len(words) == 1 and not begins:
        return tuple(Term((form,)) for form in _forms(words[0]))
    return (Term(words, begins),)


def _quoted(text: str) -> Clause:
    words, begins = _asked(text)
    return (Term(words, begins),) if words else ()


def _asked(text: str) -> tuple[tuple[str, ...], bool]:
    """The words to look for; a last run of paired letters may go on, so that a particle may follow it."""
    runs = list(_runs(text))
    words: list[str] = []
    for number, (run, paired) in enumerate(runs, start=1):
        last = number == len(runs)
        if not paired:
            words.append(run[:_LONGEST_WORD])
        elif last and len(run) > 1:
            words += _pairs(run)
        else:
            words += [*_pairs(run), run[-1]]
    return tuple(words), bool(runs) and runs[-1][1] and len(runs[-1][0]) == 1


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    for found in _RUNS.finditer(_folded(text)):
        yield found[0], found[1] is not None


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).casefold()


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _forms(word: str) -> list[str]:
    """The word with its English singular or plural, by spelling alone."""
    if not _PLAIN_WORD.fullmatch(word):
        return [word]
    forms = {word: None}
    if word.endswith("ies"):
        forms[word[:-3] + "y"] = None
    elif word.endswith("y") and word[-2] not in "aeiou":
        forms[word[:-1] + "ies"] = None
    if word.endswith("es") and word[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
        forms[word[:-2]] = None
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        forms[word[:-1]] = None
    elif word.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms[word + "es"] = None
    if not word.endswith(("s", "x", "z", "ch", "sh")):
        forms[word + "s"] = None
    return list(forms)


def _short(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:40]).strip()
    return f"‘{shown}{'…' if len(text) > 40 else ''}’"
