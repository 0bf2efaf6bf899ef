"""Between the nouns and the rows of the tables, both ways and exactly."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo.errors import AlteredError, InputError
from geo.geodesy import representative_point
from geo.kinds import shown_kind
from geo.model import (
    Citation,
    DatePrecision,
    Disagreement,
    Evidence,
    Footprint,
    Incident,
    Loss,
    Mention,
    Period,
    PlacePrecision,
    Reason,
    Report,
    Review,
    Status,
)

if TYPE_CHECKING:
    from sqlalchemy import RowMapping as Row


def report_row(report: Report) -> dict[str, Any]:
    """The columns of a report."""
    return {
        name: getattr(report, name) for name in ("id", "text", "title", "publisher", "url", "published", "language")
    }


def report_of(row: Row) -> Report:
    """The report of a row.

    Raises:
        AlteredError: another program took its text away.
    """
    try:
        return Report(**{name: row[name] for name in ("text", "title", "publisher", "url", "published", "language")})
    except InputError as error:
        raise AlteredError(
            f"The report {row['id'][:12]} is not what was stored, another program changed it: restore the store from a "
            "back-up."
        ) from error


def _told_row(told: Mention | Incident) -> dict[str, Any]:
    return {
        "geom": told.footprint.geometry,
        "id": told.id,
        "kind": told.kind,
        "group": shown_kind(told.kind).group.id,
        "start": told.period.start,
        "end": told.period.end,
        "date_precision": told.period.precision.value,
        "place": told.place,
        "country": told.country,
        "place_precision": told.footprint.precision.value,
        "radius_m": told.footprint.radius_m,
        "initiator": list(told.initiator),
        "target": list(told.target),
        "quantities": dict(told.quantities),
        "losses": [_loss_form(loss) for loss in told.losses],
        "status": told.status.value,
        "confidence": told.confidence,
    }


def _told_of(row: Row) -> dict[str, Any]:
    precision = PlacePrecision(row["place_precision"])
    return {
        "kind": row["kind"],
        "period": Period(start=row["start"], end=row["end"], precision=DatePrecision(row["date_precision"])),
        "footprint": Footprint(geometry=row["geom"], precision=precision, radius_m=row["radius_m"]),
        "place": row["place"],
        "country": row["country"],
        "initiator": tuple(row["initiator"]),
        "target": tuple(row["target"]),
        "quantities": row["quantities"],
        "losses": tuple(map(_loss_of, row["losses"])),
        "status": Status(row["status"]),
        "confidence": row["confidence"],
    }


def _loss_form(loss: Loss) -> dict[str, Any]:
    """A loss as JSON: only the numbers that are told."""
    return {name: value for name, value in asdict(loss).items() if value not in ((), None)}


def _loss_of(form: dict[str, Any]) -> Loss:
    return Loss(**form | {"spans": tuple((start, end) for start, end in form.get("spans", ()))})


def mention_row(mention: Mention) -> dict[str, Any]:
    """The columns of a mention.

    Raises:
        InputError: its evidence is of another report.
    """
    evidence = mention.evidence
    if evidence.report_id != mention.report_id:
        raise InputError(f"The mention {mention.id} cites another report than its own: cite {mention.report_id}.")
    return _told_row(mention) | {
        "report_id": mention.report_id,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "quote": evidence.quote,
        "trigger_start": mention.trigger[0],
        "trigger_end": mention.trigger[1],
        "reasons": {name: _reason_form(reason) for name, reason in mention.reasons.items()},
        "ordinal": mention.ordinal,
        "extractor": mention.extractor,
    }


def _reason_form(reason: Reason) -> dict[str, Any]:
    """A reason as JSON: only what it has, so that the column stays readable."""
    return {name: value for name, value in asdict(reason).items() if value not in ((), None)}


def _reason_of(form: dict[str, Any] | str) -> Reason:
    """The reason of a JSON value; stores of the first version hold its words alone."""
    if isinstance(form, str):
        return Reason(why=form)
    return Reason(
        why=form["why"],
        spans=tuple((start, end) for start, end in form.get("spans", ())),
        score=form.get("score"),
        others=tuple((name, score) for name, score in form.get("others", ())),
    )


def evidence_of(row: Row) -> Evidence:
    """The evidence of a mention's row."""
    return Evidence(
        report_id=row["report_id"], start=row["evidence_start"], end=row["evidence_end"], quote=row["quote"]
    )


def mention_of(row: Row) -> Mention:
    """The mention of a row."""
    return Mention(
        report_id=row["report_id"],
        evidence=evidence_of(row),
        trigger=(row["trigger_start"], row["trigger_end"]),
        reasons={name: _reason_of(form) for name, form in row["reasons"].items()},
        ordinal=row["ordinal"],
        extractor=row["extractor"],
        **_told_of(row),
    )


def citation_of(row: Row) -> Citation:
    """The citation of a mention's row joined with its report's."""
    return Citation(
        evidence=evidence_of(row),
        publisher=row["publisher"],
        url=row["url"],
        published=row["published"],
        title=row["title"],
    )


def incident_row(incident: Incident, reports: int) -> dict[str, Any]:
    """The columns of an incident that `reports` reports tell of; `lon`, `lat` are its representative point."""
    lon, lat = representative_point(incident.footprint.geometry)
    return _told_row(incident) | {
        "review": incident.review.value,
        "reports": reports,
        "sources": incident.sources,
        "disagreeing": list(incident.disagreeing),
        "disagreements": [asdict(one) for one in incident.disagreements],
        "lon": lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180,
        "lat": lat,
    }


def incident_of(row: Row, mention_ids: tuple[str, ...], citations: tuple[Citation, ...]) -> Incident:
    """The incident of a row with what is joined to it."""
    return Incident(
        id=row["id"],
        review=Review(row["review"]),
        sources=row["sources"],
        disagreeing=tuple(row["disagreeing"]),
        disagreements=tuple(map(Disagreement.of, row["disagreements"])),
        version=row["version"],
        mention_ids=mention_ids,
        citations=citations,
        **_told_of(row),
    )
