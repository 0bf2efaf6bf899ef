"""Where an incident lies, as widgets: as it is, typed, or drawn; its name, country and how exactly it is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import InputError
from geo.geodesy import representative_point
from geo.model import PlacePrecision
from geo.model.forms import footprint_form, footprint_of
from geo.places.countries import countries, country_name
from geo.web import drawing, frame, layer, wording
from geo.web.locating import Choice, around, choices, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.places.gazetteer import Gazetteer
    from geo.web.draft import Draft
    from geo.web.fields import Proposal

AS_IT_IS, TYPED, DRAWN = "As it is", "Type it", "Draw it on the map"
_LINES = (PlacePrecision.ON_LINE, PlacePrecision.ALONG_LINE)
EXACTLY = {
    PlacePrecision.EXACT: "This very spot",
    PlacePrecision.LOCALITY: "In or near this place",
    PlacePrecision.ON_LINE: "On this stretch of the line",
    PlacePrecision.DISTRICT: "Somewhere in this district",
    PlacePrecision.PROVINCE: "Somewhere in this province",
    PlacePrecision.ALONG_LINE: "Somewhere along the line",
    PlacePrecision.COUNTRY: "Somewhere in this country",
}


def draw(draft: Draft, form: Mapping[str, Any], gazetteer: Gazetteer, made: Proposal) -> None:
    """The widgets; `place`, `country` and `footprint` go into the proposal."""
    now = form.get("footprint")
    ways = [*([AS_IT_IS] if now else []), TYPED, DRAWN]
    way = st.segmented_control("Where", ways, key=draft.key("way", ways[0]), required=True)
    draft.take("way", way)
    footprint = _chosen(draft, form, gazetteer, way or ways[0], made)
    if footprint is None:
        made.problems.append("Say where it happened: type a place or coordinates, or draw it.")
    left, right = st.columns(2)
    place = left.text_input(
        "Name of the place", key=draft.key("place", form.get("place", "")), placeholder="Not named", max_chars=200
    )
    made.fields["place"] = draft.take("place", place).strip()
    codes = [code for code in form.get("country", "").split("/") if code]
    options = list(dict.fromkeys([*countries(), *codes]))
    key = draft.key("countries", codes)
    chosen = right.multiselect(
        "Country", options, key=key, format_func=country_name, max_selections=2, help="Two for a shared line."
    )
    draft.take("countries", chosen)
    made.fields["country"] = form.get("country", "") if chosen == codes else "/".join(chosen)
    if footprint is not None:
        made.fields["footprint"] = _exactly(draft, footprint)


def _chosen(
    draft: Draft, form: Mapping[str, Any], gazetteer: Gazetteer, way: str, made: Proposal
) -> dict[str, Any] | None:
    """The footprint of the way that was chosen; when it changes, the fields below follow it."""
    now: dict[str, Any] | None = form.get("footprint")
    if way == AS_IT_IS and now:
        st.caption(f"{form.get('place') or 'Place not named'}, {wording.exactness(footprint_of(now))}")
        _follow(draft, "as it is", form.get("place", ""), form.get("country", ""), now)
        return now
    if way == DRAWN:
        return _drawn(draft, form, gazetteer, made)
    return _typed(draft, gazetteer, made)


def _typed(draft: Draft, gazetteer: Gazetteer, made: Proposal) -> dict[str, Any] | None:
    text = st.text_input(
        "Place, border or coordinates",
        key=draft.key("typed", ""),
        placeholder="Paju · the DMZ · 20 km north of Cheorwon · 37.956 N, 126.677 E · 52SCH…",
        help="Coordinates in decimal degrees, in degrees and minutes, or as MGRS; several make a line or an area.",
        max_chars=2000,
    )
    draft.take("typed", text)
    try:
        found = choices(text, gazetteer)
    except InputError as error:
        made.problems.append(str(error))
        return None
    if text.strip() and not found:
        st.caption("There is no such place: check the spelling, give coordinates, or draw it.")
    if not found:
        return None
    return _one_of(draft, text, found)


def _one_of(draft: Draft, text: str, found: list[Choice]) -> dict[str, Any]:
    if draft.values.get("offered") != text:
        draft.values["offered"] = text
        draft.put("choice", 0)
    labels = [one.label for one in found]
    number = st.radio(
        "Which one", range(len(found)), key=draft.key("choice", 0), format_func=lambda row: frame.escaped(labels[row])
    )
    choice = found[draft.take("choice", min(number or 0, len(found) - 1))]
    form = footprint_form(choice.footprint)
    _follow(draft, f"typed {choice.label}", choice.name, choice.country, form)
    return form


def _drawn(draft: Draft, form: Mapping[str, Any], gazetteer: Gazetteer, made: Proposal) -> dict[str, Any] | None:
    now: dict[str, Any] | None = form.get("footprint")
    place, country = form.get("place", ""), form.get("country", "")
    start = now["geometry"] if now else None
    centre = representative_point(footprint_of(now).geometry) if now else layer.HOME
    geometry = drawing.draw(draft, start, centre)
    if geometry is None:
        cleared = drawing.DRAWN in draft.values
        if now and not cleared:
            _follow(draft, "as it is", place, country, now)
        return None if cleared else now
    try:
        footprint = shape_of(geometry)
    except InputError as error:
        made.problems.append(str(error))
        return None
    sign = f"drawn {json.dumps(geometry)}"
    form = footprint_form(footprint)
    if draft.values.get("followed") != sign:
        name, country = around(footprint, gazetteer)
        _follow(draft, sign, name, country, form)
    return form


def _follow(draft: Draft, sign: str, name: str, country: str, form: Mapping[str, Any]) -> None:
    """Another choice of where: name, country and exactness are those of the choice, until the reader says otherwise."""
    if draft.values.get("followed", "as it is") != sign:
        draft.put("place", name)
        draft.put("countries", [code for code in country.split("/") if code])
        draft.put("exactly", form["precision"])
        draft.put("radius", form["radius_m"] / 1000)
    draft.values["followed"] = sign


def _exactly(draft: Draft, footprint: dict[str, Any]) -> dict[str, Any]:
    """The footprint, as exact as the reader says."""
    is_line = "Line" in footprint["geometry"]["type"]
    options = [one.value for one in PlacePrecision if (one in _LINES) is is_line]
    if footprint["precision"] not in options:
        options = [one.value for one in PlacePrecision]
    left, right = st.columns(2)
    key = draft.key("exactly", footprint["precision"])
    if draft.shown("exactly") not in options:
        draft.put("exactly", footprint["precision"])
    exactly = left.selectbox(
        "How exactly is the place known", options, key=key, format_func=lambda one: EXACTLY[PlacePrecision(one)]
    )
    key = draft.key("radius", footprint["radius_m"] / 1000)
    radius_km = right.number_input("Within how many kilometres", key=key, min_value=0.0, max_value=20_000.0, step=1.0)
    draft.take("exactly", exactly)
    draft.take("radius", radius_km)
    same = _is_close(radius_km * 1000, footprint["radius_m"])
    return footprint | {"precision": exactly, "radius_m": footprint["radius_m"] if same else radius_km * 1000}


def _is_close(one: float, other: float) -> bool:
    """Are two lengths in metres the same to the metre?"""
    return abs(one - other) < 1
