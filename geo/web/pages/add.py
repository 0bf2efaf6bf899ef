"""Paste a report, see what is found in it, store it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from geo.errors import InputError
from geo.kinds import shown_kind
from geo.pipeline import parse
from geo.places.positions import no_positions
from geo.places.threshold import least_score
from geo.publish.html import safe
from geo.reports.language import ENGLISH, is_read, note
from geo.web import always, cells, finding, frame, highlight, layer, names, state, wording
from geo.web.gazetteers import shared_gazetteer

if TYPE_CHECKING:
    from geo.incidents import Undated
    from geo.model import Incident, Report
    from geo.pipeline import Parsed

THRESHOLDS: tuple[float | str, ...] = ("usual", 0.0, 0.3, 0.5, 0.7, 0.9)
_FOUND, _STORED, _LEAST = "add_found", "add_stored", "add_least"


def main() -> None:
    """Draw the page."""
    with st.container(key="page"):
        st.title("Add a report")
        st.markdown(
            "Paste a news text. Borderwatch looks for border incidents in it and shows you the sentences that say so."
        )
        form()
        if _STORED in st.session_state:
            stored()
        elif found := st.session_state.get(_FOUND):
            results(found)


def today() -> date:
    """The reader's day."""
    return datetime.now().astimezone().date()


def form() -> None:
    """The text and where it is from."""
    text = st.text_area(
        "Text of the report", key="add_text", height=220, placeholder="Paste the whole text, with its paragraphs."
    )
    left, right = st.columns(2)
    title = left.text_input("Title", key="add_title")
    publisher = right.text_input("Publisher", key="add_publisher")
    left, right = st.columns(2)
    url = left.text_input("Link", key="add_url", placeholder="https://")
    with right:
        published = publication_day()
    threshold()
    if st.button("Find incidents", type="primary", key="add_find"):
        st.session_state.pop(_STORED, None)
        st.session_state.pop(_FOUND, None)
        search({"text": text, "title": title, "publisher": publisher, "url": url}, published)


def publication_day() -> date | None:
    """The day that 'yesterday' is counted from: today until the reader says otherwise, or none."""
    unknown = bool(st.session_state.get("add_undated"))
    chosen = st.date_input("Published on", value=today(), key="add_published", format="YYYY-MM-DD", disabled=unknown)
    if not unknown and chosen == today():
        st.html('<p class="bw-confirm">Today: please confirm. ‘On Monday’ is counted from this day.</p>')
    st.checkbox("No date known", key="add_undated")
    return None if unknown or not isinstance(chosen, date) else chosen


def threshold() -> None:
    """How sure a place must be before a name is put on the map."""
    st.selectbox(
        "How sure must a place be?",
        THRESHOLDS,
        key=_LEAST,
        format_func=sureness,
        help="A name whose best place is less likely than this stays without a place.",
    )


def sureness(chosen: float | str) -> str:
    """A threshold in words; the usual one is what the environment says, else the ranker's own judgement."""
    least = least_score() if isinstance(chosen, str) else chosen
    if least is None:
        return "As trained: a place, unless ‘none of these’ is likelier"
    words = f"At least {least:.0%} sure" if least else "Always the likeliest place, however unsure"
    return f"{words} (as set)" if isinstance(chosen, str) else words


def search(fields: dict[str, str], published: date | None) -> None:
    """Read the text; what cannot be used is refused in one sentence."""
    try:
        report = finding.read(fields, published, today())
    except InputError as error:
        frame.card("This text was not read", str(error))
        return
    find(report)


def find(report: Report) -> None:
    """Read a report with the gazetteer as it is now."""
    chosen = st.session_state.get(_LEAST)
    with st.spinner("Reading …"):
        st.session_state[_FOUND] = parse(
            report, shared_gazetteer(), least=chosen if isinstance(chosen, float) else None
        )


