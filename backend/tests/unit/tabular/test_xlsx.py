"""Workbooks: what is read, in which types, at which rows."""
# ruff: noqa: DTZ001 - spreadsheets know no time zones

import subprocess
import sys
from collections.abc import Generator
from datetime import date, datetime, time
from pathlib import Path

import psutil
import pytest
import xlsxwriter

from levitiis.infra.tabular.reader import CellNote, open_table_file
from levitiis.kit.problems import Problem
from tests.unit.tabular.books import (
    MAIN,
    archive,
    number_cell,
    raw_parts,
    raw_workbook,
    sheet_xml,
    text_cell,
    workbook,
)


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "tipos.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Ação")
        formats = {
            k: book.add_format({"num_format": v}) for k, v in {"d": "dd/mm/yyyy", "m": "d/m/yy hh:mm"}.items()
        }
        sheet.write_string("A1", "00898")
        sheet.write_number("B1", 898)
        sheet.write_number("C1", 649.58)
        sheet.write_boolean("D1", True)
        sheet.write_datetime("E1", datetime(2020, 2, 3), formats["d"])
        sheet.write_datetime("F1", datetime(2020, 2, 3, 4, 5), formats["m"])
        sheet.write("G1", time(4, 5), book.add_format({"num_format": "hh:mm"}))
        sheet.write_formula("H1", "=1+1", None, 2)
        sheet.write_string("J1", "NaN")
    table = open_table_file(path)
    assert [(s.name, s.rows, s.columns) for s in table.sheets] == [("Ação", 1, 10)]
    [row] = table.rows()
    assert row == [
        "00898",
        898,
        649.58,
        True,
        date(2020, 2, 3),
        datetime(2020, 2, 3, 4, 5),
        "04:05",
        2,
        None,
        "NaN",
    ]
    assert [type(cell) for cell in row[1:4]] == [int, float, bool]


def test_rows_and_columns_count_from_a1(tmp_path: Path) -> None:
    path = raw_workbook(
        tmp_path / "b.xlsx", f'<row r="3">{text_cell("C3", "x")}</row><row r="5"><c r="B5"><v>7</v></c></row>'
    )
    table = open_table_file(path)
    assert list(table.rows()) == [
        [None, None, None], [None, None, None], [None, None, "x"], [None, None, None], [None, 7, None],
    ]  # fmt: skip


def test_numbers_shown_with_zeros_come_with_them(tmp_path: Path) -> None:
    path = tmp_path / "zeros.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "Chapa")
        sheet.write_number("A2", 27, book.add_format({"num_format": "000000"}))
        sheet.write_number("B2", 27)
        sheet.write_number("C2", 1.5, book.add_format({"num_format": "0.00"}))
    assert list(open_table_file(path).rows())[1] == ["000027", 27, 1.5]


def test_styled_empty_cells_do_not_widen_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "estilo.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "x")
        for column in range(5, 16_000, 50):
            sheet.write_blank(0, column, None, book.add_format({"bold": True}))
    assert open_table_file(path).sheets[0].columns == 1


def test_a_formula_is_its_stored_value_and_without_one_it_is_reported(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>T("")</f><v></v></c>'
        '<c r="C1"><f>NOW()</f></c><c r="D1"><f>A1</f><v></v></c></row>'
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    table = open_table_file(raw_workbook(tmp_path / "f.xlsx", rows))
    assert list(table.rows()) == [[2, None, None, None], [None, None, None, None]]
    assert table.sheets[0].notes == (
        CellNote(1, 2, "formula_without_value", ""),
        CellNote(1, 3, "formula_without_value", ""),
        CellNote(2, 0, "error_value", "#DIV/0!"),
    )


def test_formulas_are_never_computed(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>HYPERLINK("http://example.com","x")</f><v>9</v></c></row>'
    assert list(open_table_file(raw_workbook(tmp_path / "f.xlsx", rows)).rows()) == [[9]]


def test_hidden_sheets_are_listed_but_not_taken_first(tmp_path: Path) -> None:
    path = tmp_path / "h.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        hidden, shown = book.add_worksheet("Oculta"), book.add_worksheet("Bens")
        hidden.write("A1", "segredo")
        shown.write("A1", "x")
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
    table = open_table_file(path)
    assert [(s.name, s.visible) for s in table.sheets] == [("Oculta", False), ("Bens", True)]
    assert table.sheet().name == "Bens"


def test_macros_and_links_are_ignored(tmp_path: Path) -> None:
    parts = raw_parts(sheet_xml(f'<row r="1">{text_cell("A1", "x")}</row>'))
    parts |= {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    assert list(open_table_file(archive(tmp_path / "m.xlsm", parts)).rows()) == [["x"]]


def test_xml_with_prefixes_is_read_too(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    table = open_table_file(archive(tmp_path / "p.xlsx", raw_parts(sheet)))
    assert (table.sheets[0].rows, list(table.rows())) == (1, [[5]])


def test_an_unknown_sheet(tmp_path: Path) -> None:
    table = open_table_file(workbook(tmp_path / "b.xlsx", {"Bens": [["x"]]}))
    with pytest.raises(Problem) as caught:
        list(table.rows("Outra"))
    assert caught.value.code == "tabular.no_such_sheet"


def test_rows_can_be_read_again_and_left_halfway(tmp_path: Path) -> None:
    table = open_table_file(workbook(tmp_path / "b.xlsx", {"Bens": [[n, "x" * 50] for n in range(40_000)]}))
    rows = table.rows()
    assert isinstance(rows, Generator)
    assert next(rows) == [0, "x" * 50]
    rows.close()
    assert not [
        p for p in psutil.Process().children(recursive=True) if "tabular.worker" in " ".join(p.cmdline())
    ]
    assert sum(1 for _ in table.rows()) == 40_000


def test_the_worker_does_not_load_the_application() -> None:
    script = (
        "import sys, levitiis.infra.tabular.worker as w;"
        "print([m for m in sys.modules if m in ('sqlalchemy', 'fastapi', 'pydantic')])"
    )
    answer = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_sheet_without_cell_places(tmp_path: Path) -> None:
    table = open_table_file(
        raw_workbook(
            tmp_path / "b.xlsx", "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        )
    )
    assert list(table.rows()) == [[1, 2], [3, None]]


def test_styles_that_are_damaged_are_said_to_be(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "b.xlsx", f'<row r="1">{number_cell("A1", 1)}</row>', styles="<styleSheet")
    with pytest.raises(Problem) as caught:
        open_table_file(path)
    assert (caught.value.code, caught.value.params["reason"]) == ("tabular.malformed", "xl/styles.xml")


def test_a_cut_off_file(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"Bens": [[n] for n in range(5_000)]})
    path.write_bytes(path.read_bytes()[:-2_000])
    with pytest.raises(Problem) as caught:
        open_table_file(path)
    assert caught.value.code == "tabular.malformed"
