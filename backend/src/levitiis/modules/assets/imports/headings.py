"""Recognise what a heading means, by the words of ``headings.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from levitiis.infra.tabular.reader import Cell
from levitiis.kit.text import search_key
from levitiis.modules.assets.imports.fields import (
    ABBREVIATIONS,
    COUNTER_HEADINGS,
    FIELDS,
    NUMBER_WORDS,
    QUALIFIERS,
    SMALL_WORDS,
)
from levitiis.modules.assets.imports.tidy import plain, tidy_line

SURE, LIKELY, POSSIBLE = 1.0, 0.7, 0.55

_MAX_HEADING = 120
_SEPARATORS = re.compile(r"[\s_:;,()\[\]*?!\"'…]+")
_NUMBER_WORDS = frozenset(search_key(word) for word in NUMBER_WORDS) | NUMBER_WORDS


def normal(heading: Cell) -> str:
    """``Nº de Patrimônio:`` → ``numero patrimonio``, ``Vlr. Aquis.`` → ``valor aquisicao``."""
    text, _ = tidy_line(plain(heading))
    lowered = re.sub(r"(?<=[a-zà-ú])(?=[A-Z])", " ", text).replace("Nº", "nº ").replace("nº", "nº ").lower()
    words = [word for word in _SEPARATORS.split(lowered) if word]
    normalised = ["numero" if word in _NUMBER_WORDS else _written_out(word) for word in words]
    kept = [word for word in normalised if word not in SMALL_WORDS]
    return " ".join(kept or normalised)


def _written_out(word: str) -> str:
    bare = search_key(word).rstrip(".")
    return ABBREVIATIONS.get(bare, bare)


def recognise(heading: Cell) -> dict[str, float]:
    """Return the fields that a heading may mean, with how sure that is (0 to 1)."""
    if heading is None or len(plain(heading)) > _MAX_HEADING:
        return {}
    return dict(_recognise(normal(heading)))


@lru_cache(maxsize=4_096)
def _recognise(name: str) -> tuple[tuple[str, float], ...]:
    words = frozenset(name.split())
    found: dict[str, float] = {}
    for code, known, exact in _known():
        score = _score(name, words, known, exact)
        if score > found.get(code, 0.0):
            found[code] = score
    if not found and "/" in name:  # "Setor/Local": two words for one thing, or two things; the words tell
        return _recognise(name.replace("/", " "))
    return tuple(found.items())


@cache
def _known() -> tuple[tuple[str, str, float], ...]:
    return tuple(
        (code, normal(known), exact)
        for code, field in FIELDS.items()
        for listed, exact in ((field.headings, SURE), (field.hints, LIKELY))
        for known in listed
    )


def _score(name: str, words: frozenset[str], known: str, exact: float) -> float:
    """All of the heading is ``exact``; a part of it is possible, unless a qualifier changes the matter."""
    if name == known:
        return exact
    part = frozenset(known.split())
    if not part <= words or (words - part) & QUALIFIERS:
        return 0.0
    return round(POSSIBLE * exact * (0.5 + 0.5 * len(part) / len(words)), 3)


def is_counter(heading: Cell) -> bool:
    """Tell whether a heading belongs to a mere row number (``#``, ``Ordem``)."""
    text, _ = tidy_line(plain(heading))
    return text == "#" or normal(heading) in COUNTER_HEADINGS
