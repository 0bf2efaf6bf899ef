"""report → toponyms → resolutions → mentions → incidents, and on into a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.incidents import EXTRACTOR, Models, Undated, extract, incident_from
from geo.places.gazetteer import Gazetteer
from geo.places.online.fallback import with_online
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.threshold import least_score
from geo.reports.language import is_read
from geo.review.joining import join
from geo.review.rebuild import take_in

if TYPE_CHECKING:
    from geo.model import Incident, Mention, Report, Resolution
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
        store.add_report(report, read_by=EXTRACTOR)
        store.add_mentions(mentions)
        touched = join(mentions, report, store)
    return IngestResult(
        report.id, is_new=True, mentions=len(mentions), incidents=len(touched), incident_ids=tuple(sorted(touched))
    )
