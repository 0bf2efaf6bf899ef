"""The files of the borders: data/borders.zip, read one border at a time, lines drawn by hand, and the named lines."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import shapely

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parents[2] / "data"
MAPPED, DRAWN = "OpenStreetMap", "drawn by hand for this project"


@cache
def named_rows() -> Mapping[str, Any]:
    """The rows of data/lines.toml by their id.

    Raises:
        DataError: the file cannot be read.
    """
    path = DATA / "lines.toml"
    try:
        return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name} cannot be read ({error}): restore it from the repository.") from error


@cache
def members() -> Mapping[str, Any]:
    """What is known of each line: `countries`, `name`, `note`; those drawn by hand have `within_km`, too.

    Raises:
        DataError: a file cannot be read.
    """
    return MappingProxyType({**json.loads(read("index.json")), **{key: _told(row) for key, row in _drawn().items()}})


def is_shared(key: str) -> bool:
    """Is it the land border of two countries ('IN-PK'), rather than a line of its own?"""
    return "-" in key and key.isupper() and key in members()


def source_of(key: str) -> str:
    """Whose line it is."""
    return DRAWN if key in _drawn() else MAPPED


def geometry(key: str) -> BaseGeometry:
    """A line or zone, longitude first, WGS 84 degrees.

    Raises:
        DataError: it is not there or broken.
    """
    if key in _drawn():
        return shapely.from_geojson(json.dumps(_drawn()[key]["geometry"]))
    try:
        return shapely.from_geojson(read(f"{key}.geojson"))
    except shapely.errors.GEOSException as error:
        raise DataError(f"borders.zip has a broken {key}.geojson ({error}): restore it from the repository.") from error


def read(name: str) -> bytes:
    """One member of data/borders.zip.

    Raises:
        DataError: it cannot be read.
    """
    try:
        return archive().read(name)
    except (KeyError, zipfile.BadZipFile) as error:
        raise DataError(f"borders.zip has no readable {name} ({error}): restore it from the repository.") from error


@cache
def archive() -> zipfile.ZipFile:
    """data/borders.zip, held in memory: forked workers would share an open file's position.

    Raises:
        DataError: it cannot be read.
    """
    path = DATA / "borders.zip"
    try:
        return zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path.name} cannot be read ({error}): restore it from the repository.") from error


@cache
def _drawn() -> Mapping[str, Any]:
    path = DATA / "drawn_lines.geojson"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return MappingProxyType({feature["id"]: feature for feature in document["features"]})
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path.name} cannot be read ({error}): restore it from the repository.") from error


def _told(feature: Mapping[str, Any]) -> dict[str, Any]:
    told = feature["properties"]
    note = f"approximate: {told['basis']}; drawn by hand after public maps, within about {told['within_km']} km"
    return {"name": feature["id"], "countries": told["countries"], "note": note, "within_km": told["within_km"]}
