"""Find the row of headings and the rows that are not data, and say why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from levitiis.infra.tabular.reader import Cell, Row
from levitiis.modules.assets.imports.headings import LIKELY, recognise
from levitiis.modules.assets.imports.tidy import is_blank, plain

LOOK_AHEAD = 80

_HEADER_WITHIN = 40
_INSTRUCTIONS_WITHIN = 3
_MAX_HEADING = 80
_MIN_INSTRUCTIONS = 3
_LONGER = 3
_HALF = 0.5
_TEXT_SHARE = 0.8
_INSTRUCTION = re.compile(
    r"\bregras?\b|\br\d\d\.|obrigat[óo]ri|\bexemplo|\bex\.?:|\bpreench|\bformato\b"
    r"|\bcampo (?:data|monet|texto)"
    r"|\bat[ée] \d+ (?:posi|carac|d[íi]g)|\brequired\b|\boptional\b|\bexample\b|\bformat\b"
    r"|\bmax(?:imum)?\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how the file was understood; the code stands in ``messages``."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where data begin. Rows count from 1."""

    header_row: int | None
    skip_rows: tuple[int, ...]
    notes: tuple[Note, ...]
    recognised: int


def find_layout(rows: Sequence[Row]) -> Layout:
    """Judge the first rows of a sheet (``LOOK_AHEAD`` of them are enough)."""
    header, recognised = _find_header(rows)
    if header is None:
        return Layout(None, (), (Note("no_header", {}),), 0)
    notes = [Note("header_found", {"row": header + 1})]
    if header:
        notes.append(Note("rows_above_header", {"count": header}))
    skipped = _instruction_rows(rows, header)
    notes += [Note("instruction_row", {"row": row}) for row in skipped]
    return Layout(header + 1, skipped, tuple(notes), recognised)


def _find_header(rows: Sequence[Row]) -> tuple[int | None, int]:
    best, best_score, best_known = None, 0.0, 0
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        known = _known(row)
        score = known + _looks_like_header(row)
        if known >= min(2, _width(row)) and known and score > best_score:
            best, best_score, best_known = index, score, known
    if best is not None:
        return best, best_known
    return _header_without_known_words(rows), 0


def _known(row: Row) -> int:
    """Count the different fields that the cells of a row name."""
    fields: set[str] = set()
    for cell in row:
        if isinstance(cell, str) and len(cell) <= _MAX_HEADING:
            fields |= {code for code, score in recognise(cell).items() if score >= LIKELY}
    return len(fields)


def _width(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row)


def _looks_like_header(row: Row) -> float:
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled:
        return 0.0
    words = [cell for cell in filled if _is_word(cell)]
    return len(words) / len(filled) + len(set(map(plain, filled))) / len(filled)


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= _MAX_HEADING and not any(char.isdigit() for char in cell)


def _header_without_known_words(rows: Sequence[Row]) -> int | None:
    """A first row of different words over columns that then hold numbers or dates."""
    first = next((index for index, row in enumerate(rows) if _width(row)), None)
    if first is None or len(rows) < first + 3:
        return None
    head, body = rows[first], rows[first + 1 : first + 21]
    filled = [cell for cell in head if not is_blank(cell)]
    distinct = len({plain(cell) for cell in filled}) == len(filled)
    wordy = sum(map(_is_word, filled)) >= _TEXT_SHARE * len(filled)
    if not distinct or not wordy or _width(head) < max(map(_width, body)) * _TEXT_SHARE:
        return None
    columns = [[row[i] for row in body if i < len(row) and not is_blank(row[i])] for i in range(len(head))]
    unlike = sum(bool(column) and not any(map(_is_word, column)) for column in columns)
    return first if unlike else None


def _instruction_rows(rows: Sequence[Row], header: int) -> tuple[int, ...]:
    body = [row for row in rows[header + 1 + _INSTRUCTIONS_WITHIN :] if _width(row)]
    found: list[int] = []
    for index in range(header + 1, min(header + 1 + _INSTRUCTIONS_WITHIN, len(rows))):
        if not _is_instruction(rows[index], body):
            break
        found.append(index + 1)
    return tuple(found)


def _is_instruction(row: Row, body: Sequence[Row]) -> bool:
    """Most cells speak of rules, or long texts fill columns that are otherwise empty."""
    filled = {index: cell for index, cell in enumerate(row) if not is_blank(cell)}
    if len(filled) < _MIN_INSTRUCTIONS:
        return False
    texts = {index: cell for index, cell in filled.items() if isinstance(cell, str)}
    telling = sum(1 for text in texts.values() if _INSTRUCTION.search(text))
    if telling >= _MIN_INSTRUCTIONS and telling >= _HALF * len(filled):
        return True
    lengths = [len(plain(cell)) for other in body for cell in other if not is_blank(cell)]
    if not lengths or len(texts) < _TEXT_SHARE * len(filled):
        return False
    alone = sum(all(i >= len(other) or is_blank(other[i]) for other in body) for i in texts)
    long = median(len(text) for text in texts.values()) > _LONGER * max(median(lengths), 10)
    return long and alone >= _HALF * len(filled)
