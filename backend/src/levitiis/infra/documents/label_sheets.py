"""Sheets and rolls of labels: their measures in mm, from our own table, and the check of a custom sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict

from levitiis.infra.documents.text import plain

DATA = Path(__file__).with_name("label_sheets.json")

PageName = Literal["A4", "LETTER", "ROLL"]

MIN_LABEL_MM = 12.0
"""Smallest side of a label: less holds no code that can be read."""
MAX_ROLL_MM = (200.0, 300.0)
"""Largest label (width, height) of a roll."""
TOLERANCE_MM = 0.05
"""How far measures rounded to a tenth may contradict each other."""
DEFAULT_SHEET = "A4356"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """The geometry of one sheet, or of one label of a roll (then the page is the label). All measures in
    mm.

    ``margin_*`` is the white edge above and left of the first label; ``pitch_*`` the distance from one
    label's left (top) edge to the next one's. Labels are counted from 1, row by row.
    """

    code: str
    name: str
    page: PageName
    page_width_mm: float
    page_height_mm: float
    columns: int
    rows: int
    width_mm: float
    height_mm: float
    margin_left_mm: float
    margin_top_mm: float
    pitch_x_mm: float
    pitch_y_mm: float

    @property
    def per_sheet(self) -> int:
        """Labels on one page."""
        return self.columns * self.rows

    @property
    def gap_x_mm(self) -> float:
        """White between two columns."""
        return round(self.pitch_x_mm - self.width_mm, 2)

    @property
    def gap_y_mm(self) -> float:
        """White between two rows."""
        return round(self.pitch_y_mm - self.height_mm, 2)

    @property
    def margin_right_mm(self) -> float:
        """White right of the last column."""
        used = self.margin_left_mm + (self.columns - 1) * self.pitch_x_mm + self.width_mm
        return round(self.page_width_mm - used, 2)

    @property
    def margin_bottom_mm(self) -> float:
        """White below the last row."""
        used = self.margin_top_mm + (self.rows - 1) * self.pitch_y_mm + self.height_mm
        return round(self.page_height_mm - used, 2)

    def origin(self, index: int) -> tuple[float, float]:
        """Left and top edge, in mm from the page's corner, of the label ``index`` (from 0) of a page."""
        row, column = divmod(index, self.columns)
        return self.margin_left_mm + column * self.pitch_x_mm, self.margin_top_mm + row * self.pitch_y_mm


ProblemCode = Literal["out_of_range", "overlap", "beyond_page", "unknown_page"]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong with one field of a sheet; ``limit_mm`` is the bound that it crosses, if there is one."""

    field: str
    code: ProblemCode
    limit_mm: float | None = None


class LabelSheetError(ValueError):
    """The measures given do not make a sheet."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


class _SheetRecord(TypedDict):
    codes: list[str]
    page: Literal["A4", "LETTER"]
    columns: int
    rows: int
    label: list[float]
    margin: list[float]
    pitch: list[float]
    gap: list[float]


class _SheetFile(TypedDict):
    unit: str
    pages: dict[str, list[float]]
    sheets: list[_SheetRecord]
    rolls: list[list[float]]


@cache
def label_sheets() -> tuple[LabelSheet, ...]:
    """Every sheet and roll we know: A4, then letter, then rolls, each from small labels to large ones."""
    data = _data()
    sheets = [sheet for record in data["sheets"] for sheet in _read(record, data["pages"])]
    return (*sheets, *(roll(width, height) for width, height in data["rolls"]))


@cache
def _by_code() -> dict[str, LabelSheet]:
    return {sheet.code: sheet for sheet in label_sheets()}


def find_sheet(code: str) -> LabelSheet | None:
    """The sheet of that code, in any case; None when there is none."""
    return _by_code().get(code.strip().upper())


def custom_sheet(
    *,
    page: str = "A4",
    columns: int,
    rows: int,
    width_mm: float,
    height_mm: float,
    margin_left_mm: float,
    margin_top_mm: float,
    pitch_x_mm: float | None = None,
    pitch_y_mm: float | None = None,
    name: str = "",
) -> LabelSheet:
    """A sheet of the user's own on A4 or letter paper, in mm; without a pitch the labels touch.

    Raises ``LabelSheetError`` naming every field that is impossible.
    """
    size = _data()["pages"].get(page.upper())
    if size is None:
        raise LabelSheetError((SheetProblem("page", "unknown_page"),))
    sheet = LabelSheet(
        code="CUSTOM",
        name=plain(name, 80) or f"{width_mm:g} × {height_mm:g} mm",
        page="A4" if page.upper() == "A4" else "LETTER",
        page_width_mm=size[0],
        page_height_mm=size[1],
        columns=columns,
        rows=rows,
        width_mm=width_mm,
        height_mm=height_mm,
        margin_left_mm=margin_left_mm,
        margin_top_mm=margin_top_mm,
        pitch_x_mm=width_mm if pitch_x_mm is None else pitch_x_mm,
        pitch_y_mm=height_mm if pitch_y_mm is None else pitch_y_mm,
    )
    problems = check_geometry(sheet)
    if problems:
        raise LabelSheetError(problems)
    return sheet