def results(parsed: Parsed) -> None:
    """The text with its marks, the incidents, a small map, and the button that stores them."""
    count = len(parsed.incidents)
    st.header(f"{count} incident{'' if count == 1 else 's'} found" if count else "No incident found")
    in_language(parsed)
    left, right = st.columns(2, gap="medium")
    marked = highlight.marked(parsed.report.text, highlight.spans(parsed.resolutions, parsed.mentions))
    with left:
        st.html(
            '<p class="bw-key"><span><mark>evidence</mark></span>'
            "<span>underlined: places; dotted: names without a place</span></p>"
            f'<div class="bw-text">{marked}</div>'
        )
    with right:
        small_map(parsed)
    if parsed.undated:
        needs_date(parsed.undated)
    for incident in parsed.incidents:
        st.html(one(incident))
    if not parsed.incidents:
        st.markdown("You can store the report all the same: it is kept with its text.")
    st.html(names.listed(parsed.resolutions))
    if always.choose(parsed.resolutions):
        find(parsed.report)
        st.rerun()
    if st.button("Store", type="primary", key="add_store"):
        store(parsed)


def in_language(parsed: Parsed) -> None:
    """What it means that the text is not in English, or may not be, and a way to read it all the same.

    Coordinates that cannot be are told in the same place.
    """
    language = parsed.report.language
    frame.notes([*filter(None, [note(language)]), *no_positions(parsed.report.text)])
    if not is_read(language) and st.button("Read it as English", key="add_english"):
        find(replace(parsed.report, language=ENGLISH))
        st.rerun()


def needs_date(undated: list[Undated]) -> None:
    """What a publication date would add."""
    items = "".join(
        f"<blockquote><b>{safe(shown_kind(one.kind).label)}</b> {safe(one.quote)}</blockquote>" for one in undated
    )
    st.html(
        '<section class="bw-found bw-undated"><p class="bw-name">These sentences need a publication date</p>'
        f'<p class="bw-soft">Give it above, and their incidents can be placed in time.</p>{items}</section>'
    )


def one(incident: Incident) -> str:
    """An incident as it would be stored."""
    about = " · ".join(
        filter(None, [wording.who(incident), wording.numbers(incident.quantities), wording.STATUS[incident.status]])
    )
    quotes = "".join(f"<blockquote>{safe(c.evidence.quote)}</blockquote>" for c in incident.citations)
    place = safe(incident.place or "Place not named")
    exactly = safe(wording.exactness(incident.footprint))
    return (
        f'<section class="bw-found"><p class="bw-name">{safe(shown_kind(incident.kind).label)}</p>'
        f'<p>{place} <span class="bw-soft">({exactly})</span></p><p>{safe(wording.when(incident.period))}</p>'
        f'<p class="bw-soft">{safe(about)}</p>{quotes}</section>'
    )


def small_map(parsed: Parsed) -> None:
    """Where places and incidents lie, drawn from the page itself: they are in no store yet."""
    places = [place for place in (one.place for one in parsed.resolutions) if place]
    features = cells.inline(parsed.incidents, [wording.title(incident) for incident in parsed.incidents], places)
    spots = features["symbols"] or features["places"]
    if not spots:
        return
    lons, lats = [spot["lon"] for spot in spots], [spot["lat"] for spot in spots]
    drawn = layer.IncidentLayer(
        theme=frame.theme(),
        features=features,
        focus=(min(lons), min(lats), max(lons), max(lats)),
        legend=False,
    )
    st_folium(
        layer.base_map(),  # always the same: another one would load the map anew, which the layer brings into view once
        key="add_map",
        height=460,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=layer.feature_group(drawn),
    )


def store(parsed: Parsed) -> None:
    """Write the report and its incidents, then say so."""
    with st.spinner("Storing …"):
        st.session_state[_STORED] = finding.keep(parsed)
    st.session_state.pop(_FOUND, None)
    st.rerun()


def stored() -> None:
    """What was written, and the way to the map."""
    result, ids = st.session_state[_STORED]
    if result.is_new:
        text = f"The report is stored with {result.incidents} incident{'' if result.incidents == 1 else 's'}."
    else:
        text = "This report was stored before; nothing was changed."
    frame.card("Stored", text)
    if ids and st.button("Show on the map", key="add_show", type="primary"):
        state.reset()
        state.pick(ids)
        st.switch_page("map.py")


main()
