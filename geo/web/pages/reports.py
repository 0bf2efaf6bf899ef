"""The stored reports: read one, see its incidents in it, mark what was missed, say what a place name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.kinds import shown_kind
from geo.model import Review
from geo.publish.html import safe
from geo.web import assets, editing, frame, marking, panel, passages, reading, reportlist, toponyms, wording
from geo.web.gazetteers import shared_gazetteer
from geo.web.stores import shared_store
from geo.web.suggesting import resolutions

if TYPE_CHECKING:
    from geo.model import Incident, Report, Resolution
    from geo.store import Store

_CHOSEN, _WRITTEN = "bw_report", "bw_report_written"
_NAMED = "bw_reports_named"
_LONGEST_ID = 64


def main() -> None:
    """Draw the page."""
    st.html(assets.OWN / "reports.css")
    st.html(assets.OWN / "correct.css")
    store = shared_store()
    with st.container(key="page"):
        chosen = _chosen()
        report = store.report(chosen) if chosen else None
        if report:
            reportlist.leave()
            one(store, report)
            return
        if chosen:
            frame.card("Not there any more", "The store holds no such report: it may have been purged.")
        reportlist.draw(store, _choose)


def _chosen() -> str:
    """The report of the address when it was opened, or that of the session."""
    asked = str(st.query_params.get("report", ""))[:_LONGEST_ID]
    if _CHOSEN not in st.session_state or (asked and asked != st.session_state.get(_WRITTEN)):
        st.session_state[_CHOSEN] = asked
    chosen = str(st.session_state[_CHOSEN])
    st.session_state[_WRITTEN] = chosen
    params = {"report": chosen} if chosen else {}
    if dict(st.query_params) != params:
        st.query_params.from_dict(params)
    return chosen


def _choose(report_id: str) -> None:
    st.session_state[_CHOSEN] = report_id
    marking.lay_open()
    marking.forget_said()


def one(store: Store, report: Report) -> None:
    """One report: its origin, its text, its incidents."""
    st.button("← All reports", type="tertiary", on_click=_choose, args=("",), key="reports_back")
    published = wording.day(report.published) if report.published else "no date"
    origin = " · ".join([report.publisher or "Publisher not named", published, reading.language(report.language)])
    st.html(
        f'<h1 class="bw-reporttitle">{safe(reading.heading(report))}</h1>'
        f'<p class="bw-soft">{safe(origin)}{panel.link(report.url)}</p>'
    )
    marking.said()
    told, named = reading.told(store, report), _named(report)
    left, right = st.columns([5, 2], gap="medium")
    with left:
        passages.show(passages.data(report, told, named), key="bw_text", on_mark=_mark, on_name=_name)
    with right:
        _incidents(list({one.incident.id: one.incident for one in told}.values()))
        st.html(
            '<p class="bw-soft">To delete this report for good, text and all (the law asks for it, a source is in'
            f' danger):</p><code class="bw-command">python -m geo report purge {safe(report.id[:12])}</code>'
        )
    _dialog(report, told, named)


def _named(report: Report) -> list[Resolution]:
    """The place names of a report; they are read anew when the report or the reader's own places change."""
    gazetteer = shared_gazetteer()
    kept = st.session_state.get(_NAMED)
    if kept is None or kept[0] != report.id or kept[1] is not gazetteer:
        with st.spinner("Reading …"):
            kept = st.session_state[_NAMED] = (report.id, gazetteer, resolutions(report, gazetteer))
    found: list[Resolution] = kept[2]
    return found


def _mark() -> None:
    if span := st.session_state["bw_text"].marked:
        marking.lay_open("mark", *(int(edge) for edge in span))


def _name() -> None:
    if span := st.session_state["bw_text"].named:
        marking.lay_open("name", *(int(edge) for edge in span))


def _dialog(report: Report, told: list[passages.Told], named: list[Resolution]) -> None:
    """What lies open over the report."""
    what, *span = marking.lying_open() or ("",)
    if what == "mark":
        marking.mark_dialog(report, *span)
    if what == "name":
        resolution = next((r for r in named if [r.toponym.start, r.toponym.end] == span), None)
        if resolution:
            resting = {mention.id for mention in toponyms.resting([one.mention for one in told], resolution)}
            moved = {one.incident.id: one.incident for one in told if one.mention.id in resting}
            toponyms.toponym_dialog(report, resolution, list(moved.values()))


def _incidents(found: list[Incident]) -> None:
    """The incidents of the report, each to open, to correct or to review."""
    st.html('<h2 class="bw-told">Incidents in it</h2>')
    if not found:
        st.caption("None was found. Select the words that tell one, and mark them.")
    for number, incident in enumerate(found):
        with st.container(border=True, key=f"told{number}", gap="small"):
            href = f"{assets.base()}/?incident={incident.id}"
            decided = "" if incident.review is Review.NEW else wording.REVIEW[incident.review]
            facts = [incident.place or "Place not named", wording.when_briefly(incident.period), decided]
            st.html(
                f'<p class="bw-toldhead"><a href="{safe(href)}" target="_self">'
                f"{safe(shown_kind(incident.kind).label)}</a></p>"
                f'<p class="bw-soft">{safe(" · ".join(filter(None, facts)))}</p>'
            )
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                editing.edit_button(incident, key=f"correct-{incident.id}")
                st.page_link("review.py", label="Review", query_params={"incident": incident.id}, width="content")


main()
