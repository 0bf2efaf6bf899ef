"""The tables of bench.places, from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import tables

if TYPE_CHECKING:
    from bench.guide import Json

_KINDS = {
    "country": "countries",
    "noun": "other names in noun form",
    "embedded": "inside another name",
    "adj": "demonyms and adjectives",
}


def render(result: Json) -> str:
    """All tables as Markdown, in the order in which the docs have them."""
    measured = [(corpus, row) for corpus, part in result["corpora"].items() for row in part["systems"]]
    parts = [
        ("Recognition, names in noun form", [_recognition(corpus, row) for corpus, row in measured]),
        ("Resolution of spans that were found exactly", [_distances(c, row, "matched") for c, row in measured]),
        ("Resolution on gold spans", [_gold_spans(corpus, row) for corpus, row in measured]),
        (
            "How much of it can be right at all",
            [{"corpus": c, **part["reachable"]} for c, part in result["corpora"].items()],
        ),
        ("End to end, names in noun form", [_end_to_end(corpus, row) for corpus, row in measured]),
        ("Kinds apart", [_kind(c, row) for c, part in result["corpora"].items() for row in part["kinds"]]),
        ("Our own sets", [tables.toponym_row(name, figures) for name, figures in result["own"].items()]),
        ("Are the scores true chances?", [_calibration(c, part) for c, part in result["calibration"].items()]),
        ("The same, by score, over all corpora", result["calibration"]["all"]["bins"]),
        ("Cost on one core", [_cost(corpus, part) for corpus, part in result["corpora"].items()]),
    ]
    text = "\n\n".join(f"### {title}\n\n{tables.markdown(rows)}" for title, rows in parts if rows)
    return "\n\n".join([text, *result["notes"]])


def _recognition(corpus: str, row: Json) -> tables.Row:
    exact, overlap = row["rec_exact"], row["rec_overlap"]
    return {
        **_head(corpus, row),
        "names": exact["gold"],
        **{f"exact {key}": exact[key] for key in ("P", "R", "F1")},
        **{f"overlapping {key}": overlap[key] for key in ("P", "R", "F1")},
    }


def _distances(corpus: str, row: Json, which: str) -> tables.Row:
    figures = row[which]
    return {
        **_head(corpus, row),
        "names": figures["n"],
        "Acc@161 km": figures["acc161"],
        "median km": _km(figures["median_km"]),
        "mean km": _km(figures["mean_km"]),
        "AUC": figures["auc"],
    }


def _gold_spans(corpus: str, row: Json) -> tables.Row:
    return {
        **_distances(corpus, row, "gold_spans"),
        "towns and areas, n": row["gold_spans_towns_and_areas"]["n"],
        "towns and areas, Acc@161 km": row["gold_spans_towns_and_areas"]["acc161"],
        "countries, Acc@161 km": row["gold_spans_countries"]["acc161"],
    }


def _end_to_end(corpus: str, row: Json) -> tables.Row:
    both = row["e2e_prf161"]
    return {
        **_distances(corpus, row, "e2e"),
        "P@161": both["P"],
        "R@161": both["R"],
        "**F1@161**": both["F1"],
    }


def _kind(corpus: str, row: Json) -> tables.Row:
    return {
        "corpus": corpus,
        "kind": _KINDS[row["kind"]],
        "names": row["rec_overlap"]["gold"],
        "found, overlapping R": row["rec_overlap"]["R"],
        "with a position": row["e2e"]["n"],
        "end to end, Acc@161 km": row["e2e"]["acc161"],
        "median km": _km(row["e2e"]["median_km"]),
    }


def _calibration(name: str, part: Json) -> tables.Row:
    return {"corpus": name, "answers": part["n"], "expected calibration error": part["ece"]}


def _cost(corpus: str, part: Json) -> tables.Row:
    cost, ner = part["cost"], part["spacy_docs_per_cpu_second"]
    return {
        "corpus": corpus,
        "docs/s": f"{cost['docs_per_cpu_second']:.0f}",
        "spaCy's names alone, docs/s": f"{ner:.1f}" if ner else "n/a",
        "times": f"{cost['docs_per_cpu_second'] / ner:.1f}" if ner else "n/a",
        "peak RSS, MB": f"{cost['peak_rss_mb']:.0f}",
        "cold start, s": f"{cost['cold_start_s']:.2f}",
    }


def _head(corpus: str, row: Json) -> tables.Row:
    return {"corpus": corpus, "system": row["system"]}


def _km(km: float | None) -> str | None:
    return None if km is None else f"{km:.0f}" if km >= 100 else f"{km:.1f}"
