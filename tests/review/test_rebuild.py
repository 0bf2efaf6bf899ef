from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gis import Gis
from review_nouns import DAY, at, everything, tell

from geo import review
from geo.cli import main
from geo.errors import AlteredError
from geo.model import Incident, Loss
from geo.review.rebuild import rebuild
from geo.store import open_store
from geo.store.blob import register

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from old_stores import take_back

if TYPE_CHECKING:
    from geo.store import Store


@pytest.fixture
def gis(target: str) -> Gis:
    return Gis(target)


def differences(store: Store) -> list[tuple[str, str]]:
    return [(one.incident_id, one.text) for one in rebuild(store, check=True)]


def test_what_was_written_past_the_history_is_found_and_put_right(store: Store, gis: Gis) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    before = everything(store)
    gis.run("UPDATE incidents SET place = 'nowhere', confidence = 0.25, lon = 1, version = 77 WHERE id = ?", one)
    [(found, text)] = differences(store)
    assert found == one
    assert text == "place: stored nowhere, follows a; confidence: stored 0.25, follows 1; lon: stored 1, follows 126"
    assert everything(store) != before
    assert len(list(rebuild(store))) == 1
    assert everything(store) == before
    assert differences(store) == []
    assert {one, other} == set(before)


def test_a_row_that_is_gone_or_too_many_is_found(store: Store, gis: Gis) -> None:
    one, other, third = tell(store, "a"), tell(store, "b", 131.0), tell(store, "c", 120.0)
    review.merge(store, [other, third])
    before = everything(store)
    gis.run("UPDATE incidents SET version = -1 WHERE id = ?", one)
    gis.run("DELETE FROM incidents WHERE id = ?", one)
    gis.run("DELETE FROM aliases")
    assert sorted(differences(store)) == sorted(
        [(one, "is missing from the table"), (third, f"should lead to {other}")]
    )
    assert len(list(rebuild(store))) == 2
    assert everything(store) == before
    assert differences(store) == []
    assert store.aliases(other) == [third]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE reports SET text = 'Account of x.' WHERE publisher = 'a'",
            "The report {report} is not what was stored",
        ),
        ("UPDATE reports SET text = ' ' WHERE publisher = 'a'", "The report {report} is not what was stored"),
        ("UPDATE mentions SET ordinal = 9 WHERE place = 'a'", "The mention {mention} is not what was stored"),
    ],
)
def test_a_report_that_was_changed_past_the_store_is_named_and_the_rest_is_put_right(
    store: Store, target: str, gis: Gis, statement: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    (mention,) = store.mentions_of(one)
    told = sentence.format(report=mention.report_id[:12], mention=mention.id)
    gis.damage(statement)
    gis.run("UPDATE incidents SET place = 'nowhere', version = 9 WHERE id = ?", other)
    found = {found.incident_id: found for found in rebuild(store)}
    assert found.keys() == {one, other}
    assert found[one].lost
    assert found[one].text.startswith(told)
    assert everything(store)[other].place == "b"
    with pytest.raises(AlteredError, match="restore the store from a back-up"):
        review.confirm(store, one)
    assert review.confirm(store, other).review.value == "confirmed"
    for command in (["rebuild", "--check"], ["check"]):
        with pytest.raises(SystemExit) as left:
            main(["store", *command, "--store", target])
        assert left.value.code == 1
        out, err = capsys.readouterr()
        assert f"{one}: {told}" in out
        assert "Traceback" not in out + err
    assert out.startswith(f"1 {'mentions' if 'mentions' in statement else 'reports'} that are not what was stored (")


def test_links_that_were_lost_come_back(store: Store, gis: Gis) -> None:
    tell(store, "a")
    one = tell(store, "b")
    before = everything(store)
    gis.run("DELETE FROM incident_mentions")
    [(found, text)] = differences(store)
    assert (found, text[:9]) == (one, "mentions:")
    list(rebuild(store))
    assert everything(store) == before


def test_progress_counts_every_incident_that_ever_was(store: Store) -> None:
    one, other = tell(store, "a"), tell(store, "b", 131.0)
    review.merge(store, [one, other])
    seen: list[int] = []
    assert list(rebuild(store, check=True, progress=seen.append)) == []
    assert sum(seen) == 2


def test_a_store_from_before_the_history_has_one_and_it_says_what_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "old.gpkg"
    by_hand = Incident(
        id="hand",
        kind="armed_clash",
        period=DAY,
        footprint=at(99.0),
        place="by hand",
        country="KR",
        initiator=("A\x00B",),
        quantities={"boats": 2.0},
        losses=(Loss(side="Laos", killed=1.0),),
        sources=0,
    )
    with open_store(path) as store:
        one, other, third = tell(store, "a"), tell(store, "b", 131.0), tell(store, "c")
        review.merge(store, [one, other])
        assert third == one
        store.put_incident(by_hand)
        before = everything(store)
    take_back(path, "0003")
    with closing(sqlite3.connect(path)) as connection:
        register(connection)
        connection.execute("UPDATE incidents SET review = 'confirmed' WHERE id = 'hand'")
        connection.commit()
    with open_store(path) as store:
        assert differences(store) == []
        assert everything(store) == before | {"hand": replace(by_hand, review=everything(store)["hand"].review)}
        assert everything(store)["hand"].review.value == "confirmed"
        found = store.incident(other)
        assert found is not None
        assert found.id == one
        assert review.edit(store, "hand", place="moved").version == 2
        assert differences(store) == []
