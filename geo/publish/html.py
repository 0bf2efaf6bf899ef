"""Text of the world made harmless where HTML is written."""

from __future__ import annotations

import html

_ENTITIES = str.maketrans({"`": "&#96;", "$": "&#36;", "\\": "&#92;"})


def safe(text: str) -> str:
    """Text that shows as itself in HTML, in an attribute, and inside a JavaScript template literal.

    Escaping for HTML alone is not enough: popups of a map travel in a template literal, where `${…}` would run.
    """
    return html.escape(text, quote=True).translate(_ENTITIES)
