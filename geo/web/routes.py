"""What the map and the export buttons ask of this server, beside the pages.

    GET /api/symbols?bbox=W,S,E,N&z=ZOOM&FILTERS   the marks of a view
    GET /api/shapes?bbox=W,S,E,N&z=ZOOM&FILTERS    the lines, areas and rings of a view
    GET /api/members?bbox=W,S,E,N&FILTERS          the ids of the incidents in a cluster that no zoom takes apart
    GET /api/members?incident=ID&FILTERS           ... or of those with the same line or area as this one
    GET /api/incident/ID                           where to look for one incident
    GET /api/towns?bbox=W,S,E,N&z=ZOOM             names of towns of a view
    GET /api/basemap                               the world: land, borders, names
    GET /api/ground?bbox=W,S,E,N&z=ZOOM            the same, sharper, for a view
    GET /api/export.geojson?FILTERS  /api/export.csv?FILTERS
    GET /assets/FOLDER/FILE                        scripts, styles, the font

Answers are JSON; an error is `{"error": one sentence}` with status 400 (a parameter), 404, or 503 (the store).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geo.errors import BorderwatchError, InputError, StoreError
from geo.web import assets, basemap, cells, filters, parameters, towns
from geo.web.stores import shared_store

if TYPE_CHECKING:
    from starlette.types import Scope

    from geo.store import Query

Handler = Callable[[Request], Response]
_SPOOL_BYTES = 8 << 20
_CHUNK_BYTES = 1 << 16
_CACHED = {"Cache-Control": "public, max-age=86400"}
_SAFE = {"X-Content-Type-Options": "nosniff"}


def answering(handler: Handler) -> Handler:
    """Turn what the program raises on purpose into a status and one sentence."""

    def answered(request: Request) -> Response:
        try:
            response = handler(request)
        except (InputError, ValueError) as error:
            response = json({"error": str(error)}, 400)
        except StoreError as error:
            response = json({"error": str(error)}, 503)
        except BorderwatchError as error:
            response = json({"error": str(error)}, 500)
        response.headers.update(_SAFE)
        return response

    return answered


def json(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(orjson.dumps(body), status, media_type="application/json", headers={"Cache-Control": "no-store"})


def symbols(request: Request) -> Response:
    """The marks of a view."""
    query, box, zoom = _view(request)
    return json({"symbols": cells.symbols(shared_store(), query, box, zoom)})


def shapes(request: Request) -> Response:
    """The lines, areas and rings of a view."""
    query, box, zoom = _view(request)
    return json({"shapes": cells.shapes(shared_store(), query, box, zoom)})


def members(request: Request) -> Response:
    """The ids of the incidents that share a spot, a line or an area."""
    if model := request.query_params.get("incident"):
        return json({"ids": cells.sharing(shared_store(), filters.strict(request.query_params), model)})
    query, box, _ = _view(request)
    return json({"ids": cells.members(shared_store(), query, box)})


def named_towns(request: Request) -> Response:
    """Names of the towns of a view."""
    _, box, zoom = _view(request)
    response = json({"towns": towns.towns(box, zoom)})
    response.headers.update(_CACHED)
    return response


def incident(request: Request) -> Response:
    """Where one incident is."""
    found = shared_store().incident(request.path_params["id"])
    if found is None:
        return json({"error": "There is no incident with this id: it may have been removed."}, 404)
    return json(cells.whereabouts(found))


def ground(request: Request) -> Response:
    """The basemap, the same for every view."""
    body = basemap.compressed()
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return json(orjson.loads(basemap.document()))
    return Response(body, media_type="application/json", headers={**_CACHED, "Content-Encoding": "gzip"})


def sharp_ground(request: Request) -> Response:
    """The ground of a view, sharper than the world's."""
    _, box, zoom = _view(request)
    response = json(basemap.sharp(box, zoom) if box[0] < box[2] and box[1] < box[3] else {})
    response.headers.update(_CACHED)
    return response


def export_geojson(request: Request) -> Response:
    """Everything that the filters keep, as GeoJSON."""
    from geo.publish.geojson import write_geojson

    return _export(filters.strict(request.query_params), write_geojson, "geojson", "application/geo+json")


def export_csv(request: Request) -> Response:
    """Everything that the filters keep, as a table."""
    from geo.publish.tabular import write_csv

    return _export(filters.strict(request.query_params), write_csv, "csv", "text/csv; charset=utf-8")


def _view(request: Request) -> tuple[Query, tuple[float, float, float, float], float]:
    params = dict(request.query_params)
    box = parameters.box(params.pop("bbox", ""))
    try:
        zoom = float(params.pop("z", "14"))
    except ValueError:
        raise InputError("‘z’ is no zoom: give a number from 0 to 22.") from None
    if not 0 <= zoom <= 22:
        raise InputError("‘z’ is no zoom: give a number from 0 to 22.")
    return filters.strict(params), box, zoom


def _export(query: Query, writer: Callable[..., Any], suffix: str, media_type: str) -> Response:
    # Written in full before the first byte is sent, so that an error becomes a status and never half a file.
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  # closed by _chunks
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    writer(shared_store().incidents(query), text)
    text.detach()
    spool.seek(0)
    name = "-".join(["borderwatch", *(day.isoformat() for day in (query.since, query.until) if day)])
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"', "Cache-Control": "no-store"}
    return StreamingResponse(_chunks(spool), media_type=media_type, headers=disposition)


def _chunks(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(_CHUNK_BYTES):
            yield chunk


class _Files(StaticFiles):
    """Static files that may be kept for a day; ours carry a mark in their address that changes with them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({**_CACHED, **_SAFE})
        return response


def make_routes() -> list[BaseRoute]:
    """All routes under the server's base path."""
    api: dict[str, Handler] = {
        "symbols": symbols,
        "shapes": shapes,
        "members": members,
        "towns": named_towns,
        "incident/{id:str}": incident,
        "basemap": ground,
        "ground": sharp_ground,
        "export.geojson": export_geojson,
        "export.csv": export_csv,
    }
    base = assets.base()
    return [
        *(Route(f"{base}/api/{path}", answering(handler)) for path, handler in api.items()),
        *(Mount(f"{base}/assets/{name}", _Files(directory=folder)) for name, folder in assets.folders().items()),
    ]


ROUTES = make_routes()
