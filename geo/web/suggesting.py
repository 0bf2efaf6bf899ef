"""What a passage that somebody selected seems to tell: kind, days, place, numbers, as the start of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.incidents.dates import find_dates
from geo.incidents.figures import figures
from geo.incidents.text import sentences as split
from geo.incidents.triggers import GAP_WORDS, default_lexicon
from geo.incidents.when import Calendar
from geo.model.forms import QUANTITY, footprint_form, period_form
from geo.places.phrases import spatial_phrases
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.text import Sentence
    from geo.model import Place, Report, Resolution
    from geo.places.gazetteer import Gazetteer

_MOST_NUMBERS = 4


def resolutions(report: Report, gazetteer: Gazetteer) -> list[Resolution]:
    """The place names of a report and what they mean, by the gazetteer alone."""
    return resolve(report.text, recognise(report.text, gazetteer), gazetteer, title=report.title)


def suggest(report: Report, start: int, end: int, named: Sequence[Resolution], gazetteer: Gazetteer) -> dict[str, Any]:
    """The fields that a passage tells, in their JSON form (`geo.model.forms`); what it does not tell is left out.

    Args:
        report: the report.
        start: offset of the first character of the passage in its text.
        end: offset behind the last one.
        named: what the report's place names mean.
        gazetteer: for places that are no names.
    """
    sentences = split(report.text)
    inside = [one for one in sentences if one.start < end and start < one.end]
    form: dict[str, Any] = {}
    kind, offset = _kind(inside, start, end)
    if kind:
        form["kind"] = kind
    if inside:
        calendar = Calendar(report.text, find_dates(report.text, report.published), sentences, report.published)
        home = next((one for one in inside if one.start <= offset < one.end), inside[0])
        if when := calendar.when(home, offset):
            form["period"] = period_form(when.period)
    if place := _place(report.text, start, end, named, gazetteer):
        form |= {"place": place.name, "country": place.country, "footprint": footprint_form(place.footprint)}
    return form | dict(_numbers(report.text, inside, start, end))


def _kind(inside: Sequence[Sentence], start: int, end: int) -> tuple[str, int]:
    """The kind that the first word of a rule in the passage tells, '' for none; and where that word stands.

    A rule that wants another word near is believed only if that stands close: a person reads on from what is filled in.
    """
    found = [one for sentence in inside for one in default_lexicon().triggers(sentence, {})]
    close = [one for one in found if start <= one.start and one.end <= end and one.distance <= GAP_WORDS]
    first = min(close, key=lambda one: (not one.near, one.start), default=None)
    return (first.kind, first.start) if first else ("", start)


def _place(text: str, start: int, end: int, named: Sequence[Resolution], gazetteer: Gazetteer) -> Place | None:
    """The most exact place of the passage, words like 'north of Paju' first; else the one named last before it."""
    for phrase in spatial_phrases(text, named, gazetteer):
        if start <= phrase.start and phrase.end <= end:
            return phrase.place
    told = [(one.toponym, one.place) for one in named if one.place and not one.toponym.metonym]
    inside = [place for toponym, place in told if start <= toponym.start and toponym.end <= end]
    if inside:
        return min(inside, key=lambda place: place.footprint.precision.rank)
    before = [place for toponym, place in told if toponym.end <= start and place.feature_class != "country"]
    return before[-1] if before else None


def _numbers(text: str, inside: Sequence[Sentence], start: int, end: int) -> Iterator[tuple[str, float]]:
    """The numbers that the passage writes out, with what they count; each noun once."""
    found: dict[str, float] = {}
    for sentence in inside:
        for one in figures(text, sentence):
            if one.source == "number" and one.noun and start <= one.start and one.end <= end:
                found.setdefault(one.noun, one.value)
    for noun, value in list(found.items())[:_MOST_NUMBERS]:
        yield QUANTITY + noun, value
