"""JSON Lines of gold and of predictions."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bench.guide import Json


def read_lines(path: Path) -> list[Json]:
    """The objects of a JSON Lines file, each with an id.

    Raises:
        ValueError: a line is no object with an id; the message gives its number.
    """
    objects = []
    # split at newlines alone: texts may hold other line separators
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}:{number}: no JSON: {error.msg}") from error
        if not _has_id(value):
            raise ValueError(f"{path}:{number}: not an object with a text 'id'")
        objects.append(value)
    return objects


def read_predictions(path: Path, key: str) -> dict[str, list[Json]]:
    """Report id -> the objects under `key`; several lines of one report add up.

    Raises:
        ValueError: a report has no list of objects there.
    """
    predictions: dict[str, list[Json]] = defaultdict(list)
    for line in read_lines(path):
        values = line.get(key)
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise ValueError(f"{path}: report {line['id']}: '{key}' is not a list of objects")
        predictions[line["id"]] += values
    return dict(predictions)


def refuse_unknown(gold: list[Json], predictions: dict[str, list[Json]]) -> None:
    """Refuse predictions for reports that are not in the gold set.

    Raises:
        ValueError: there are such; the message names some.
    """
    unknown = set(predictions) - {report["id"] for report in gold}
    if unknown:
        raise ValueError(f"predictions for unknown reports: {sorted(unknown)[:5]}")


def _has_id(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)
