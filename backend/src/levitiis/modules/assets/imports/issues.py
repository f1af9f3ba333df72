"""What is wrong with a cell, as data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from levitiis.infra.tabular.reader import column_letters

Severity = Literal["error", "warning"]

MAX_VALUE = 200


class CellError(Exception):
    """A cell cannot become what its column holds; ``code`` says why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(slots=True)
class CellIssue:
    """One finding: the row of the sheet (from 1), the column (from 0, None for the row as a whole).

    ``blocks`` says that the row cannot enter because of it; an error that does not block left an optional
    cell empty. ``params`` may still grow while the file is being read (rows of a repeated serial number).
    """

    row: int
    column: int | None
    value: str
    code: str
    severity: Severity = "error"
    blocks: bool = False
    field: str | None = None
    header: str | None = None
    params: dict[str, Any] = dataclasses.field(default_factory=dict[str, Any])

    @property
    def letter(self) -> str | None:
        """The column as a spreadsheet names it."""
        return None if self.column is None else column_letters(self.column)


def shown(value: object) -> str:
    """The text of a cell for a report, cut to a sensible length."""
    text = "" if value is None else str(value)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
