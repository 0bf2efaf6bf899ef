"""Each form on varied phrases, and what holds for all of them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.geodesy import bearing_deg, cut_line, distance_m, distance_to_m, length_m, representative_point
from geo.model import Candidate, Footprint, Place, PlacePrecision, Resolution, Toponym
from geo.places.borders import line, shared_border
from geo.places.phrases import SpatialPhrase, spatial_phrases
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer

KOREA = " South Korea blamed North Korea."


def phrases(text: str, gazetteer: Gazetteer) -> list[SpatialPhrase]:
    return spatial_phrases(text, resolve(text, recognise(text, gazetteer), gazetteer), gazetteer)


def only(text: str, gazetteer: Gazetteer) -> SpatialPhrase:
    found = phrases(text, gazetteer)
    assert len(found) == 1, [one.surface for one in found]
    return found[0]


def town(name: str, lon: float, lat: float, country: str, radius_m: float = 2_000) -> Place:
    footprint = Footprint(geometry=shapely.Point(lon, lat), precision=PlacePrecision.LOCALITY, radius_m=radius_m)
    return Place(id=f"test:{name}", name=name, feature_class="town", countries=(country,), footprint=footprint)


def told(text: str, *places: Place) -> list[Resolution]:
    found = []
    for place in places:
        start = text.index(place.name)
        toponym = Toponym(surface=place.name, start=start, end=start + len(place.name))
        found.append(Resolution(toponym=toponym, chosen=Candidate(place=place, score=1)))
    return sorted(found, key=lambda one: one.toponym.start)


XVILLE, YTON = town("Xville", 127.2, 38.1, "KR"), town("Yton", 127.6, 38.1, "KR")


@pytest.mark.parametrize(
    ("words", "metres", "bearing"),
    [
        ("about 20 km north of", 20_000, 0),
        ("twenty kilometres to the south-east of", 20_000, 135),
        ("some 12 miles (19 km) northwest of", 19_312, 315),
        ("1,500 metres due west of", 1_500, 270),
        ("a few hundred metres south of", 300, 180),
        ("half a kilometre east of", 500, 90),
        ("3 to 5 kilometers NNE of the town of", 4_000, 22.5),
        ("a dozen km or so southwest of the besieged town of", 12_000, 225),
        ("twenty-five nautical miles northeast of", 46_300, 45),
        ("two and a half miles east of", 4_023, 90),
    ],
)
def test_so_far_and_that_way(words: str, metres: float, bearing: float, gazetteer: Gazetteer) -> None:
    text = f"Shells fell {words} Xville at night."
    (found,) = spatial_phrases(text, told(text, XVILLE), gazetteer)
    at = representative_point(found.place.footprint.geometry)
    assert found.relation == "bearing"
    assert found.surface.startswith(words.split()[0])
    assert found.surface.endswith("Xville")
    assert distance_m((127.2, 38.1), at) == pytest.approx(metres, rel=0.01)
    assert (bearing_deg((127.2, 38.1), at) - bearing + 180) % 360 - 180 == pytest.approx(0, abs=0.1)
    assert "Xville" in found.why


WAYS = ["north", "north-east", "east", "southeast", "south", "southwest", "west", "NW", "east-southeast"]
DEGREES = [0, 45, 90, 135, 180, 225, 270, 315, 112.5]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lon=st.floats(-179, 179), lat=st.floats(-70, 70), km=st.integers(1, 400),
    way=st.sampled_from(list(zip(WAYS, DEGREES, strict=True))),
)  # fmt: skip
def test_a_phrase_can_be_measured_back(
    lon: float, lat: float, km: int, way: tuple[str, float], gazetteer: Gazetteer
) -> None:
    text = f"It was {km} km {way[0]} of Xville."
    (found,) = spatial_phrases(text, told(text, town("Xville", lon, lat, "KR")), gazetteer)
    at = representative_point(found.place.footprint.geometry)
    assert distance_m((lon, lat), at) == pytest.approx(km * 1000, abs=1)
    assert (bearing_deg((lon, lat), at) - way[1] + 180) % 360 - 180 == pytest.approx(0, abs=0.01)
    assert found.place.footprint.radius_m >= 0.1 * km * 1000


def test_beyond_the_border_it_is_the_neighbours_country(gazetteer: Gazetteer) -> None:
    found = phrases("A blast was heard about 20 km north of Cheorwon." + KOREA, gazetteer)[0]
    assert found.place.countries == ("KP",)
    assert found.place.footprint.precision is PlacePrecision.DISTRICT


@pytest.mark.parametrize(
    ("text", "relation", "surface", "country"),
    [
        ("A convoy was hit 15 miles inside Syria from Akcakale, Turkey said.", "inside",
         "15 miles inside Syria from Akcakale", "SY"),
        ("Boats drifted off Yeonpyeong.", "off", "off Yeonpyeong", "KR"),
        ("A cutter sank 12 nautical miles off Sokcho.", "off", "12 nautical miles off Sokcho", "KR"),
        ("A net was cut off the western coast of Baengnyeong.", "off", "off the western coast of Baengnyeong", "KR"),
        ("Guards were shot at opposite Akhnoor, India said of Pakistan.", "opposite", "opposite Akhnoor", "PK"),
        ("Lights were seen across the river from Dandong in North Korea.", "opposite",
         "across the river from Dandong", "KP"),
        ("Lorries waited near the Medyka crossing in Poland.", "near", "near the Medyka crossing", "PL"),
        ("A drone fell close to the village of Cheorwon.", "near", "close to the village of Cheorwon", "KR"),
        ("Rockets hit the southern outskirts of Kherson.", "outskirts", "the southern outskirts of Kherson", "UA"),
        ("Fighters reached the outskirts of Goma.", "outskirts", "the outskirts of Goma", "CD"),
        ("Fire hit Ukrainian lines in the Pokrovsk direction.", "sector", "Pokrovsk direction", "UA"),
        ("A defector swam to the Chinese side of the Tumen.", "side", "the Chinese side of the Tumen", "CN"),
        ("Shots came from the Pakistani side of the Line of Control.", "side",
         "the Pakistani side of the Line of Control", "PK"),
    ],
)  # fmt: skip
def test_a_phrase_and_its_country(text: str, relation: str, surface: str, country: str, gazetteer: Gazetteer) -> None:
    found = {one.surface: one for one in phrases(text, gazetteer)}
    assert surface in found, list(found)
    assert found[surface].relation == relation
    assert found[surface].place.country == country
    assert found[surface].why.endswith(".")


@pytest.mark.parametrize(
    ("text", "surface", "relation", "border", "is_cut"),
    [
        ("Poland has soldiers along the border with Belarus.", "along the border with Belarus", "along", "BY-PL",
         False),
        ("Poland is wary of its border with Belarus.", "its border with Belarus", "along", "BY-PL", False),
        ("Wire runs along the Polish-Belarusian border.", "along the Polish-Belarusian border", "along", "BY-PL",
         False),
        ("Kenya shut the border between Kenya and Somalia.", "the border between Kenya and Somalia", "along", "KE-SO",
         False),
        ("Poland found a raft on the Belarusian border.", "on the Belarusian border", "along", "BY-PL", False),
        ("Armenia and Azerbaijan traded fire along the border.", "along the border", "along", "AM-AZ", False),
        ("Poland built a fence along the border with Belarus near Usnarz Gorny.",
         "along the border with Belarus near Usnarz Gorny", "along", "BY-PL", True),
        ("India and Pakistan traded fire in the Poonch sector.", "Poonch sector", "sector", "IN-PK", True),
        ("South Korea and North Korea faced each other on the central front.", "the central front", "front", "KP-KR",
         True),
        ("Guards saw balloons at the eastern end of the DMZ.", "the eastern end of the DMZ", "front", "KP-KR", True),
        ("Patrols between Attari and Hussainiwala were doubled in India, near Pakistan.",
         "between Attari and Hussainiwala", "between", "IN-PK", True),
        ("Guards patrolled the DMZ between Paju and Cheorwon.", "DMZ between Paju and Cheorwon", "between", "KP-KR",
         True),
    ],
)  # fmt: skip
def test_a_line_is_cut_only_where_the_text_says_where(
    text: str, surface: str, relation: str, border: str, is_cut: bool, gazetteer: Gazetteer
) -> None:
    found = {one.surface: one for one in phrases(text, gazetteer)}
    assert surface in found, list(found)
    place = found[surface].place
    whole = shared_border(*border.split("-"))
    assert whole is not None
    assert found[surface].relation == relation
    assert place.footprint.precision is (PlacePrecision.ON_LINE if is_cut else PlacePrecision.ALONG_LINE)
    share = length_m(place.footprint.geometry) / length_m(whole.footprint.geometry)
    assert share < 0.6 if is_cut else share == pytest.approx(1)
    assert distance_to_m(*representative_point(place.footprint.geometry), whole.footprint.geometry) < 2_500


def test_a_line_in_parts_rejoins(gazetteer: Gazetteer) -> None:
    fronts = [only(f"They held the {way} front." + KOREA, gazetteer).place for way in ("western", "central", "eastern")]
    total = sum(length_m(front.footprint.geometry) for front in fronts)
    assert total == pytest.approx(length_m(line("mdl").footprint.geometry), rel=1e-3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shares=st.lists(st.integers(0, 20).map(lambda n: n / 20), min_size=3, max_size=3, unique=True))
def test_a_stretch_cut_in_two_rejoins(shares: list[float], gazetteer: Gazetteer) -> None:
    mdl = replace(line("mdl"), name="Demarcation Line")
    geometry = shapely.LineString(mdl.footprint.geometry)
    points = [representative_point(cut_line(geometry, share, share)) for share in sorted(shares)]
    towns = [town(name, *point, "KR") for name, point in zip(("Aville", "Bton", "Cford"), points, strict=True)]

    def between(one: Place, other: Place) -> float:
        text = f"Nothing moved on the Demarcation Line between {one.name} and {other.name}."
        (found,) = spatial_phrases(text, told(text, mdl, one, other), gazetteer)
        assert len(found.anchors) == 3
        return length_m(found.place.footprint.geometry)

    a, b, c = towns
    assert between(a, b) + between(b, c) == pytest.approx(between(a, c), abs=1)


def test_waters_on_one_side_of_a_line(gazetteer: Gazetteer) -> None:
    found = only("A patrol boat sank in waters south of the NLL." + KOREA, gazetteer)
    nll = line("nll").footprint.geometry
    assert found.surface == "waters south of the NLL"
    assert found.place.footprint.geometry.geom_type in ("Polygon", "MultiPolygon")
    middle = representative_point(nll)
    geometry = found.place.footprint.geometry
    assert geometry.intersects(shapely.Point(middle[0], middle[1] - 0.05))
    assert not geometry.intersects(shapely.Point(middle[0], middle[1] + 0.05))


def test_a_distance_from_a_line_moves_it(gazetteer: Gazetteer) -> None:
    found = only("Shells landed 4 km north of the Blue Line, Lebanon said.", gazetteer)
    was = line("blue-line").footprint.geometry
    assert found.place.footprint.precision is PlacePrecision.ALONG_LINE
    assert found.place.footprint.geometry.bounds[3] - was.bounds[3] == pytest.approx(4 / 111, rel=0.1)


def test_two_towns_away_from_a_border_are_joined_by_a_line(gazetteer: Gazetteer) -> None:
    found = only("The balloon came down between Suwon and Daejeon in South Korea.", gazetteer)
    assert found.place.footprint.precision is PlacePrecision.ALONG_LINE
    assert found.place.footprint.geometry.geom_type == "LineString"


def test_halfway_is_as_far_from_both(gazetteer: Gazetteer) -> None:
    text = "The train stopped halfway between Xville and Yton."
    (found,) = spatial_phrases(text, told(text, XVILLE, YTON), gazetteer)
    at = representative_point(found.place.footprint.geometry)
    assert found.relation == "halfway"
    assert distance_m((127.2, 38.1), at) == pytest.approx(distance_m((127.6, 38.1), at), rel=1e-6)


def test_a_length_is_no_distance(gazetteer: Gazetteer) -> None:
    found = only("Poland has fenced 180 km of the border with Belarus.", gazetteer)
    assert found.surface == "the border with Belarus"
    inside = only("Poland closed the woods within 200 metres of the border with Belarus.", gazetteer)
    assert (inside.relation, inside.place.footprint.radius_m) == ("near", pytest.approx(240))


def test_a_river_that_crosses_a_border_is_not_the_border(gazetteer: Gazetteer) -> None:
    assert [one.relation for one in phrases("Wire runs along the Imjin River." + KOREA, gazetteer)] == []
    (found,) = phrases("China has cameras along the Tumen River, across from North Korea.", gazetteer)
    assert (found.relation, found.place.countries) == ("along", ("CN", "KP"))


def test_a_distance_from_the_border_at_a_town(gazetteer: Gazetteer) -> None:
    found = only("Poland found a camp a few hundred metres from the border at Kuznica, facing Belarus.", gazetteer)
    border = shared_border("PL", "BY")
    assert border is not None
    assert found.surface == "a few hundred metres from the border at Kuznica"
    assert distance_to_m(*representative_point(found.place.footprint.geometry), border.footprint.geometry) < 1
    assert found.place.footprint.radius_m < 10_000


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Seoul and Pyongyang failed, South Korea said.",
        "Israel cut off Gaza City and sealed off Rafah.",
        "Sources close to Moscow denied it.",
        "Storms hit Daejeon and the north of Gyeonggi in South Korea.",
        "Polish border guards met Belarusian officials in the border town.",
        "A war between Russia and Ukraine is a war too many.",
        "The price rose by 3.25, 4.50 percent.",
        "Chapter 12, verse 14, of the book.",
        "",
    ],
)
def test_no_place_is_made_of_other_words(text: str, gazetteer: Gazetteer) -> None:
    assert phrases(text, gazetteer) == []


PIECES = [
    "about 20 km north of Cheorwon", "off Yeonpyeong", "between Sokcho and Goseong", "the central front",
    "along the border with Belarus", "Poland", "🛰️ \u202eЖ\u202c", "opposite Akhnoor", "37.9560 N, 126.6770 E",
    "the border between", "near", "5 km from", "Xville", "\n", "\u0000", "and", "of the DMZ", "the Chinese side",
]  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_spans_equal_their_text_and_never_overlap(text: str, gazetteer: Gazetteer) -> None:
    found = phrases(text, gazetteer)
    for one in found:
        assert text[one.start : one.end] == one.surface == one.surface.strip()
        assert not one.place.footprint.geometry.is_empty
        assert all(text[a:b] for a, b in one.anchors)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert phrases(text, gazetteer) == found


def test_a_phrase_refuses_offsets_that_do_not_fit() -> None:
    with pytest.raises(InputError, match="cannot stand"):
        SpatialPhrase(start=3, end=5, surface="off", place=XVILLE, relation="off")


@pytest.mark.parametrize(("names", "filler"), [(10_000, 1), (200, 310)])
def test_ten_thousand_names_or_five_megabytes(names: int, filler: int, gazetteer: Gazetteer) -> None:
    dry = "The council met and the weather stayed dry for most of the week in the valley. " * filler
    text = "".join(f"{dry}Shells fell 5 km north of Xville. " for _ in range(names))
    places, start = [], -1
    while (start := text.find("Xville", start + 1)) >= 0:
        toponym = Toponym(surface="Xville", start=start, end=start + 6)
        places.append(Resolution(toponym=toponym, chosen=Candidate(place=XVILLE, score=1)))
    found = spatial_phrases(text, places, gazetteer)
    assert len(found) == len(places) == names
    assert {one.surface for one in found} == {"5 km north of Xville"}
