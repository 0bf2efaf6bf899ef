from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.kinds import groups, kinds
from geo.model import Review, Status
from geo.store import Query
from geo.store.region import Near
from geo.web import filters

days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    since, until = draw(days), draw(days)
    if since and until and until < since:
        since, until = until, since
    return Query(
        since=since,
        until=until,
        certain_dates=draw(st.booleans()),
        kinds=draw(st.frozensets(st.sampled_from(sorted(kinds())), max_size=4)),
        groups=draw(st.frozensets(st.sampled_from(sorted(groups())), max_size=4)),
        review=draw(st.frozensets(st.sampled_from(list(Review)))),
        statuses=draw(st.frozensets(st.sampled_from(list(Status)))),
        near=draw(st.none() | st.builds(Near, st.floats(-180, 180), st.floats(-90, 90), st.floats(0.1, 2000))),
        area=draw(st.sampled_from([(), ((126.5, 37.0), (127.25, 37.1), (126.1, 38.0))])),
        actor=draw(st.sampled_from(["", "North Korea", "a,b=c&d"])),
        publisher=draw(st.sampled_from(["", "The Gazette", "연합"])),
        sources=draw(st.sampled_from([0, 2, 5])),
        confidence=draw(st.floats(0, 1)),
        words=draw(st.sampled_from(["", "drone", 'paju -"test flight" 전단', "a OR b*&c=d"])),
    )


@given(queries())
def test_what_is_written_reads_back(query: Query) -> None:
    assert filters.read(filters.write(query)) == (query, [])


@given(st.dictionaries(st.sampled_from([*filters.NAMES, "x"]), st.text(max_size=60)))
def test_any_garbage_gives_a_query_and_notes(params: dict[str, str]) -> None:
    query, notes = filters.read(params)
    assert isinstance(query, Query)
    assert all("ignored" in note for note in notes)


def test_no_filter_writes_nothing() -> None:
    assert filters.write(Query()) == {}


@pytest.mark.parametrize(
    ("params", "part"),
    [
        ({"since": "2024-13-01"}, "no date"),
        ({"until": "yesterday"}, "no date"),
        ({"certain": "yes"}, "neither 0 nor 1"),
        ({"kinds": "balloon_launch,flood"}, "no kind ‘flood’"),
        ({"groups": "<b>"}, "no group ‘<b>’"),
        ({"review": "confirmed,lost"}, "no review ‘lost’"),
        ({"bbox": "1,2,3"}, "no box"),
        ({"near": "127,38"}, "no point with a distance"),
        ({"near": "127,98,5"}, "is no point"),
        ({"near": "127,38,0"}, "cannot be looked around"),
        ({"area": "1 2,3 4"}, "2 corners"),
        ({"area": "here"}, "is no area"),
        ({"area": "0 0,1 1,2 2"}, "on one line"),
        ({"actor": "x" * 101}, "is no name"),
        ({"sources": "many"}, "no number of sources"),
        ({"confidence": "nan"}, "no confidence"),
        ({"status": "true"}, "no status ‘true’"),
        ({"words": '""'}, "names no word"),
        ({"words": "x" * 501}, "give at most 500"),
        ({"bbox": "1,9,3,4"}, "south above its north"),
        ({"bbox": "nan,0,1,1"}, "not four numbers"),
        ({"bbox": "-9999,0,9999,1"}, "beyond the map"),
        ({"since": "2024-02-02", "until": "2024-02-01"}, "ends before it starts"),
    ],
)
def test_what_cannot_be_used_is_noted_and_refused(params: dict[str, str], part: str) -> None:
    query, notes = filters.read(params)
    assert query == Query()
    assert part in notes[0]
    with pytest.raises(InputError, match="cannot be used"):
        filters.strict(params)


def test_one_bad_parameter_leaves_the_others() -> None:
    query, notes = filters.read({"since": "2024-02-01", "until": "soon", "groups": "armed"})
    assert (query.since, query.until, query.groups) == (date(2024, 2, 1), None, frozenset({"armed"}))
    assert len(notes) == 1


def test_a_long_value_is_cut_in_its_note() -> None:
    assert len(filters.read({"since": "x" * 5000})[1][0]) < 200


def test_the_view_of_a_link() -> None:
    assert filters.view({"view": "126.2,37.5,9.5"}) == ((126.2, 37.5, 9.5), [])
    assert filters.view({}) == (None, [])


@pytest.mark.parametrize("view", ["here", "1,2", "1,2,99", "1,95,5", "nan,1,5", "1,2,-1"])
def test_a_view_that_is_none_is_ignored_with_a_note(view: str) -> None:
    seen, notes = filters.view({"view": view})
    assert seen is None
    assert "The view was ignored" in notes[0]
