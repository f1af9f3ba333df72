"""Whole files: repeats, distinct names, figures, progress, findings as data."""

from decimal import Decimal
from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import SheetInfo
from levitiis.modules.assets.imports import check
from levitiis.modules.assets.imports.check import CheckResult, check_file
from levitiis.modules.assets.imports.draft import RowResult
from levitiis.modules.assets.imports.issues import CellIssue
from tests.unit.imports.files import HEAD, TODAY, brief, checked, mapping_of, table_of


def row(tag: str, serial: str = "", name: str = "Mesa") -> list[str]:
    return [tag, name, "10,00", "", serial, ""]


def test_the_first_of_a_repeated_tag_enters_and_the_later_ones_do_not(tmp_path: Path) -> None:
    found = checked(tmp_path, [HEAD, row("ab 1"), row("AB1"), row("２"), row("2"), row("02"), row("ab1")])
    assert (found.valid_rows, found.invalid_rows, found.repeated_tags) == (3, 3, 3)
    assert [(i.row, i.params) for i in found.errors] == [
        (3, {"first_row": 2}),
        (5, {"first_row": 4}),
        (7, {"first_row": 2}),
    ]
    assert found.total_purchase_value == Decimal("30.00")


def test_an_invalid_row_does_not_take_the_tag(tmp_path: Path) -> None:
    found = checked(tmp_path, [HEAD, row("0"), row("1", name=""), row("1")])
    assert brief(found.errors) == [(3, "B", "required")]
    assert found.valid_rows == 2


def test_a_repeated_serial_is_one_warning_with_all_its_rows(tmp_path: Path) -> None:
    rows = [
        row("1", "A8"),
        row("2", "a 8"),
        row("3", "B9"),
        row("4", "A8"),
        row("5", "S/N"),
        row("6", "S/N"),
        row("7", "0000"),
        row("8", "0000"),
    ]
    found = checked(tmp_path, [HEAD, *rows])
    [warning] = found.warnings
    assert (warning.row, warning.code, warning.params) == (
        3,
        "repeated_serial",
        {"rows": [2, 3, 5], "count": 3},
    )
    assert found.valid_rows == 8


def test_a_serial_on_a_thousand_rows_does_not_fill_the_report(tmp_path: Path) -> None:
    found = checked(tmp_path, [HEAD, *[row(str(n), "A8") for n in range(1_000)]])
    [warning] = found.warnings
    assert (warning.params["count"], len(warning.params["rows"])) == (1_000, 20)


def test_the_tail_of_a_company_is_no_serial(tmp_path: Path) -> None:
    found = checked(tmp_path, [HEAD, row("1", "Ltd."), row("2", "S/A"), row("3", "LTDA100")])
    assert brief(found.warnings) == [(2, "E", "suspicious_serial"), (3, "E", "suspicious_serial")]


def test_names_are_counted_once_however_they_are_written(tmp_path: Path) -> None:
    head = ["Tombo", "Nome", "Sala", "Responsável", "Categoria", "Fornecedor"]
    rows = [
        ["1", "M", "Sala 1", "José", "Móveis", "ACME"],
        ["2", "M", "SALA  1", "JOSE", "moveis", "Acme"],
        ["3", "M", "Sala 2", "", "", ""],
    ]
    found = checked(tmp_path, [head, *rows])
    assert (len(found.locations), len(found.people), len(found.categories), len(found.suppliers)) == (
        2,
        1,
        1,
        1,
    )
    assert [place.rows for place in found.locations.values()] == [2, 1]
    assert found.people["jose"].name == "José"


def test_one_code_is_one_place(tmp_path: Path) -> None:
    head = ["Tombo", "Nome", "Código da UA", "Nome da UA"]
    rows = [
        ["1", "M", "11", "Sede"],
        ["2", "M", "11", "SEDE"],
        ["3", "M", "11", "Anexo"],
        ["4", "M", "11", "Anexo"],
        ["5", "M", "12", "Sede"],
    ]
    found = checked(tmp_path, [head, *rows])
    assert len(found.locations) == 2
    assert [(i.row, i.code, i.params) for i in found.warnings] == [
        (4, "place_name_differs", {"code": "11", "first": "Sede"})
    ]


def test_two_persons_of_one_name_differ_by_registration(tmp_path: Path) -> None:
    rows = [["1", "M", "Ana", "1"], ["2", "M", "Ana", "2"], ["3", "M", "Ana", "1"]]
    assert len(checked(tmp_path, [["Tombo", "Nome", "Responsável", "Matrícula"], *rows]).people) == 2


def test_progress_is_told_and_can_end_the_reading(tmp_path: Path) -> None:
    table = table_of(tmp_path, [HEAD, *[row(str(n)) for n in range(2_500)]])
    told: list[tuple[int, int]] = []
    check_file(table, mapping_of(table), TODAY, lambda done, total: told.append((done, total)))
    assert told == [(1_000, 2_501), (2_000, 2_501), (2_501, 2_501)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check_file(table, mapping_of(table), TODAY, stop)


def test_the_report_is_plain_data_with_texts(tmp_path: Path) -> None:
    report = checked(tmp_path, [HEAD, row("1"), ["2", "Mesa", "-5,00", "", "", ""]]).report("pt-BR")
    assert (report["valid_rows"], report["total_purchase_value"], report["error_count"]) == (2, "10.00", 1)
    assert report["errors"] == [
        {
            "row": 3, "column": "C", "header": "Valor", "field": "purchase_value", "value": "-5,00",
            "code": "negative_value", "severity": "error",
            "message": "Valor de aquisição não pode ser negativo (-5,00).",
        }
    ]  # fmt: skip


def test_lists_of_findings_are_capped_and_counts_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_ISSUES", 3)
    outcome = CheckResult()
    for number in range(10):
        outcome.add(RowResult(number, None, [CellIssue(number, 0, "", "required", blocks=True)]))
    assert (len(outcome.errors), outcome.error_count, outcome.invalid_rows) == (3, 10, 10)


def test_unreadable_cells_beyond_the_list_are_counted() -> None:
    from levitiis.infra.tabular.reader import CellNote

    sheet = SheetInfo("Bens", 9, 1, notes=(CellNote(3, 0, "error_value", "#REF!"),), note_count=5)
    [result] = check.unlisted_notes(sheet)
    assert [(i.code, i.params) for i in result.issues] == [("unreadable_cells", {"count": 4})]
