"""Texts that are no news, or news as no editor would print it, each of a size that can be chosen."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ACT = "On Tuesday North Korea launched 30 balloons from Kaesong and three soldiers crossed the line near Cheorwon."
FOREIGN = "Военные сообщили, что в понедельник двое солдат перешли границу близ Чхорвона и вернулись. "
PLACES = (
    "Paju Gimpo Cheorwon Kaesong Goseong Yeoncheon Hwacheon Inje Pocheon Ganghwa Seoul Pyongyang Dandong Sinuiju "
    "Nampo Wonsan Incheon Sokcho Uijeongbu Haeju"
).split()
VERBS = ("crossed", "shelled", "fired", "launched", "closed", "arrested", "reopened", "jammed")


def paragraphs(n: int) -> str:
    """One paragraph again and again."""
    return f"{ACT}\n\n" * n


def different_acts(n: int) -> str:
    """An act a line, on another day and at another place each time."""
    days = (date(2023, 1, 1) + timedelta(days=number) for number in range(n))
    return "\n".join(
        f"On {day:%-d %B %Y} soldiers {VERBS[number % 8]} near {PLACES[number % 20]}, the army said."
        for number, day in enumerate(days)
    )


def places_in_a_sentence(n: int) -> str:
    """A sentence of places."""
    return f"Soldiers crossed the border at {', '.join(PLACES[number % 20] for number in range(n))} on Monday."


def places_in_a_report(n: int) -> str:
    """A sentence for every five places."""
    fives = (", ".join(PLACES[(first + step) % 20] for step in range(5)) for first in range(0, n, 5))
    return " ".join(f"On Monday troops fired shells near {five}." for five in fives)


def long_sentence(n: int) -> str:
    """A sentence of 13 n words that never ends."""
    return ", and ".join(f"soldiers {VERBS[i % 8]} the fence near {PLACES[i % 20]} with {i} drones" for i in range(n))


def long_word(n: int) -> str:
    """One word of 100 n letters among others."""
    return f"Troops fired {'a' * 100 * n} shells near Paju on Monday."


def long_capitals(n: int) -> str:
    """Capitalised words without an end, with initials and hyphens."""
    return "Soldiers crossed " + " ".join(f"Kim-J.-{'AB'[i % 2]}. Un's" for i in range(n)) + " on Monday."


def dates(n: int) -> str:
    """Date expressions in one sentence."""
    words = ("on Monday", "last week", "on 3 May", "overnight", "two days later", "since late June", "in 2019", "today")
    return f"Troops fired shells near Paju {', '.join(words[i % 8] for i in range(n))}."


def numbers(n: int) -> str:
    """Numbers in one sentence."""
    return f"North Korea launched {', '.join(f'{i} balloons and {i * 7:,} shells' for i in range(n))} on Monday."


def csv(n: int) -> str:
    """A table, comma-separated."""
    rows = (f"{i},{PLACES[i % 20]},2024-06-{i % 28 + 1:02},{VERBS[i % 8]},{i * 3}" for i in range(n))
    return "\n".join(["id,place,day,act,killed", *rows])


def tsv(n: int) -> str:
    """A table, tab-separated."""
    return csv(n).replace(",", "\t")


def markdown_table(n: int) -> str:
    """A table in Markdown."""
    head, *rows = csv(n).split("\n")
    return "\n".join(f"| {row.replace(',', ' | ')} |" for row in (head, "---,---,---,---,---", *rows))


def transcript(n: int) -> str:
    """Speakers and times."""
    lines = (
        "[00:{m:02}:{s:02}] ANCHOR: And what did they say in Seoul?",
        "[00:{m:02}:{s:02}] REPORTER (in Paju): Well, you know, they, uh, launched balloons. On Monday.",
        "[00:{m:02}:{s:02}] CALLER 2: [inaudible] shots were fired, weren't they? [laughter]",
    )
    return "\n".join(lines[i % 3].format(m=i // 60 % 60, s=i % 60) for i in range(n))


def lyrics(n: int) -> str:
    """A song."""
    verse = (
        "I crossed the line for you, oh-oh\nfired up like a rocket in Seoul, yeah yeah\n"
        "balloons over the border of my heart\n(la la la) Monday, Monday night\n\n"
    )
    return verse * n


def source_code(n: int) -> str:
    """A program."""
    body = (
        'def launch_{i}(balloons: int = 30, *, border="Paju") -> None:  # fired on Monday\n'
        "    if balloons >= {i} and not crossed[border]:\n        raise Shelled(f'{{border!r}}: {{balloons}}')\n\n"
    )
    return "".join(body.format(i=i) for i in range(n))


def json_text(n: int) -> str:
    """A JSON document."""
    return json.dumps([{"place": PLACES[i % 20], "day": "2024-06-01", "act": VERBS[i % 8]} for i in range(n)], indent=1)


def nested(n: int) -> str:
    """Brackets and quotation marks that open and do not close."""
    return "“(" * n + "Troops fired shells near Paju on Monday" + "\"['" * n


def nested_quotes(n: int) -> str:
    """People who quote people."""
    return "The army said: " + "“he said ‘she said " * n + "soldiers crossed the border near Paju on Monday." + "’”" * n


def base64_text(n: int) -> str:
    """Bytes as letters."""
    return base64.encodebytes(b"".join(hashlib.sha512(bytes([i % 256])).digest() for i in range(n))).decode()


def html(n: int) -> str:
    """What is left of a page."""
    tag = (
        '<div class="ad-{i}"><a href="https://example.org/?q={i}&amp;p=Paju">Read more &raquo;</a><br/>\n{act}</div>\n'
    )
    return "".join(tag.format(i=i, act=ACT) for i in range(n))


def digits(n: int) -> str:
    """Digits alone."""
    return " ".join(f"{i * 7919}" for i in range(n)) + "1234567890" * n


def emoji(n: int) -> str:
    """Emoji, flags and joined families."""
    return "🎈🇰🇵🇰🇷👨‍👩‍👧 " * n


def controls(n: int) -> str:
    """Control, bidirectional and zero-width characters inside words."""
    line = "Troops fi\u200bred \u202eshells\u202c\x07 near Pa\u00adju\u2066 on\x1b[31m Mon\u200dday.\ufeff\x0c\x0b"
    return f"{line}\x85\u2028" * n


def line_ends(n: int) -> str:
    """Windows line ends and form feeds."""
    return f"{ACT}\r\n\x0c\r\n" * n


def zeros(n: int) -> str:
    """Zero characters between words."""
    return "Troops fired\0shells near Paju\0on Monday. " * n


def surrogates(n: int) -> str:
    """Halves of characters."""
    return "Troops fired \ud83c shells near Paju\udfff on Monday. " * n


def combining(n: int) -> str:
    """Letters under heaps of accents."""
    return f"Troops fired shells near P{'a' + chr(0x301) * 10 * n}ju on Monday."


def dots(n: int) -> str:
    """Full stops, abbreviations and initials."""
    return "U.S. Gen. J. R. St. No. 5 ... !!! ?! e.g. " * n


def dashes(n: int) -> str:
    """Words joined by hyphens and slashes."""
    return "Troops fired " + "-".join(["Paju"] * n) + "/".join(["shells"] * n) + " on Monday."


def spaces(n: int) -> str:
    """Blanks between and around words."""
    return f"Troops{' ' * 50 * n}fired shells{chr(0xA0) * 50 * n}near Paju on Monday.{chr(10) * 50 * n}"


def mixed(n: int) -> str:
    """Two languages in turn, a paragraph each."""
    return f"{ACT} {ACT}\n{FOREIGN}\n" * n


def foreign(n: int) -> str:
    """Another language."""
    return FOREIGN * n


def capitals(n: int) -> str:
    """Headlines that shout."""
    return f"{ACT.upper()}\n" * n


# each with the size at which it is read whole
RUBBISH: dict[Callable[[int], str], int] = {
    paragraphs: 100,
    different_acts: 100,
    places_in_a_sentence: 1000,
    places_in_a_report: 1000,
    long_sentence: 400,
    long_word: 1000,
    long_capitals: 300,
    dates: 300,
    numbers: 1000,
    csv: 200,
    tsv: 200,
    markdown_table: 200,
    transcript: 200,
    lyrics: 40,
    source_code: 60,
    json_text: 200,
    nested: 300,
    nested_quotes: 100,
    base64_text: 300,
    html: 60,
    digits: 500,
    emoji: 500,
    controls: 60,
    line_ends: 60,
    zeros: 100,
    surrogates: 100,
    combining: 100,
    dots: 300,
    dashes: 500,
    spaces: 100,
    mixed: 30,
    foreign: 100,
    capitals: 60,
}
