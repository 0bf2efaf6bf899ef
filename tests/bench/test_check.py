from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from bench import check
from bench.__main__ import OWN
from bench.check_rules import report_errors, report_warnings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "On Monday two shells fell near Aville, the army said. Nobody was hurt, and the border stayed open all day."
POINT = {"type": "Point", "coordinates": [127.0, 38.0]}


def report() -> dict[str, Any]:
    toponym = {"surface": "Aville", "start": 31, "end": 37, "name": "Aville", "country": "KR"}
    incident = {
        "kind": "shelling",
        "start": "2024-06-17",
        "end": "2024-06-17",
        "place": "Aville",
        "geometry": POINT,
        "tolerance_km": 15,
        "initiator": [],
        "target": [],
        "status": "reported",
        "quantities": {"shells": 2},
        "evidence": "On Monday two shells fell near Aville, the army said.",
    }
    return {
        "id": "r1",
        "title": "Shells",
        "text": TEXT,
        "published": "2024-06-18",
        "language": "en",
        "region": "korea",
        "style": "wire",
        "toponyms": [{**toponym, "geometry": POINT, "tolerance_km": 15}],
        "incidents": [incident],
        "not_incidents": [],
    }


def test_a_sound_report_has_no_errors() -> None:
    assert report_errors(report()) == []
    assert report_warnings(report()) == []


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("published",), "June", "not sane"),
        (("region",), "moon", "unknown region"),
        (("text",), "Short.", "too short"),
        (("toponyms", 0, "start"), 30, "does not give 'Aville'"),
        (("toponyms", 0, "country"), "Korea", "country 'Korea'"),
        (("toponyms", 0, "metonym"), False, "metonym"),
        (("incidents", 0, "kind"), "party", "unknown kind"),
        (("incidents", 0, "end"), "2024-06-16", "after end"),
        (("incidents", 0, "end"), "2024-06-20", "after publication"),
        (("incidents", 0, "geometry"), {"type": "Point", "coordinates": [38.0, 127.0]}, "out of range"),
        (("incidents", 0, "tolerance_km"), 0, "tolerance_km"),
        (("incidents", 0, "quantities"), {"shells": "two"}, "names to numbers"),
        (("incidents", 0, "evidence"), "It never said so.", "not verbatim"),
        (("incidents",), [], "neither incidents nor"),
    ],
)
def test_each_breach_of_the_guide_is_named(path: tuple[str | int, ...], value: object, part: str) -> None:
    broken: Any = report()
    holder = broken
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    assert any(part in error for error in report_errors(broken)), report_errors(broken)


def test_an_incident_told_twice_is_an_error_and_a_wrong_weekday_a_warning() -> None:
    twice = report()
    twice["incidents"].append(copy.deepcopy(twice["incidents"][0]))
    assert any("given twice" in error for error in report_errors(twice))
    late = report()
    late["incidents"][0].update(start="2024-06-18", end="2024-06-18")
    assert "evidence says ['Monday']" in report_warnings(late)[0]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps(report()) + "\n")
    assert check.main([str(path)]) == 0
    assert "1 reports (0 without incident), 1 incidents, 1 toponyms (0 metonyms)" in capsys.readouterr().out
    path.write_text(json.dumps(report()) + "\n{broken\n" + json.dumps(report()) + "\n")
    assert check.main([str(path), "--quiet"]) == 1
    assert "line 2" in capsys.readouterr().out


@pytest.mark.parametrize("fold", ["train", "test"])
def test_our_gold_sets_follow_the_guide(fold: str) -> None:
    assert check.main([str(OWN / f"{fold}.jsonl"), "--quiet"]) == 0
