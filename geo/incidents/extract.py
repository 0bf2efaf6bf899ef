"""Report → mentions: acts of the text, each with date, place, actors, numbers, status and the sentence that says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.incidents.actors import ActorFinder
from geo.incidents.acts import ActModel, Reading
from geo.incidents.calibration import confidence
from geo.incidents.dates import find_dates
from geo.incidents.fields import FieldModels
from geo.incidents.losses import Losses
from geo.incidents.once import told_once
from geo.incidents.quantities import counted
from geo.incidents.reasons import reasons
from geo.incidents.roles import Roles
from geo.incidents.roles import roles as roles_of
from geo.incidents.standing import status
from geo.incidents.text import sentences as split
from geo.incidents.when import Calendar, When
from geo.incidents.where import Scene, Where
from geo.kinds import kind as kind_of
from geo.model import Evidence, Footprint, Mention, Report, Resolution
from geo.places.countries import country_name
from geo.places.grounds import reason as why_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.incidents.encoder import Reader
    from geo.incidents.rivals import Act
    from geo.incidents.text import Sentence
    from geo.model import Reason
    from geo.places.gazetteer import Gazetteer
    from geo.weights import LinearModel

EXTRACTOR = "3"
MAX_PERIOD_DAYS = 400
# Kind, place and days are together less likely right than this: on held-out reports F1 is highest (.561, without .554)
# where such acts are left out. The confidence is calibrated for acts that the encoder decided on.
LEAST_CONFIDENCE = 0.35


@dataclass(frozen=True, slots=True)
class Undated:
    """An act that was found but has no date, because the report has no publication date: the sentence that tells it."""

    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The mentions of a report, and the acts that need a publication date to become one."""

    mentions: list[Mention]
    undated: list[Undated]


@dataclass(frozen=True, slots=True)
class Models:
    """The trained models; None stands for those of data/weights."""

    acts: ActModel | None = None
    where: LinearModel | None = None
    encoder: Reader | None = None
    fields: FieldModels | None = None


def extract(
    report: Report, resolutions: Sequence[Resolution], gazetteer: Gazetteer, models: Models | None = None
) -> Extraction:
    """Extract the mentions of a report, in the order of its text; the same act told twice is one mention."""
    return _Extractor(report, resolutions, gazetteer, models or Models()).run()


class _Extractor:
    def __init__(self, report: Report, resolutions: Sequence[Resolution], gazetteer: Gazetteer, models: Models) -> None:
        text = report.text
        self.report, self.report_id, self.models = report, report.id, models
        self.sentences = split(text)
        dates = find_dates(text, report.published)
        self.calendar = Calendar(text, dates, self.sentences, report.published)
        self.reading = Reading(text, self.sentences, dates, resolutions)
        self.reading.hear(report.title, models.encoder)
        self.resolutions, self.gazetteer = resolutions, gazetteer
        self.fields = models.fields or FieldModels.load()

    @cached_property
    def scene(self) -> Scene:
        """The places; a report without acts has no need of it."""
        fits = self.reading.encoding.fit if self.reading.encoding else None
        return Scene(self.report.text, self.sentences, self.resolutions, self.gazetteer, fits)

    @cached_property
    def actors(self) -> ActorFinder:
        """Those who may have done it."""
        return ActorFinder(self.report.text, self.sentences, self.resolutions, self.report.title)

    @cached_property
    def losses(self) -> Losses:
        """The dead and hurt."""
        return Losses(self.actors)

    def run(self) -> Extraction:
        mentions: list[Mention] = []
        undated: list[Undated] = []
        for act in self.reading.acts(self.models.acts):
            whens = self.calendar.whens(act.sentence, act.trigger.start)
            if not whens:
                undated.append(Undated(act.kind, act.sentence.of(self.report.text)))
            mentions += [mention for when in whens for mention in self._mentions(act, when)]
        return Extraction(_numbered(told_once(mentions)), undated)

    def _mentions(self, act: Act, when: When) -> Iterator[Mention]:
        """What an act is on a date: one mention, or one for each place apart."""
        if when.period.days > MAX_PERIOD_DAYS:
            return
        roles = roles_of(self.actors, act.sentence, act.trigger, act.signs, self.fields.roles)
        for where in self.scene.wheres(act.sentence, act.trigger, roles, self.models.where):
            mention = self._mention(act, when, where, _state_as_doer(act.kind, roles, where))
            if mention.confidence >= LEAST_CONFIDENCE or not act.decided:
                yield mention

    def _mention(self, act: Act, when: When, where: Where, roles: Roles) -> Mention:
        sentence, trigger = act.sentence, act.trigger
        standing, standing_reason = status(self.actors, sentence, trigger, self.fields.status)
        numbers = counted(self.report.text, self.sentences, sentence.index, trigger, self.fields.quantities)
        lost = self.losses.of(sentence.index, trigger, numbers)
        return Mention(
            report_id=self.report_id,
            kind=act.kind,
            period=when.period,
            footprint=_footprint(where),
            place=where.place.name,
            country=where.place.country,
            evidence=Evidence(
                report_id=self.report_id, start=sentence.start, end=sentence.end, quote=sentence.of(self.report.text)
            ),
            trigger=(trigger.start, trigger.end),
            initiator=roles.initiator,
            target=roles.target,
            quantities={one.noun: one.value for one in numbers},
            losses=lost,
            status=standing,
            confidence=round(confidence(act.probability, where.score, when.certain), 3),
            reasons={
                **reasons(self.report.text, act, when, where, roles, numbers, lost, standing_reason),
                **self._names(where, sentence),
            },
            extractor=EXTRACTOR,
        )

    def _names(self, where: Where, sentence: Sentence) -> dict[str, Reason]:
        """Why the names of the place mean what they mean; under the name that `explain.FIELDS` has for it."""
        end = where.offset + len(where.surface)
        told = why_named(self.resolutions, where.offset, end, sentence.start, sentence.end)
        return {"names": told} if told else {}


def _state_as_doer(kind: str, roles: Roles, where: Where) -> Roles:
    """'The crossing was closed', 'three men were arrested': where nobody is named, the state in which it happened."""
    if roles.initiator or kind_of(kind).doer != "state" or len(where.place.countries) != 1:
        return roles
    doer = country_name(where.place.countries[0])
    return replace(roles, initiator=(doer,), initiator_spans=(), reason="nobody is named: the state where it happened")


def _footprint(where: Where) -> Footprint:
    return where.place.footprint


def _numbered(mentions: Sequence[Mention]) -> list[Mention]:
    """One word may tell two kinds of act ('fired' a clash and a shelling): the ordinal keeps their ids apart."""
    seen: Counter[int] = Counter()
    numbered = []
    for mention in mentions:
        numbered.append(replace(mention, ordinal=seen[mention.trigger[0]]))
        seen[mention.trigger[0]] += 1
    return numbered
