"""Stores to test on: a test that asks for `backend`, `targets` or `target` runs on a GeoPackage and on PostGIS.

PostGIS is the database that BORDERWATCH_TEST_POSTGIS names (`.ci/run` starts one); each store is a schema of its own.
Without that name these tests are skipped, or fail where BORDERWATCH_REQUIRE_POSTGIS=1.
"""

from __future__ import annotations

import itertools
import os
import uuid
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from geo.places.compile import build, is_current
from geo.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Target = str
    Targets = Callable[[], Target]

_SERVER = "BORDERWATCH_TEST_POSTGIS"
_REQUIRED = os.environ.get("BORDERWATCH_REQUIRE_POSTGIS") == "1"
os.environ["BORDERWATCH_KINDS"] = ""  # not the kinds of whoever runs the tests
os.environ["BORDERWATCH_PLACES"] = ""  # nor their places
os.environ.pop("BORDERWATCH_ONLINE_GEOCODER", None)  # and nothing is asked online


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The compiled gazetteer of the project, built (in under a minute) if it is missing or stale."""
    if not is_current():
        build()
    return Gazetteer.open()


@pytest.fixture(scope="session")
def server() -> str:
    """The address of the test database, of a role that may make schemas and roles in it."""
    address = os.environ.get(_SERVER, "")
    if not address:
        (pytest.fail if _REQUIRED else pytest.skip)(f"no PostGIS: {_SERVER} names none")
    return address


@pytest.fixture(scope="session")
def schemas(server: str) -> Iterator[Targets]:
    """Makes addresses of new, empty schemas; they are dropped at the end."""
    engine = sa.create_engine(server.replace("postgresql://", "postgresql+psycopg://"), poolclass=sa.NullPool)
    run, numbers, made = uuid.uuid4().hex[:8], itertools.count(1), []

    def new() -> Target:
        name = f"test_{run}_{next(numbers)}"
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        made.append(name)
        return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name},public"

    yield new
    for name in made:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL client_min_messages = warning")
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="module", params=["geopackage", "postgis"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which kind of store a test runs on."""
    if request.param == "postgis":
        request.getfixturevalue("server")
    return str(request.param)


@pytest.fixture(scope="module")
def targets(backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Targets:
    """Makes targets for `open_store`, each a new and empty one."""
    if backend == "postgis":
        made: Targets = request.getfixturevalue("schemas")
        return made
    return lambda: str(tmp_path_factory.mktemp("store") / "stored.gpkg")


@pytest.fixture
def target(targets: Targets) -> Target:
    """A target for `open_store` where nothing is stored."""
    return targets()
