"""Widths of text in the bundled fonts, read from the font files themselves.

Text is fitted into labels and table cells before it is drawn, so that a drawing never has to be corrected.
Widths are sums of advance widths; kerning makes real lines a little narrower.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from levitiis.infra.documents.engine import FONTS

Face = Literal["regular", "semibold", "code", "code_light"]

FILES: dict[Face, str] = {
    "regular": "AtkinsonHyperlegibleNext-Regular.ttf",
    "semibold": "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "code": "AtkinsonHyperlegibleMono-SemiBold.ttf",
    "code_light": "AtkinsonHyperlegibleMono-Medium.ttf",
}
CODE_ADVANCE = 0.632  # em; the mono's every character
_UNKNOWN = 1.0  # em; other scripts come from fallback fonts, none of whose common letters is wider
_SEGMENTED = 4


def text_width(text: str, face: Face, size: float) -> float:
    """Width of ``text`` in the unit of ``size`` (the em)."""
    widths = advances(face)
    return size * sum(widths[char] if char in widths else _foreign(char, face) for char in text)


@cache
def advances(face: Face) -> dict[str, float]:
    """Advance width of each character of the face, in em."""
    data = (FONTS / FILES[face]).read_bytes()
    tables = _tables(data)
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    metrics = struct.unpack_from(f">{count * 2}H", data, tables["hmtx"])
    last = count - 1
    return {
        chr(code): metrics[2 * min(glyph, last)] / units
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }


@lru_cache(maxsize=8192)
def _foreign(char: str, face: Face) -> float:
    """Width of a character that the face lacks, rather too much: that of its base letter if it is accented.

    A mark that the face lacks may be drawn beside its letter, by a fallback font, and take room.
    """
    if unicodedata.category(char) in ("Mn", "Me"):
        return CODE_ADVANCE
    base = unicodedata.normalize("NFD", char)[0]
    return max(advances(face).get(base, _UNKNOWN), CODE_ADVANCE)


def _tables(data: bytes) -> dict[str, int]:
    """Offsets of the font's tables."""
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph index of each code point, from the font's format 4 character map."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    for index in range(count):
        start = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * index)[0]
        if struct.unpack_from(">H", data, start)[0] == _SEGMENTED:
            return _segments(data, start)
    raise ValueError("the font has no character map of format 4")


def _segments(data: bytes, start: int) -> dict[int, int]:
    size = struct.unpack_from(">H", data, start + 6)[0]  # twice the number of segments
    ends, starts, deltas, ranges = (start + 14 + extra for extra in (0, size + 2, 2 * size + 2, 3 * size + 2))
    found: dict[int, int] = {}
    for shift in range(0, size, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", data, base + shift)[0] for base in (ends, starts, deltas, ranges)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", data, ranges + shift + offset + 2 * (code - first))[0]
            if glyph or not offset:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
