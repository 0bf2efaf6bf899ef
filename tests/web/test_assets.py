from __future__ import annotations

import re

import pytest

from geo.web import assets, layer

LINK = re.compile(r"https?://(?!www\.w3\.org/)[^\s\"']+")


def test_a_map_links_to_nothing_but_this_server() -> None:
    m = layer.base_map()
    layer.feature_group(layer.IncidentLayer(query="since=2024-01-01")).add_to(m)
    links = [url for _, url in m.default_js + m.default_css]
    assert links
    assert all(url.startswith("/assets/") for url in links)
    scripts = re.findall(r'(?:src|href)="([^"]+)"', m.get_root().render())
    assert all(url.startswith("/assets/") for url in scripts)


@pytest.mark.parametrize("path", ["leaflet/leaflet.js", "leaflet/leaflet.css", "jquery/jquery.min.js", "own/map.js"])
def test_every_linked_file_is_there(path: str) -> None:
    folder, _, name = path.partition("/")
    assert (assets.folders()[folder] / name).is_file()


def test_our_own_files_name_no_other_host() -> None:
    for file in assets.OWN.iterdir():
        assert not LINK.findall(file.read_text(encoding="utf-8")), file.name


def test_our_files_change_their_address_with_their_content() -> None:
    assert re.fullmatch(r"/assets/own/map\.js\?v=[0-9a-f]{10}", assets.url("own/map.js"))
    assert assets.url("leaflet/leaflet.js") == "/assets/leaflet/leaflet.js"


def test_the_base_path_stands_before_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit import config

    old = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "/watch/")
    try:
        from geo.web.routes import make_routes

        assert assets.url("leaflet/leaflet.js") == "/watch/assets/leaflet/leaflet.js"
        assert all(route.path.startswith("/watch/") for route in make_routes())
    finally:
        config.set_option("server.baseUrlPath", old)


def test_the_page_holds_no_incident() -> None:
    config = layer.IncidentLayer(query="groups=armed", selected="x").config
    assert config["features"] is None
    assert config["query"] == "groups=armed"
