"""One wire story in many papers is one source: reports that copy each other, whoever cut or trimmed them.

Shingles of three words, MinHash with banded LSH to find who may share a text (Broder, 'On the resemblance and
containment of documents', 1997), and the exact share of the shorter text to decide.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.model import Report

SHINGLE_WORDS = 3
COPIED_SHARE = 0.5  # of the shingles of the shorter text
LEAST_SHINGLES = 20  # two sentences that tell one fact share words by need; a longer passage is copied
# 64 bands of 2 find all but a thousandth of the pairs that share a third of their shingles.
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 20
_LOW = 0.05  # candidates are judged here, not by the index


def sources(reports: Iterable[Report]) -> dict[str, str]:
    """For each report's id the id that stands for its source: the smallest of those that share the text.

    Copies of copies are one source. The order of the reports does not matter.
    """
    ordered = sorted({one.id: one for one in reports}.values(), key=lambda one: one.id)
    leads = {one.id: one.id for one in ordered}
    for a, b in _copies(ordered):
        first, second = sorted((_lead(leads, a.id), _lead(leads, b.id)))
        leads[second] = first
    return {report: _lead(leads, report) for report in leads}


def _lead(leads: dict[str, str], report: str) -> str:
    while leads[report] != report:
        leads[report] = leads[leads[report]]
        report = leads[report]
    return report


def is_copy(a: Report, b: Report) -> bool:
    """Is one text taken from the other, or both from a third? Equal texts are, and long shared passages."""
    one, other = shingles(plain(a.text)), shingles(plain(b.text))
    common = len(one & other)
    return one == other or (common >= LEAST_SHINGLES and common >= COPIED_SHARE * min(len(one), len(other)))


@functools.lru_cache(maxsize=512)
def plain(text: str) -> str:
    """A text without what papers change: case, width, spacing, punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded).split())


@functools.lru_cache(maxsize=512)
def shingles(words: str) -> frozenset[str]:
    """Every run of three words of a plain text; a shorter text is one shingle."""
    split = words.split()
    runs = range(max(1, len(split) - SHINGLE_WORDS + 1))
    return frozenset(" ".join(split[start : start + SHINGLE_WORDS]) for start in runs)


def _copies(ordered: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    for i, j in _candidates(ordered):
        if is_copy(ordered[i], ordered[j]):
            yield ordered[i], ordered[j]


def _candidates(ordered: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a band of their signatures; one or two reports need no index."""
    if len(ordered) <= 2:
        yield from [(0, 1)][: len(ordered) - 1]
        return
    from rensa import RMinHash, RMinHashLSH

    texts = [sorted(shingles(plain(one.text))) for one in ordered]
    signatures = RMinHash.from_token_sets(texts, num_perm=_PERMUTATIONS, seed=_SEED)
    index = RMinHashLSH(threshold=_LOW, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for position, signature in enumerate(signatures):
        yield from ((other, position) for other in sorted(set(index.query(signature))))
        index.insert(position, signature)
