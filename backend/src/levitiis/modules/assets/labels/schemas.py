"""Wire models of label printing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from levitiis.infra.documents.label_sheets import DEFAULT_SHEET
from levitiis.infra.documents.labels import DEFAULT_FIELDS, LabelField
from levitiis.kit.wire import In, Out
from levitiis.modules.assets.schemas import Selection

MAX_LABELS = 1_000
"""Most labels in one document."""


class LabelSheetOut(Out):
    """A sheet or roll of labels; measures in mm."""

    code: str
    name: str
    page: Literal["A4", "LETTER", "ROLL"]
    page_width_mm: float
    page_height_mm: float
    columns: int
    rows: int
    per_sheet: int
    width_mm: float
    height_mm: float
    margin_left_mm: float
    margin_top_mm: float
    pitch_x_mm: float
    pitch_y_mm: float
    is_default: bool


class LabelSheets(Out):
    """All sheets that we know."""

    items: list[LabelSheetOut]


class LabelsIn(In):
    """What to print: which assets, on which sheet, from which label of a used sheet on."""

    selection: Selection | None = None
    sheet: Annotated[str, Field(max_length=40)] = DEFAULT_SHEET
    start_position: Annotated[int, Field(ge=1, le=1000)] = 1
    fields: Annotated[list[LabelField], Field(max_length=6)] = list(DEFAULT_FIELDS)
    order: Literal["tag", "location", "name"] = "tag"
    test_page: bool = False
