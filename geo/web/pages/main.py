"""Runs for every page: the frame, the navigation, and one sentence instead of a traceback."""

from __future__ import annotations

import streamlit as st

from geo.errors import BorderwatchError
from geo.web import assets, frame

st.set_page_config(page_title="Borderwatch", page_icon="🧭", layout="wide", initial_sidebar_state="collapsed")
st.html(assets.OWN / "page.css")
frame.mark_theme()
page = st.navigation(
    [
        st.Page("map.py", title="Map", url_path="map", default=True),
        st.Page("border.py", title="Border", url_path="border"),
        st.Page("review.py", title="Review", url_path="review"),
        st.Page("add.py", title="Add", url_path="add"),
        st.Page("reports.py", title="Reports", url_path="reports"),
        st.Page("about.py", title="About", url_path="about"),
    ],
    position="top",
)
try:
    page.run()
except BorderwatchError as error:
    frame.problem(error)
