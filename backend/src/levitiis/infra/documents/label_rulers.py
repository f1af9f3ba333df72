"""The test page of a sheet: where each label should lie, and rulers that show whether the printer scales.

Printed on plain paper at full size and held behind a sheet of labels, it tells at once whether the outlines
meet. All measures in mm.
"""

from __future__ import annotations

from levitiis.infra.documents.label_sheets import LabelSheet
from levitiis.infra.documents.label_text import Op

_TEXTS = {
    "pt-BR": (
        "Página de teste",
        "Imprima em papel comum, em tamanho real (100 %, sem ajustar à página).",
        "As réguas partem da borda do papel; cada traço vale 1 mm.",
    ),
    "en": (
        "Test page",
        "Print on plain paper at actual size (100 %, do not fit to page).",
        "The rulers start at the paper's edge; each tick is 1 mm.",
    ),
}
_RULER_AT = 9.0  # distance of a ruler from the edge of a page
_NOTE_WIDTH = 112.0
_NOTE_HEIGHT = 22.0
_HAIR = 0.1


def ruler_marks(sheet: LabelSheet, language: str) -> list[Op]:
    """Outlines of all labels with their positions, two rulers and a note."""
    marks: list[Op] = []
    for index in range(sheet.per_sheet):
        marks += _outline(sheet, index)
    at = _RULER_AT if sheet.page != "ROLL" else 0.0
    marks += _ruler(sheet.page_width_mm, at, horizontal=True)
    marks += _ruler(sheet.page_height_mm, at, horizontal=False)
    return marks + _note(sheet, language)


def _outline(sheet: LabelSheet, index: int) -> list[Op]:
    x, y = sheet.origin(index)
    size = min(3.2, 0.25 * sheet.height_mm)
    rect: Op = {
        "kind": "rect",
        "x": round(x, 3),
        "y": round(y, 3),
        "width": sheet.width_mm,
        "height": sheet.height_mm,
        "stroke": 0.15,
        "dash": "solid",
        "fill": False,
    }
    x, y = x + sheet.width_mm / 2, y + sheet.height_mm / 2
    left, top = _note_corner(sheet)
    hidden = (
        left - size < x < left + _NOTE_WIDTH + size and top - size / 2 < y < top + _NOTE_HEIGHT + size / 2
    )
    if sheet.per_sheet == 1 or hidden:
        return [rect]
    return [rect, _text(str(index + 1), x, y + size / 3, size, "center", "code")]


def _ruler(length: float, at: float, *, horizontal: bool) -> list[Op]:
    """A scale from one edge of the paper to the other, ``at`` mm from the edge beside it."""
    ops = [_line(0.0, at, length, at, horizontal)]
    for millimetre in range(1, int(length) + 1):
        tick = 3.2 if millimetre % 10 == 0 else 2.2 if millimetre % 5 == 0 else 1.3
        ops.append(_line(millimetre, at, millimetre, at + tick, horizontal))
        if millimetre % 10 == 0 and millimetre > at + 6 and length - millimetre > 4:
            x, y = (millimetre, at + 5.4) if horizontal else (at + 3.7, millimetre + 0.7)
            ops.append(_text(str(millimetre), x, y, 2.0, "center" if horizontal else "left", "regular"))
    return ops


def _line(x1: float, y1: float, x2: float, y2: float, horizontal: bool) -> Op:
    ends = (x1, y1, x2, y2) if horizontal else (y1, x1, y2, x2)
    names = ("x1", "y1", "x2", "y2")
    return {"kind": "line", "width": _HAIR, "dash": "solid", **dict(zip(names, ends, strict=True))}


def _note(sheet: LabelSheet, language: str) -> list[Op]:
    size = f"{sheet.width_mm:g} × {sheet.height_mm:g} mm".replace(".", "," if language == "pt-BR" else ".")
    if sheet.page == "ROLL":
        return [
            _text(size, sheet.page_width_mm / 2, sheet.page_height_mm / 2 + 0.8, 2.4, "center", "semibold")
        ]
    title, *lines = _TEXTS[language]
    grid = f"{sheet.name} · {sheet.columns} × {sheet.rows} · {size}"
    left, top = _note_corner(sheet)
    box: Op = {
        "kind": "rect",
        "x": left,
        "y": top,
        "width": _NOTE_WIDTH,
        "height": _NOTE_HEIGHT,
        "stroke": 0.25,
        "dash": "solid",
        "fill": True,
    }
    x = sheet.page_width_mm / 2
    return [
        box,
        _text(title, x, top + 6.0, 4.2, "center", "semibold"),
        _text(grid, x, top + 10.8, 2.9, "center", "semibold"),
        *(_text(line, x, top + 15.2 + 4.0 * row, 2.7, "center", "regular") for row, line in enumerate(lines)),
    ]


def _note_corner(sheet: LabelSheet) -> tuple[float, float]:
    """Top left corner of the note, over the border between two rows, where the fewest positions hide."""
    left = (sheet.page_width_mm - _NOTE_WIDTH) / 2
    if sheet.rows == 1:
        return left, (sheet.page_height_mm - _NOTE_HEIGHT) / 2
    border = sheet.margin_top_mm + (sheet.rows // 2) * sheet.pitch_y_mm - sheet.gap_y_mm / 2
    return left, border - _NOTE_HEIGHT / 2


def _text(text: str, x: float, y: float, size: float, align: str, face: str) -> Op:
    return {"kind": "text", "x": x, "y": y, "size": size, "face": face, "align": align, "text": text}
