"""One name in its many spellings: the gazetteer knows it, and a text that has it means the same place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.places.hangul import bare_lengths
from geo.places.recognise import recognise
from geo.places.resolve import resolve
from geo.places.romanise import romanisations

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Place
    from geo.places.gazetteer import Gazetteer

APOSTROPHES = "'’‘ʼʻ`´"


def unmarked(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


SPELLINGS: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    str.title,
    unmarked,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: unicodedata.normalize("NFKC", name),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace("-", " "),
    lambda name: name.replace("-", "‑"),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: re.sub(f"[{APOSTROPHES}]", "", name),
    lambda name: re.sub(f"[{APOSTROPHES}]", "’", name),
    lambda name: name.replace(".", ""),
    lambda name: "\u200f".join(name),
]


@settings(deadline=None, max_examples=300)
@given(data=st.data(), spelling=st.sampled_from(SPELLINGS))
def test_every_place_is_known_by_every_spelling(
    gazetteer: Gazetteer, data: st.DataObject, spelling: Callable[[str], str]
) -> None:
    position = data.draw(st.integers(0, len(gazetteer.table) - 1))
    name = gazetteer.name_at(position)
    assume("ß" not in name)  # it is 'SS' in capitals
    assert gazetteer.place_at(position) in gazetteer.lookup(spelling(name))


KOREAN = {
    "개성": ("Gaeseong", "Kaesong"),
    "철원": ("Cheorwon", "Chorwon"),
    "연평도": ("Yeonpyeongdo", "Yonpyongdo"),
    "파주": ("Paju", "P'aju"),
    "판문점": ("Panmunjeom", "Panmunjom"),
    "평양": ("Pyeongyang", "Pyongyang"),
    "백령도": ("Baengnyeongdo", "Paengnyongdo"),
    "신의주": ("Sinuiju", "Shinuiju"),
}
MARKED = {
    "개성": ["Kaesŏng", "KAESONG", "Kae-song", "Gae-seong"],
    "철원": ["Ch'ŏrwŏn", "Ch’orwon", "Chŏrwŏn", "Cheor-won"],
    "연평도": ["Yŏnp'yŏng-do", "Yeonpyeong-do", "Yonp’yong-do", "Yeonpyeong Island"],
    "판문점": ["P'anmunjŏm", "P’anmunjom", "PANMUNJOM"],
    "평양": ["P'yŏngyang", "P’yongyang", "Pyong-yang"],
}


def meant(gazetteer: Gazetteer, text: str) -> list[tuple[str, Place | None]]:
    found = resolve(text, recognise(text, gazetteer), gazetteer)
    return [(one.toponym.surface, one.place) for one in found]


def place_of(gazetteer: Gazetteer, hangul: str) -> Place:
    """What the usual spelling of a Korean name means."""
    usual = KOREAN[hangul][1]
    (place,) = [place for name, place in meant(gazetteer, f"Guards stood near {usual} in Korea.") if name == usual]
    assert place is not None
    return place


@pytest.mark.parametrize(("hangul", "spelt"), [(hangul, spelt) for hangul, both in KOREAN.items() for spelt in both])
def test_both_koreas_spellings_mean_one_place(gazetteer: Gazetteer, hangul: str, spelt: str) -> None:
    found = dict(meant(gazetteer, f"Guards stood near {spelt} in Korea."))
    place = found.get(spelt)
    assert place is not None
    assert place.id == place_of(gazetteer, hangul).id


@pytest.mark.parametrize(("hangul", "spelt"), [(hangul, one) for hangul, ones in MARKED.items() for one in ones])
def test_marks_hyphens_and_capitals_change_nothing(gazetteer: Gazetteer, hangul: str, spelt: str) -> None:
    found = dict(meant(gazetteer, f"Guards stood near {spelt} in Korea."))
    place = found.get(spelt)
    assert place is not None
    assert place.id == place_of(gazetteer, hangul).id


@settings(deadline=None, max_examples=100)
@given(
    hangul=st.sampled_from(sorted(KOREAN)),
    particle=st.sampled_from(["에서", "에", "으로", "까지", "에서는", "에서도", "부터", "에서의"]),
    frame=st.sampled_from(["군인들이 {} 총격을 들었다.", "{} 풍선이 발견됐다.", "어제 {}, 주민이 말했다.", "({})"]),
)
def test_particles_are_no_part_of_a_name(gazetteer: Gazetteer, hangul: str, particle: str, frame: str) -> None:
    text = frame.format(hangul + particle)
    found = dict(meant(gazetteer, text))
    place = found.get(hangul)
    assert place is not None, text
    assert place.id == place_of(gazetteer, hangul).id


@pytest.mark.parametrize("text", ["수사를 했다.", "경기를 봤다.", "고성이 들렸다.", "대구를 먹었다.", "안내를 받았다."])
def test_short_words_that_are_also_names_are_left_alone(gazetteer: Gazetteer, text: str) -> None:
    assert meant(gazetteer, text) == []


@given(st.text(max_size=12) | st.text(alphabet="가각에서은는파주 ", max_size=12))
def test_what_is_left_of_a_word_is_its_beginning(word: str) -> None:
    assert all(2 <= length < len(word) for length in bare_lengths(word))


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6))
def test_every_hangul_name_is_spelt_in_plain_letters(hangul: str) -> None:
    spelt = romanisations(hangul)
    assert spelt
    assert all(one.isascii() and one.islower() for one in spelt)
