"""Markdown tables of figures, one row a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.guide import Json

Cell = str | float | int | None
Row = dict[str, Cell]


def incident_row(name: str, result: Json, per_second: float | None) -> Row:
    """The main figures of bench.score: which incidents are found."""
    border = result["border kinds"]
    alarms = f"{result['of_these_with_false_alarm']} of {result['reports_without_incident']}"
    return {
        "set": name,
        "reports": result["reports"],
        "border P": border["precision"],
        "border R": border["recall"],
        "**border F1**": border["f1"],
        "all F1": result["overall"]["f1"],
        "group F1": result["kind relaxed to group"]["f1"],
        "date ignored": result["date ignored"]["f1"],
        "place ignored": result["place ignored"]["f1"],
        "false alarms": alarms,
        **({} if per_second is None else {"docs/s": f"{per_second:.0f}"}),
    }


def field_row(name: str, result: Json) -> Row:
    """How good the fields of matched incidents are."""
    return {"set": name, **{key.replace("_", " "): value for key, value in result["matched pairs"].items()}}


def toponym_row(name: str, result: dict[str, Json]) -> Row:
    """The figures of bench.score_toponyms: F1, and a rate for those found."""
    return {"set": name, **{key: figures.get("f1", figures.get("rate")) for key, figures in result.items()}}


def corpus_row(name: str, result: Json, per_second: float) -> Row:
    """The figures of bench.corpora."""
    return {
        "corpus": name,
        "articles": result["docs"],
        "recognised, F1": result["rec_exact"]["F1"],
        "resolved within 161 km of those found": result["matched"]["acc161"],
        "median km": result["matched"]["median_km"],
        "end to end, F1@161 km": result["e2e_prf161"]["F1"],
        **({} if per_second is None else {"docs/s": f"{per_second:.0f}"}),
    }


def markdown(rows: list[Row]) -> str:
    """A table with the keys of the first row as its head."""
    head = list(rows[0])
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *([_shown(row[key]) for key in head] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _shown(value: Cell) -> str:
    if value is None:
        return "n/a"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
