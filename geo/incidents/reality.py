"""Signs, around a trigger, that an act is told as having happened, or as a plan, a wish, a denial or a question."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

_MODAL = frozenset("will would could may might should must can shall cannot wo 'll needs ought".split())
_NEGATION = frozenset(
    "not no never none nobody neither nor without n't cannot nothing denied denies deny false untrue".split()
)
_INTENT = frozenset(
    """
    plan plans planned planning intend intends intended want wants wanted hope hopes hoped wish wishes prepare
    prepares prepared preparing ready try seek propose proposed proposes consider considers considered considering mull mulls
    weigh weighing ask asked asks demand demanded demands urge urged urges call called calls threaten threatened
    threatens vow vowed vows promise promised promises due expected likely want order ordered decide decided fear
    feared fears able unable possible possibly allow allowed refuse refused
    """.split()
)
_CONDITION = frozenset({"if", "unless", "lest", "provided", "suppose"})
_INVERTED = re.compile(r"(?:Had|Were|Should)\b[^.;]*\b(?:would|could|might)\b")
_AUXILIARY = {
    "perfect": frozenset({"has", "have", "'ve"}),
    "pluperfect": frozenset({"had", "'d"}),
    "passive": frozenset({"was", "were", "been", "being", "is", "are", "got"}),
}
_PARTICIPLES = ("participle", "past", "base_or_past")
_DENYING = r"\b(?:den(?:y|ies|ied|ying)|disavow\w*|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?)\s"
_DENIES = re.compile(_DENYING)
_DENIAL = re.compile(rf"{_DENYING}(?:\w+\s){{0,6}}?(?:that|having)\s[^.;:]*$")
_REPORTING = re.compile(
    r"\b(?:said|says|according|told|reported|claimed|claims|alleged|announced|spokes\w+|officials?|ministry)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands around a trigger. Each is a plain yes or no that a reader could check in the text."""

    modal: bool
    negated: bool
    intended: bool
    conditional: bool
    infinitive: bool
    perfect: bool
    pluperfect: bool
    passive: bool
    quoted: bool
    question: bool
    reported: bool
    denied: bool = False

    def names(self) -> list[str]:
        """The names of the signs that hold."""
        return [name for name in self.__slots__ if getattr(self, name)]


def signs(text: str, sentence: Sentence, trigger: Trigger, quotes: list[tuple[int, int]]) -> Signs:
    """Look at the words before the trigger, within its clause, and at the sentence as a whole."""
    first = trigger.first
    before = _clause_before(text, sentence, first)
    close = before[-5:]
    verbal = trigger.form != "noun"
    whole = _whole(text, sentence.start, sentence.end)
    return Signs(
        modal=bool(_MODAL & set(close)) and verbal,
        negated=bool(_NEGATION & set(before[-6:])),
        intended=bool(_INTENT & set(before[-7:])),
        conditional=bool(_CONDITION & set(before)) or whole.inverted,
        infinitive=verbal and trigger.form in ("base", "base_or_past") and "to" in before[-2:],
        perfect=verbal and bool(_AUXILIARY["perfect"] & set(before[-4:])),
        pluperfect=verbal and bool(_AUXILIARY["pluperfect"] & set(before[-4:])),
        passive=trigger.form in _PARTICIPLES and bool(_AUXILIARY["passive"] & set(before[-3:])),
        quoted=_inside(trigger.start, quotes),
        question=whole.question,
        reported=whole.reported,
        denied=whole.denies and bool(_DENIAL.search(text, sentence.start, trigger.start)),
    )


class _Whole(NamedTuple):
    """What a sentence says of all its acts; `denies`: there is a verb of denial."""

    inverted: bool
    question: bool
    reported: bool
    denies: bool


@lru_cache(maxsize=64)
def _whole(text: str, start: int, end: int) -> _Whole:
    """Kept for a moment: a sentence may have several triggers."""
    return _Whole(
        inverted=_INVERTED.match(text, start, end) is not None,
        question=text[start:end].rstrip("\"'”’ ").endswith("?"),
        reported=_REPORTING.search(text, start, end) is not None,
        denies=_DENIES.search(text, start, end) is not None,
    )


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    """Does the offset lie in one of the spans, which are in order and do not overlap?"""
    before = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return before >= 0 and offset < spans[before][1]


def _clause_before(text: str, sentence: Sentence, first: int) -> list[str]:
    """The lower-case words before a trigger, back to the start of its clause."""
    words = sentence.words
    low = first
    while low > 0 and low > first - 12:
        gap = text[words[low - 1].end : words[low].start]
        if any(mark in gap for mark in ";:—()") or (("," in gap) and first - low > 3):
            break
        low -= 1
    found = []
    for index, word in enumerate(words[low:first], start=low):
        if index and word.text in ("May", "March", "Will"):  # a month or a man, no verb
            continue
        found.append(word.lower)
        if word.lower.endswith("n't"):
            found.append("n't")
        found += [part for part in word.lower.split("'")[1:] if part in ("ll", "ve", "d")]
    return [("'" + word if word in ("ll", "ve", "d") else word) for word in found]
