"""The test page: outlines and rulers lie where the sheet's data says, in mm."""

from __future__ import annotations

import pytest

from levitiis.infra.documents.label_sheets import LabelSheet, find_sheet
from levitiis.infra.documents.labels import render_labels
from tests.unit.documents.paper import Page, Paper
from tests.unit.documents.samples import corner

NEAR = 0.2  # mm


def printed(code: str) -> tuple[LabelSheet, Paper]:
    sheet = find_sheet(code)
    assert sheet is not None
    return sheet, Paper(render_labels([], sheet, organisation="", test_rulers=True))


def upright(page: Page, x: float, y: float, height: float = 1.0) -> float:
    """Middle of the upright line near ``x``, seen in a window of 1.6 mm."""
    box = page.ink(x - 0.8, y, 1.6, height, 200)
    assert box is not None, f"no line near {x}"
    return (box[0] + box[2]) / 2


def level(page: Page, x: float, y: float) -> float:
    """Middle of the level line near ``y``."""
    box = page.ink(x, y - 0.8, 1.0, 1.6, 200)
    assert box is not None, f"no line near {y}"
    return (box[1] + box[3]) / 2


@pytest.mark.parametrize(
    "code", ["6180", "6181", "6182", "6187", "A4356", "A4349", "A4364", "6092", "6094", "6288"]
)
def test_outlines_are_the_labels(code: str) -> None:
    sheet, paper = printed(code)
    page = paper.page()
    assert len(paper) == 1
    for index in (sheet.columns - 1, sheet.per_sheet - 1):
        x, y = corner(sheet, index)
        across, down = x + 0.7 * sheet.width_mm, y + 0.75 * sheet.height_mm
        assert upright(page, x, down) == pytest.approx(x, abs=NEAR)
        assert upright(page, x + sheet.width_mm, down) == pytest.approx(x + sheet.width_mm, abs=NEAR)
        assert level(page, across, y + sheet.height_mm) == pytest.approx(y + sheet.height_mm, abs=NEAR)
    x, y = corner(sheet, sheet.per_sheet - 1)
    assert level(page, x + 0.7 * sheet.width_mm, y) == pytest.approx(y, abs=NEAR)


def test_ruler_ticks_are_millimetres_from_the_edge_of_the_paper() -> None:
    page = printed("A4356")[1].page()
    for millimetre in (50, 100, 150, 200):
        assert upright(page, millimetre, 11.3, 0.7) == pytest.approx(millimetre, abs=NEAR)
        box = page.ink(11.3, millimetre - 0.4, 0.7, 0.8, 200)
        assert box is not None
        assert (box[1] + box[3]) / 2 == pytest.approx(millimetre, abs=NEAR)


def test_the_page_says_how_to_print_it() -> None:
    text = printed("6180")[1].text()
    assert "Página de teste" in text
    assert "Pimaco 6180 · 3 × 10 · 66,7 × 25,4 mm" in text
    assert "100 %" in text
    assert all(str(position) in text.split() for position in (1, 2, 15, 30))


def test_a_roll_has_a_test_page_of_its_own_size() -> None:
    sheet, paper = printed("ROLL-50X25")
    assert paper.page().size_mm == pytest.approx((50, 25), abs=NEAR)
    assert f"{sheet.width_mm:g} × {sheet.height_mm:g} mm" in paper.text()
