"""The bench of doers, numbers and status."""

from __future__ import annotations

from bench.fields import Told, error_book, row
from geo.incidents.reality import signs
from geo.incidents.text import sentences
from geo.incidents.triggers import Trigger
from scripts.field_cases import Case, Document


def told(initiator: str, quantities: dict[str, float], status: str) -> Told:
    text = "Guards fired."
    found = sentences(text)
    trigger = Trigger("warning_shots", 0, "fire", "past", 1, 1, 7, 12)
    case = Case(
        Document("a", 0, "", text, found, []),
        "warning_shots",
        found[0],
        trigger,
        signs(text, found[0], trigger, []),
        ("Kenyan guards",),
        (),
        {"shots": 10},
        "reported",
    )
    return Told(case, (initiator,) if initiator else (), (), quantities, status)


def test_what_is_right_scores_one() -> None:
    found = row("all", [told("Kenya", {"shots": 10}, "reported")])
    assert (found["initiator"], found["target"], found["quantity F1"]) == (1, 1, 1)


def test_what_is_wrong_scores_nothing_and_stands_in_the_error_book() -> None:
    wrong = told("Ghana", {"shots": 9}, "disputed")
    found = row("all", [wrong])
    assert (found["initiator"], found["quantity F1"], found["status macro-F1"]) == (0, 0, 0)
    assert error_book([wrong]).count("Guards fired.") == 3
