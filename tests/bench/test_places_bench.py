from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bench import places_figures, places_gold, places_systems
from bench.places_tables import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.model import Toponym
    from geo.places.gazetteer import Gazetteer

TEXT = "Guards in Paju met a Polish envoy from Seoul."


def name(surface: str, kind: str = "noun", **more: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    here = {"start": start, "end": start + len(surface), "surface": surface, "kind": kind}
    return {**here, "lat": 37.7, "lon": 126.8, "located": True, "geonameid": 1, **more}


class Fixed:
    """Finds two names, and puts every name where the gold has Paju."""

    def find(self, text: str) -> list[Toponym]:
        return [places_systems.toponym(text, text.index(word), text.index(word) + 4) for word in ("Paju", "from")]

    def locate(self, text: str, title: str, toponyms: Sequence[Toponym]) -> list[dict[str, Any]]:
        return [{"start": t.start, "end": t.end, "lat": 37.7, "lon": 126.8, "score": 0.75} for t in toponyms]


@pytest.fixture
def corpus(tmp_path: Path) -> places_gold.Corpus:
    toponyms = [name("Paju"), name("Seoul", lat=0.0, lon=0.0), name("Polish", "adj", lat=52.0, lon=19.5)]
    document = {"doc_id": "a", "title": "", "text": TEXT, "toponyms": toponyms}
    (tmp_path / "news.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    (tmp_path / "verbs.jsonl").write_text('{"text": "no corpus", "verb": [0, 2]}\n', encoding="utf-8")
    (found,) = places_gold.read_corpora(tmp_path)
    return found


def test_only_files_of_the_form_are_corpora(corpus: places_gold.Corpus, tmp_path: Path) -> None:
    assert corpus.name == "news"
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="holds no corpus"):
        places_gold.read_corpora(tmp_path / "empty")


def test_nouns_alone_are_in_the_main_figures(corpus: places_gold.Corpus) -> None:
    got = places_figures.measure(corpus, Fixed())
    assert (got["rec_exact"]["tp"], got["rec_exact"]["pred"], got["rec_exact"]["gold"]) == (1, 2, 2)
    assert got["gold_spans"]["acc161"] == 0.5
    assert got["e2e_prf161"]["R"] == 0.5
    assert got["judged"] == [(0.75, True), (0.75, False)]


def test_demonyms_are_told_apart(corpus: places_gold.Corpus) -> None:
    rows = {row["kind"]: row for row in places_figures.kinds_apart(corpus, [{"doc_id": "a", "toponyms": []}])}
    assert rows["adj"]["e2e"]["acc161"] == 1.0
    assert rows["noun"]["rec_overlap"]["R"] == 0.0


def test_what_is_a_country() -> None:
    assert places_gold.is_country({"surface": "the Netherlands"})
    assert places_gold.is_country({"surface": "Deutschland", "fcode": "PCLI"})
    assert not places_gold.is_country({"surface": "Georgia", "fcode": "ADM1"})
    assert not places_gold.is_country({"surface": "Seoul"})


def test_what_is_a_town_or_an_area() -> None:
    assert places_gold.is_town_or_area({"surface": "Paju", "geonameid": 7})
    assert not places_gold.is_town_or_area({"surface": "Imjin", "geonameid": 8, "fclass": "H"})
    assert not places_gold.is_town_or_area({"surface": "Market Square", "geonameid": None})


def test_calibration_error_by_hand() -> None:
    got = places_figures.reliability([(0.95, True), (0.95, False), (0.15, False), (1.0, True)])
    assert [row["n"] for row in got["bins"]] == [1, 3]
    assert got["ece"] == pytest.approx((abs(0.15 - 0) + 3 * abs(2.9 / 3 - 2 / 3)) / 4)
    assert places_figures.reliability([])["ece"] == 0.0


def test_a_country_goes_before_a_capital_before_the_most_populous(gazetteer: Gazetteer) -> None:
    system = places_systems.MostPopulous(gazetteer)
    text = "Georgia, London and Columbus"
    georgia, london, columbus = system.locate(text, "", system.find(text))
    assert 40 < georgia["lat"] < 44
    assert 51 < london["lat"] < 52
    assert 39 < columbus["lat"] < 41


def test_what_no_entry_is_near_to_cannot_be_right(corpus: places_gold.Corpus, gazetteer: Gazetteer) -> None:
    got = places_figures.reachable(corpus, gazetteer)  # Paju is where it is, Seoul lies in the Gulf of Guinea
    assert (got["names"], got["reachable"]) == (2, 0.5)
    assert (got["towns and areas"], got["of them reachable"]) == (2, 0.5)


def test_tables_say_what_is_left_out(corpus: places_gold.Corpus) -> None:
    row = {"system": "fixed", **places_figures.measure(corpus, Fixed())}
    cost = {"docs_per_cpu_second": 100.0, "peak_rss_mb": 90.0, "cold_start_s": 0.4}
    can = {"names": 2, "reachable": 0.5, "towns and areas": 2, "of them reachable": 0.5}
    part = {"systems": [row], "kinds": [], "reachable": can, "cost": cost, "spacy_docs_per_cpu_second": None}
    calibration = places_figures.reliability(row["judged"])
    shown = render(
        {
            "corpora": {"news": part},
            "own": {},
            "calibration": {"news": calibration, "all": calibration},
            "notes": [places_systems.SPACY_REASON],
        }
    )
    assert "### End to end, names in noun form" in shown
    assert "Our own sets" not in shown
    assert shown.endswith(places_systems.SPACY_REASON)
