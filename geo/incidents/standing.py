"""Reported, claimed or disputed: what a report itself says of whether an act happened.

A logistic model (scripts/train_fields.py) over signs that hold for every kind: words of doubt and denial in the
sentence, around it and elsewhere in the report, and who tells of whose act.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.incidents.features import stem
from geo.kinds import kind as kind_of
from geo.model import Reason, Status
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.actors import ActorFinder
    from geo.incidents.text import Sentence
    from geo.incidents.triggers import Trigger

BACK, AHEAD, REACH = 1, 3, 12  # sentences
_CUES = {
    "claim": r"claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing)|purported(?:ly)?|boast(?:s|ed)?|accus(?:es?|ed|ing)|charge[ds]|complain(?:s|ed)",
    "hearsay": r"reportedly|said to have|(?:was|were|is|are) said to|rumou?rs?|had it that|it is said|by hearsay|supposedly",
    "seeming": r"appear(?:s|ed)? to|seem(?:s|ed)? to|apparently|believed to|suspected(?: of)?|probabl[ey]|presumably|possibly|may have|might have",
    "unverified": r"unconfirmed|not? (?:be )?(?:independently )?(?:confirm\w*|verif\w*)|could not be (?:confirmed|verified)|verified|unverified|impossible to verify",
    "account": r"account|version|telling|by (?:its|his|her|their) own|reckoning|count|portrayed|presented",
    "according": r"according to|in the words of",
    "deny": r"den(?:y|ies|ied|ying)|denials?|disown(?:s|ed)?|disclaim(?:s|ed)?|refut(?:es|ed)|repudiat\w+",
    "reject": r"reject(?:s|ed)?|dismiss(?:es|ed)|disput(?:es|ed)|contradict(?:s|ed)|contest(?:s|ed)|counter(?:s|ed)|retort(?:s|ed)",
    "untrue": r"untrue|fabricat\w+|a lie|lies|absurd|false|baseless|groundless|nonsense|invention|invented|fantasy|hoax|staged|provocation|slander|smear",
    "otherwise": r"on the contrary|not so|tells? it differently|told it differently|the opposite|other version|by contrast|differently|no such|instead",
    "ignorant": r"knows? (?:nothing|of no)|knew (?:nothing|of no)|no knowledge|unaware|professes? ignorance|had no hand|had nothing to do|no part in|not involved|no involvement",
    "insist": r"insist(?:s|ed)?|maintain(?:s|ed)?|protest(?:s|ed) that",
    "never": r"never (?:left|crossed|entered|fired|opens?|opened|set)|had not|did not (?:cross|enter|fire|leave)|had (?:been|stayed) (?:on|inside) (?:its|their|his) own|(?:on|inside|within) (?:its|their) own (?:side|soil|territory|waters|airspace)",
    "blame": r"blam(?:es?|ed|ing)|each (?:side )?accus(?:es|ed)|traded accusations|accused each other|other(?:'s)? fault|fired first|shot first|started it|responsib\w+",
    "silent": r"no(?:t| immediate| official)? (?:comment(?:ed)?|confirm\w*|word|answer|reply|react\w+)|did not (?:comment|reply|answer|respond|confirm)|declined to|neither (?:confirmed|admitted)|silent|said nothing",
    "say": r"said|says|told|announced|reported|stated|declared|wrote|informed|made known",
    "admit": r"admit(?:s|ted)?|acknowledg\w+|conced\w+|confirm(?:s|ed)?|owned up|apologi[sz]ed|regret(?:s|ted)?",
    "proof": r"video|footage|photograph\w*|pictures|images|satellite|witness\w*|reporters? (?:saw|who)|radar|inquiry|investigat\w+",
    "media": r"television|newspapers?|agency|papers|site|outlet|blogger|channel|telegram|residents?|sources?|activists?|rights group",
}  # fmt: skip
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _CUES.items()}
_LONG_WORD = re.compile(r"\b[a-z][a-z-]{4,}")
DENIALS = ("deny", "reject", "untrue", "otherwise", "ignorant", "insist", "never", "blame")
DOUBTS = ("claim", "hearsay", "seeming", "unverified", "account", "according", "silent", "media")


def status(
    finder: ActorFinder,
    sentence: Sentence,
    trigger: Trigger,
    scorer: LinearModel | None = None,
) -> tuple[Status, Reason]:
    """The status of an act, and the words that decided it.

    Args:
        finder: the actors of the report.
        sentence: the sentence that tells the act.
        trigger: the word that tells it.
        scorer: a model other than that of data/weights.
    """
    chosen = scorer or model("status")
    scores = chosen.logits(features(finder, sentence, trigger))
    best = chosen.classes[int(scores.argmax())]
    return Status(best), _reason(Status(best), finder, sentence)


def features(finder: ActorFinder, sentence: Sentence, trigger: Trigger) -> dict[str, float]:
    """What speaks for an act's being told as fact, as a claim, or against a denial."""
    made = dict.fromkeys(_features(finder, sentence, trigger), 1.0)
    for word in sentence.words:
        if not word.text[0].islower():
            continue
        made[f"w:{stem(word.lower)}"] = 0.3
    for other in finder.sentences[sentence.index + 1 : sentence.index + 3]:
        made.update((f"next:{stem(word.lower)}", 0.3) for word in other.words if word.text[0].islower())
    return made


