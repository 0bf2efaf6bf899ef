"""Opening a PostGIS database as a store: an empty one is laid out, what is foreign or newer is left as it is.

A store lives in the first schema of the role's search path. Laying out and migrating happen under the writers' lock, so
that of several processes one does it and the others find it done.
"""

from __future__ import annotations

import functools

import sqlalchemy as sa

from geo.errors import StoreError, StoreReadOnlyError
from geo.store.address import parsed, shown_url
from geo.store.home import WRITING, Home
from geo.store.kept import ON_SERVER
from geo.store.migrations import NEWEST, upgrade
from geo.store.refusals import NOT_ALLOWED, plain_errors
from geo.store.server import make_engine
from geo.store.server_triggers import TRIGGERS
from geo.store.sql import SqlStore
from geo.store.tables import alembic_version, metadata
from geo.store.version import is_old, is_ours
from geo.store.wordtable import WordTable

_LOOK = sa.text("""
    SELECT current_setting('server_encoding') AS encoding,
           current_schema() AS schema,
           current_user AS role,
           current_setting('transaction_read_only') = 'on' AS read_only,
           to_regtype('geometry') IS NOT NULL AS geometry,
           (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
             WHERE extname = 'postgis') AS postgis,
           ARRAY(SELECT relname::text FROM pg_class
                  WHERE relnamespace = to_regnamespace(current_schema()::text) AND relkind IN ('r', 'p', 'v', 'm', 'f')
           ) AS tables
""")
_MAY_WRITE = sa.text("SELECT has_table_privilege('incidents', 'INSERT') AND has_table_privilege('incidents', 'UPDATE')")


def open_postgis(address: str, *, read_only: bool) -> SqlStore:
    """The store in the database at `address`, laid out if the schema is empty and the role may.

    Raises:
        StoreError: the database cannot be reached, lacks PostGIS, is foreign, or of a newer version.
        StoreReadOnlyError: the role may not write it.
    """
    url = parsed(address)
    name = shown_url(url)
    engine = make_engine(url, read_only=read_only)
    errors = functools.partial(plain_errors, url)
    try:
        with errors():
            if not read_only:
                _prepare(engine, name)
            elif _is_old(engine, name):
                _update(address)
    except BaseException:
        engine.dispose()
        raise
    home = Home(
        engine=engine,
        name=name,
        read_only=read_only,
        plain_errors=errors,
        touch=_nothing,
        words=WordTable(url),
    )
    return SqlStore(home)


def _prepare(engine: sa.Engine, name: str) -> None:
    """The newest tables, and a proof that the role may write them."""
    with engine.connect() as connection:
        found = _look(connection, name)
        done = is_ours(found.tables) and not is_old(connection, name)
    if found.read_only:
        raise StoreReadOnlyError(
            f"The store {name} is on a server that takes no changes now: open it with read_only=True."
        )
    if not done:
        with engine.connect() as plain, plain.execution_options(**{WRITING: True}).begin():
            # Another process may have laid it out, or migrated it, while this one waited for the lock.
            if not is_ours(_look(plain, name).tables):
                _create(plain)
            elif is_old(plain, name):
                _upgrade(plain, name, found.role)
    with engine.connect() as connection:
        if not connection.scalar(_MAY_WRITE):
            raise StoreReadOnlyError(
                f"The store {name} may not be written by the role {found.role}: grant it INSERT, UPDATE and DELETE on "
                "the tables (docs/store.md), or open it with read_only=True."
            )


def _upgrade(connection: sa.Connection, name: str, role: str) -> None:
    try:
        upgrade(connection)
    except sa.exc.DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != NOT_ALLOWED:
            raise
        raise StoreReadOnlyError(
            f"The store {name} has the schema of an older version, which {role} may not change: let its owner run "
            "`store migrate`."
        ) from error


def _is_old(engine: sa.Engine, name: str) -> bool:
    with engine.connect() as connection:
        if not is_ours(_look(connection, name).tables):
            raise StoreError(f"There is no store in {name}: ingest a report first, or name another database.")
        return is_old(connection, name)


def _update(address: str) -> None:
    """Bring a store of an older version up to date before it is read."""
    open_postgis(address, read_only=False).close()


def _look(connection: sa.Connection, name: str) -> sa.Row[tuple[object, ...]]:
    """What the schema holds. Refuses a database that can be no store, and tables that are none of ours."""
    found = connection.execute(_LOOK).one()
    if found.schema is None:
        raise StoreError(
            f"The store {name} names a schema that does not exist or is not open to {found.role}: create it."
        )
    if not found.geometry:
        raise StoreError(_without_postgis(name, found.postgis))
    if found.encoding != "UTF8":
        raise StoreError(
            f"The database of {name} is in {found.encoding} and cannot hold all texts: make one with ENCODING 'UTF8'."
        )
    taken = metadata.tables.keys() & set(found.tables)
    if taken and not is_ours(found.tables):
        raise StoreError(
            f"The schema {found.schema} of {name} holds a table {min(taken)} of another program: name another "
            "database, or another schema with ?options=-csearch_path%3DNAME,public (it was not touched)."
        )
    return found


def _without_postgis(name: str, schema: str | None) -> str:
    if schema is not None:
        return f"PostGIS lies in the schema {schema} of {name}, which is not in the search path: add it to that."
    return f"The database of {name} has no PostGIS: let one of its superusers run CREATE EXTENSION postgis in it, once."


def _create(connection: sa.Connection) -> None:
    # Unchecked: tables of the same names in other schemas of the search path are none of ours.
    metadata.create_all(connection, checkfirst=False)
    for statement in (*TRIGGERS, *ON_SERVER):
        connection.exec_driver_sql(statement)
    connection.execute(alembic_version.insert(), {"version_num": NEWEST})


def _nothing(_: sa.Connection) -> None:
    """PostGIS keeps no register of changes."""
