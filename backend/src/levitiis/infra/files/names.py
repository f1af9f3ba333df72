"""File names: what came from outside made harmless, and the header that carries a name out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from levitiis.kit.text import clean_line, unaccent

MAX_NAME = 200
FALLBACK = "arquivo"

_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", re.IGNORECASE)
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()\-]")
_ATTR_CHAR = "!#$&+-.^_`|~"


def safe_filename(name: str) -> str:
    """The last part of ``name`` without anything that a file system or a reader could take otherwise."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE)
    kept = _FORBIDDEN.sub("_", clean_line(visible)).strip(". ")
    stem, dot, extension = kept.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = kept, "", ""
    room = MAX_NAME - len(dot + extension)
    stem = stem[:room].rstrip(". ")
    if _RESERVED.match(stem.split(".", 1)[0]):
        stem = f"_{stem}"
    return f"{stem or FALLBACK}{dot}{extension}" if stem or extension else FALLBACK


def content_disposition(name: str) -> str:
    """``attachment`` with the name in plain ASCII and, when that loses something, in UTF-8 (RFC 6266)."""
    safe = safe_filename(name)
    plain = _NOT_PLAIN.sub("_", unaccent(safe))
    header = f'attachment; filename="{plain}"'
    if plain != safe:
        header += f"; filename*=UTF-8''{quote(safe, safe=_ATTR_CHAR)}"
    return header
