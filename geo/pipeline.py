"""report → toponyms → resolutions → mentions → incidents, and on into a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from geo.incidents import Models, Undated, extract, incident_from, merge
from geo.incidents.merge import within_reach
from geo.places.gazetteer import Gazetteer
from geo.places.online.fallback import with_online
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.threshold import least_score
from geo.reports.language import is_read
from geo.review.machine import regrouped
from geo.review.rebuild import take_in
from geo.review.replay import replay
from geo.review.settle import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.model import Edit, Incident, Mention, Report, Resolution
    from geo.store import Store


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report with all that was found in it; `undated` are acts that would need a publication date."""

    report: Report
    resolutions: list[Resolution]
    mentions: list[Mention]
    incidents: list[Incident]
    undated: list[Undated]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What storing a report did: the number of its mentions, and of the incidents that they made, joined or parted."""

    report_id: str
    is_new: bool
    mentions: int
    incidents: int
    incident_ids: tuple[str, ...] = field(default=(), compare=False)


def parse(
    report: Report, gazetteer: Gazetteer | None = None, models: Models | None = None, least: float | None = None
) -> Parsed:
    """Find the places and incidents of one report; in a language that is not read only the places.

    Args:
        report: what to read.
        gazetteer: where its names are looked up; default: that of the project.
        models: what extracts its incidents; default: those of data/weights.
        least: a name whose best place scores less stays without one; default: what the environment says, else the
            ranker's own judgement (geo.places.threshold).

    Raises:
        GazetteerError: the compiled gazetteer is missing.
        InputError: the online geocoder is switched on with a setting that cannot be used, or `least` is no score.
    """
    gazetteer = gazetteer or Gazetteer.open()
    least = least_score(least)
    toponyms = recognise(report.text, gazetteer)
    resolutions = with_online(resolve(report.text, toponyms, gazetteer, report.title, least), least)
    if not is_read(report.language):
        return Parsed(report, resolutions, [], [], [])
    extraction = extract(report, resolutions, gazetteer, models)
    reports = {report.id: report}
    incidents = [incident_from((mention,), mention.id, reports) for mention in extraction.mentions]
    return Parsed(report, resolutions, extraction.mentions, incidents, extraction.undated)


def ingest(
    report: Report, store: Store, gazetteer: Gazetteer | None = None, least: float | None = None
) -> IngestResult:
    """Parse a report and store it with its mentions and incidents; a report that is there already changes nothing.

    `gazetteer` and `least` are as in `parse`.

    Raises:
        StoreError: the store cannot be written.
    """
    if store.has_report(report.id):
        return IngestResult(report.id, is_new=False, mentions=0, incidents=0)
    return store_parsed(parse(report, gazetteer, least=least), store)


def store_parsed(parsed: Parsed, store: Store) -> IngestResult:
    """Store what was found in a report, in one transaction: its mentions join the incidents that tell the same acts."""
    report, mentions = parsed.report, parsed.mentions
    with store.transaction():
        if store.has_report(report.id):
            return IngestResult(report.id, is_new=False, mentions=0, incidents=0)
        take_in(store)
        store.add_report(report)
        store.add_mentions(mentions)
        touched: set[str] = set()
        for kind in sorted({mention.kind for mention in mentions}):
            touched |= _join([mention for mention in mentions if mention.kind == kind], report, store)
    return IngestResult(
        report.id, is_new=True, mentions=len(mentions), incidents=len(touched), incident_ids=tuple(sorted(touched))
    )


def _join(mentions: list[Mention], report: Report, store: Store) -> set[str]:
    """Cluster new mentions of one kind with the stored ones that they reach, and settle the incidents that change.

    A newcomer may part mentions that were one incident, each part becomes one. What a person decided on holds
    together, and two such incidents stay two.
    """
    held = within_reach(mentions, store.mentions_near, store.mentions_of)
    decided = {one for one, edits in store.edits_of(held).items() if replay(edits).decisions}
    groups = {mention.id: one for one in decided for mention in held[one]}
    clusters = merge([*chain.from_iterable(held.values()), *mentions], groups=groups)
    edits: list[Edit] = []
    for cluster, (incident_id, merged) in zip(clusters, _ids(clusters, held, decided), strict=True):
        edits += regrouped(incident_id, cluster, held, merged)
    if not edits:
        return set()
    known = {one.id: one for one in chain.from_iterable([*held.values(), mentions])}
    return set(settle(store, edits, known=known, reports={report.id: report}))


def _ids(
    clusters: list[tuple[Mention, ...]], held: Mapping[str, list[Mention]], decided: Collection[str]
) -> list[tuple[str, list[str]]]:
    """For each cluster the id of its incident, and the ids of others that it swallows.

    An incident goes where its founding mention is, else where its first mention is; one that a person decided on
    swallows the others. A cluster to which none goes is new, with the id of its own first mention.
    """
    place = {one.id: number for number, cluster in enumerate(clusters) for one in cluster}
    claims: list[list[str]] = [[] for _ in clusters]
    for incident_id, mentions in held.items():
        if mentions:
            home = place[mentions[0].id]
            claims[home if incident_id in decided else place.get(incident_id, home)].append(incident_id)
    for claim in claims:
        claim.sort(key=lambda one: one not in decided)
    fresh = [min(cluster, key=lambda one: (one.trigger, one.id)).id for cluster in clusters]
    return [(claim[0], claim[1:]) if claim else (own, []) for claim, own in zip(claims, fresh, strict=True)]
