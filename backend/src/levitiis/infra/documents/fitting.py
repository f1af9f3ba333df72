"""Fitting text into a given width, before it is drawn: line breaks, ellipses, codes. Sizes are in mm."""

from __future__ import annotations

import re

from levitiis.infra.documents.metrics import CODE_ADVANCE, Face, text_width
from levitiis.infra.documents.text import ELLIPSIS, clusters

_LOOSE_ENDS = " ,;:.-–—/·(›"
_BREAK_AFTER = re.compile(r"(?<=[-/._ ])")


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """Break into lines no wider than ``width``; a word wider than that is broken between characters."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, face, size) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = break_word(word, face, size, width)
        lines.extend(full)
    return [*lines, line] if line else lines


def break_word(word: str, face: Face, size: float, width: float) -> list[str]:
    """Cut a word into pieces no wider than ``width``, one character at least in each."""
    pieces: list[str] = []
    piece = ""
    for cluster in clusters(word):
        if piece and text_width(piece + cluster, face, size) > width:
            pieces.append(piece)
            piece = cluster
        else:
            piece += cluster
    return [*pieces, piece]


def fit_lines(text: str, face: Face, size: float, width: float, most: int) -> list[str]:
    """At most ``most`` lines no wider than ``width``; what is cut off is marked by an ellipsis."""
    lines = wrap(text, face, size, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(f"{lines[most - 1]} {lines[most]}", face, size, width)]


def cut(text: str, face: Face, size: float, width: float) -> str:
    """Shorten to ``width``, ending in an ellipsis if anything had to go."""
    if text_width(text, face, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, face, size)
    kept = ""
    for cluster in clusters(text):
        if text_width(kept + cluster, face, size) > room:
            break
        kept += cluster
    return kept.rstrip(_LOOSE_ENDS) + ELLIPSIS


def cut_path(parts: list[str], face: Face, size: float, width: float, most: int) -> list[str]:
    """Lines of a place path, the place itself first; ancestors that do not fit go, the farthest first."""
    separator = " · "
    for count in range(len(parts), 0, -1):
        lines = wrap(separator.join(parts[:count]), face, size, width)
        if len(lines) <= most:
            return [line.removesuffix(" ·").removeprefix("· ") for line in lines]
    return fit_lines(parts[0], face, size, width, most) if parts else []


def split_code(code: str, size: float, width: float, most: int) -> list[str] | None:
    """Break a code into at most ``most`` lines, after its separators if possible; None if it does not fit."""
    if text_width(code, "code", size) <= width:
        return [code]
    lines: list[str] = []
    line = ""
    for part in _BREAK_AFTER.split(code):
        if text_width(line + part, "code", size) <= width:
            line += part
            continue
        if line:
            lines.append(line)
        *full, line = break_word(part, "code", size, width)
        lines.extend(full)
    lines.append(line)
    return [text.strip() for text in lines] if len(lines) <= most else None


def cut_middle(code: str, size: float, width: float) -> str:
    """Shorten a code to one line, keeping its two ends: they are what tells codes apart."""
    if text_width(code, "code", size) <= width:
        return code
    parts = clusters(code)
    for room in range(min(len(parts) - 1, int(width / (CODE_ADVANCE * size)) - 1), 1, -1):
        head, tail = parts[: room // 2], parts[len(parts) - (room - room // 2) :]
        text = "".join(head).rstrip() + ELLIPSIS + "".join(tail).lstrip()
        if text_width(text, "code", size) <= width:
            return text
    return ELLIPSIS
