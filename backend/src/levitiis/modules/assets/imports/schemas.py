"""Wire models of imports."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.paging import PageParams
from levitiis.kit.wire import In, Out, UtcOut
from levitiis.modules.assets.imports.mapping import MAX_COLUMN, MAX_ROW, MappingOptions
from levitiis.modules.assets.states import ImportState


class MappedColumn(In):
    """What a column (numbered from 0) becomes; no field: it is left out."""

    column: Annotated[int, Field(ge=0, le=MAX_COLUMN)]
    field: Annotated[str, Field(max_length=40)] | None = None
    format: Annotated[str, Field(max_length=40)] | None = None


class MappingIn(In):
    """How the file is to be read; without ``columns`` they are proposed anew for the sheet and header row."""

    sheet: Annotated[str, Field(max_length=200)] | None = None
    header_row: Annotated[int, Field(ge=1, le=MAX_ROW)] | None = None
    skip_rows: Annotated[list[Annotated[int, Field(ge=1, le=MAX_ROW)]], Field(max_length=10_000)] = []
    columns: Annotated[list[MappedColumn], Field(max_length=MAX_COLUMN + 1)] | None = None
    options: MappingOptions | None = None


class ApplyIn(In):
    """Consent to leave out the rows that cannot enter."""

    only_valid: bool = False


class SheetOut(Out):
    """A sheet of the file."""

    name: str
    rows: int
    columns: int


class ColumnOut(Out):
    """A column of the file with what it is taken for."""

    index: int
    letter: str
    header: str | None
    samples: list[str]
    filled: int
    field: str | None
    format: str | None
    confidence: float


class FieldOut(Out):
    """A field that a column can become."""

    field: str
    label_pt: str
    label_en: str
    kind: str
    required: bool
    formats: list[str]


class NoteOut(Out):
    """Something that was found out about the layout, in words."""

    code: str
    message: str


class ImportJob(Out):
    """The work that goes on, or went on last."""

    id: int
    status: JobStatus
    done: int
    total: int | None
    unit: str | None
    message: str | None


class ImportRow(Out):
    """An import in the list."""

    id: int
    filename: str
    state: ImportState
    summary: dict[str, Any] | None
    created_by: str | None
    created_at: UtcOut
    applied_at: UtcOut | None
    version: int


class ImportOut(ImportRow):
    """An import with everything that its wizard shows."""

    sheets: list[SheetOut]
    sheet: str | None
    header_row: int | None
    skip_rows: list[int]
    options: MappingOptions
    columns: list[ColumnOut]
    fields: list[FieldOut]
    notes: list[NoteOut]
    problem: dict[str, Any] | None
    job: ImportJob | None


class IssueFilter(PageParams):
    """Findings of a check."""

    severity: Literal["error", "warning"] | None = None
    code: Annotated[str, Field(max_length=40)] | None = None


class IssueOut(Out):
    """A finding; ``blocks``: the row cannot enter, otherwise the cell stays empty."""

    row: int
    column: str | None
    header: str | None
    field: str | None
    value: str | None
    code: str
    severity: Literal["error", "warning"]
    blocks: bool
    message: str
