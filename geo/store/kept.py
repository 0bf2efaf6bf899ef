"""Reports and mentions stay as they were stored: no program, a GIS neither, changes or deletes them in passing.

What people decide are events about incidents; a report goes by `report purge` alone, which puts these triggers aside.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.store.columns import POSTGIS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

_SAID = {
    "reports": "a report stays as it was stored: add a corrected one, or purge it",
    "mentions": "a mention stays as it was read: correct its incident",
}
_CHANGES = {  # which version of the extractor read a report is noted later
    "reports": "UPDATE OF fid, id, text, title, publisher, url, published, language",
    "mentions": "UPDATE",
}
ON_FILE = tuple(
    f"CREATE TRIGGER {table}_kept_{name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END"
    for table, said in _SAID.items()
    for name, event in (("update", _CHANGES[table]), ("delete", "DELETE"))
)
ON_SERVER = tuple(
    statement
    for table, said in _SAID.items()
    for statement in (
        (
            f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION USING MESSAGE = '{said}'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_kept BEFORE {_CHANGES[table]} OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
        ),
        (
            f"CREATE TRIGGER {table}_kept_all BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()"
        ),
    )
)


@contextmanager
def rewritable(connection: sa.Connection, *tables: str) -> Iterator[None]:
    """The triggers that keep these tables from being rewritten are away meanwhile, for this transaction alone."""
    run = connection.exec_driver_sql
    if connection.dialect.name == POSTGIS:
        for table in tables:
            run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    kept = run("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'").all()
    triggers = [(name, statement) for name, statement, table in kept if table in tables]
    for name, _ in triggers:
        run(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        run(statement)
