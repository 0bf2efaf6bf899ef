"""Score place names against a corpus of news articles in which they are marked (LGL, GeoWebNews).

usage: python -m bench.corpora GOLD.jsonl PREDICTIONS.jsonl [--json] [--kinds noun,adj,embedded]

GOLD: {"doc_id", "text", "toponyms": [{"start", "end", "lat", "lon", "kind", "located"}]} a line.
PREDICTIONS: {"doc_id", "toponyms": [{"start", "end", "lat", "lon"}]} a line; lat and lon null: recognised, unresolved.

Recognition counts every gold toponym of the wanted kinds, located or not; predictions that only hit a toponym of an
unwanted kind are ignored. Resolution counts located ones: `matched` those whose span was found exactly and which got
a coordinate, `e2e` all of them, where one not found or not resolved is a miss.

AUC is the trapezoid over the sorted ln(1 + d_km) / (ln(MAX_KM) (n - 1)); lower is better (Jurgens et al. 2015; as in
Gritta et al. 2019, 'A Pragmatic Guide to Geoparsing Evaluation').
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from bench.guide import Json

MAX_KM = 20039.0  # half of the Earth's circumference
NEAR_KM = 161.0  # 100 miles
EARTH_KM = 6371.0088
KINDS = ("noun", "adj", "embedded")


@dataclass
class Tally:
    """What was found and how far off it lies, summed over documents."""

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlapping: int = 0
    located: int = 0
    with_point: int = 0
    matched_km: list[float] = field(default_factory=list)
    found_km: list[float] = field(default_factory=list)

    def add(self, wanted: list[Json], unwanted: list[Json], predicted: list[Json]) -> None:
        """Count one document."""
        pairs = match(wanted, predicted)
        hit = {j for _, j, _ in pairs}
        ignored = {j for j, p in enumerate(predicted) if j not in hit and any(_common(o, p) > 0 for o in unwanted)}
        self.gold += len(wanted)
        self.predicted += len(predicted) - len(ignored)
        self.overlapping += len(pairs)
        self.exact += sum(exact for *_, exact in pairs)
        self.with_point += sum(p.get("lat") is not None for j, p in enumerate(predicted) if j not in ignored)
        self.located += sum(bool(g["located"]) for g in wanted)
        for i, j, exact in pairs:
            self._add_pair(wanted[i], predicted[j], exact=exact)

    def _add_pair(self, gold: Json, predicted: Json, *, exact: bool) -> None:
        if predicted.get("lat") is None:
            return
        if not gold["located"]:
            self.with_point -= 1  # no gold coordinate: neither right nor wrong
            return
        km = haversine_km(gold["lon"], gold["lat"], predicted["lon"], predicted["lat"])
        self.found_km.append(km)
        if exact:
            self.matched_km.append(km)


def evaluate(gold: list[Json], predictions: list[Json], kinds: Collection[str] = KINDS) -> Json:
    """Figures of recognition, of resolution and of both together."""
    by_id = {document["doc_id"]: document["toponyms"] for document in predictions}
    tally = Tally()
    for document in gold:
        toponyms = [t for t in document["toponyms"] if not t.get("bad_offset")]
        wanted = [t for t in toponyms if t["kind"] in kinds]
        unwanted = [t for t in toponyms if t["kind"] not in kinds]
        tally.add(wanted, unwanted, by_id.get(document["doc_id"], []))
    near = sum(km <= NEAR_KM for km in tally.found_km)
    return {
        "docs": len(gold),
        "rec_exact": shares(tally.exact, tally.predicted, tally.gold),
        "rec_overlap": shares(tally.overlapping, tally.predicted, tally.gold),
        "matched": distances(tally.matched_km, len(tally.matched_km)),
        "e2e": distances(tally.found_km, tally.located),
        "e2e_prf161": shares(near, tally.with_point, tally.located),
    }


def match(gold: list[Json], predicted: list[Json]) -> list[tuple[int, int, bool]]:
    """One-to-one pairs (gold index, predicted index, exact) of overlapping spans: exact first, then longest."""
    candidates = [
        ((g["start"], g["end"]) != (p["start"], p["end"]), -_common(g, p), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if _common(g, p) > 0
    ]
    used_gold, used_predicted = set(), set()
    pairs: list[tuple[int, int, bool]] = []
    for inexact, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j, not inexact))
    return pairs


def haversine_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance on a sphere."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return EARTH_KM * 2 * math.asin(min(1.0, math.sqrt(half)))


def auc(kms: list[float]) -> float:
    """Area under the curve of sorted log distances, in [0, 1]; NaN for fewer than two."""
    if len(kms) < 2:
        return math.nan
    logs = sorted(math.log(1.0 + min(km, MAX_KM)) for km in kms)
    return sum((logs[i] + logs[i + 1]) / 2 for i in range(len(logs) - 1)) / (math.log(MAX_KM) * (len(logs) - 1))


def shares(hits: int, predicted: int, gold: int) -> Json:
    """Precision, recall and F1 with their counts."""
    p = hits / predicted if predicted else 0.0
    r = hits / gold if gold else 0.0
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0, "tp": hits, "pred": predicted, "gold": gold}


def distances(kms: list[float], total: int) -> Json:
    """Figures of distances; of `total` names those without one are misses."""
    near = sum(km <= NEAR_KM for km in kms)
    return {
        "n": total,
        "answered": len(kms) / total if total else 0.0,
        "acc161": near / total if total else 0.0,
        "median_km": statistics.median(kms) if kms else None,
        "mean_km": statistics.fmean(kms) if kms else None,
        "auc": auc(kms + [MAX_KM] * (total - len(kms))),
    }


def format_figures(result: Json) -> str:
    """The result as text for a terminal."""
    lines = []
    for key in ("rec_exact", "rec_overlap", "e2e_prf161"):
        v = result[key]
        counts = f"(tp {v['tp']} pred {v['pred']} gold {v['gold']})"
        lines.append(f"{key:12s} P {v['P']:.3f} R {v['R']:.3f} F1 {v['F1']:.3f}  {counts}")
    for key in ("matched", "e2e"):
        v = result[key]
        median = None if v["median_km"] is None else round(v["median_km"], 1)
        mean = None if v["mean_km"] is None else round(v["mean_km"])
        shown = f"n {v['n']} answered {v['answered']:.3f} Acc@161 {v['acc161']:.3f} AUC {v['auc']:.3f}"
        lines.append(f"{key:12s} {shown} median {median} km mean {mean} km")
    return "\n".join(lines)


def read_documents(path: Path) -> list[Json]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def corpus_paths(folder: Path) -> list[Path]:
    """The files of a folder that are corpora of this form: JSON Lines, the first with "doc_id", "text" and "toponyms".

    Raises:
        ValueError: there is none.
    """
    found = [path for path in sorted(folder.glob("*.jsonl")) if _is_corpus(path)]
    if not found:
        raise ValueError(f"{folder} holds no corpus: name a folder with lgl.jsonl, gwn.jsonl or others of their form.")
    return found


def _is_corpus(path: Path) -> bool:
    with path.open(encoding="utf-8") as stream:
        try:
            first = json.loads(stream.readline())
        except ValueError:
            return False
    return isinstance(first, dict) and first.keys() >= {"doc_id", "text", "toponyms"}


def main(argv: list[str] | None = None) -> int:
    """Command line entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kinds", default=",".join(KINDS))
    args = parser.parse_args(argv)
    result = evaluate(read_documents(args.gold), read_documents(args.predictions), args.kinds.split(","))
    print(json.dumps(result, indent=1) if args.json else format_figures(result))
    return 0


def _common(a: Json, b: Json) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


if __name__ == "__main__":
    sys.exit(main())
