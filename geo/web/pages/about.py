"""What Borderwatch is, where its data come from, and what it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.kinds import groups, kinds
from geo.publish.attribution import CREDITS
from geo.publish.html import safe

_WHAT = """
Borderwatch reads news reports and puts border incidents on a map: who did what, where, when, and **which sentence says
so**. It runs on this computer alone. Nothing that you paste leaves it, and nothing on these pages is loaded from
anywhere else; links to reports and licences open only when you follow them.
"""

_READING = """
- **A round mark** stands for a place that is known. **A soft disc** means ‘somewhere in this district, province or
  country’. **A lozenge** means ‘on or along a line’; the line or the stretch is drawn with it.
- **A ring** around a mark shows how far off it may be.
- **Hollow** marks have a date too vague for the days that you chose: they overlap them, reach beyond them, and last
  more than twice as long, plus three days. The switch ‘Certain dates only’ hides them.
- **A dashed outline**: claimed by one side. **A dotted outline**: disputed.
- **A ring with a number** holds several incidents, shared out by colour; a click goes closer, or lists them when they
  share one spot.
"""

_LIMITS = """
- **Borders on the basemap are drawn as Natural Earth draws them: who holds the ground, not who claims it.** This is no
  statement about any claim. Disputed stretches are dashed.
- The Military Demarcation Line and other land borders come from OpenStreetMap: good to about a hundred metres in the
  median. The Northern Limit Line has no authoritative open geometry: the drawn one is approximate. The Demilitarised
  Zone is drawn as two kilometres either side of the Demarcation Line.
- Incidents are found by rules and small models, in English text. Some are missed, and some are wrong. Read the evidence
  before you rely on one; the confidence says how sure the program is of its reading, not whether the report is true.
- A date such as ‘on Tuesday’ is counted from the day on which the report was published. If that is wrong, so are they.
- ‘Reported’, ‘claimed’ and ‘disputed’ repeat what the reports say. Borderwatch does not know what happened.
- Where two reports tell of one act, their wording decides whether they are joined. Numbers that differ are all kept.
"""

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Draw the page."""
    with st.container(key="page"):
        st.title("About Borderwatch")
        st.markdown(_WHAT)
        st.header("How to read the map")
        st.markdown(_READING)
        st.header("What it does not know")
        st.markdown(_LIMITS)
        st.header("Sources and licences")
        origins = [(c.gives.capitalize(), _link(c.name, c.url), c.licence) for c in CREDITS]
        st.html(_table(("Data", "From", "Licence"), origins))
        st.caption(
            "GeoJSON exports carry this attribution; add it to what you make of a CSV. "
            "Borderwatch itself is free software under the MIT licence."
        )
        st.header("Kinds of incident")
        rows = [(groups()[k.group.id].label, f"<b>{safe(k.label)}</b>", safe(k.definition)) for k in kinds().values()]
        st.html(_table(("Group", "Kind", "What counts"), rows))


def _link(name: str, url: str) -> str:
    return f'<a href="{safe(url)}" target="_blank" rel="noopener noreferrer">{safe(name)}</a>'


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="bw-prose"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


main()
