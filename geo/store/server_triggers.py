"""The history inside PostGIS: append-only, and complete even where a GIS writes to the table of incidents.

What `geo.store.triggers` is for a GeoPackage, by the same rule: our own writes change `version` in the same statement,
a GIS does not. Every function keeps the search path of the store, whatever that of the GIS is.
"""

# ruff: noqa: S608 - the statements are put together from constants of this module
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import GIS, Review
from geo.store.gis_refusals import DERIVED, DERIVES, LISTED, NEW_ID, NOWHERE, UPSIDE_DOWN, WORDS, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELDS = """jsonb_build_object(
    'kind', told.kind, 'place', told.place, 'country', told.country, 'status', told.status, 'review', told.review,
    'initiator', told.initiator::jsonb, 'target', told.target::jsonb, 'quantities', told.quantities::jsonb,
    'losses', told.losses::jsonb,
    'period', jsonb_build_object('start', told.start, 'end', told."end", 'precision', told.date_precision),
    'footprint', jsonb_build_object('blob', encode(ST_AsEWKB(told.geom), 'hex'), 'precision', told.place_precision,
        'radius_m', told.radius_m))"""
_LISTS = {  # column: (type of the JSON, what finds an element that cannot be)
    "initiator": ("array", "SELECT 1 FROM jsonb_array_elements(found) AS one WHERE jsonb_typeof(one) <> 'string'"),
    "target": ("array", "SELECT 1 FROM jsonb_array_elements(found) AS one WHERE jsonb_typeof(one) <> 'string'"),
    "quantities": ("object", "SELECT 1 FROM jsonb_each(found) WHERE jsonb_typeof(value) <> 'number'"),
    "losses": ("array", "SELECT 1 FROM jsonb_array_elements(found) AS one WHERE coalesce(one->>'side', '') = ''"),
}


def _function(name: str, returns: str, body: str, given: str = "", declare: str = "") -> str:
    return (
        f"CREATE FUNCTION {name}({given}) RETURNS {returns} LANGUAGE plpgsql SET search_path FROM CURRENT AS $$\n"
        f"{declare and f'DECLARE {declare}'}\nBEGIN\n{body}\nEND $$"
    )


def _refuse(condition: str, message: str) -> str:
    return f"IF {condition} THEN RAISE EXCEPTION USING MESSAGE = '{message}'; END IF;"


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


_VALID_LISTS = _lines(
    f"""BEGIN found := told.{column}::jsonb; EXCEPTION WHEN OTHERS THEN found := NULL; END;
    IF found IS NULL OR jsonb_typeof(found) <> '{form}' THEN RAISE EXCEPTION USING MESSAGE = '{LISTED[column]}'; END IF;
    IF EXISTS ({never}) THEN RAISE EXCEPTION USING MESSAGE = '{LISTED[column]}'; END IF;"""
    for column, (form, never) in _LISTS.items()
)
_VALID = _lines(
    [
        *(
            _refuse(f"told.{column} <> ALL (ARRAY[{', '.join(map(repr, map(str, words)))}])", one_of(column, words))
            for column, words in WORDS.items()
        ),
        _refuse('told."end" < told.start', UPSIDE_DOWN),
        _refuse("told.geom IS NULL OR ST_IsEmpty(told.geom)", NOWHERE),
        _VALID_LISTS,
    ]
)
_MIDDLE = """NEW.lon := (ST_XMin(NEW.geom) + ST_XMax(NEW.geom)) / 2;
    NEW.lat := (ST_YMin(NEW.geom) + ST_YMax(NEW.geom)) / 2;"""
_ID = "replace(gen_random_uuid()::text, '-', '')"


def _event(row: str, action: str, before: str, after: str, why: str, version: str) -> str:
    return (
        'INSERT INTO edits (id, incident_id, action, before, after, who, why, at, "of", version) VALUES ('
        f"{_ID}, {row}.id, '{action}', {before}::text, {after}::text, '{GIS}', '{why}',"
        f" date_trunc('milliseconds', clock_timestamp()), '', {version});"
    )


_INSERTED = f"""PERFORM gis_valid(NEW);
    IF NEW.id = '' THEN NEW.id := {_ID}; END IF;
    NEW.version := 1; {_MIDDLE}
    {_event("NEW", "add", "'{}'", "gis_fields(NEW)", "", "1")}
    RETURN NEW;"""
_DERIVED_DIFFER = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in DERIVED)
_UPDATED = f"""{_refuse("NEW.id <> OLD.id OR NEW.fid <> OLD.fid", NEW_ID)}
    {_refuse(_DERIVED_DIFFER, DERIVES)}
    PERFORM gis_valid(NEW);
    was := gis_fields(OLD); becomes := gis_fields(NEW);
    SELECT jsonb_object_agg(key, was->key), jsonb_object_agg(key, value) INTO old_fields, new_fields
        FROM jsonb_each(becomes) WHERE value IS DISTINCT FROM was->key;
    IF new_fields IS NULL THEN RETURN NEW; END IF;
    NEW.version := NEW.version + 1; {_MIDDLE}
    {_event("NEW", "edit", "old_fields", "new_fields", "", "NEW.version")}
    RETURN NEW;"""
_REJECTED = f"jsonb_build_object('review', '{Review.REJECTED}')"
_WAS = "jsonb_build_object('review', OLD.review)"
_DELETED = f"""{_event("OLD", "reject", _WAS, _REJECTED, "deleted from the table", "OLD.version + 1")}
    RETURN OLD;"""
_KEPT = "RAISE EXCEPTION 'the history is append-only: undo an edit by a new one';"
TRIGGERS = (
    _function("edits_kept", "trigger", _KEPT),
    _function("gis_fields", "jsonb", f"RETURN {_FIELDS};", "told incidents"),
    _function("gis_valid", "void", _VALID, "told incidents", "found jsonb;"),
    _function("gis_insert", "trigger", _INSERTED),
    _function("gis_update", "trigger", _UPDATED, "", "was jsonb; becomes jsonb; old_fields jsonb; new_fields jsonb;"),
    _function("gis_delete", "trigger", _DELETED),
    "CREATE TRIGGER edits_kept BEFORE UPDATE OR DELETE ON edits FOR EACH ROW EXECUTE FUNCTION edits_kept()",
    "CREATE TRIGGER edits_kept_all BEFORE TRUNCATE ON edits FOR EACH STATEMENT EXECUTE FUNCTION edits_kept()",
    """CREATE TRIGGER gis_insert BEFORE INSERT ON incidents FOR EACH ROW WHEN (NEW.version = 0)
    EXECUTE FUNCTION gis_insert()""",
    """CREATE TRIGGER gis_update BEFORE UPDATE ON incidents FOR EACH ROW WHEN (NEW.version = OLD.version)
    EXECUTE FUNCTION gis_update()""",
    """CREATE TRIGGER gis_delete AFTER DELETE ON incidents FOR EACH ROW WHEN (OLD.version >= 0)
    EXECUTE FUNCTION gis_delete()""",
)
