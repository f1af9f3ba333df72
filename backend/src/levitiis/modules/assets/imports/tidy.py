"""Cells into clean text, fast: most cells need nothing done to them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from levitiis.infra.tabular.escape import unescape_formula
from levitiis.infra.tabular.reader import Cell
from levitiis.kit.text import clean_line, clean_text

_UNTIDY = re.compile(
    r"[^\S ]|  |^ | $|[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(cell: Cell) -> str:
    """Write a typed cell as text: dates as dd/mm/yyyy, whole numbers without decimals."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Sim" if cell else "Não"
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return f"{Decimal(repr(cell)):f}" if isinstance(cell, float) else str(cell)


def tidy_line(cell: Cell) -> tuple[str, bool]:
    """Return the cell as one clean line and whether control characters had to be taken out."""
    text = cell if isinstance(cell, str) else plain(cell)
    if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return unescape_formula(text), False
    return unescape_formula(clean_line(text)), _CONTROL.search(text) is not None


def tidy_text(cell: Cell) -> tuple[str, bool]:
    """Like :func:`tidy_line`, keeping line breaks."""
    text = cell if isinstance(cell, str) else plain(cell)
    if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
        return unescape_formula(text), False
    return unescape_formula(clean_text(text)), _CONTROL.search(text) is not None


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or holds only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
