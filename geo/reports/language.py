"""Which language a text is written in, offline: what is not read is said, not guessed at.

English gives itself away by its little words. Only pieces of a text that hold few of them are shown to py3langid
(Lui and Baldwin, 'langid.py', 2012), whose model takes a second to load.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from py3langid.langid import LanguageIdentifier

ENGLISH, UNSURE = "en", "und"  # 'und': undetermined (ISO 639-2)
_READ = frozenset({ENGLISH, UNSURE, "eng", "english"})
# 'of', 'for', 'by', 'has' or 'have' are words of other languages too
_LITTLE = frozenset(
    """
    the and that with from were said which they their this who after would there between than through until when near
    """.split()
)
_LITTLE_SHARE = 0.07  # of the words: fewer are quotations and names
_NO_ENGLISH, _NAMED = 0.001, 0.5  # how unlikely English, how likely the best language has to be
_NO_LANGUAGE = "zxx"  # what py3langid says of code, tables and the like
_KIN = frozenset({"en", "pcm", "sco"})  # Nigerian Pidgin and Scots: what they are taken for is short English
_PIECE, _PIECES, _LEAST = 400, 64, 20  # letters of a piece at most, pieces looked at, letters that can tell
_WIDE = re.compile(r"[\u1100-\u11ff\u3041-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")  # kana, hanja, hangul
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = dict(
    pair.split("=")
    for pair in """
    am=Amharic ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali bs=Bosnian ca=Catalan cs=Czech da=Danish
    de=German el=Greek es=Spanish et=Estonian fa=Persian fi=Finnish fr=French he=Hebrew hi=Hindi hr=Croatian
    hu=Hungarian hy=Armenian id=Indonesian it=Italian ja=Japanese ka=Georgian kk=Kazakh km=Khmer ko=Korean ku=Kurdish
    ky=Kyrgyz lo=Lao lt=Lithuanian lv=Latvian mk=Macedonian mn=Mongolian ms=Malay my=Burmese ne=Nepali nl=Dutch
    no=Norwegian pa=Punjabi pl=Polish ps=Pashto pt=Portuguese ro=Romanian ru=Russian sk=Slovak sl=Slovenian so=Somali
    sq=Albanian sr=Serbian sv=Swedish sw=Swahili ta=Tamil tg=Tajik th=Thai ti=Tigrinya tk=Turkmen tl=Tagalog tr=Turkish
    uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese zh=Chinese
    """.split()
)


def language(text: str) -> str:
    """The language of most of a text as an ISO 639-1 code (else 639-3), 'und' where nothing tells it.

    The pieces of the text vote with their letters, a wide letter (Chinese, Japanese, Korean) with two. A text so short
    or so full of names that it may be English is 'und', never another language. The time is linear in the text, and
    at most 64 pieces, spread evenly, are looked at.
    """
    pieces = [(piece, _letters(piece)) for piece in _sample(text)]
    votes: Counter[str] = Counter()
    others = []
    for piece, letters in pieces:
        if _is_english(piece):
            votes[ENGLISH] += letters
        elif letters >= _LEAST:
            others.append((piece, letters))
    if 2 * votes[ENGLISH] >= sum(letters for _, letters in pieces) > 0:
        return ENGLISH
    for piece, letters in others:
        votes[_told(piece)] += letters
    del votes[UNSURE]
    return max(votes, key=lambda code: (votes[code], code == ENGLISH, code), default=UNSURE)


def is_read(code: str) -> bool:
    """Does the extractor read this language? It reads English, and takes for English what is undetermined."""
    return _primary(code) in _READ


def note(code: str) -> str:
    """What a reader should be told of a report in this language, '' if nothing."""
    if code == UNSURE:
        return "The language is not clear: the report was read as English."
    if is_read(code):
        return ""
    return f"The language is {name(code)}: places are looked up, but incidents are found in English reports only."


def name(code: str) -> str:
    """The English name of a language, or what was given where it is not among the known ones."""
    primary = _primary(code)
    return f"{_NAMES[primary]} ({code})" if primary in _NAMES else code


def _primary(code: str) -> str:
    return re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]


def _sample(text: str) -> list[str]:
    pieces = list(_pieces(text))
    step = max(1.0, len(pieces) / _PIECES)
    return [pieces[int(number * step)] for number in range(min(len(pieces), _PIECES))]


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text, long ones cut into equal parts."""
    for line in text.splitlines():
        if line.strip():
            yield from (line[start : start + _PIECE] for start in range(0, len(line), _PIECE))


def _letters(piece: str) -> int:
    return sum(map(str.isalpha, piece)) + len(_WIDE.findall(piece))


def _is_english(piece: str) -> bool:
    words = _WORD.findall(piece.lower())
    return bool(words) and sum(word in _LITTLE for word in words) >= _LITTLE_SHARE * len(words)


def _told(piece: str) -> str:
    ranked = _identifier().rank(piece)
    best, chance = ranked[0]
    english = sum(one for code, one in ranked if code in _KIN)
    if english >= _NAMED:
        return ENGLISH
    return best if english < _NO_ENGLISH and chance >= _NAMED and best != _NO_LANGUAGE else UNSURE


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
