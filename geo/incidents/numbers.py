"""Numbers in digits and in words: 'some 240', 'two dozen', 'half a million', '3,000', '1.5 million', 'a hundred'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_UNITS = {
    word: value
    for value, word in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
    )
}
_TENS = {
    word: (position + 2) * 10
    for position, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
_NAMES = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_ONES = "|".join(list(_UNITS)[1:10])
_SCALE = "|".join(_SCALES)
_WORDS = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{_ONES})\b|(?:{_NAMES}))"
NUMBER = re.compile(
    rf"""(?<![\w.,:-])(?:
        (?P<half>half\s+an?)\s+(?P<halfscale>{_SCALE}|dozen)
      | (?P<digits>\d{{1,3}}(?:[ ,]\d{{3}})+(?!\d)|\d+(?:\.\d+)?)(?:(?:\s?(?P<digitscale>{_SCALE}|dozen)|(?P<suffix>m|bn|k))\b)?
      | (?:(?P<article>an?)|(?P<words>{_WORDS}))(?P<scales>(?:\s(?:{_SCALE})(?:\s(?:and\s)?{_WORDS})?)+)
      | (?:(?P<dozenarticle>an?)|(?P<dozenwords>{_WORDS}))[ ](?P<dozen>dozen|score)
      | (?P<plain>{_WORDS})
      | (?P<pair>a\s(?:pair|couple)\sof)
      )(?![\w]|[.,:]\d|-\d)""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its offsets in the text."""

    value: float
    start: int
    end: int


def _small(words: str) -> int:
    parts = re.split(r"[- ]+", words.strip().lower())
    return sum(_UNITS.get(part, _TENS.get(part, 0)) for part in parts)


def _scaled(first: int, scales: str) -> float:
    """'two hundred thousand five' is (2 x 100) x 1000 + 5: a larger scale multiplies all that stands before it."""
    total, current = 0.0, float(first)
    for part in re.split(r"[- ]+", scales.lower().strip()):
        if part == "hundred":
            current *= 100
        elif part in _SCALES:
            total, current = total + current * _SCALES[part], 0.0
        elif part != "and":
            current += _small(part)
    return total + current


def value_of(match: re.Match[str]) -> float:
    """The value of a match of NUMBER."""
    group = match.groupdict()
    if group["half"]:
        scale = group["halfscale"].lower()
        return 6 if scale == "dozen" else _SCALES[scale] / 2
    if group["digits"]:
        number = float(re.sub(r"[ ,]", "", group["digits"]))
        scale = (group["digitscale"] or group["suffix"] or "").lower()
        return number * {"": 1, "dozen": 12, "m": 1e6, "bn": 1e9, "k": 1e3, **_SCALES}[scale]
    if group["scales"]:
        return _scaled(1 if group["article"] else _small(group["words"]), group["scales"])
    if group["dozen"]:
        times = 1 if group["dozenarticle"] else _small(group["dozenwords"])
        return times * (12 if group["dozen"].lower() == "dozen" else 20)
    if group["pair"]:
        return 2
    return _small(group["plain"])


def numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """All numbers of `text[start:end]`, in order."""
    return list(_numbers(text, start, len(text) if end is None else end))


@lru_cache(maxsize=64)
def _numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Kept for a moment: the acts of a sentence ask for its numbers one after the other."""
    return tuple(Number(value_of(m), m.start(), m.end()) for m in NUMBER.finditer(text, start, end))
