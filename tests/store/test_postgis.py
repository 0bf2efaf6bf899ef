from __future__ import annotations

import contextlib
import logging
import socket
import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
import store_nouns as nouns

from geo.errors import StoreError, StoreReadOnlyError
from geo.model import Report
from geo.review.purging import purge
from geo.store import open_store, shown
from geo.store.migrations import NEWEST, REVISIONS
from geo.store.refusals import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).resolve().parents[2]
SECRET = "h@rd to/guess%"
WRITTEN = "h%40rd%20to%2Fguess%25"


@pytest.fixture
def address(schemas: Callable[[], str]) -> str:
    return schemas()


@pytest.fixture
def admin(address: str) -> Iterator[psycopg.Connection]:
    """A connection of the owner to the schema of `address`, each statement a transaction of its own."""
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.fixture
def role(server: str) -> Iterator[str]:
    """A role that may log in with SECRET and owns nothing."""
    name = f"test_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
        yield name
        connection.execute(f"DROP OWNED BY {name}")
        connection.execute(f"DROP ROLE {name}")


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of a new database without PostGIS, in LATIN1."""
    name = f"test_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


UNDO = {  # what each schema added; servers began with 0004
    "0005": "ALTER TABLE reports DROP COLUMN read_by",
    "0006": "DROP TABLE tombstones, seeds",
    "0007": 'DROP INDEX ix_incidents_kind; CREATE INDEX ix_incidents_kind ON incidents (kind, start, "end")',
    "0008": "DROP FUNCTION reports_kept CASCADE; DROP FUNCTION mentions_kept CASCADE",
}


def _make_old(admin: psycopg.Connection) -> None:
    """Take back what came after the first schema of servers; the one before it is the same to them."""
    for number, undo in sorted(UNDO.items(), reverse=True):
        if number in REVISIONS:
            admin.execute(undo)
    admin.execute("UPDATE alembic_version SET version_num = '0003'")


def _layout(address: str) -> set[tuple[object, ...]]:
    """Columns, indexes, constraints and triggers of the schema of a store, without its name."""
    columns = "table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity"
    triggers = "trigger_name, event_manipulation, event_object_table, action_timing"
    asked = (
        f"SELECT {columns} FROM information_schema.columns WHERE table_schema = current_schema()",
        f"SELECT {triggers} FROM information_schema.triggers WHERE trigger_schema = current_schema()",
        "SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema()",
        "SELECT conname, contype FROM pg_constraint WHERE connamespace = current_schema()::regnamespace",
    )
    with psycopg.connect(address) as connection:
        return {row for query in asked for row in connection.execute(query).fetchall()}


def _as(role: str, address: str, password: str = SECRET) -> str:
    return sa.make_url(address).set(username=role, password=password).render_as_string(hide_password=False)


def _schema(admin: psycopg.Connection) -> str:
    return admin.execute("SELECT current_schema()").fetchone()[0]


def _refused(address: str, **how: bool) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(address, **how)
    told = str(caught.value)
    assert "\n" not in told
    assert "Traceback" not in told
    password = sa.make_url(address).password
    assert not password or str(password) not in told
    return told


def test_an_address_is_shown_without_its_password() -> None:
    assert shown(f"postgresql://mina:{WRITTEN}@db.example:5433/war?sslmode=require") == (
        "postgresql://mina:***@db.example:5433/war?sslmode=require"
    )
    assert shown(f"postgres://db.example/war?password={WRITTEN}&user=mina") == ("postgresql://db.example/war?user=mina")
    assert shown("var/incidents.gpkg") == "var/incidents.gpkg"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://mina:{SECRET}@db/war",
        f"postgresql://mina:{WRITTEN}@db:port/war",
        f"postgresql://mina:{WRITTEN}@db",
        f"mysql://mina:{WRITTEN}@db/war",
        f"postgresql+asyncpg://mina:{WRITTEN}@db/war",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(StoreError, match="postgresql://ROLE@HOST") as caught:
        open_store(address)
    assert SECRET[:4] not in str(caught.value)
    assert "guess" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_empty_schema_becomes_a_store_for_a_writer_alone(address: str) -> None:
    assert "There is no store in postgresql://" in _refused(address, read_only=True)
    open_store(address).close()
    with open_store(address, read_only=True) as store:
        assert store.count().total == 0
        with pytest.raises(StoreReadOnlyError, match="for reading only"):
            store.add_report(nouns.REPORT)


def test_the_index_of_places_is_a_gist(address: str, admin: psycopg.Connection) -> None:
    open_store(address).close()
    assert admin.execute(
        "SELECT indexdef LIKE '%USING gist (geom)%' FROM pg_indexes"
        " WHERE schemaname = current_schema() AND indexname = 'ix_incidents_geom'"
    ).fetchall() == [(True,)]


def test_tables_of_another_program_are_left_alone(address: str, admin: psycopg.Connection) -> None:
    admin.execute("CREATE TABLE reports (day date)")
    assert "holds a table reports of another program" in _refused(address)
    assert admin.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    ).fetchone() == (1,)


def test_tables_of_the_same_names_elsewhere_in_the_search_path_do_not_count(
    schemas: Callable[[], str], address: str, admin: psycopg.Connection
) -> None:
    open_store(address).close()
    second = schemas().replace(",public", f",{_schema(admin)},public")
    with open_store(second) as store:
        store.add_report(nouns.REPORT)
    with open_store(address) as store:
        assert list(store.reports()) == []


def test_a_newer_schema_is_refused(address: str, admin: psycopg.Connection) -> None:
    open_store(address).close()
    admin.execute("UPDATE alembic_version SET version_num = '0099'")
    assert f"has schema 0099, this program knows {NEWEST}: update Borderwatch" in _refused(address)
    assert admin.execute("SELECT version_num FROM alembic_version").fetchall() == [("0099",)]


def test_a_wrong_password_a_wrong_role_and_a_wrong_database(server: str, role: str) -> None:
    assert "refuses the role or its password" in _refused(_as(role, server, "no idea"))
    assert "refuses the role" in _refused(_as("nobody_at_all", server))
    assert "create the database" in _refused(str(sa.make_url(server).set(database="nowhere").render_as_string(False)))


def test_a_server_that_is_not_there(server: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert "cannot be reached: check that the server runs" in _refused(
            f"postgresql://mina:xyzzy@127.0.0.1:{port}/war"
        )
    assert "cannot be reached" in _refused("postgresql://mina:xyzzy@host.invalid/war")


def test_a_database_without_postgis_or_of_an_old_encoding(database: str) -> None:
    assert "let one of its superusers run CREATE EXTENSION postgis" in _refused(database)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA gis")
        connection.execute("CREATE EXTENSION postgis SCHEMA gis")
    assert "lies in the schema gis" in _refused(database)
    assert "ENCODING 'UTF8'" in _refused(f"{database}?options=-csearch_path%3Dpublic,gis")


def test_a_schema_that_is_not_there(server: str) -> None:
    assert "names a schema that does not exist" in _refused(f"{server}?options=-csearch_path%3Dnowhere")


def test_a_role_that_may_only_read_reads(address: str, admin: psycopg.Connection, role: str) -> None:
    with open_store(address) as store:
        store.add_report(nouns.REPORT)
    schema = _schema(admin)
    reader = _as(role, address)
    assert "names a schema that does not exist or is not open to" in _refused(reader.replace("%2Cpublic", ""))
    admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    assert "may not be read or written so by this role" in _refused(reader, read_only=True)
    admin.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    assert "grant it INSERT, UPDATE and DELETE" in _refused(reader)
    with open_store(reader, read_only=True) as store:
        assert list(store.reports()) == [nouns.REPORT]


def test_a_role_that_may_write_needs_no_more_than_rows(address: str, admin: psycopg.Connection, role: str) -> None:
    open_store(address).close()
    schema = _schema(admin)
    admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    admin.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}")
    with open_store(_as(role, address)) as store:
        store.add_report(nouns.REPORT)
        store.add_mentions([nouns.MENTION])
        store.put_incident(nouns.incident("one", mention_ids=(nouns.MENTION.id,)))
        store.put_incident(nouns.incident("two"))
        store.remove_incident("one", alias_of="two")
        assert store.count().total == 1


def test_a_role_that_may_not_make_tables_is_told_so(address: str, admin: psycopg.Connection, role: str) -> None:
    admin.execute(f"GRANT USAGE ON SCHEMA {_schema(admin)} TO {role}")
    told = _refused(_as(role, address))
    assert f"(permission denied for schema {_schema(admin)}): grant it the right" in told


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_schema_is_migrated_when_it_is_opened(
    address: str, admin: psycopg.Connection, read_only: bool
) -> None:
    open_store(address).close()
    _make_old(admin)
    with open_store(address, read_only=read_only) as store:
        assert store.count().total == 0
    assert admin.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]


def test_a_migrated_store_is_laid_out_like_a_new_one(
    address: str, schemas: Callable[[], str], admin: psycopg.Connection
) -> None:
    new = schemas()
    for one in (address, new):
        open_store(one).close()
    _make_old(admin)
    open_store(address).close()
    assert _layout(address) == _layout(new)


def test_only_the_owner_migrates(
    address: str, admin: psycopg.Connection, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(address).close()
    _make_old(admin)
    schema = _schema(admin)
    admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    admin.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}")

    def upgrade(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE incidents ADD COLUMN more text")

    monkeypatch.setattr("geo.store.postgis.upgrade", upgrade)
    for read_only in (True, False):
        assert f"which {role} may not change: let its owner run" in _refused(_as(role, address), read_only=read_only)
    assert admin.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]


def test_processes_that_open_an_old_store_at_once_migrate_it_once(address: str, admin: psycopg.Connection) -> None:
    open_store(address).close()
    _make_old(admin)
    opening = [subprocess.Popen([sys.executable, "-c", OPEN, address, name], cwd=PROJECT) for name in ("a", "b")]
    assert [process.wait(timeout=120) for process in opening] == [0, 0]
    assert admin.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]


def test_a_migration_whose_connection_drops_is_done_by_the_next_program(
    address: str, admin: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(address).close()
    _make_old(admin)
    before = _layout(address)
    migrate = sys.modules["geo.store.postgis"].upgrade

    def upgrade(connection: sa.Connection) -> None:
        migrate(connection)
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patch:
        patch.setattr("geo.store.postgis.upgrade", upgrade)
        assert "lost its connection to the server: nothing was half written" in _refused(address)
    assert _layout(address) == before
    open_store(address).close()
    assert admin.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]


def test_only_the_owner_purges(address: str, admin: psycopg.Connection, role: str) -> None:
    with open_store(address) as store:
        store.add_report(nouns.REPORT)
    schema = _schema(admin)
    admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    admin.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}")
    with open_store(_as(role, address)) as store:
        with pytest.raises(StoreReadOnlyError, match="must be owner of table edits"):
            purge(store, nouns.REPORT, why="a court", who="Kim")
        assert (store.has_report(nouns.REPORT.id), store.purged(nouns.REPORT.id)) == (True, None)


def test_a_server_that_takes_no_changes(address: str, admin: psycopg.Connection) -> None:
    open_store(address).close()
    frozen = address.replace("options=", "options=-cdefault_transaction_read_only%3Don%20")
    assert "takes no changes now" in _refused(frozen)
    with open_store(frozen, read_only=True) as store:
        assert store.count().total == 0


def test_a_connection_that_drops_leaves_nothing_half_written(address: str, admin: psycopg.Connection) -> None:
    name = _schema(admin)
    kill = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"

    def lose() -> None:
        with store.transaction():
            store.add_report(nouns.REPORT)
            admin.execute(kill)
            store.add_mentions([nouns.MENTION])

    with open_store(f"{address}&application_name={name}") as store:
        with pytest.raises(StoreError, match="lost its connection to the server: nothing was half written"):
            lose()
        assert not store.has_report(nouns.REPORT.id)
        admin.execute(kill)
        assert store.add_report(nouns.REPORT)
        assert list(store.reports()) == [nouns.REPORT]


def test_a_writer_waits_for_another_and_is_told_when_that_takes_too_long(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = sys.modules["geo.store.server"]._LOCK
    monkeypatch.setattr("geo.store.server._LOCK", (lock[0], "SET LOCAL lock_timeout = '50ms'", *lock[2:]))
    with open_store(address) as one, open_store(address) as other:
        with one.transaction():
            one.add_report(nouns.REPORT)
            with pytest.raises(StoreError, match="being written by another program: try again"):
                other.add_report(Report(text="Me too."))
            assert not other.has_report(nouns.REPORT.id)
        assert other.add_report(Report(text="Me too."))
        assert not other.add_report(nouns.REPORT)


def test_two_stores_in_one_database_do_not_wait_for_each_other(address: str, schemas: Callable[[], str]) -> None:
    with open_store(address) as one, open_store(schemas()) as other, one.transaction():
        assert other.add_report(nouns.REPORT)


def test_a_reader_sees_one_state_however_long_it_looks(address: str) -> None:
    with open_store(address) as reader, open_store(address) as writer, reader._reading():
        assert reader.count().total == 0
        writer.put_incident(nouns.incident("one"))
        assert reader.count().total in (0, 1)
    with open_store(address) as reader:
        assert reader.count().total == 1


def test_no_connection_left(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.store.server.POOL", 3)
    monkeypatch.setattr("geo.store.server.BUSY_S", 0.05)
    with open_store(address) as store, contextlib.ExitStack() as held:
        for _ in range(3):
            held.enter_context(store._home.engine.connect())
        with pytest.raises(StoreError, match="All connections of this program"):
            store.count()
        held.close()
        assert store.count().total == 0


def test_the_server_has_no_connection_left(address: str, admin: psycopg.Connection, role: str) -> None:
    admin.execute(f"ALTER ROLE {role} CONNECTION LIMIT 0")
    assert "has no connection free" in _refused(_as(role, address))


def test_many_threads_share_a_store(address: str) -> None:
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                store.add_report(Report(text=f"{name} told {number}"))
        except StoreError as error:
            failed.append(error)

    with open_store(address) as store:
        writers = [threading.Thread(target=write, args=(f"writer {number}",)) for number in range(6)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert not failed
        assert len(list(store.reports())) == 30


OPEN = """
import sys
from geo.model import Report
from geo.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(20):
        store.add_report(Report(text=f"{sys.argv[2]} told {number}"))
