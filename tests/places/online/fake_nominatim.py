"""A Nominatim on 127.0.0.1: it answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class FakeNominatim:
    """`answers` by name; `asked` holds path, query and user agent of each request."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)


def answer(name: str, lat: float, lon: float, **more: Any) -> dict[str, Any]:
    """A village in Ukraine, as Nominatim's JSON has it, unless `more` says otherwise."""
    return {
        "place_id": 1,
        "osm_type": "node",
        "osm_id": 42,
        "lat": str(lat),
        "lon": str(lon),
        "class": "place",
        "type": "village",
        "place_rank": 19,
        "name": name,
        "display_name": f"{name}, Some Raion, Ukraine",
        "boundingbox": [str(lat - 0.01), str(lat + 0.01), str(lon - 0.01), str(lon + 0.01)],
        "address": {"country_code": "ua"},
        **more,
    }


@contextmanager
def serving() -> Iterator[FakeNominatim]:
    """Run one on a free port."""
    fake = FakeNominatim()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            fake.asked.append((parts.path, query, self.headers["User-Agent"]))
            found = fake.answers.get(query.get("q", ""), [])
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(fake.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
