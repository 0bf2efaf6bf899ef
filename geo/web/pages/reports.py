"""The stored reports: read one, see its incidents in it, mark what was missed, say what a place name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.kinds import shown_kind
from geo.model import Review
from geo.publish.html import safe
from geo.store.protocol import Wanted
from geo.web import assets, editing, frame, listing, marking, panel, passages, reading, toponyms, wording
from geo.web.gazetteers import shared_gazetteer
from geo.web.stores import shared_store
from geo.web.suggesting import resolutions

if TYPE_CHECKING:
    from geo.model import Incident, Report, Resolution
    from geo.store import Store
    from geo.store.protocol import ReportPage

PAGE = 50
_CHOSEN, _WRITTEN = "bw_report", "bw_report_written"
_WANTED, _PAGES, _NAMED = "bw_reports_wanted", "bw_reports_pages", "bw_reports_named"
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
            one(store, report)
            return
        if chosen:
            frame.card("Not there any more", "The store holds no such report: it may have been purged.")
        every(store)


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


def every(store: Store) -> None:
    """The list, with its filters and pages."""
    with st.container(
        key="reporthead", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.title("Reports", width="content")
        st.button("Add an incident without a report", on_click=marking.lay_open, args=("add",), key="reports_add")
    marking.said()
    wanted = _wanted()
    pages: list[int] = st.session_state[_PAGES]
    found = store.report_page(wanted, before=pages[-1], limit=PAGE)
    st.html(f'<p class="bw-reportcount" role="status">{safe(counted(found, len(pages)))}</p>')
    if not found.reports and not found.following and len(pages) == 1:
        nothing(wanted)
    listing.show(reading.listed(found), key="bw_reports", on_pick=_picked)
    _turning(pages, found)
    if marking.lying_open() == ("add",):
        marking.add_dialog()


def counted(found: ReportPage, page: int) -> str:
    """What the list shows, in words."""
    count = len(found.reports)
    if count == 0:
        return "None here; older ones were not looked through yet." if found.following else ""
    if page == 1 and not found.following:
        return f"{count} reports, the one added last first" if count > 1 else "1 report"
    return f"Page {page}, the report added last first"


def nothing(wanted: Wanted) -> None:
    """Why the list is empty."""
    if wanted != Wanted():
        frame.card("Nothing fits", "Choose other words or more days.")
        return
    frame.card("No reports yet", "Paste one, and what it tells appears on the map.")
    st.page_link("add.py", label="Add a report")


def _picked() -> None:
    value = st.session_state["bw_reports"].picked
    if value:
        _choose(str(value))


def _wanted() -> Wanted:
    """What the widgets ask for; when that changes, the list begins anew."""
    kept: Wanted = st.session_state.get(_WANTED, Wanted())
    with st.container(key="reportbar", horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            "Words", key=_again("rp_words", kept.words), max_chars=200, placeholder="In title, publisher or text"
        )
        since = st.date_input("Published from", key=_again("rp_since", kept.since), format="YYYY-MM-DD", width=150)
        until = st.date_input("to", key=_again("rp_until", kept.until), format="YYYY-MM-DD", width=150)
        untold = st.toggle("Without incidents", key=_again("rp_untold", kept.untold))
    wanted = Wanted(words=words.strip(), since=since, until=until, untold=untold)
    if wanted != kept or _PAGES not in st.session_state:
        st.session_state[_WANTED], st.session_state[_PAGES] = wanted, [0]
    return wanted


def _again(key: str, kept: object) -> str:
    """The key of a widget that shows what was asked before a report was read."""
    if key not in st.session_state:
        st.session_state[key] = kept
    return key


def _turning(pages: list[int], found: ReportPage) -> None:
    """To the pages before and after this one; `pages` says where each began that was read."""
    if len(pages) == 1 and not found.following:
        return
    older = [*pages, found.following]
    with st.container(key="reportpages", horizontal=True, gap="small"):
        st.button("← Newer", key="reports_newer", disabled=len(pages) == 1, on_click=_turn, args=(pages[:-1],))
        st.button("Older →", key="reports_older", disabled=not found.following, on_click=_turn, args=(older,))


def _turn(pages: list[int]) -> None:
    st.session_state[_PAGES] = pages


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
