"""Reported, claimed or disputed: what a report itself says of whether an act happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.model import Reason, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.text import Sentence

_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleged(?:ly)?|alleges|reportedly|appear(?:s|ed)? to|seem(?:s|ed)? to|purported(?:ly)?|said to have|was said to|were said to|unconfirmed|could not be (?:confirmed|verified)|"
    r"rumou?rs?|apparently|by (?:its|his|her|their) (?:own )?account|boast(?:s|ed)?|believed to|accus(?:es|ed|ing)|if .{3,40} is to be believed|had it that|suspected of having|it is said)\b",
    re.I,
)
_DISPUTED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|rejects?|rejected|disown(?:s|ed)?|dismiss(?:es|ed)|disput(?:es|ed)|contradict(?:s|ed)|on the contrary|refut(?:es|ed)|tells? it differently|told it differently|no such|"
    r"knows? (?:nothing|of no)|knew nothing|insist(?:s|ed)? that (?:it|its|no)|professes? ignorance|had no hand|had nothing to do|disclaim(?:s|ed)?|not so|never (?:left|crossed|entered|fired)|had not (?:crossed|left|entered|fired)|"
    r"blam(?:es|ed) (?:each other|one another|the other)|each (?:side )?(?:blames|blamed|accuses|accused)|says? the opposite|other version|by contrast,? says|no \w+ (?:had )?(?:crossed|fired|entered)|untrue|fabricat\w+|a lie|absurd)\b",
    re.I,
)
_FOLLOWING = 2


def status(text: str, sentences: Sequence[Sentence], index: int) -> tuple[Status, Reason]:
    """The status of an act told in a sentence, and the word that decided it."""
    here = sentences[index]
    denial = _DISPUTED.search(text, here.start, here.end)
    if denial:
        return Status.DISPUTED, _told_by(denial, "in the sentence")
    for later in sentences[index + 1 : index + 1 + _FOLLOWING]:
        if later.paragraph - sentences[index].paragraph > 1:
            break
        denial = _DISPUTED.search(text, later.start, later.end)
        if denial:
            return Status.DISPUTED, _told_by(denial, "in what follows")
    claim = _CLAIMED.search(text, here.start, here.end)
    if claim:
        return Status.CLAIMED, _told_by(claim, "in the sentence")
    return Status.REPORTED, Reason(why="told as fact")


def _told_by(found: re.Match[str], where: str) -> Reason:
    return Reason(why=f"'{found.group()}' {where}", spans=(found.span(),))
