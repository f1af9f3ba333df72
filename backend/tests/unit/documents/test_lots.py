"""The page of a lot as a document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from levitiis.infra.documents.lots import LotLine, LotPaper, render_lot
from tests.pictures import jpeg
from tests.unit.documents.paper import Paper


def _paper(*lines: LotLine) -> LotPaper:
    return LotPaper("Prefeitura", "Lote", "BX-2026-000001", [("Motivo", "*x* #let"), ("Vazio", "")], lines,
                    ("R$ 1,00", ""), datetime(2026, 1, 2, tzinfo=UTC))  # fmt: skip


def test_the_same_lot_is_the_same_document() -> None:
    line = LotLine(("P-1", "Mesa #1", "Ocioso", "R$ 1,00", ""), jpeg())
    assert render_lot(_paper(line)) == render_lot(_paper(line))


def test_what_was_typed_is_drawn_as_it_stands() -> None:
    text = Paper(render_lot(_paper(LotLine(("P-1", "Mesa #strong[x]", "Ocioso", "", ""))))).text()
    assert "Mesa #strong[x]" in text
    assert "*x* #let" in text
    assert "Vazio" not in text


def test_a_line_has_five_texts() -> None:
    with pytest.raises(ValueError, match="five texts"):
        render_lot(_paper(LotLine(("P-1",))))
