"""Text that a spreadsheet program would take for a formula (ASVS 1.2.10, CWE-1236)."""

from __future__ import annotations

_STARTS_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")
_BLANK = " \u00a0\u3000"
_MARK = "'"


def _is_dangerous(text: str) -> bool:
    """Look at the first character, at the first one after blanks, and behind apostrophes of our own."""
    bare = text.lstrip(_MARK)
    return bare[:1] in _STARTS_FORMULA or bare.lstrip(_BLANK)[:1] in _STARTS_FORMULA if bare else False


def escape_formula(text: str) -> str:
    """Put an apostrophe before text that would be a formula; numbers and dates must not come through here."""
    return _MARK + text if _is_dangerous(text) else text


def unescape_formula(text: str) -> str:
    """Undo :func:`escape_formula`, so that what we export can be imported again."""
    return text[1:] if text.startswith(_MARK) and _is_dangerous(text) else text
