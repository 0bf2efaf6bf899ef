"""Do two words, actors, sentences or numbers say the same?"""

from __future__ import annotations

import re
from collections import Counter

EVIDENCE_SHARE = 0.5  # of the words of the shorter evidence
EVIDENCE_LENGTH = 4  # a predicted evidence has at most 4 x the words of the gold one
ACTOR_WORDS = 8
QUANTITY_SLACK = 0.005  # relative
STOP_WORDS = frozenset({"a", "an", "and", "by", "of", "s", "the"})


def words(text: str) -> list[str]:
    """Lower-case words without stop words and plural s."""
    found = (w for w in re.findall(r"\w+", text.lower().replace("_", " ")) if w not in STOP_WORDS)
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found]


def same_actor(a: str, b: str) -> bool:
    """Does every word of the shorter phrase occur in the longer one?"""
    short, long = sorted((words(a), words(b)), key=len)
    return bool(short) and all(any(_alike(x, y) for y in long) for x in short)


def initiators_match(gold: list[str], predicted: list[str]) -> bool:
    """True when both are empty or any actor is common to both. A predicted actor is a short noun phrase."""
    short = [p for p in predicted if len(words(p)) <= ACTOR_WORDS]
    return (not gold and not predicted) or any(same_actor(g, p) for g in gold for p in short)


def evidence_overlaps(gold: str, predicted: str) -> bool:
    """True when the two share at least half of the words of the shorter, and the prediction is not far longer."""
    a, b = Counter(words(gold)), Counter(words(predicted))
    shorter = min(a.total(), b.total())
    return shorter > 0 and b.total() <= EVIDENCE_LENGTH * a.total() and (a & b).total() >= EVIDENCE_SHARE * shorter


def quantity_hits(gold: dict[str, float], predicted: dict[str, float]) -> int:
    """Number of quantities with the same head noun and the same value."""
    theirs = _by_head(predicted)
    return sum(
        isinstance(theirs.get(noun), (int, float)) and abs(theirs[noun] - value) <= QUANTITY_SLACK * abs(value)
        for noun, value in _by_head(gold).items()
    )


def _by_head(quantities: dict[str, float]) -> dict[str, float]:
    return {(words(noun) or [noun])[-1]: value for noun, value in quantities.items()}


def _alike(a: str, b: str) -> bool:
    """Equal, or inflections of one name: Korea and Korean, China and Chinese."""
    prefix = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a == b or (prefix >= 4 and prefix >= 0.8 * min(len(a), len(b)))
