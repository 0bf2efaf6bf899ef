"""Why a mention says what it says, why mentions are one incident, and why a sentence tells an act or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.acts import Reading
from geo.incidents.dates import find_dates
from geo.incidents.pairs import features, probability
from geo.incidents.text import sentences as split
from geo.weights import LinearModel, model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.incidents.acts import ActModel
    from geo.incidents.features import SentenceView
    from geo.incidents.rivals import Weighed
    from geo.model import Mention, Reason, Report, Resolution

FIELDS = {
    "kind": "What",
    "period": "When",
    "footprint": "Where",
    "names": "Which place",
    "initiator": "Who",
    "target": "Against whom",
    "quantities": "Numbers",
    "losses": "Who lost how many",
    "status": "Status",
}
REACH = 48  # characters of context on each side of a quote
MOST_GROUNDS = 3
_SIGNS = {
    "modal": "'may', 'will' or the like before it",
    "negated": "negated",
    "intended": "planned, wanted, asked for or feared",
    "conditional": "under a condition",
    "infinitive": "'to' before it",
    "perfect": "'has done'",
    "pluperfect": "'had done'",
    "passive": "in the passive",
    "quoted": "inside a quotation",
    "question": "a question",
    "reported": "somebody says so",
}
_GROUNDS = {
    "same day": "the same day",
    "shared days": "days in common",
    "same name": "the same place name",
    "same name, not wide": "the same place name",
    "both wide": "both somewhere in the same wide area",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report with a little of what stands before and after them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Joining:
    """Why a mention stands in an incident: the mention that it fits best, how likely both tell one act, and grounds."""

    mention: Mention
    fits: Mention
    probability: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one kind that a sentence has a word of; `why` is empty where it became an incident."""

    sentence: str
    kind: str
    words: str
    probability: float
    signs: tuple[str, ...]
    why: str = ""


def likely(share: float) -> str:
    """A confidence in words: 'about 7 of 10 such findings are right'."""
    tenths = round(share * 10)
    if tenths in (0, 10):
        return f"{'fewer than 1' if tenths == 0 else 'more than 9'} of 10 such findings are right"
    return f"about {tenths} of 10 such findings are right"


def because(reason: Reason) -> str:
    """A reason in one line, with how well the value fits and what came next."""
    parts = [reason.why]
    if reason.score is not None:
        parts.append(f"fits at {reason.score:.2f}")
    if reason.others:
        parts.append("next best: " + ", ".join(f"{name} ({score:.2f})" for name, score in reason.others))
    return "; ".join(parts)


def quotes(text: str, spans: Iterable[tuple[int, int]]) -> list[Quote]:
    """The words that a reason rests on, in their context; spans that the text does not hold are left out."""
    return [_quote(text, start, end) for start, end in spans if 0 <= start < end <= len(text)]


def _quote(text: str, start: int, end: int) -> Quote:
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    if len(before) == REACH and start > REACH:
        before = "… " + before.partition(" ")[2]
    if len(after) == REACH and end + REACH < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Quote(before, text[start:end], after)


def joinings(mentions: Sequence[Mention], weights: LinearModel | None = None) -> list[Joining]:
    """For each mention of an incident after the first, why it is told to be the same act."""
    weights = weights or model("merge")
    found = []
    for position, mention in enumerate(mentions[1:], start=1):
        best = max(mentions[:position], key=lambda one: probability(mention, one, weights))
        grounds = _grounds(mention, best, weights)
        found.append(Joining(mention, best, probability(mention, best, weights), grounds))
    return found


def _grounds(a: Mention, b: Mention, weights: LinearModel) -> tuple[str, ...]:
    """What speaks most for a pair, in words."""
    weighed = [
        (float(weights.weights[row, 0]) * value, name)
        for name, value in features(a, b).items()
        if (row := weights.index.get(name)) is not None
    ]
    spoken = [_GROUNDS.get(name, name) for weight, name in sorted(weighed, reverse=True) if weight > 0]
    return tuple(dict.fromkeys(spoken))[:MOST_GROUNDS]


def verdicts(
    report: Report, resolutions: Sequence[Resolution], mentions: Iterable[Mention], acts: ActModel | None = None
) -> list[Verdict]:
    """For every sentence with a word of some kind, what was decided of it, in the order of the text.

    Args:
        report: the text.
        resolutions: its places.
        mentions: what was extracted from it.
        acts: the model that extracted them; None for that of data/weights.
    """
    sentences = split(report.text)
    reading = Reading(report.text, sentences, find_dates(report.text, report.published), resolutions)
    reading.hear(report.title)
    told = list(mentions)
    return [_verdict(report, reading.views[one.act.sentence.index], one, told) for one in reading.weighed(acts)]


def _verdict(report: Report, view: SentenceView, one: Weighed, told: Sequence[Mention]) -> Verdict:
    act = one.act
    signs = [_SIGNS[name] for name in act.signs.names()]
    signs += [words for holds, words in ((view.history, "a bare year"), (view.future, "a date to come")) if holds]
    return Verdict(
        sentence=act.sentence.of(report.text),
        kind=act.kind,
        words=report.text[act.trigger.start : act.trigger.end],
        probability=act.probability,
        signs=tuple(signs),
        why=one.why_not or _lost(report, one, told),
    )


def _lost(report: Report, one: Weighed, told: Sequence[Mention]) -> str:
    """Why an act that counts is no mention of its own."""
    same = [mention for mention in told if mention.kind == one.act.kind]
    if any(mention.trigger[0] == one.act.trigger.start for mention in same):
        return ""
    if report.published is None:
        return "no date: give the day of publication"
    if same:
        return "the same act is told elsewhere in the report"
    return "no place or no usable date for it in the report, or none that is likely enough"
