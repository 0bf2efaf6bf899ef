"""The folium map and the one layer on it, which fetches what is in view.

The page holds no incident: `static/map.js` asks the routes for the symbols and shapes of the view whenever the map has
moved or the filters have changed. A change of filters replaces this layer, not the map, so the view stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from geo.kinds import groups
from geo.web import assets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOME = (127.0, 38.0)
HOME_ZOOM = 7


class IncidentLayer(JSCSSMixin, Layer):
    """Basemap, symbols and shapes of the view.

    Args:
        query: the filters as a query string without '?', passed on to the routes.
        theme: 'light' or 'dark'.
        selected: the id of the chosen incident, drawn with a halo.
        focus: (west, south, east, north) in degrees, to be brought into view once.
        features: symbols and shapes to draw instead of asking the routes, as the routes would answer.
        legend: explain the marks in a corner.
        stamp: another one makes the layer ask for the same view anew.
        view: longitude, latitude and zoom that a link asks for; it wins once over what the browser remembers.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = Borderwatch.layer({{ this.config | tojson }});"
        "{{ this.get_name() }}.addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(
        self,
        *,
        query: str = "",
        theme: str = "light",
        selected: str = "",
        focus: Sequence[float] | None = None,
        features: Mapping[str, Any] | None = None,
        legend: bool = True,
        stamp: int = 0,
        view: tuple[float, float, float] | None = None,
    ) -> None:
        """Keep what the script needs; coordinates stay longitude first until Leaflet gets them."""
        super().__init__(name="incidents", overlay=True, control=False, show=True)
        self._name = "IncidentLayer"
        self.default_js = [("borderwatch", assets.url("own/map.js"))]
        self.default_css = [("borderwatch_css", assets.url("own/map.css"))]
        self.config = {
            "api": f"{assets.base()}/api",
            "font": assets.font_css(),
            "query": query,
            "theme": theme,
            "selected": selected,
            "focus": list(focus) if focus else None,
            "features": features,
            "legend": legend,
            "stamp": stamp,
            "view": list(view) if view else None,
            "groups": [[group.id, group.label, group.colour, group.glyph] for group in groups().values()],
        }


def base_map(centre: tuple[float, float] = HOME, zoom: int = HOME_ZOOM) -> folium.Map:
    """A folium map without tiles, centred on (lon, lat). Make a new one for each run: drawing changes it."""
    assets.localise()
    lon, lat = centre
    return folium.Map(
        [lat, lon],
        zoom_start=zoom,
        tiles=None,
        min_zoom=2,
        max_zoom=14,
        zoom_snap=0.5,
        wheel_px_per_zoom_level=90,
        world_copy_jump=True,
        zoom_control=False,
        attribution_control=False,
    )


def feature_group(layer: IncidentLayer) -> folium.FeatureGroup:
    """The group in which streamlit-folium replaces the layer without loading the map anew."""
    group = folium.FeatureGroup(name="borderwatch", control=False)
    layer.add_to(group)
    return group
