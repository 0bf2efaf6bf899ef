"""Korean words: the name that is left of a word without the particles at its end ('파주에서' is '파주' and 'in')."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.places.gazetteer import Facts

_HANGUL = re.compile(r"[가-힣]+")
_LEAST = 2  # syllables of a name
_LONG = 3  # syllables from which a name of a Korean place is hardly another word
_LARGE = 50_000  # people
_KOREAS = frozenset({"KP", "KR"})
# 'in', 'to', 'from', and what may be joined to them; the others mark what is spoken of
_LOCATIVE = "에서 에 에게 으로 로 까지 부터 에서부터 으로부터 로부터 서 엔 쪽 쪽으로 쪽에 쪽에서"
_OTHERS = (
    "은 는 이 가 을 를 의 와 과 도 만 측 보다 처럼 마다 이나 나 이며 며 이고 고 인 이란 란 라고 이라고 라는 이라는"
)
_BEHIND = ("", "은", "는", "도", "만", "의", "이", "가", "을")
_IN = frozenset(place + behind for place in _LOCATIVE.split() for behind in _BEHIND)
_PARTICLES = _IN | {other + behind for other in ("와", "과", "측") for behind in _BEHIND} | frozenset(_OTHERS.split())
_LONGEST = max(map(len, _PARTICLES))


def is_hangul(word: str) -> bool:
    """Is a word written in hangul alone?"""
    return bool(_HANGUL.fullmatch(word))


def bare_lengths(word: str) -> Iterator[int]:
    """How long the names are that a hangul word may hold before a particle, longest first."""
    for length in range(len(word) - 1, max(_LEAST, len(word) - _LONGEST) - 1, -1):
        if word[length:] in _PARTICLES:
            yield length


def is_plain(name: str, particle: str, facts: Iterable[Facts]) -> bool:
    """Is a name in hangul hardly anything but a place? Short ones are ordinary words, too.

    Args:
        name: without its particle.
        particle: '' for none.
        facts: of the places that have the name.
    """
    of_korea = [one for one in facts if set(one.countries) & _KOREAS]
    if len(name) >= _LONG:
        return bool(of_korea) or particle in _IN
    is_large = any(one.population >= _LARGE or one.is_curated for one in of_korea)
    is_seat = any(one.feature_class in ("capital", "country") for one in of_korea)
    return is_seat or (is_large and particle in _IN)
