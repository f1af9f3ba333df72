"""Labels measured on paper: what is printed, where it lies in mm, and whether it can be scanned."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from levitiis.infra.documents.label_layout import LabelTooSmallError, plan_label
from levitiis.infra.documents.label_sheets import LabelSheet, find_sheet, label_sheets, roll
from levitiis.infra.documents.labels import LABEL_FIELDS, MAX_LABELS, Label, page_count, render_labels
from levitiis.infra.documents.qr import MIN_MODULE_MM, QrError
from tests.unit.documents.paper import PER_MM, Page, Paper, Symbol
from tests.unit.documents.samples import ORGANISATION, corner, geometries, hostile_labels, label

NEAR = 0.2  # mm
FULLY_READ = [
    "6180",
    "6181",
    "6182",
    "6187",
    "A4356",
    "A4349",
    "A4351",
    "6092",
    "A4364",
    "6094",
    "ROLL-50X25",
]


def sheet_of(code: str) -> LabelSheet:
    sheet = find_sheet(code)
    assert sheet is not None
    return sheet


def cell(page: Page, sheet: LabelSheet, index: int) -> Symbol:
    """The QR code in a label's own rectangle, as the sheet's data places it."""
    return page.symbol(*corner(sheet, index), sheet.width_mm, sheet.height_mm)


@pytest.mark.parametrize("sheet", geometries(), ids=lambda sheet: sheet.code)
def test_qr_codes_lie_where_the_sheet_has_its_labels(sheet: LabelSheet) -> None:
    labels = [label(number) for number in range(sheet.per_sheet)]
    paper = Paper(render_labels(labels, sheet, organisation=ORGANISATION))
    page = paper.page()
    assert len(paper) == 1
    assert page.size_mm == pytest.approx((sheet.page_width_mm, sheet.page_height_mm), abs=NEAR)
    plan = plan_label(sheet, 33)
    last = sheet.per_sheet - 1
    indices = range(sheet.per_sheet) if sheet.code in FULLY_READ else {0, sheet.columns - 1, last // 2, last}
    for index in indices:
        symbol = cell(page, sheet, index)
        x, y = corner(sheet, index)
        assert symbol.text == labels[index].qr_text
        assert symbol.left - x == pytest.approx(plan.symbol.x, abs=NEAR)
        assert symbol.top - y == pytest.approx(plan.symbol.y, abs=NEAR)
        assert symbol.width == pytest.approx(plan.symbol.width, abs=NEAR)
        assert symbol.height == pytest.approx(plan.symbol.height, abs=NEAR)
        assert symbol.width >= max(10, 33 * MIN_MODULE_MM) - 0.1


def test_every_sheet_in_the_measured_list_exists() -> None:
    assert all(find_sheet(code) for code in FULLY_READ)
    assert set(FULLY_READ) <= {code for sheet in geometries() for code in same_geometry(sheet)}


def same_geometry(sheet: LabelSheet) -> set[str]:
    return {
        other.code
        for other in label_sheets()
        if replace(other, code="", name="") == replace(sheet, code="", name="")
    }


@pytest.mark.parametrize("sheet", geometries(), ids=lambda sheet: sheet.code)
def test_no_text_leaves_its_label_or_touches_the_code(sheet: LabelSheet) -> None:
    labels = hostile_labels()[: 4 * sheet.per_sheet]
    pdf = render_labels(labels, sheet, organisation="Ó" + "rgão" * 80, fields=LABEL_FIELDS)
    paper = Paper(pdf)
    assert len(paper) == page_count(len(labels), sheet)
    pages = [paper.page(number) for number in range(len(paper))]
    for slot, expected in enumerate(labels):
        page = pages[slot // sheet.per_sheet]
        x, y = corner(sheet, slot % sheet.per_sheet)
        width, height = sheet.width_mm, sheet.height_mm
        symbol = cell(page, sheet, slot % sheet.per_sheet)
        assert symbol.text == expected.qr_text
        edge = 0.5
        for strip in (
            (x, y, width, edge),
            (x, y + height - edge, width, edge),
            (x, y, edge, height),
            (x + width - edge, y, edge, height),
        ):
            assert page.is_blank(*strip), f"ink at the edge of label {slot}: {strip}"
        assert quiet(page, symbol, 2), f"text beside the code of label {slot}"


def quiet(page: Page, symbol: Symbol, modules: int) -> bool:
    """White around a symbol, ``modules`` wide, less the blur of one pixel on both sides."""
    blur = 1.5 / PER_MM
    wide = modules * symbol.width / 33 - 2 * blur
    left, top = symbol.left - wide - blur, symbol.top - wide - blur
    whole = symbol.width + 2 * (wide + blur)
    return all(
        page.is_blank(*strip)
        for strip in (
            (left, top, whole, wide),
            (left, symbol.bottom + blur, whole, wide),
            (left, top, wide, whole),
            (symbol.right + blur, top, wide, whole),
        )
    )


@pytest.mark.parametrize("sheet", label_sheets(), ids=lambda sheet: sheet.code)
@pytest.mark.parametrize("modules", [21, 25, 29, 33])
def test_codes_are_never_smaller_than_phones_read(sheet: LabelSheet, modules: int) -> None:
    plan = plan_label(sheet, modules)
    assert plan.symbol.width >= max(10, modules * MIN_MODULE_MM) - 1e-9
    room = plan.symbol.width / modules * 2 - 1e-9
    assert plan.symbol.x >= min(room, 0.8)
    assert plan.symbol.y >= min(room, 0.8)
    assert plan.symbol.x + plan.symbol.width + min(room, 0.8) <= sheet.width_mm
    assert plan.symbol.y + plan.symbol.height + min(room, 0.8) <= sheet.height_mm


def test_a_code_that_would_be_too_fine_is_refused() -> None:
    long = replace(label(1), qr_text="https://" + "patrimonio." * 9 + "gov.br/q/x")
    with pytest.raises(LabelTooSmallError) as caught:
        render_labels([long], sheet_of("6187"), organisation="")
    assert caught.value.sheet_code == "6187"
    assert caught.value.needed_mm > 12.7
    assert len(Paper(render_labels([long], sheet_of("6180"), organisation=""))) == 1


@pytest.mark.parametrize("start", [1, 2, 17, 30])
def test_printing_starts_at_the_position_asked_for(start: int) -> None:
    sheet = sheet_of("6180")
    labels = [label(number) for number in range(31)]
    paper = Paper(render_labels(labels, sheet, organisation=ORGANISATION, start_position=start))
    assert len(paper) == page_count(31, sheet, start) == 2
    first, second = paper.page(0), paper.page(1)
    for index in range(start - 1):
        assert first.is_blank(*corner(sheet, index), sheet.width_mm, sheet.height_mm)
    assert cell(first, sheet, start - 1).text == labels[0].qr_text
    assert cell(first, sheet, 29).text == labels[30 - start].qr_text
    assert cell(second, sheet, 0).text == labels[31 - start].qr_text
    used = 31 - (31 - start)
    assert cell(second, sheet, used - 1).text == labels[30].qr_text
    if used < 30:
        assert second.is_blank(*corner(sheet, used), sheet.width_mm, sheet.height_mm)


@pytest.mark.parametrize(
    ("count", "start", "pages"), [(1, 1, 1), (30, 1, 1), (30, 2, 2), (31, 1, 2), (61, 30, 3), (60, 1, 2)]
)
def test_page_count(count: int, start: int, pages: int) -> None:
    assert page_count(count, sheet_of("6180"), start) == pages


def test_a_roll_has_one_label_a_page() -> None:
    sheet = roll(50, 25)
    paper = Paper(render_labels([label(number) for number in range(3)], sheet, organisation=ORGANISATION))
    assert len(paper) == 3
    for number in range(3):
        page = paper.page(number)
        assert page.size_mm == pytest.approx((50, 25), abs=NEAR)
        assert cell(page, sheet, 0).text == label(number).qr_text


def test_what_is_printed() -> None:
    text = Paper(
        render_labels([label(0)], sheet_of("6181"), organisation=ORGANISATION, fields=LABEL_FIELDS)
    ).text()
    for part in (
        ORGANISATION,
        "004217",
        "Notebook Dell Latitude 5440",
        "Patrimônio 889.000000",
        "Série 7H2K0Q0",
        "Sala 214 · 2º andar · Bloco B · Sede",
    ):
        assert part in text


def test_only_the_fields_asked_for_and_always_the_code() -> None:
    text = Paper(
        render_labels([label(0)], sheet_of("6181"), organisation=ORGANISATION, fields=["name"])
    ).text()
    assert sorted(text.split()) == ["004217", "5440", "Dell", "Latitude", "Notebook"]


def test_captions_in_english() -> None:
    pdf = render_labels([label(0)], sheet_of("6181"), organisation="", fields=LABEL_FIELDS, language="en")
    assert "Property no. 889.000000" in Paper(pdf).text()
    assert Paper(pdf).metadata["Title"] == "Labels · Pimaco 6181"


def test_the_property_number_stands_in_for_a_missing_tag_and_is_not_said_twice() -> None:
    bare = Label(tag="", patrimonio="12345", qr_text="https://a.br/q/1")
    assert (
        Paper(render_labels([bare], sheet_of("6181"), organisation="", fields=LABEL_FIELDS)).text() == "12345"
    )
    nothing = Label(tag="", qr_text="https://a.br/q/1")
    assert Paper(render_labels([nothing], sheet_of("6181"), organisation="")).text() == ""


def test_tiny_labels_carry_the_code_alone() -> None:
    assert Paper(render_labels([label(0)], sheet_of("A4349"), organisation=ORGANISATION)).text() == "004217"


def test_long_names_end_in_an_ellipsis_and_codes_stay_whole() -> None:
    long = replace(label(0), tag="PMSP-2026-0000123", name="Cadeira giratória executiva " * 8)
    text = Paper(render_labels([long], sheet_of("A4356"), organisation="")).text()
    assert "PMSP-2026-0000123" in text
    assert "…" in text


def test_the_same_labels_give_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys; from tests.unit.documents.samples import label;"
        "from levitiis.infra.documents.labels import render_labels;"
        "from levitiis.infra.documents.label_sheets import find_sheet;"
        "labels = [label(number) for number in range(4)];"
        "sys.stdout.buffer.write(render_labels(labels, find_sheet('6180'), organisation='O'))"
    )
    here = render_labels([label(number) for number in range(4)], sheet_of("6180"), organisation="O")
    for seed in ("3", "4"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        assert made.stdout == here


@pytest.mark.parametrize("start", [0, -1, 31])
def test_a_position_off_the_sheet_is_refused(start: int) -> None:
    with pytest.raises(ValueError, match="start_position"):
        render_labels([label(0)], sheet_of("6180"), organisation="", start_position=start)


def test_none_or_too_many_labels_are_refused() -> None:
    for count in (0, MAX_LABELS + 1):
        with pytest.raises(ValueError, match="labels"):
            render_labels([label(0)] * count, sheet_of("6180"), organisation="")


def test_a_label_without_an_address_is_refused() -> None:
    with pytest.raises(QrError):
        render_labels([replace(label(0), qr_text="")], sheet_of("6180"), organisation="")