"""


def test_processes_that_lay_out_and_fill_a_store_together_lose_nothing(address: str) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", OPEN, address, name], cwd=PROJECT) for name in ("Mina", "Jun", "Ha")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    with open_store(address) as store:
        assert len(list(store.reports())) == 60


def test_the_password_stands_nowhere(address: str, role: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as caught:
        open_store(_as(role, address, "xyzzy secret"))
    error: BaseException | None = caught.value
    told = [caplog.text]
    while error is not None:
        told += [str(error), repr(error)]
        error = error.__cause__ or error.__context__
    with open_store(address) as store:
        told += [repr(store._home), repr(store), str(vars(store))]
    password = str(sa.make_url(address).password)
    for text in told:
        assert "xyzzy" not in text
        assert password not in text


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "the disk of the server is full: make room"),
        (psycopg.errors.DeadlockDetected("deadlock detected"), "being written by another program: try again"),
        (psycopg.errors.QueryCanceled("statement timeout"), "raise statement_timeout"),
        (psycopg.errors.OutOfMemory("out of memory"), "short of memory"),
        (psycopg.errors.DataCorrupted("invalid page"), "is damaged: restore it"),
        (psycopg.errors.AdminShutdown("terminating"), "nothing was half written"),
        (psycopg.errors.UndefinedTable("no relation"), "check the search path"),
        (psycopg.errors.SyntaxError("syntax error"), "check the server's log"),
    ],
)
def test_what_a_server_says_in_plain_words(cause: psycopg.Error, told: str) -> None:
    url = sa.make_url("postgresql://mina:xyzzy@db/war")
    error = meaning(url, sa.exc.OperationalError("INSERT", {}, cause))
    assert told in str(error)
    assert str(cause) in str(error)
    assert isinstance(error, StoreError)


def test_a_password_in_what_a_server_says_is_hidden() -> None:
    url = sa.make_url(f"postgresql://mina:{WRITTEN}@db/war")
    said = psycopg.OperationalError(f"bad conninfo: password={SECRET} or {WRITTEN}\nagain\nagain")
    told = str(meaning(url, sa.exc.OperationalError("", {}, said)))
    assert "guess" not in told
    assert "password=*** or ***; again)" in told
