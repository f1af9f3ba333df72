"""A term as a document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from levitiis.infra.documents.terms import TermPaper, render_term
from tests.unit.documents.paper import Paper


def _lines(value: str, total: str) -> list[str]:
    lines = [("P-1", "PAT-1", "Tomógrafo computadorizado de 128 canais", "SN-1", "Bom", value)]
    paper = TermPaper("Prefeitura", "Termo", "TR-1", "", ["Recebi."], lines, total, "Curitiba", "Ana", "",
                      "https://inventario.example/v/1", datetime(2026, 1, 2, tzinfo=UTC))  # fmt: skip
    return Paper(render_term(paper)).lines()


@pytest.mark.parametrize(
    "value", ["R$ 10,00", "R$ 1.111.111,11", "R$ 9.999.999,99", "R$ 9.999.999.999.999,99"]
)
def test_no_value_is_broken(value: str) -> None:
    for lines in (_lines(value, value), _lines(value, ""), _lines("R$ 1,00", value)):
        assert any(line.endswith(value) for line in lines), lines
