"""What is asked of a store, and the date rule: once as pure functions, once as SQL built from the same numbers.

Both ends of a filter are included. An incident is kept if its period overlaps the filter. It is *uncertain* if it
overlaps, is not contained in it, and lasts more than twice the filter's days plus three. A filter with an open end has
no number of days, so it makes nothing uncertain.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely
import sqlalchemy as sa

from geo.errors import InputError, PeriodError
from geo.kinds import groups, kind, kinds
from geo.model import Period, Review, Status
from geo.store.functions import DaysApart, InBox, InRegion, NearBox, Unindexed
from geo.store.region import Corners, Near, check_corners, region, written
from geo.store.search import clauses
from geo.store.tables import REJECTED, incident_mentions, incidents, mentions, reports
from geo.store.words import parse_search

if TYPE_CHECKING:
    from datetime import date

Box = tuple[float, float, float, float]
Clause = sa.ColumnElement[bool]
EVERY_REVIEW = frozenset(Review)


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A filter: days (both included), kinds and groups (none: all), box (west, south, east, north) in degrees, words.

    `words` is a search as in `geo.store.words`; empty, it keeps everything. `review` is what people decided; empty, it
    keeps everything but what was rejected. A box whose west is greater than its east crosses the antimeridian, as in
    RFC 7946. `near` and `area` (corners in degrees) keep what their ground meets. `actor` is a part of the name of
    either side, `publisher` a part of the name of somebody who reports it, whatever the case (of letters of ASCII).
    `sources` and `confidence` are the least that is asked.
    """

    since: date | None = None
    until: date | None = None
    certain_dates: bool = False
    kinds: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[str] = field(default_factory=frozenset)
    bbox: Box | None = None
    words: str = ""
    review: frozenset[Review] = field(default_factory=frozenset)
    statuses: frozenset[Status] = field(default_factory=frozenset)
    near: Near | None = None
    area: Corners = ()
    actor: str = ""
    publisher: str = ""
    sources: int = 0
    confidence: float = 0.0

    def __post_init__(self) -> None:
        """Refuse an upside-down range, an unknown kind or group, a box that is none, a search that cannot be read."""
        if self.since and self.until and self.until < self.since:
            raise PeriodError(f"The filter ends ({self.until}) before it starts ({self.since}): swap the two days.")
        for name in self.kinds:
            kind(name)
        if unknown := self.groups - set(groups()):
            raise InputError(f"There is no group {min(unknown)!r}: use one of {', '.join(groups())}.")
        if self.bbox is not None:
            check_box(self.bbox)
        if self.words:
            parse_search(self.words)
        if self.area:
            check_corners(self.area)
        if not 0 <= self.confidence <= 1:
            raise InputError(f"A confidence of {self.confidence} is none: give 0 to 1.")

    @property
    def wanted(self) -> frozenset[str] | None:
        """The kinds that pass both the kind and the group filter, or None for all."""
        if not self.kinds and not self.groups:
            return None
        of_groups = {k.id for k in kinds().values() if k.group.id in self.groups} if self.groups else set(kinds())
        return frozenset(of_groups & self.kinds if self.kinds else of_groups)

    @property
    def longest_certain(self) -> int | None:
        """Days that a period may last beyond the filter's edges and still be certain; None: any."""
        if self.since is None or self.until is None:
            return None
        return 2 * ((self.until - self.since).days + 1) + 3


def check_box(box: Box) -> None:
    """Refuse a box that is not west, south, east, north in degrees.

    Raises:
        InputError: not four finite numbers, or south above north.
    """
    if len(box) != 4 or not all(math.isfinite(side) for side in box):
        raise InputError(f"The box {box} is not four numbers: give west, south, east, north in degrees.")
    if not -90 <= box[1] <= box[3] <= 90:
        raise InputError(
            f"The box {box} has its south above its north or beyond a pole: give west, south, east, north."
        )


def world_boxes(box: Box) -> list[tuple[Box, float]]:
    """The box as one or two boxes within ±180°, each with the degrees to add to come back to the asked world copy."""
    west, south, east, north = box
    if west > east:
        east += 360
    if east - west >= 360:
        return [((-180.0, south, 180.0, north), 0.0)]
    shift = 360.0 * math.floor((west + 180) / 360)
    west, east = west - shift, east - shift
    if east <= 180:
        return [((west, south, east, north), shift)]
    return [((west, south, 180.0, north), shift), ((-180.0, south, east - 360, north), shift + 360)]


