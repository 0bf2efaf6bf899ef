from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.store.search import fts5, tsquery
from geo.store.words import LONGEST_SEARCH, Search, Term, document, index_words, parse_search
from geo.store.wordtable import tsvector


def _words(text: str) -> list[tuple[str, ...]]:
    """What must be there, each clause as the words of its first term."""
    return [clause[0].words for clause in parse_search(text).wanted]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Guards saw 40 balloons.", ["guards", "saw", "40", "balloons"]),
        ("CAFÉ Ａｌｐｈａ ﬁre Straße", ["cafe", "alpha", "fire", "strasse"]),
        ("North-South; the DMZ's edge_of", ["north", "south", "the", "dmz", "s", "edge", "of"]),
        ("판문점에서 회담", ["판문", "문점", "점에", "에서", "서", "회담", "담"]),
        ("6월 KTX역", ["6", "월", "ktx", "역"]),
        ("北京 ソウル", ["北京", "京", "ソウ", "ウル", "ル"]),
        ("\x00\x1b \ud800 …", []),
    ],
)
def test_text_becomes_index_words(text: str, words: list[str]) -> None:
    assert list(index_words(text)) == words


def test_a_document_has_each_text_once_and_a_break_between_two() -> None:
    assert document(["Over Paju", "Paju", "Over Paju"]) == "over paju § paju §"


@given(text=st.text(max_size=60))
def test_index_words_never_need_an_escape(text: str) -> None:
    assert all(word.isalnum() and word == word.strip() for word in index_words(text))


def test_words_must_all_be_there_in_either_number() -> None:
    assert parse_search("balloon Paju").wanted == (
        (Term(("balloon",)), Term(("balloons",))),
        (Term(("paju",)), Term(("pajus",))),
    )


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("city", "cities"),
        ("box", "boxes"),
        ("church", "churches"),
        ("hero", "heroes"),
        ("guard", "guards"),
        ("day", "days"),
    ],
)
def test_singular_and_plural_find_each_other(one: str, many: str) -> None:
    assert Term((many,)) in parse_search(one).wanted[0]
    assert Term((one,)) in parse_search(many).wanted[0]


@pytest.mark.parametrize("word", ["glass", "campus", "crisis", "is", "9s", "élan"])
def test_what_is_no_plural_is_not_cut(word: str) -> None:
    assert all(len(term.words[0]) >= len(word) for term in parse_search(word).wanted[0])


def test_a_phrase_is_exact() -> None:
    assert parse_search('"Balloon launch"').wanted == ((Term(("balloon", "launch")),),)
    assert parse_search("drone-borne").wanted == ((Term(("drone", "borne")),),)


def test_or_binds_its_neighbours() -> None:
    search = parse_search('paju "test flight" OR drone OR 전단')
    assert len(search.wanted) == 2
    assert [term.words for term in search.wanted[1]] == [("test", "flight"), ("drone",), ("drones",), ("전단",)]


def test_a_minus_leaves_out() -> None:
    search = parse_search('paju -drone -"test flight" cross-border')
    assert [term.words for term in search.unwanted] == [("drone",), ("drones",), ("test", "flight")]
    assert [clause[0].words for clause in search.wanted] == [("paju",), ("cross", "border")]
    assert parse_search("-drone").wanted == ()


def test_a_star_lets_a_word_go_on() -> None:
    assert parse_search("launch*").wanted == ((Term(("launch",), begins=True),),)
    assert parse_search("cross-bor*").wanted == ((Term(("cross", "bor"), begins=True),),)


def test_korean_may_go_on_with_a_particle() -> None:
    assert parse_search("판문점").wanted == ((Term(("판문", "문점")),),)
    assert parse_search("북").wanted == ((Term(("북",), begins=True),),)
    assert parse_search('"판문점 회담"').wanted == ((Term(("판문", "문점", "점", "회담")),),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"over the border', [("over", "the", "border")]),
        ('paju "', [("paju",)]),
        ("OR", [("or",)]),
        ("paju OR", [("paju",), ("or",)]),
        ("OR paju", [("or",), ("paju",)]),
        ("paju OR OR border", [("paju",), ("border",)]),
        ("- * paju () : ^ NEAR(a b, 2) tokens:x", [("paju",), ("near", "a"), ("b",), ("2",), ("tokens", "x")]),
        ("pa\x00ju\x1b[31m", [("pa", "ju", "31m")]),
        ("'; DROP TABLE incidents; --", [("drop",), ("table",), ("incidents",)]),
        ("paju AND border NOT sea", [("paju",), ("and",), ("border",), ("not",), ("sea",)]),
    ],
)
def test_what_is_no_sign_is_read_as_it_stands(text: str, words: list[tuple[str, ...]]) -> None:
    assert _words(text) == words


@pytest.mark.parametrize("text", ["", " ", '""', "-", "***", "()", "\x00", "-\x1b", '"-"'])
def test_a_search_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="names no word: write at least one"):
        parse_search(text)


def test_a_search_that_is_too_long_is_refused() -> None:
    assert _words("a" * LONGEST_SEARCH) == [("a" * 64,)]
    with pytest.raises(InputError, match="has 10000 characters: give at most 500"):
        parse_search("a " * 5000)


@pytest.mark.parametrize("text", ["paju OR -drone", "-drone OR paju"])
def test_or_beside_a_minus_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="OR stands beside something to be left out"):
        parse_search(text)


def test_both_databases_are_asked_the_same() -> None:
    search = parse_search('"over paju" drone OR 북 launch*')
    assert fts5(search.wanted) == '("over paju") AND ("drone" OR "drones" OR "북" *) AND ("launch" *)'
    assert tsquery(search.wanted) == "('over' <-> 'paju') & ('drone' | 'drones' | '북':*) & ('launch':*)"
    assert tsvector(document(["Over Paju", "Again over"])) == "'over':1 'paju':2 'again':4 'over':5"


_SIGNS = st.sampled_from(['"', "-", "*", "OR", " ", "paju", "판문점", "é", "(", ")", ":", "\x00", "'", "\\", "\ud800"])


@given(parts=st.lists(_SIGNS | st.text(max_size=4), max_size=20))
def test_any_text_is_read_or_refused_in_words(parts: list[str]) -> None:
    try:
        search = parse_search("".join(parts))
    except InputError:
        return
    assert isinstance(search, Search)
    assert search.wanted or search.unwanted


def test_reading_a_search_takes_no_more_than_its_length() -> None:
    dice = random.Random(3)
    for _ in range(50):
        parse_search("x" + "".join(dice.choices('"-* ', k=LONGEST_SEARCH - 1)))