def _features(finder: ActorFinder, sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    text, group = finder.text, kind_of(trigger.kind).group.id
    yield f"kind:{trigger.kind}"
    yield f"group:{group}"
    here = _cues(text, sentence)
    for cue in here:
        yield f"here:{cue}"
        yield f"here:{cue}, {group}"
    for first in here:
        for second in here:
            if first < second:
                yield f"here:{first}+{second}"
    for other in finder.sentences[max(0, sentence.index - BACK) : sentence.index]:
        for cue in _cues(text, other):
            yield f"before:{cue}"
            yield f"before:{cue}, {'same' if other.paragraph == sentence.paragraph else 'other'} paragraph"
    for ahead, other in enumerate(finder.sentences[sentence.index + 1 : sentence.index + 1 + AHEAD]):
        near = "same" if other.paragraph == sentence.paragraph else "other"
        for cue in _cues(text, other):
            yield f"after:{cue}"
            yield f"after:{cue}, {near} paragraph"
            yield f"after {ahead}:{cue}, {near} paragraph"
            if cue in DENIALS:
                yield f"after:{cue}, {group}"
    yield f"denials in report:{min(_denials(text), 3)}"
    yield from _answers(finder, sentence, group)
    yield from _speakers(finder, sentence, trigger, group)


def _answers(finder: ActorFinder, sentence: Sentence, group: str) -> Iterator[str]:
    """Denials in the report that speak of the same things: whose, how far, how much alike."""
    own = _content(finder.text, sentence.start, sentence.end)
    codes = {one.country for one in finder.actors(sentence) if one.country}
    for other in finder.sentences[max(0, sentence.index - REACH) : sentence.index + REACH + 1]:
        if other is sentence or not (cues := _denials_between(finder.text, other.start, other.end)):
            continue
        away = other.index - sentence.index
        far = "before" if away < 0 else "next" if away == 1 else "after" if away <= 3 else "far"
        alike = min(len(own & _content(finder.text, other.start, other.end)), 3)
        speakers = {one.country for one in finder.actors(other) if one.speaking and one.country}
        side = "a side" if speakers & codes else "another" if speakers else "nobody"
        yield f"answer {far}, alike:{alike}"
        yield f"answer {far}, {side}"
        yield f"answer {far}, {side}, alike:{alike}"
        yield f"answer {far}, {group}, {'alike' if alike else 'unlike'}"
        for cue in cues:
            yield f"answer {far}, {cue}, {'alike' if alike > 1 else 'unlike'}"
            yield f"answer {cue}, {side}"


@lru_cache(maxsize=512)
def _content(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(stem(word) for word in _LONG_WORD.findall(text, start, end))


def _speakers(finder: ActorFinder, sentence: Sentence, trigger: Trigger, group: str) -> Iterator[str]:
    """Who tells of whose act: one of the sides, or somebody else."""
    told = finder.actors(sentence)
    speakers = [one for one in told if one.speaking]
    acting = [one.country for one in told if not one.speaking and one.country and one.start < trigger.end]
    if not speakers:
        yield "nobody speaks here"
        return
    speaker = speakers[-1]
    yield f"speaker:{speaker.sort}"
    yield f"speaker:{speaker.sort}, {group}"
    yield f"speaker {'last' if speaker.start > trigger.start else 'first'}"
    if speaker.country and acting:
        own = "own" if acting[-1] == speaker.country else "other"
        yield f"tells of {own} act"
        yield f"tells of {own} act, {group}"
    for other in finder.sentences[sentence.index + 1 : sentence.index + 1 + AHEAD]:
        for one in finder.actors(other):
            if one.speaking and one.country and one.country != speaker.country:
                yield "another side speaks after"
                yield f"another side speaks after, {group}"
                return


@lru_cache(maxsize=4)
def _denials(text: str) -> int:
    return sum(len(_PATTERNS[name].findall(text)) for name in DENIALS[:5])


def _cues(text: str, sentence: Sentence) -> list[str]:
    return _cues_between(text, sentence.start, sentence.end)


@lru_cache(maxsize=512)
def _cues_between(text: str, start: int, end: int) -> list[str]:
    denials = _denials_between(text, start, end)
    return [
        name
        for name, pattern in _PATTERNS.items()
        if (name in denials if name in DENIALS else pattern.search(text, start, end))
    ]


@lru_cache(maxsize=512)
def _denials_between(text: str, start: int, end: int) -> list[str]:
    return [name for name in DENIALS if _PATTERNS[name].search(text, start, end)]


def _reason(found: Status, finder: ActorFinder, sentence: Sentence) -> Reason:
    if found is Status.REPORTED:
        return Reason(why="told as fact")
    wanted = DENIALS if found is Status.DISPUTED else DOUBTS
    following = finder.sentences[sentence.index + 1 : sentence.index + 1 + AHEAD]
    for other in (sentence, *following, *finder.sentences[max(0, sentence.index - BACK) : sentence.index]):
        for cue in wanted:
            match = _PATTERNS[cue].search(finder.text, other.start, other.end)
            if match:
                where = "in the sentence" if other is sentence else "near it"
                return Reason(why=f"'{match.group()}' {where}", spans=(match.span(),))
    why = "only one side tells it" if found is Status.CLAIMED else "the other side tells it differently"
    return Reason(why=why)
