"""A small map to draw on: a point, a line or an area, by mouse, touch or keyboard; nothing is loaded from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template
from streamlit_folium import st_folium

from geo.web import assets, frame, layer

if TYPE_CHECKING:
    from geo.web.draft import Draft

_NOTHING: dict[str, list[Any]] = {"symbols": [], "shapes": [], "places": []}
DRAWN = "drawn"


class DrawingLayer(JSCSSMixin, Layer):
    """Buttons and handles that make a geometry; what was drawn comes back as the component's value `drawn`.

    Args:
        geometry: a GeoJSON geometry to begin with, longitude first; None for nothing.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = BorderwatchDrawing.layer({{ this.config | tojson }});"
        "{{ this.get_name() }}.addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, geometry: dict[str, Any] | None) -> None:
        """Keep what the script needs."""
        super().__init__(name="drawing", overlay=True, control=False, show=True)
        self._name = "DrawingLayer"
        self.default_js = [("borderwatch_drawing", assets.url("own/drawing.js"))]
        self.default_css = [("borderwatch_drawing_css", assets.url("own/drawing.css"))]
        self.config = {"geometry": geometry}


def draw(draft: Draft, start: dict[str, Any] | None, centre: tuple[float, float]) -> dict[str, Any] | None:
    """Draw the map.

    Args:
        draft: what was drawn is remembered there as `drawn`.
        start: the geometry to begin with.
        centre: (lon, lat) of the first view, in degrees.

    Returns:
        The geometry as GeoJSON, None for none.
    """
    key = f"bw:{draft.scope}:map"

    def changed() -> None:
        told = st.session_state.get(key) or {}
        if DRAWN in told:
            draft.values[DRAWN] = told[DRAWN]

    geometry: dict[str, Any] | None = draft.values.get(DRAWN, start)
    ground = layer.IncidentLayer(theme=frame.theme(), features=_NOTHING, legend=False)
    group = layer.feature_group(ground)
    DrawingLayer(geometry).add_to(group)
    st_folium(
        layer.base_map(draft.keep("centre", centre), draft.keep("zoom", 9 if start else 6)),
        key=key,
        height=380,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=group,
        on_change=changed,
    )
    found: dict[str, Any] | None = draft.values.get(DRAWN)
    return found
