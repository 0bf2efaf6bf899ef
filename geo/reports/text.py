"""Bytes to text, and what text must be to become a report."""

from __future__ import annotations

import codecs

from geo.errors import InputError, LineError

LIMIT_BYTES = 5_000_000  # a novel has one million; more is an archive, not a report

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode(data: bytes) -> str:
    r"""The text of a UTF-8 file, without its byte order mark and with `\n` line ends, as any text reader gives it.

    Raises:
        InputError: the bytes are too many, binary, or in another encoding.
        LineError: ... and the line is known.
    """
    if len(data) >= LIMIT_BYTES:
        raise InputError(f"The file has {len(data):,} bytes, the limit is {LIMIT_BYTES:,}: split it into reports.")
    if data.startswith(_WIDE_MARKS):
        raise InputError("The file is UTF-16 or UTF-32: save it as UTF-8.")
    if 0 in data:
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise LineError("The file is binary (it holds a zero byte): save the text of the report as UTF-8.", line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LineError(f"The byte 0x{data[error.start]:02x} is no UTF-8: save the file as UTF-8.", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check(text: str) -> str:
    """The text itself, unchanged, so that offsets into it stay true.

    Raises:
        InputError: it is blank, too long, binary, or holds half a character.
    """
    if not text.strip():
        raise InputError("The report has no text: give it at least one sentence.")
    if "\0" in text:
        raise InputError("The text is binary (it holds a zero character): give the words of the report alone.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        code = ord(text[error.start])
        raise InputError(f"The text holds half a character (U+{code:04X}): write characters in full.") from error
    if size >= LIMIT_BYTES:
        raise InputError(f"The text has {size:,} bytes, the limit is {LIMIT_BYTES:,}: split it into reports.")
    return text
