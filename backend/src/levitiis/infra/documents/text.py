"""Foreign text made fit for paper: one line, printable characters only, of bounded length."""

from __future__ import annotations

import unicodedata

from levitiis.kit.text import clean_line

ELLIPSIS = "…"
_INVISIBLE = frozenset({"Cf", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me"})
_MAX_MARKS = 2  # accents stacked on one letter; Portuguese needs one


def plain(text: str | None, limit: int = 500) -> str:
    """One printable line of at most ``limit`` characters: no controls, overrides or towers of accents."""
    if not text:
        return ""
    kept: list[str] = []
    marks = 0
    for char in clean_line(text[: limit * 4]):
        kind = unicodedata.category(char)
        if kind in _INVISIBLE or _is_variation_selector(char):
            continue
        marks = marks + 1 if kind in _MARKS else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    line = "".join(kept).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def clusters(text: str) -> list[str]:
    """Split into what a reader sees as characters: a letter with the marks that follow it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char) in _MARKS:
            found[-1] += char
        else:
            found.append(char)
    return found


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
