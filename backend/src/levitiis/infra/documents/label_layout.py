"""Where things lie on a label, in mm from its top left corner, decided from its size alone.

Two arrangements: ``row``, the code's symbol at the left and text beside it; ``stack``, the symbol above the
text. White around the symbol (its quiet zone) and the inset from the label's edge may overlap: both are
only white.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from levitiis.infra.documents.label_sheets import LabelSheet
from levitiis.infra.documents.qr import MIN_SIZE_MM, QUIET_MODULES, TIGHT_QUIET_MODULES, min_size_mm

MIN_CODE_MM = 1.8
"""Smallest size of a code in type: the em, in mm (5 points)."""
PRINTER_MARGIN_MM = 4.5
"""White that office printers leave at the edges of a page."""
_TIGHT_INSET_MM = 0.8  # least white between a symbol and the label's edge
_MIN_COLUMN_MM = 8.5  # narrowest column of text beside a symbol
_NARROW_COLUMN_MM = 24.0  # a narrower column of text takes the label's whole height
_STACK_CONTENT_MM = 25.0  # text below a symbol at scale 1; a taller band is split above and below
_MIN_BAND_MM = 2.2  # lowest band below a symbol: white and one line of code


class LabelTooSmallError(ValueError):
    """The QR code of a label cannot be printed legibly on this sheet.

    ``needed_mm`` is the smallest side of a label that would hold it.
    """

    def __init__(self, sheet: LabelSheet, modules: int) -> None:
        self.sheet_code = sheet.code
        self.needed_mm = round(min_size_mm(modules + 2 * TIGHT_QUIET_MODULES), 1)
        super().__init__(f"sheet {sheet.code}: the QR code needs {self.needed_mm} mm")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm from the label's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The arrangement of one size of label: the symbol's square, the room for text, the scale of type."""

    arrangement: Literal["row", "stack"]
    symbol: Box
    text: Box
    scale: float


@dataclass(frozen=True, slots=True)
class _Insets:
    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=512)
def plan_label(sheet: LabelSheet, modules: int) -> Plan:
    """Arrange a label of ``sheet`` that carries a symbol of ``modules`` modules on a side.

    Raises ``LabelTooSmallError`` when the symbol would be finer than 0.33 mm a module.
    """
    insets = _insets(sheet)
    if sheet.width_mm >= 1.25 * sheet.height_mm:
        plan = _row(sheet, modules, insets) or _stack(sheet, modules, insets)
    else:
        plan = _stack(sheet, modules, insets) or _row(sheet, modules, insets)
    if plan is None:
        raise LabelTooSmallError(sheet, modules)
    return plan


def _insets(sheet: LabelSheet) -> _Insets:
    """White at each edge of a label: a share of its size, more where the printer cannot reach."""
    short = min(sheet.width_mm, sheet.height_mm)
    inset = min(max(0.075 * short, 1.1), 6.0)
    if sheet.page == "ROLL":
        return _Insets(max(inset, 1.5), max(inset, 1.5), max(inset, 1.5), max(inset, 1.5))
    return _Insets(
        max(inset, PRINTER_MARGIN_MM - sheet.margin_left_mm),
        max(inset, PRINTER_MARGIN_MM - sheet.margin_top_mm),
        max(inset, PRINTER_MARGIN_MM - sheet.margin_right_mm),
        max(inset, PRINTER_MARGIN_MM - sheet.margin_bottom_mm),
    )


def _side(modules: int, room: float, whole: float, wish: float) -> float | None:
    """Side of the symbol in mm, at most ``wish``.

    ``room`` lies between the insets, ``whole`` between the label's edges (there the quiet zone counts too).
    Insets and four quiet modules are kept while that leaves a symbol of 10 mm and 0.33 mm a module;
    otherwise two quiet modules and 0.8 mm at the edge must do.
    """
    smallest = min_size_mm(modules)
    least = max(MIN_SIZE_MM, smallest)
    largest = min(room, whole * modules / (modules + 2 * QUIET_MODULES))
    if largest >= least:
        return max(least, min(largest, wish))
    largest = min(whole - 2 * _TIGHT_INSET_MM, whole * modules / (modules + 2 * TIGHT_QUIET_MODULES))
    if largest < smallest:
        return None
    return min(least, largest)


def _row(sheet: LabelSheet, modules: int, insets: _Insets) -> Plan | None:
    height = sheet.height_mm - insets.top - insets.bottom
    side = _side(modules, height, sheet.height_mm, min(0.38 * sheet.width_mm, 72.0))
    if side is None:
        return None
    module = side / modules
    left = max(insets.left, QUIET_MODULES * module)
    text_left = left + side + max(QUIET_MODULES * module, 0.02 * sheet.width_mm)
    width = sheet.width_mm - insets.right - text_left
    if width < _MIN_COLUMN_MM:
        slack = left - max(insets.left, TIGHT_QUIET_MODULES * module)
        slack += (QUIET_MODULES - TIGHT_QUIET_MODULES - 0.5) * module
        if width + slack < _MIN_COLUMN_MM:
            return None
        left = max(insets.left, TIGHT_QUIET_MODULES * module)
        text_left = left + side + (TIGHT_QUIET_MODULES + 0.5) * module
        width = sheet.width_mm - insets.right - text_left
    top = insets.top + (height - side) / 2
    tall = height > 1.15 * side and width >= _NARROW_COLUMN_MM
    return Plan(
        arrangement="row",
        symbol=Box(left, top, side, side),
        text=Box(text_left, top, width, side) if tall else Box(text_left, insets.top, width, height),
        scale=_scale(min((side if tall else height) / 20.5, width / 34)),
    )


def _stack(sheet: LabelSheet, modules: int, insets: _Insets) -> Plan | None:
    width = sheet.width_mm - insets.left - insets.right
    height = sheet.height_mm - insets.top - insets.bottom
    side = _side(
        modules, min(width, height - _MIN_BAND_MM), sheet.width_mm, min(0.44 * height, 0.8 * width, 110.0)
    )
    if side is None or side > height - _MIN_BAND_MM:
        return None
    module = side / modules
    top = max(insets.top, TIGHT_QUIET_MODULES * module)
    text_top = top + side + max(TIGHT_QUIET_MODULES * module, min(QUIET_MODULES * module, 0.05 * height))
    band = sheet.height_mm - insets.bottom - text_top
    if band < MIN_CODE_MM * 0.8:
        return None
    scale = _scale(min(band / 16, width / 34))
    spare = max(0.0, band - _STACK_CONTENT_MM * scale)
    return Plan(
        arrangement="stack",
        symbol=Box(insets.left + (width - side) / 2, top + spare / 2, side, side),
        text=Box(insets.left, text_top + spare / 2, width, band - spare),
        scale=scale,
    )


def _scale(fitting: float) -> float:
    """Scale of type: what fits, but large labels grow more slowly, to say more rather than louder."""
    return min(max(fitting if fitting <= 1.2 else 1.2 + 0.6 * (fitting - 1.2), 0.6), 4.0)
