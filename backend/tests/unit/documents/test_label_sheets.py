"""The table of sheets: consistent in itself, equal to the reference list, and custom sheets checked."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from levitiis.infra.documents.label_sheets import (
    DATA,
    DEFAULT_SHEET,
    LabelSheet,
    LabelSheetError,
    check_geometry,
    custom_sheet,
    find_sheet,
    label_sheets,
    roll,
)

SHEETS = [sheet for sheet in label_sheets() if sheet.page != "ROLL"]
HALF_ROUNDING = 0.051


@pytest.mark.parametrize("sheet", label_sheets(), ids=lambda sheet: sheet.code)
def test_every_sheet_can_be_printed_on(sheet: LabelSheet) -> None:
    assert check_geometry(sheet) == ()
    assert sheet.margin_right_mm >= -HALF_ROUNDING
    assert sheet.margin_bottom_mm >= -HALF_ROUNDING
    assert sheet.gap_x_mm >= 0
    assert sheet.gap_y_mm >= 0


def test_gaps_stated_in_the_table_are_pitch_less_size() -> None:
    import json

    for record in json.loads(DATA.read_text(encoding="utf-8"))["sheets"]:
        for axis in (0, 1):
            assert record["pitch"][axis] - record["label"][axis] == pytest.approx(
                record["gap"][axis], abs=HALF_ROUNDING
            )


def test_codes_are_unique_and_found_in_any_case() -> None:
    codes = [sheet.code for sheet in label_sheets()]
    assert len(codes) == len(set(codes)) == 99
    assert find_sheet(" a4356 ") == find_sheet("A4356")
    assert find_sheet("roll-50x25") == roll(50, 25)
    assert find_sheet("9999") is None
    assert find_sheet(DEFAULT_SHEET) is not None


def test_positions_of_labels() -> None:
    sheet = find_sheet("6180")
    assert sheet is not None
    assert sheet.per_sheet == 30
    assert sheet.origin(0) == (4.8, 12.7)
    assert sheet.origin(4) == pytest.approx((4.8 + 69.8, 12.7 + 25.4))
    assert sheet.gap_x_mm == 3.1
    assert sheet.margin_right_mm == pytest.approx(4.8)


def reference() -> Path:
    folder = os.environ.get("LEVITIIS_SAMPLE_DATA")
    if not folder:
        pytest.skip("LEVITIIS_SAMPLE_DATA is not set")
    return Path(folder) / "reference" / "pimaco_etiquetas.csv"


def test_the_table_equals_the_reference_list() -> None:
    with reference().open(encoding="utf-8", newline="") as file:
        rows = {row["modelo"]: row for row in csv.DictReader(file)}
    ours = {sheet.code: sheet for sheet in SHEETS}
    assert ours.keys() == rows.keys()
    for code, row in rows.items():
        sheet = ours[code]
        assert (sheet.page, sheet.columns, sheet.rows, sheet.per_sheet) == (
            row["papel"],
            int(row["colunas"]),
            int(row["linhas"]),
            int(row["etiquetas"]),
        )
        for name, value in {
            "pagina_larg_mm": sheet.page_width_mm,
            "pagina_alt_mm": sheet.page_height_mm,
            "etiq_larg_mm": sheet.width_mm,
            "etiq_alt_mm": sheet.height_mm,
            "margem_sup_mm": sheet.margin_top_mm,
            "margem_esq_mm": sheet.margin_left_mm,
            "passo_h_mm": sheet.pitch_x_mm,
            "passo_v_mm": sheet.pitch_y_mm,
            "vao_h_mm": sheet.gap_x_mm,
            "vao_v_mm": sheet.gap_y_mm,
            "sobra_dir_mm": sheet.margin_right_mm,
            "sobra_inf_mm": sheet.margin_bottom_mm,
        }.items():
            assert value == pytest.approx(float(row[name]), abs=HALF_ROUNDING), f"{code} {name}"


GOOD: dict[str, float] = {
    "columns": 3,
    "rows": 8,
    "width_mm": 60.0,
    "height_mm": 30.0,
    "margin_left_mm": 10.0,
    "margin_top_mm": 12.0,
    "pitch_x_mm": 63.0,
    "pitch_y_mm": 33.0,
}


def test_a_custom_sheet() -> None:
    sheet = custom_sheet(**GOOD, name="Da \u202egráfica")  # type: ignore[arg-type]
    assert (sheet.per_sheet, sheet.page, sheet.gap_y_mm, sheet.name) == (24, "A4", 3.0, "Da gráfica")
    touching = custom_sheet(columns=2, rows=2, width_mm=50, height_mm=40, margin_left_mm=0, margin_top_mm=0)
    assert (touching.pitch_x_mm, touching.gap_x_mm, touching.name) == (50, 0, "50 × 40 mm")
    assert custom_sheet(**{**GOOD, "page": "letter"}).page == "LETTER"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"columns": 0}, "columns", "out_of_range"),
        ({"rows": 10_000}, "rows", "out_of_range"),
        ({"rows": 9}, "rows", "beyond_page"),
        ({"width_mm": -1.0}, "width_mm", "out_of_range"),
        ({"width_mm": 11.9}, "width_mm", "out_of_range"),
        ({"height_mm": float("nan")}, "height_mm", "out_of_range"),
        ({"height_mm": float("inf")}, "height_mm", "out_of_range"),
        ({"margin_left_mm": -0.1}, "margin_left_mm", "out_of_range"),
        ({"margin_top_mm": float("nan")}, "margin_top_mm", "out_of_range"),
        ({"pitch_x_mm": 59.0}, "pitch_x_mm", "overlap"),
        ({"pitch_y_mm": float("nan")}, "pitch_y_mm", "overlap"),
        ({"page": "A3"}, "page", "unknown_page"),
    ],
)
def test_an_impossible_custom_sheet(change: dict[str, float], field: str, code: str) -> None:
    with pytest.raises(LabelSheetError) as caught:
        custom_sheet(**{**GOOD, **change})  # type: ignore[arg-type]
    assert [(problem.field, problem.code) for problem in caught.value.problems] == [(field, code)]


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(LabelSheetError) as caught:
        custom_sheet(**{**GOOD, "width_mm": 0, "height_mm": 500})  # type: ignore[arg-type]
    assert {problem.field for problem in caught.value.problems} == {"width_mm", "height_mm"}


@pytest.mark.parametrize(("width", "height"), [(5, 25), (50, 301), (201, 25), (float("nan"), 25)])
def test_an_impossible_roll(width: float, height: float) -> None:
    with pytest.raises(LabelSheetError):
        roll(width, height)
