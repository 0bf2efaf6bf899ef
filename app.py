"""The whole server: `streamlit run app.py`."""

from __future__ import annotations

import streamlit as st

import geo.web.layer  # noqa: F401 (folium, loaded before the server is up: the first visitor does not wait for it)
from geo.web.frame import unforeseen
from geo.web.routes import ROUTES
from geo.web.stores import opening

app = st.App("geo/web/pages/main.py", routes=ROUTES, lifespan=opening, on_script_error=unforeseen)
