from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.errors import OnlineError
from geo.places.online.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path

SERVER = "https://nominatim.example"
DAY_S = 86_400.0
START = 1_700_000_000.0  # 14 November 2023


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = START, 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> Cache:
    return Cache(tmp_path / "new" / "cache.sqlite", now=clock, sleep=clock.sleep)


def test_answers_are_kept_with_their_day(cache: Cache, clock: Clock) -> None:
    assert cache.kept(SERVER, "Aville", ["UA"]) is None
    cache.keep(SERVER, "Aville", ["UA", "RU"], [{"lat": 1.5, "name": "Авіль"}])
    clock.now += 900 * DAY_S
    kept = cache.kept(SERVER, "AVILLE", ["RU", "UA"])
    assert kept is not None
    assert (kept.rows, kept.asked) == (({"lat": 1.5, "name": "Авіль"},), date(2023, 11, 14))


def test_another_country_or_server_is_another_question(cache: Cache) -> None:
    cache.keep(SERVER, "Aville", ["UA"], [])
    assert cache.kept(SERVER, "Aville", []) is None
    assert cache.kept("https://other.example", "Aville", ["UA"]) is None


def test_a_miss_is_kept_for_a_month(cache: Cache, clock: Clock) -> None:
    cache.keep(SERVER, "Bville", [], [])
    clock.now += 29 * DAY_S
    assert cache.kept(SERVER, "Bville", []) is not None
    clock.now += 2 * DAY_S
    assert cache.kept(SERVER, "Bville", []) is None


def test_turns_are_a_second_apart_whoever_asks(cache: Cache, clock: Clock) -> None:
    other = Cache(cache.path, now=clock, sleep=clock.sleep)
    for one in (cache, other, cache, other):
        one.take_turn(SERVER)
    assert clock.slept == pytest.approx(0 + 1 + 2 + 3)


def test_a_clock_that_was_set_back_makes_nobody_wait(cache: Cache, clock: Clock) -> None:
    cache.take_turn(SERVER)
    clock.now -= DAY_S
    cache.take_turn(SERVER)
    assert clock.slept == 0


def test_many_threads_lose_nothing(cache: Cache) -> None:
    def work(number: int) -> None:
        cache.take_turn(SERVER)
        cache.keep(SERVER, f"Place {number}", [], [{"n": number}])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(cache.kept(SERVER, f"place {number}", []) for number in range(12))


def test_a_damaged_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(OnlineError, match=r"cache\.sqlite cannot be used"):
        Cache(path).kept(SERVER, "Aville", [])
