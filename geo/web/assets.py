"""What the browser loads: our own files and those of installed packages, served by this process.

folium links its scripts and styles to other hosts. `localise` turns those links into routes of this server,
so that a map loads without a network. Nothing of another host may stay: a single link that does not load
leaves the whole map blank.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from pathlib import Path

from geo.errors import DataError

OWN = Path(__file__).resolve().parent / "static"

_PACKAGES = {"leaflet": "xstatic.pkg.leaflet", "jquery": "xstatic.pkg.jquery"}
_JS = {"leaflet": "leaflet/leaflet.js", "jquery": "jquery/jquery.min.js"}
_CSS = {"leaflet_css": "leaflet/leaflet.css"}


@functools.cache
def folders() -> dict[str, Path]:
    """The folders to serve, by their name under `/assets/`.

    Raises:
        DataError: a package that brings a script is not installed.
    """
    found = {"own": OWN, "font": _font_folder()}
    for name, package in _PACKAGES.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise DataError(f"The package that brings {name} is not installed: run `make setup`.")
        found[name] = Path(spec.origin).parent / "data"
    return found


def _font_folder() -> Path:
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise DataError("Streamlit is not installed: run `make setup`.")
    return Path(spec.origin).parent / "static" / "static" / "media"


def base() -> str:
    """The prefix of every route: the server's `baseUrlPath` with one leading slash, or nothing."""
    from streamlit import config

    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def url(path: str) -> str:
    """The address of an asset such as `own/map.js`, with a mark that changes when our own file changes."""
    folder, _, name = path.partition("/")
    mark = f"?v={_mark(name)}" if folder == "own" else ""
    return f"{base()}/assets/{path}{mark}"


def _mark(name: str) -> str:
    return hashlib.sha256((OWN / name).read_bytes()).hexdigest()[:10]


def font_css() -> str:
    """A `@font-face` rule for the interface's own font, so that the map's frame has it too; '' when it is not found."""
    fonts = sorted(folders()["font"].glob("SourceSansVF-Upright*.woff2"))
    if not fonts:
        return ""
    source = f"{base()}/assets/font/{fonts[0].name}"
    return f'@font-face{{font-family:"Source Sans";src:url("{source}") format("woff2");font-weight:200 900}}'


def localise() -> None:
    """Point folium's own links at this server and drop those that the map does not need."""
    import folium

    folium.Map.default_js = [(name, url(path)) for name, path in _JS.items()]
    folium.Map.default_css = [(name, url(path)) for name, path in _CSS.items()]
