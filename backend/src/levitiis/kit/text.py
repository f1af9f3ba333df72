"""Normal forms of text: for storage, for search, for order, for uniqueness."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SURROGATES = "\ud800-\udfff"
_SURROGATE = re.compile(f"[{_SURROGATES}]")
_BAD = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f{_BIDI}{_SURROGATES}]")
_BAD_IN_LINES = re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f{_BIDI}{_SURROGATES}]")
_NUMBER_WIDTH = 10


def is_storable(text: str) -> bool:
    """Tell whether ``text`` holds neither NUL nor lone surrogates (PostgreSQL takes neither)."""
    return "\0" not in text and _SURROGATE.search(text) is None


def has_bad_characters(text: str, *, multiline: bool = False) -> bool:
    """Tell whether ``text`` holds control, bidirectional-override or unassigned-surrogate characters."""
    return (_BAD_IN_LINES if multiline else _BAD).search(text) is not None


def clean_line(text: str) -> str:
    """NFC, one line, no control or bidirectional characters, single spaces, no space at the ends."""
    kept = _BAD.sub("", _SPACES.sub(" ", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def clean_text(text: str) -> str:
    """NFC over several lines: line ends become ``\\n``, control and bidirectional characters go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _BAD_IN_LINES.sub("", lines)).strip()


def unaccent(text: str) -> str:
    """Drop diacritics: ``ação`` becomes ``acao``; other letters stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if c < "\u0300" or not unicodedata.combining(c))


def search_key(text: str) -> str:
    """Lower case, no accents, single spaces: what ``q`` is compared with."""
    key = unaccent(text).casefold()
    while not key.isascii():
        folded = unaccent(key).casefold()
        if folded == key:
            break
        key = folded
    return " ".join(key.split())


def sort_key(text: str, limit: int = 200) -> str:
    """A key whose plain binary order is the order a Brazilian reader expects (``2º`` before ``10º``)."""
    return _DIGITS.sub(lambda m: m.group().zfill(_NUMBER_WIDTH), search_key(text))[:limit]


def tag_key(text: str) -> str:
    """The form in which tags must differ: NFKC, upper case, without any white space."""
    key = "".join(text.split()).upper()
    while not key.isascii():
        folded = "".join(unicodedata.normalize("NFKC", key).split()).upper()
        if folded == key:
            break
        key = folded
    return key


def like_pattern(text: str) -> str:
    """Escape ``text`` for LIKE … ESCAPE '\\' and wrap it in wildcards."""
    return f"%{like_escape(text)}%"


def like_escape(text: str) -> str:
    """Escape the wildcards of LIKE, with the backslash as the escape character."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("[", "\\[")
