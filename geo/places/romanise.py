"""Korean names in Latin letters: the spellings of both Koreas' press, from the hangul of a name.

Revised Romanisation (South, since 2000) and McCune–Reischauer without its marks (the North, older texts), with the
assimilations that place names show: 연평 → yeonpyeong, yonpyong; 철원 → cheorwon, chorwon; 개성 → gaeseong, kaesong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def _list(line: str) -> list[str]:
    """Letters in the order of Unicode's hangul; '-' for none."""
    return [part.replace("-", "") for part in line.split()]


_INITIALS_RR = _list("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS_RR = _list("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_VOWELS_MR = _list("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_FINALS = _list("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
_INITIALS_MR = _list("k kk n t tt r m p pp s ss - ch tch ch k t p h")
_VOICED_MR = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_N, _R, _M, _SILENT, _J = 2, 5, 6, 11, 12
_ASPIRATED = {14, 15, 16, 17, 18}
_SOFT = re.compile(r"(?<!s)s(?=i|wi)")  # many write 'shi' for 'si'
_HANGUL = re.compile(r"^[가-힣 ]+$")
# what a final consonant becomes before a vowel: it moves over
_LINKED_RR = {
    1: "g", 2: "kk", 4: "n", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t",
    26: "p", 27: "",
}  # fmt: skip


def _syllables(word: str) -> list[tuple[int, int, int]]:
    return [((ord(c) - 0xAC00) // 588, (ord(c) - 0xAC00) // 28 % 21, (ord(c) - 0xAC00) % 28) for c in word]


def _joint(final: int, initial: int, south: bool) -> str:
    """The consonants between two syllables."""
    initials = _INITIALS_RR if south else _INITIALS_MR
    end, start = _FINALS[final], initials[initial]
    if not end:
        return start if south or initial in _ASPIRATED else _VOICED_MR.get(start, start)
    if initial == _SILENT:
        linked = _LINKED_RR.get(final, end)
        return "ng" if final == 21 else linked
    if initial in (_N, _M) and end in _NASAL:
        return _NASAL[end] + start
    if initial == _R:
        if end in ("n", "l"):
            return "ll"
        return _NASAL.get(end, end) + "n"
    if end == "l" and initial == _N:
        return "ll"
    if not south and end in ("n", "m", "ng", "l") and initial not in _ASPIRATED:
        start = _VOICED_MR.get(start, start)
    return end + start


def _spell(syllables: Sequence[tuple[int, int, int]], south: bool) -> str:
    initials = _INITIALS_RR if south else _INITIALS_MR
    vowels = _VOWELS_RR if south else _VOWELS_MR
    spelt = [initials[syllables[0][0]]]
    for position, (_, vowel, final) in enumerate(syllables):
        spelt.append(vowels[vowel])
        if position + 1 < len(syllables):
            spelt.append(_joint(final, syllables[position + 1][0], south))
        else:
            spelt.append(_FINALS[final])
    return "".join(spelt)


def romanisations(hangul: str) -> list[str]:
    """The Latin spellings of a hangul name, small letters, without marks; empty if the name is not hangul alone."""
    if not _HANGUL.match(hangul) or len(hangul) > 12:
        return []
    parts = [_syllables(word) for word in hangul.split()]
    south = " ".join(_spell(part, south=True) for part in parts)
    north = " ".join(_spell(part, south=False) for part in parts)
    return list(dict.fromkeys((south, north, *(_SOFT.sub("sh", form) for form in (south, north)))))
