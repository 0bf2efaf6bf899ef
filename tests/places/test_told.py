from __future__ import annotations

from collections import Counter

from geo.places.told import Neighbours, read_setting


def test_a_setting_counts_countries_by_their_words() -> None:
    setting = read_setting("Jordanian officers flew to Jordan. Syria was silent.", "Jordan speaks")
    assert setting.countries == Counter({"JO": 3, "SY": 1})
    assert setting.forms["jordan", "JO"] == 2
    assert setting.forms["jordanian", "JO"] == 1
    assert ("syria", "SY") in setting.opening


def test_what_stands_late_is_no_opening() -> None:
    text = "Nothing is told here. " * 20 + "Peru called."
    assert not read_setting(text, "").opening
    assert read_setting(text, "").countries == Counter({"PE": 1})


def test_a_country_in_the_sentence_is_told_here() -> None:
    text = "Lebanese soldiers came to Tripoli. Tripoli slept. Libya and Egypt protested in Tripoli."
    spots = [(start, start + 7) for start in range(len(text)) if text.startswith("Tripoli", start)]
    beside = Neighbours(text).beside("tripoli", spots)
    assert (beside.mentions, beside.bare) == (3, 1)
    assert beside.here == Counter({"LB": 1, "LY": 1, "EG": 1})
    assert beside.only == Counter({"LB": 1})
    assert beside.before == Counter({"LB": 2, "EG": 1})
    assert beside.close["EG"] == 1


def test_a_name_does_not_tell_of_itself() -> None:
    text = "Georgia won. Georgia lost."
    beside = Neighbours(text).beside("georgia", [(0, 7), (13, 20)])
    assert not beside.here
    assert beside.bare == 2


def test_a_text_without_countries() -> None:
    assert not read_setting("No country at all.", "").countries
    assert Neighbours("A town.").beside("town", [(2, 6)]).bare == 1
