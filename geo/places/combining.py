"""Countries in their combining forms: 'Indo-Bangladesh', 'Franco-Italian', 'Pak-Afghan', 'Russo–Ukrainian'."""

from __future__ import annotations

import re

_DASH = "[-\N{NON-BREAKING HYPHEN}\N{EN DASH}/]"
_FORMS = {
    "Afghano": "AF", "Albano": "AL", "Algero": "DZ", "Armeno": "AM", "Austro": "AT", "Belgo": "BE", "Bulgaro": "BG",
    "Cambodgo": "KH", "Chileno": "CL", "Dano": "DK", "Dominico": "DO", "Egypto": "EG", "Ethio": "ET", "Finno": "FI",
    "Franco": "FR", "Germano": "DE", "Graeco": "GR", "Greco": "GR", "Hispano": "ES", "Hungaro": "HU", "Indo": "IN",
    "Irano": "IR", "Iraqo": "IQ", "Israelo": "IL", "Italo": "IT", "Jordano": "JO", "Libyo": "LY", "Luso": "PT",
    "Malayo": "MY", "Mexicano": "MX", "Nepalo": "NP", "Nigero": "NG", "Pak": "PK", "Polono": "PL", "Russo": "RU",
    "Serbo": "RS", "Sino": "CN", "Slovako": "SK", "Soviet": "RU", "Sudano": "SD", "Syro": "SY", "Tuniso": "TN",
    "Turco": "TR", "Turko": "TR", "Ukraino": "UA",
}  # fmt: skip
# the second half, where it is not the usual name of a country
_SECOND = {"Pak": "PK", "Pakistan": "PK", "Bangla": "BD", "Tibet": "CN", "Tibetan": "CN", "Nepalese": "NP"}
# in these pairs 'Korean' is the neighbour's side: the North
_OF_NORTH = "Sino|Russo|Soviet|Chinese|China|Russian|Russia"
_NO_COUNTRY = "Pacific|European|Aryan|Iranian language|Ugric|Malay|Caribbean|Persian|Roman|Prussian|Croat"
_FIRST = re.compile(rf"(?<![\w-])({'|'.join(_FORMS)}){_DASH}(?=(?!{_NO_COUNTRY})[A-Z])")
_BEHIND = re.compile(rf"(?<=Indo[-–])({'|'.join(_SECOND)})\b(?! Border Police)")
_KOREAN = re.compile(rf"(?<![\w-])(?:{_OF_NORTH}){_DASH}(Korean?)\b")


def combining_spans(text: str) -> list[tuple[int, int, str]]:
    """Where a text names countries in forms that only stand in pairs: `(start, end, ISO 3166-1 code)`, in order.

    >>> combining_spans("on the Indo-Bangladesh border")
    [(7, 11, 'IN')]
    """
    found = [(*match.span(1), _FORMS[match[1]]) for match in _FIRST.finditer(text)]
    found += [(*match.span(1), _SECOND[match[1]]) for match in _BEHIND.finditer(text)]
    found += [(*match.span(1), "KP") for match in _KOREAN.finditer(text)]
    return sorted(found)


def combining_code(form: str) -> str | None:
    """The country of a combining form as it stands alone ('Indo', 'Franco'); None if it is none."""
    return _FORMS.get(form) or _SECOND.get(form)
