"""report → toponyms → resolutions → mentions → incidents, and on into a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geo.incidents import Models, Undated, extract, incident_from, merge
from geo.model import Incident, Mention, Period, Report, Resolution
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.store import Store

SLACK = timedelta(days=1)


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
    """What storing a report did: the number of its mentions, and of the incidents that they made or joined."""

    report_id: str
    is_new: bool
    mentions: int
    incidents: int


def parse(report: Report, gazetteer: Gazetteer | None = None, models: Models | None = None) -> Parsed:
    """Find the places and incidents of one report.

    Raises:
        GazetteerError: the compiled gazetteer is missing.
    """
    gazetteer = gazetteer or Gazetteer.open()
    toponyms = recognise(report.text, gazetteer)
    resolutions = resolve(report.text, toponyms, gazetteer, title=report.title)
    extraction = extract(report, resolutions, gazetteer, models)
    reports = {report.id: report}
    incidents = [incident_from((mention,), mention.id, reports) for mention in extraction.mentions]
    return Parsed(report, resolutions, extraction.mentions, incidents, extraction.undated)


def ingest(report: Report, store: Store, gazetteer: Gazetteer | None = None) -> IngestResult:
    """Parse a report and store it with its mentions and incidents; a report that is there already changes nothing.

    Raises:
        StoreError: the store cannot be written.
    """
    if store.has_report(report.id):
        return IngestResult(report.id, is_new=False, mentions=0, incidents=0)
    return store_parsed(parse(report, gazetteer), store)


def store_parsed(parsed: Parsed, store: Store) -> IngestResult:
    """Store what was found in a report, in one transaction: its mentions join the incidents that tell the same acts."""
    report, mentions = parsed.report, parsed.mentions
    with store.transaction():
        if store.has_report(report.id):
            return IngestResult(report.id, is_new=False, mentions=0, incidents=0)
        store.add_report(report)
        store.add_mentions(mentions)
        touched: set[str] = set()
        for kind in sorted({mention.kind for mention in mentions}):
            touched |= _join([mention for mention in mentions if mention.kind == kind], report, store)
    return IngestResult(report.id, is_new=True, mentions=len(mentions), incidents=len(touched))


def _join(mentions: list[Mention], report: Report, store: Store) -> set[str]:
    """Cluster new mentions of one kind with the stored ones near them in time, and put the incidents that changed."""
    founded: dict[str, str] = {}  # mention id -> id of the stored incident that holds it
    near: dict[str, Mention] = {}
    for mention in mentions:
        window = Period(start=mention.period.start - SLACK, end=mention.period.end + SLACK)
        for incident in store.candidates(mention.kind, window):
            for stored in store.mentions_of(incident.id):
                near[stored.id] = stored
                founded[stored.id] = incident.id
    new = {mention.id for mention in mentions}
    touched: set[str] = set()
    reports = {report.id: report}
    for cluster in merge([*near.values(), *mentions]):
        if not new & {one.id for one in cluster}:
            continue
        for one in cluster:
            if one.report_id not in reports and (found := store.report(one.report_id)):
                reports[one.report_id] = found
        ids = list(dict.fromkeys(founded[one.id] for one in cluster if one.id in founded))
        incident_id = ids[0] if ids else min(cluster, key=lambda one: one.trigger).id
        for other in ids[1:]:
            store.remove_incident(other, alias_of=incident_id)
        store.put_incident(incident_from(cluster, incident_id, reports))
        touched.add(incident_id)
    return touched
