"""Two ways anyone would try first, for comparison: a trigger word, then a rule of thumb for when and where."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from shapely.geometry import mapping

from geo.incidents.features import best_trigger, unreal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.guide import Json
    from geo.incidents.features import SentenceView
    from geo.model import Resolution
    from scripts.training import Example


def first_place(example: Example) -> list[Json]:
    """Each triggered kind of a sentence on the day of publication, at the first place of the report."""
    places = [one for one in example.resolutions if one.place]
    day = example.gold["published"]
    return [_incident(kind, day, places[0], view, example) for view, kind in _told(example)] if places else []


def nearest_place(example: Example) -> list[Json]:
    """Each triggered kind of a sentence on the first date of the sentence, at the place nearest to the trigger."""
    places = [one for one in example.resolutions if one.place]
    made = []
    for view, kind in _told(example) if places else ():
        trigger = best_trigger(view, kind)
        offset = trigger[0].start if trigger else view.sentence.start
        nearest = min(places, key=lambda one: abs(one.toponym.start - offset))
        made.append(_incident(kind, _first_day(view, example), nearest, view, example))
    return made


def _told(example: Example) -> Iterator[tuple[SentenceView, str]]:
    for view in example.reading.views:
        for kind in view.kinds:
            trigger = best_trigger(view, kind)
            if trigger and not unreal(trigger[1]):
                yield view, kind


def _first_day(view: SentenceView, example: Example) -> str:
    published = dt.date.fromisoformat(example.gold["published"])
    for one in example.reading.dates:
        if view.sentence.start <= one.start < view.sentence.end and one.period and not one.future:
            return one.period.start.isoformat()
    return published.isoformat()


def _incident(kind: str, day: str, where: Resolution, view: SentenceView, example: Example) -> Json:
    if where.place is None:
        raise ValueError(f"{where.toponym.surface!r} has no place.")
    return {
        "kind": kind,
        "start": day,
        "end": day,
        "geometry": mapping(where.place.footprint.geometry),
        "status": "reported",
        "initiator": [],
        "quantities": {},
        "evidence": view.sentence.of(example.report.text),
    }
