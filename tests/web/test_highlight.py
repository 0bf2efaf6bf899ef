from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from geo.web.highlight import Span, marked

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=80)


@given(
    TEXT, st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90), st.sampled_from(["mark", "bw-place", "bw-nil"])))
)
def test_the_marked_text_is_still_the_text(text: str, found: list[tuple[int, int, str]]) -> None:
    spans = [Span(start=a, end=b, wrap=wrap, hint="<i>") for a, b, wrap in found]
    bare = re.sub(r'</?mark>|<span class="bw-(?:place|nil)" title="&lt;i&gt;">|</span>', "", marked(text, spans))
    assert html.unescape(bare) == html.unescape(html.escape(text))
    assert "<" not in bare


def test_a_place_inside_evidence_is_marked_as_both() -> None:
    spans = [Span(start=0, end=9, wrap="mark"), Span(start=3, end=7, wrap="bw-place", hint="Paju, KR")]
    assert marked("In Paju x", spans) == (
        '<mark>In </mark><mark><span class="bw-place" title="Paju, KR">Paju</span></mark><mark> x</mark>'
    )
