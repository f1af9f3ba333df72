"""Files as organisations send them, small and made up, and short ways to read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from levitiis.infra.tabular.reader import TableFile, open_table_file
from levitiis.modules.assets.imports.check import CheckResult, check_file, read_results
from levitiis.modules.assets.imports.draft import AssetDraft
from levitiis.modules.assets.imports.issues import CellIssue
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.proposal import propose
from tests.unit.tabular.books import csv_file, workbook

TODAY = date(2026, 11, 23)
HEAD = ["Tombo", "Descrição", "Valor", "Data de aquisição", "Nº de série", "Cor"]


def table_of(folder: Path, rows: Sequence[Sequence[Any]], kind: str = "csv") -> TableFile:
    """A CSV (everything text) or a workbook (typed cells) of those rows."""
    if kind == "csv":
        text = [["" if cell is None else cell for cell in row] for row in rows]
        return open_table_file(csv_file(folder / "bens.csv", text))
    return open_table_file(workbook(folder / "bens.xlsx", {"Bens": rows}))


def checked(folder: Path, rows: Sequence[Sequence[Any]], kind: str = "csv", **fields: str) -> CheckResult:
    """Propose, change what ``fields`` says (heading → field), check."""
    table = table_of(folder, rows, kind)
    return check_file(table, mapping_of(table, **fields), TODAY)


def mapping_of(table: TableFile, **fields: str) -> Mapping:
    mapping = propose(table, today=TODAY).mapping
    columns = tuple(
        c.model_copy(update={"field": fields[c.header or ""], "format": None}) if c.header in fields else c
        for c in mapping.columns
    )
    return mapping.model_copy(update={"columns": columns})


def drafts(folder: Path, rows: Sequence[Sequence[Any]], kind: str = "csv") -> list[AssetDraft]:
    table = table_of(folder, rows, kind)
    results = read_results(table, propose(table, today=TODAY).mapping, TODAY)
    return [result.draft for result in results if result.draft]


def brief(issues: Sequence[CellIssue]) -> list[tuple[int, str | None, str]]:
    return [(issue.row, issue.letter, issue.code) for issue in issues]