def matches(query: Query, period: Period) -> bool:
    """Does a period pass the query's dates?"""
    overlaps = (query.until is None or period.start <= query.until) and (
        query.since is None or query.since <= period.end
    )
    return overlaps and not (query.certain_dates and is_uncertain(query, period))


def is_uncertain(query: Query, period: Period) -> bool:
    """Does the period overlap the filter without being bound to it (see the module's rule)?"""
    if query.since is None or query.until is None or query.longest_certain is None:
        return False
    asked = Period(start=query.since, end=query.until)
    return period.overlaps(asked) and not period.within(asked) and period.days > query.longest_certain


def where(query: Query, *, placed: bool = False) -> Clause:
    """The SQL of the whole query over `incidents`; `placed`: beside it stands a box for the representative points."""
    parts: list[Clause] = [_overlaps(query), reviewed(query)]
    if query.certain_dates:
        parts.append(sa.not_(uncertain(query)))
    if query.wanted is not None:
        # A box leaves fewer rows than kinds do: the index that begins with positions shall serve both.
        placed = placed or query.bbox is not None
        told = Unindexed(incidents.c.kind) if placed else incidents.c.kind
        parts.append(told.in_(sorted(query.wanted)))
    if query.bbox is not None:
        parts.append(sa.or_(*(InBox(*box) for box, _ in world_boxes(query.bbox))))
    if query.words:
        parts += clauses(query.words)
    return sa.and_(*parts, *_told(query), *_within(query))


def _told(query: Query) -> list[Clause]:
    """The SQL of what reports tell: sides, status, who reports it, how many, how sure."""
    row = incidents.c
    parts: list[Clause] = []
    if query.statuses:
        parts.append(row.status.in_(sorted(query.statuses)))
    if query.actor:
        name = json.dumps(query.actor, ensure_ascii=False)[1:-1]
        sides = (sa.type_coerce(side, sa.Text) for side in (row.initiator, row.target))
        parts.append(sa.or_(*(side.icontains(name, autoescape=True) for side in sides)))
    if query.publisher:
        links, told, origin = incident_mentions.c, mentions.c, reports.c
        by = sa.select(links.incident_id).join(mentions, told.id == links.mention_id)
        by = by.join(reports, origin.id == told.report_id)
        publisher = sa.type_coerce(origin.publisher, sa.Text)
        parts.append(row.id.in_(by.where(publisher.icontains(query.publisher, autoescape=True))))
    if query.sources > 1:
        parts.append(row.sources >= query.sources)
    if query.confidence:
        parts.append(row.confidence >= query.confidence)
    return parts


def _within(query: Query) -> list[Clause]:
    """The SQL of the ground: the spatial index chooses the rows, the geometry decides."""
    ground = region(query.near, query.area)
    if ground is None:
        return []
    boxes = [part.bounds for part in shapely.get_parts(ground)]
    if not boxes:
        return [sa.false()]
    return [sa.or_(*(NearBox(*box) for box in boxes)), InRegion(written(ground))]


def reviewed(query: Query) -> Clause:
    """The SQL of what people decided; few are rejected, and an index of their own finds those."""
    if query.review:
        return incidents.c.review.in_(sorted(query.review)) if query.review != EVERY_REVIEW else sa.true()
    hidden = incidents.alias("hidden")
    return incidents.c.fid.not_in(sa.select(hidden.c.fid).where(hidden.c.review == REJECTED))


def uncertain(query: Query) -> Clause:
    """The SQL of `is_uncertain`."""
    if query.since is None or query.until is None or query.longest_certain is None:
        return sa.false()
    row = incidents.c
    outside = sa.or_(row.start < query.since, row.end > query.until)
    return sa.and_(_overlaps(query), outside, DaysApart(row.start, row.end) + 1 > query.longest_certain)


def _overlaps(query: Query) -> Clause:
    parts: list[Clause] = [sa.true()]
    if query.until is not None:
        parts.append(incidents.c.start <= query.until)
    if query.since is not None:
        parts.append(incidents.c.end >= query.since)
    return sa.and_(*parts)
