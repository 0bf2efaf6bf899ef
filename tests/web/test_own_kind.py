"""A kind that only the user's own file defines, and one that no file defines any more, on its way through the house."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from browsing import Told, put

from geo import kinds as module
from geo.publish import codec
from geo.publish.geojson import write_geojson
from geo.publish.tabular import write_csv
from geo.store import Query, open_store
from geo.web import cells, filters, layer, listing, panel, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geo.model import Incident
    from geo.store import Store

OWN = """
[group.play]
label = "Play <b>"
colour = "#112233"
glyph = "<"
[kind.picnic]
group = "play"
label = "Picnic <script>"
definition = "people eat outdoors at the border"
"""
WORLD = (-180.0, -85.0, 180.0, 85.0)


@pytest.fixture
def forget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Use the file with the picnic; calling what comes back takes it away again."""
    cached = (module._document, module.groups, module.kinds, module.word_lists)

    def clear() -> None:
        for one in cached:
            one.cache_clear()

    def take_away() -> None:
        monkeypatch.setenv(module.ENVIRONMENT, "")
        clear()

    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    monkeypatch.setenv(module.ENVIRONMENT, str(path))
    clear()
    yield take_away
    clear()


@pytest.fixture
def picnic(store: Store, forget: Callable[[], None]) -> Incident:
    put(store, Told("picnic", date(2024, 6, 1), 126.78, 37.76, "Paju"), 1)
    found = store.incident("incident-1")
    assert found
    return found


def shown(store: Store, found: Incident) -> str:
    reports = {one.evidence.report_id: store.report(one.evidence.report_id) for one in found.citations}
    return panel.incident(found, reports, store.mentions_of(found.id))


def test_it_is_filtered_drawn_and_exported_like_any_other(store: Store, picnic: Incident) -> None:
    put(store, Told("shelling", date(2024, 6, 1), 126.78, 37.76, "Paju"), 2)
    for query in (Query(kinds=frozenset({"picnic"})), Query(groups=frozenset({"play"}))):
        assert [one.id for one in store.incidents(query)] == ["incident-1"]
        assert filters.read(filters.write(query))[0] == query
    (symbol,) = store.symbols(Query(groups=frozenset({"play"})), WORLD, 4)
    assert symbol.title == "Picnic <script>, Paju"
    assert ["play", "Play <b>", "#112233", "<"] in layer.IncidentLayer().config["groups"]
    assert cells.inline([picnic], ["a"], [])["symbols"][0]["group"] == "play"
    assert codec.properties(picnic)["group"] == "play"


def test_its_words_never_become_markup(store: Store, picnic: Incident) -> None:
    markup = shown(store, picnic)
    assert "<script>" not in markup
    assert "Picnic &lt;script&gt;" in markup
    assert "&lt;</span>Play &lt;b&gt;" in markup


def test_a_kind_that_is_defined_no_more_is_still_shown_and_exported(
    store: Store, store_path: Path, picnic: Incident, forget: Callable[[], None]
) -> None:
    forget()
    with open_store(store_path) as opened:
        (found,) = opened.incidents(Query())
        (symbol,) = opened.symbols(Query(), WORLD, 4)
        assert symbol.title == "picnic, Paju"
        assert "Picnic" in shown(opened, found)
        opened.put_incident(found)
    assert wording.title(found).startswith("Picnic, Paju")
    assert listing.row(found)["group"] == "Other"
    assert cells.inline([found], ["a"], [])["symbols"][0]["group"] == "other"
    geojson, table = io.StringIO(), io.StringIO()
    write_geojson([found], geojson)
    write_csv([found], table)
    assert json.loads(geojson.getvalue())["features"][0]["properties"]["group"] == "other"
    assert "picnic" in table.getvalue()