def roll(width_mm: float, height_mm: float) -> LabelSheet:
    """One label a page, for thermal printers; ``width_mm`` runs across the roll."""
    problems: list[SheetProblem] = []
    for field, value, limit in (
        ("width_mm", width_mm, MAX_ROLL_MM[0]),
        ("height_mm", height_mm, MAX_ROLL_MM[1]),
    ):
        if not MIN_LABEL_MM <= value <= limit:
            problems.append(
                SheetProblem(field, "out_of_range", MIN_LABEL_MM if value < MIN_LABEL_MM else limit)
            )
    if problems:
        raise LabelSheetError(tuple(problems))
    size = f"{width_mm:g}X{height_mm:g}"
    return LabelSheet(
        code=f"ROLL-{size}",
        name=f"{width_mm:g} × {height_mm:g} mm",
        page="ROLL",
        page_width_mm=width_mm,
        page_height_mm=height_mm,
        columns=1,
        rows=1,
        width_mm=width_mm,
        height_mm=height_mm,
        margin_left_mm=0.0,
        margin_top_mm=0.0,
        pitch_x_mm=width_mm,
        pitch_y_mm=height_mm,
    )


def check_geometry(sheet: LabelSheet) -> tuple[SheetProblem, ...]:
    """Problems of a sheet's measures: none for one that can be printed on."""
    return (
        *_check_axis(
            "columns",
            "width_mm",
            "margin_left_mm",
            "pitch_x_mm",
            (sheet.columns, sheet.width_mm, sheet.margin_left_mm, sheet.pitch_x_mm, sheet.page_width_mm),
        ),
        *_check_axis(
            "rows",
            "height_mm",
            "margin_top_mm",
            "pitch_y_mm",
            (sheet.rows, sheet.height_mm, sheet.margin_top_mm, sheet.pitch_y_mm, sheet.page_height_mm),
        ),
    )


def _check_axis(
    count_field: str,
    size_field: str,
    margin_field: str,
    pitch_field: str,
    values: tuple[int, float, float, float, float],
) -> Iterator[SheetProblem]:
    """Check count, label size, margin and pitch along one axis of a page, in mm. NaN is out of range."""
    count, size, margin, pitch, page = values
    problems: list[SheetProblem] = []
    if not 1 <= count <= page / MIN_LABEL_MM:
        problems.append(SheetProblem(count_field, "out_of_range"))
    if not MIN_LABEL_MM <= size <= page:
        problems.append(
            SheetProblem(size_field, "out_of_range", MIN_LABEL_MM if size < MIN_LABEL_MM else page)
        )
    if not 0 <= margin < page:
        problems.append(SheetProblem(margin_field, "out_of_range", 0.0 if margin < 0 else page))
    if not problems and count > 1 and not size - TOLERANCE_MM <= pitch <= page:
        problems.append(SheetProblem(pitch_field, "overlap", size))
    yield from problems
    if not problems and margin + (count - 1) * pitch + size > page + TOLERANCE_MM:
        yield SheetProblem(count_field, "beyond_page", page)


@cache
def _data() -> _SheetFile:
    data: _SheetFile = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def _read(record: _SheetRecord, pages: dict[str, list[float]]) -> Iterator[LabelSheet]:
    page_width, page_height = pages[record["page"]]
    for code in record["codes"]:
        yield LabelSheet(
            code=code,
            name=f"Pimaco {code}",
            page=record["page"],
            page_width_mm=page_width,
            page_height_mm=page_height,
            columns=record["columns"],
            rows=record["rows"],
            width_mm=record["label"][0],
            height_mm=record["label"][1],
            margin_left_mm=record["margin"][0],
            margin_top_mm=record["margin"][1],
            pitch_x_mm=record["pitch"][0],
            pitch_y_mm=record["pitch"][1],
        )
