"""What an edit would change, field by field in plain words: label, before, after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.kinds import shown_kind
from geo.model import Status
from geo.model.forms import LOSS, QUANTITY, footprint_of, period_of
from geo.model.telling import value_text
from geo.places.countries import country_name
from geo.publish.html import safe
from geo.web import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LABELS = {
    "kind": "Kind",
    "period": "When",
    "footprint": "How exactly",
    "place": "Place",
    "country": "Country",
    "initiator": "Who",
    "target": "To whom",
    "status": "Status",
    "review": "Review",
}


def label(name: str) -> str:
    """What a field is called on the page."""
    if name.startswith(LOSS):
        return f"Losses of {name.removeprefix(LOSS)}"
    return name.removeprefix(QUANTITY).replace("_", " ") if name.startswith(QUANTITY) else _LABELS.get(name, name)


def value(name: str, form: Any) -> str:
    """A field's value in its JSON form, as the page tells it; '–' for none."""
    if form is None or form in ("", []):
        return "–"
    return _TOLD.get(name, value_text)(form)


def _where(form: Mapping[str, Any]) -> str:
    footprint = footprint_of(form)
    shape = value_text(form)
    return f"{shape}, {wording.exactness(footprint)}"


_TOLD: dict[str, Callable[[Any], str]] = {
    "kind": lambda form: shown_kind(form).label,
    "period": lambda form: wording.when(period_of(form)),
    "footprint": _where,
    "country": lambda form: " / ".join(country_name(code) for code in form.split("/")),
    "status": lambda form: wording.STATUS[Status(form)],
}


def rows(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(field, from, to) for each field that changes."""
    return [(label(name), value(name, before.get(name)), value(name, new)) for name, new in after.items()]


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table as markup; every cell passes `safe`."""
    top = "".join(f"<th>{safe(one)}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f'<div class="bw-changes"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
