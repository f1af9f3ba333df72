"""What an import keeps about its file, as plain JSON: sheets, columns with proposals, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from levitiis.infra.tabular.reader import TableFile, open_table_file
from levitiis.modules.assets.imports.layout import Note
from levitiis.modules.assets.imports.mapping import Mapping
from levitiis.modules.assets.imports.proposal import propose


def describe(
    path: Path, filename: str, sheet: str | None = None, header_row: int | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open the file and propose; returns (layout, mapping). Blocks: run it in a thread."""
    table = open_table_file(path, filename=filename)
    proposal = propose(table, sheet, header_row)
    layout = {
        "kind": table.kind,
        "sheets": _sheets(table),
        "columns": [asdict(column) for column in proposal.columns],
        "notes": [_note(note) for note in proposal.notes],
    }
    return layout, proposal.mapping.model_dump(mode="json")


def _sheets(table: TableFile) -> Sequence[dict[str, Any]]:
    return [{"name": s.name, "rows": s.rows, "columns": s.columns} for s in table.sheets if s.visible]


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "params": note.params}


def require_fit(path: Path, filename: str, mapping: Mapping) -> None:
    """Raise ``assets.import_mapping`` unless the mapping fits the file. Blocks: run it in a thread."""
    from levitiis.modules.assets.imports.mapping import ensure_valid

    table = open_table_file(path, filename=filename)
    ensure_valid(mapping, table.sheet(mapping.sheet))
