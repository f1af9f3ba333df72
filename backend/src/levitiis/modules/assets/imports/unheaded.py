"""Propose fields for a file without headings, by the cells alone: a start for the person who maps."""

from __future__ import annotations

from statistics import mean

from levitiis.modules.assets.imports.evidence import Evidence
from levitiis.modules.assets.imports.tidy import plain

_GUESS = 0.4
_MOST = 0.9
_MAX_CODE = 24
_LOOK_AT = 200


def guess_without_headings(columns: list[Evidence]) -> dict[int, tuple[str, float]]:
    """Return column → (field, confidence) for tag, name, value, date and condition."""
    chosen: dict[int, tuple[str, float]] = {}
    for code, pick in (
        ("acquisition_date", _date),
        ("condition", _condition),
        ("tag", _tag),
        ("purchase_value", _value),
        ("name", _name),
    ):
        found = pick([e for e in columns if e.profile.said and e.profile.index not in chosen])
        if found is not None:
            chosen[found.profile.index] = (code, _GUESS)
    return chosen


def _texts(evidence: Evidence) -> list[str]:
    return [plain(value) for value in evidence.profile.said[:_LOOK_AT]]


def _date(columns: list[Evidence]) -> Evidence | None:
    return next(
        (e for e in columns if e.dates.share >= _MOST and e.dates.format not in ("y", "serial")), None
    )


def _condition(columns: list[Evidence]) -> Evidence | None:
    return next((e for e in columns if e.compatibility("condition") == 1 and _letters(e)), None)


def _tag(columns: list[Evidence]) -> Evidence | None:
    """The first column of short, different codes that are not amounts."""
    for evidence in columns:
        texts = _texts(evidence)
        short = all(len(text) <= _MAX_CODE for text in texts) and any(c.isdigit() for c in texts[0])
        if short and evidence.profile.distinct_share >= _MOST and not _has_decimals(texts):
            return evidence
    return None


def _value(columns: list[Evidence]) -> Evidence | None:
    return next((e for e in columns if e.numbers.share >= _MOST and _has_decimals(_texts(e))), None)


def _name(columns: list[Evidence]) -> Evidence | None:
    """The wordiest column."""
    worded = [e for e in columns if _letters(e)]
    return max(worded, key=lambda e: mean(map(len, _texts(e))), default=None)


def _letters(evidence: Evidence) -> bool:
    return any(char.isalpha() for text in _texts(evidence) for char in text)


def _has_decimals(texts: list[str]) -> bool:
    return any(len(text) > 2 and text[-3] in ",." and text[-2:].isdigit() for text in texts)
