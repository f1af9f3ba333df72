"""Which column fills which field: made by the proposal, changed by people, kept as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from levitiis.infra.tabular.reader import SheetInfo, column_index
from levitiis.kit.problems import FieldError, declare, declare_field
from levitiis.modules.assets.imports.dates import DATE_FORMATS
from levitiis.modules.assets.imports.fields import FIELDS, REQUIRED, SEVERAL_COLUMNS, TargetField
from levitiis.modules.assets.imports.numbers import NUMBER_FORMATS

MAX_COLUMN = 16_383
MAX_ROW = 1_048_576
MAX_DIGITS = 30

INVALID_MAPPING = declare(
    "assets.import_mapping", 422,
    ("Mapeamento inválido", "Invalid mapping"),
    ("Corrija as colunas indicadas antes de verificar o arquivo.",
     "Correct the columns pointed out before checking the file."),
)  # fmt: skip
_UNKNOWN_FIELD = declare_field(
    "import_unknown_field", "Este campo não existe: {field}.", "There is no such field: {field}."
)
_FIELD_TWICE = declare_field(
    "import_field_twice", "Duas colunas não podem preencher {field}.", "Two columns cannot fill {field}."
)
_COLUMN_TWICE = declare_field(
    "import_column_twice", "A coluna aparece duas vezes.", "The column appears twice."
)
_NO_SUCH_COLUMN = declare_field(
    "import_no_such_column", "A aba só tem {columns} colunas.", "The sheet has only {columns} columns."
)
_NO_SUCH_ROW = declare_field(
    "import_no_such_row", "A aba só tem {rows} linhas.", "The sheet has only {rows} rows."
)
_BAD_FORMAT = declare_field(
    "import_bad_format",
    "O formato {format} não serve para este campo.",
    "The format {format} does not fit this field.",
)
_FIELD_MISSING = declare_field(
    "import_field_missing", "Escolha a coluna de {field}.", "Choose the column of {field}."
)

_LETTERS = re.compile(r"^[A-Za-z]{1,3}$")
_DIGITS = re.compile(r"^digits:([1-9]\d?)$", re.A)
_FIXED_FORMATS: dict[str, tuple[str, ...]] = {
    "money": NUMBER_FORMATS,
    "date": DATE_FORMATS,
    "future_date": DATE_FORMATS,
    "person": ("name", "name_detail"),
}


def _from_letters(value: Any) -> Any:
    return column_index(value.upper()) if isinstance(value, str) and _LETTERS.match(value) else value


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=500)


class ColumnMapping(_Model):
    """One column: its place (number from 0, or letters), its field (none: left out) and how it is written.

    Formats: ``decimal_comma`` … for amounts, ``dmy`` … for dates, ``digits:6`` to fill numbers with zeros,
    ``name_detail`` for *name (number or sector)*, ``list:|`` for labels, ``path: - `` for places.
    """

    column: Annotated[int, BeforeValidator(_from_letters), Field(ge=0, le=MAX_COLUMN)]
    header: str | None = None
    field: str | None = None
    format: str | None = None


class MappingOptions(_Model):
    """What holds for the whole file.

    ``width``: cells beyond that many columns mean that a row has shifted (delimited text only).
    """

    tag_separator: Annotated[str, Field(max_length=3)] = "-"
    patrimonio_from_tag: bool = True
    width: Annotated[int, Field(ge=1, le=MAX_COLUMN + 1)] | None = None


class Mapping(_Model):
    """How a sheet is read. Rows count from 1; no ``header_row`` means that data begin in the first row."""

    version: Literal[1] = 1
    sheet: str | None = None
    header_row: Annotated[int, Field(ge=1, le=MAX_ROW)] | None = None
    skip_rows: Annotated[tuple[Annotated[int, Field(ge=1, le=MAX_ROW)], ...], Field(max_length=10_000)] = ()
    columns: Annotated[tuple[ColumnMapping, ...], Field(max_length=MAX_COLUMN + 1)]
    options: MappingOptions = MappingOptions()

    @property
    def first_data_row(self) -> int:
        """The row after the headings."""
        return (self.header_row or 0) + 1

    def column_of(self, field: str) -> ColumnMapping | None:
        """The column that fills ``field``."""
        return next((column for column in self.columns if column.field == field), None)


def ensure_valid(mapping: Mapping, sheet: SheetInfo) -> None:
    """Raise the problem that names every column which is wrong."""
    errors = tuple(mapping_errors(mapping, sheet))
    if errors:
        raise INVALID_MAPPING(errors=errors)


def mapping_errors(mapping: Mapping, sheet: SheetInfo) -> Iterator[FieldError]:
    """Yield what is wrong with a mapping for that sheet."""
    if mapping.header_row and mapping.header_row > sheet.rows:
        yield FieldError("/header_row", _NO_SUCH_ROW, {"rows": sheet.rows})
    seen_columns: set[int] = set()
    seen_fields: set[str] = set()
    for index, column in enumerate(mapping.columns):
        pointer = f"/columns/{index}"
        if column.column >= sheet.columns:
            yield FieldError(f"{pointer}/column", _NO_SUCH_COLUMN, {"columns": sheet.columns})
        if column.column in seen_columns:
            yield FieldError(f"{pointer}/column", _COLUMN_TWICE)
        seen_columns.add(column.column)
        yield from _field_errors(column, pointer, seen_fields)
    for code in REQUIRED:
        if code not in seen_fields and not (code == "name" and "description" in seen_fields):
            yield FieldError("/columns", _FIELD_MISSING, {"field": FIELDS[code].label.pt})


def _field_errors(column: ColumnMapping, pointer: str, seen: set[str]) -> Iterator[FieldError]:
    if column.field is None:
        return
    field = FIELDS.get(column.field)
    if field is None:
        yield FieldError(f"{pointer}/field", _UNKNOWN_FIELD, {"field": column.field})
        return
    if column.field in seen and column.field not in SEVERAL_COLUMNS:
        yield FieldError(f"{pointer}/field", _FIELD_TWICE, {"field": field.label.pt})
    seen.add(column.field)
    if column.format is not None and not fits(column.format, field):
        yield FieldError(f"{pointer}/format", _BAD_FORMAT, {"format": column.format})


def fits(form: str, field: TargetField) -> bool:
    """Tell whether a format can be used with a field."""
    if field.kind in _FIXED_FORMATS:
        return form in _FIXED_FORMATS[field.kind]
    if field.kind == "extra":
        return form.startswith("list:") and len(form) > len("list:")
    if field.kind == "place":
        return form.startswith("path:") and len(form) > len("path:")
    return field.kind in ("tag", "line") and digits(form) is not None


def digits(form: str | None) -> int | None:
    """The width in ``digits:6``."""
    match = _DIGITS.match(form or "")
    width = int(match[1]) if match else 0
    return width if 0 < width <= MAX_DIGITS else None


def formats_of(field: TargetField) -> tuple[str, ...]:
    """The formats that can be chosen from a list for a field; empty where there is nothing to choose."""
    return _FIXED_FORMATS.get(field.kind, ())
