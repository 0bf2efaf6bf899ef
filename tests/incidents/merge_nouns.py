"""Accounts that may tell one act, for the tests of merging."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from incident_nouns import TEXT, at, mention

from geo.model import Evidence, Mention, Period, PlacePrecision

OTHER_WORDS = "Police in the county picked up bags of waste and a clock; a farmer was slightly hurt by the balloons."


def told(report_id: str, quote: str, **changes: object) -> Mention:
    """A mention with a sentence of its own; its trigger is the word 'balloons' if it has one."""
    start = max(0, quote.find("balloons"))
    evidence = Evidence(report_id=report_id, start=0, end=len(quote), quote=quote)
    return mention(report_id, evidence=evidence, trigger=(start, start + len("balloons")), **changes)


periods = st.builds(
    lambda first, more: Period(start=first, end=first + timedelta(days=more)),
    st.dates(date(2024, 6, 1), date(2024, 6, 5)),
    st.sampled_from([0, 0, 1, 2, 9]),
)
footprints = st.builds(
    at,
    st.sampled_from([126.7, 126.8, 127.0, 127.3]),
    st.sampled_from([37.7, 37.8]),
    st.sampled_from([PlacePrecision.LOCALITY, PlacePrecision.PROVINCE]),
    st.sampled_from([0.0, 40_000.0]),
)
mentions = st.builds(
    lambda report, kind, period, footprint, doer, start, quote, numbers: told(
        report, quote, kind=kind, period=period, footprint=footprint, initiator=doer, ordinal=start, quantities=numbers
    ),
    st.sampled_from("abcdef"),
    st.sampled_from(["balloon_launch", "shelling"]),
    periods,
    footprints,
    st.sampled_from([(), (), ("North Korea",), ("activists",), ("South Korea",)]),
    st.integers(0, 9),
    st.sampled_from([TEXT, OTHER_WORDS, "Some balloons came down."]),
    st.sampled_from([{}, {"balloons": 20.0}, {"balloons": 30.0}]),
)
