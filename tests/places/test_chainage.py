"""Kilometres along lines: laws on made-up lines, and what they say on the borders that we have."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geodesy
from geo.places import borders
from geo.places.chainage import Chainage

_NEAR_KM = 0.01
DEMARCATION = borders.line("mdl").footprint.geometry


@st.composite
def lines(draw: st.DrawFn) -> shapely.LineString:
    """Lines that run eastward, so that they never meet themselves."""
    lon, lat = draw(st.floats(-170, 150)), draw(st.floats(-70, 70))
    points = [(lon, lat)]
    for _ in range(draw(st.integers(1, 6))):
        lon, lat = lon + draw(st.floats(0.05, 0.8)), lat + draw(st.floats(-0.4, 0.4))
        points.append((lon, lat))
    return shapely.LineString(points)


def cut_in_two(line: shapely.LineString) -> shapely.MultiLineString:
    return shapely.MultiLineString([geodesy.cut_line(line, 0, 0.4), geodesy.cut_line(line, 0.6, 1)])


def turned(line: geodesy.Line) -> geodesy.Line:
    parts = [part.reverse() for part in reversed(shapely.get_parts(line))]
    return parts[0] if len(parts) == 1 else shapely.MultiLineString(parts)


@settings(max_examples=60, deadline=None)
@given(lines(), st.floats(0, 1))
def test_a_point_on_the_line_is_its_own_foot(line: shapely.LineString, share: float) -> None:
    measured = Chainage(line)
    km = share * measured.length_km
    foot = measured.foot(*measured.at(km))
    assert foot.km == pytest.approx(km, abs=_NEAR_KM)
    assert foot.gap_km == pytest.approx(0, abs=_NEAR_KM)


@settings(max_examples=60, deadline=None)
@given(lines(), st.floats(-2, 2), st.floats(-2, 2), st.floats(0, 60_000))
def test_feet_and_stretches_stay_on_the_line(line: shapely.LineString, east: float, north: float, r: float) -> None:
    measured = Chainage(line)
    lon, lat = line.coords[0][0] + east, line.coords[0][1] + north
    foot, extent = measured.foot(lon, lat), measured.spread(lon, lat, r)
    assert 0 <= extent.from_km <= foot.km <= extent.to_km <= measured.length_km
    assert foot.gap_km == pytest.approx(geodesy.distance_to_m(lon, lat, line) / 1000, rel=2e-3, abs=_NEAR_KM)
    wider = measured.spread(lon, lat, r + 1000)
    assert wider.from_km <= extent.from_km + 1e-9
    assert extent.to_km <= wider.to_km + 1e-9


@settings(max_examples=60, deadline=None)
@given(lines(), st.floats(0, 1), st.floats(0, 1))
def test_kilometres_grow_along_the_line(line: shapely.LineString, a: float, b: float) -> None:
    measured = Chainage(line)
    low, high = (share * measured.length_km for share in sorted((a, b)))
    assert measured.foot(*measured.at(low)).km <= measured.foot(*measured.at(high)).km + _NEAR_KM


@settings(max_examples=60, deadline=None)
@given(lines(), st.floats(0, 1), st.floats(0, 30_000), st.booleans())
def test_the_line_turned_round_counts_from_the_other_end(
    line: shapely.LineString, share: float, radius_m: float, parted: bool
) -> None:
    there = cut_in_two(line) if parted else line
    onward, back = Chainage(there), Chainage(turned(there))
    lon, lat = onward.at(share * onward.length_km)
    assert back.length_km == pytest.approx(onward.length_km)
    assert back.foot(lon, lat).km == pytest.approx(onward.length_km - onward.foot(lon, lat).km, abs=_NEAR_KM)
    one, other = onward.spread(lon, lat, radius_m), back.spread(lon, lat, radius_m)
    assert other.from_km == pytest.approx(onward.length_km - one.to_km, abs=_NEAR_KM)
    assert other.to_km == pytest.approx(onward.length_km - one.from_km, abs=_NEAR_KM)


def test_a_circle_on_a_straight_line_spreads_by_its_radius() -> None:
    parallel = Chainage(shapely.LineString([(10, 50), (14, 50)]))
    km = parallel.foot(12, 50.1).km
    extent = parallel.spread(12, 50.1, 20_000)
    assert (extent.from_km, extent.to_km) == (pytest.approx(km - 20, abs=0.01), pytest.approx(km + 20, abs=0.01))


def test_the_space_between_two_parts_has_no_kilometres() -> None:
    parted = Chainage(shapely.MultiLineString([[(10, 50), (11, 50)], [(12, 50), (13, 50)]]))
    (gap,) = parted.gaps
    assert gap.km == pytest.approx(parted.length_km / 2, abs=0.01)
    assert gap.across_km == pytest.approx(geodesy.distance_m((11, 50), (12, 50)) / 1000, rel=1e-4)
    assert parted.foot(11.4, 50).km == pytest.approx(gap.km)
    assert parted.foot(11.4, 50).gap_km == pytest.approx(geodesy.distance_m((11.4, 50), (11, 50)) / 1000, rel=1e-4)


def test_lengths_are_those_of_geodesy() -> None:
    for line_id in ("mdl", "nll", "border:CA-US"):
        geometry = borders.line(line_id).footprint.geometry
        assert Chainage(geometry).length_km == pytest.approx(geodesy.length_m(geometry) / 1000, rel=1e-4)


def test_areas_and_stretches_cast_a_shadow_where_they_are_near() -> None:
    measured = Chainage(DEMARCATION)
    part = measured.shadow(geodesy.cut_line(DEMARCATION, 0.25, 0.5), reach_km=1)
    assert part is not None
    assert part.from_km == pytest.approx(0.25 * measured.length_km, abs=0.5)
    assert part.to_km == pytest.approx(0.5 * measured.length_km, abs=0.5)
    assert part.gap_km == 0
    lon, lat = measured.at(100)
    area = measured.shadow(geodesy.circle(lon, lat, 5_000), reach_km=30)
    assert area is not None
    assert area.from_km < 100 < area.to_km
    assert measured.shadow(geodesy.circle(127, 33, 5_000), reach_km=30) is None


def test_boxes_hold_what_is_in_reach() -> None:
    measured = Chainage(DEMARCATION)
    boxes = [shapely.box(*box) for box in measured.boxes(reach_km=30, longest_km=60)]
    assert len(boxes) == 4
    assert shapely.union_all(boxes).contains(geodesy.buffer_m(DEMARCATION, 29_900))


def test_a_line_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="no length"):
        Chainage(shapely.LineString([(10, 50), (10, 50)]))
