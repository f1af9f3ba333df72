"""Cells made to break an import: a clear finding with row and column, and nothing worse."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from levitiis.infra.tabular.reader import open_table_file
from levitiis.modules.assets.imports.check import check_file
from levitiis.modules.assets.imports.issues import MAX_VALUE
from levitiis.modules.assets.imports.messages import issue_message
from levitiis.modules.assets.imports.proposal import propose
from tests.unit.imports.files import HEAD, TODAY, brief, checked, drafts, mapping_of, table_of
from tests.unit.tabular.books import raw_workbook, text_cell

GOOD = ["1", "Mesa", "10,00", "16/06/2010", "X1", "azul"]


@pytest.mark.parametrize(
    ("index", "text", "code", "blocks"),
    [
        (0, "9" * 10_000, "too_long", True),
        (0, "1,23457E+11", "scientific_notation", True),
        (0, "\x07\x00\x1b", "required", True),
        (2, "NaN", "not_a_number", False),
        (2, "-1,00", "negative_value", False),
        (2, "(1,00)", "negative_value", False),
        (2, "9" * 20, "value_out_of_range", False),
        (2, "1,00 reais", "invalid_number", False),
        (3, "18/0/82014", "invalid_date", False),
        (3, "01/05/0202", "implausible_year", False),
        (3, "31/02/2020", "invalid_date", False),
        (3, "01/01/2090", "implausible_year", False),
        (4, "S" * 10_000, "too_long", False),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column(
    tmp_path: Path, index: int, text: str, code: str, blocks: bool
) -> None:
    bad = ["2", "Mesa", "5,00", "17/06/2010", "X2", "verde"]
    bad[index] = text
    found = checked(tmp_path, [HEAD, GOOD, bad])
    assert brief(found.errors) == [(3, "ABCDEF"[index], code)]
    assert found.valid_rows == (1 if blocks else 2)
    assert len(found.errors[0].value) <= MAX_VALUE
    assert "{" not in issue_message(found.errors[0], "pt-BR") + issue_message(found.errors[0], "en")


def test_a_tag_that_grows_under_normalisation_is_measured_so(tmp_path: Path) -> None:
    """One ligature is eighteen letters in the form in which tags are compared."""
    assert brief(checked(tmp_path, [HEAD, GOOD, ["ﷺ" * 10, "Mesa", "", "", "", ""]]).errors) == [
        (3, "A", "too_long")
    ]


def test_prefix_and_number_are_measured_together(tmp_path: Path) -> None:
    rows = [["Sigla", "Chapa", "Nome"], ["A" * 25, "9" * 40, "MESA"], ["A", "1", "MESA"]]
    assert brief(checked(tmp_path, rows).errors) == [(2, "B", "too_long")]


def test_formulas_without_value_and_errors_are_told(tmp_path: Path) -> None:
    head = "".join(
        text_cell(f"{letter}1", name) for letter, name in zip("ABC", ["Tombo", "Nome", "Valor"], strict=True)
    )
    rows = (
        f'<row r="1">{head}</row>'
        f'<row r="2">{text_cell("A2", "1")}{text_cell("B2", "Mesa")}<c r="C2"><f>1+1</f></c></row>'
        f'<row r="3"><c r="A3"><f>ROW()</f></c>{text_cell("B3", "Mesa")}<c r="C3"><v>5</v></c></row>'
        f'<row r="4">{text_cell("A4", "3")}{text_cell("B4", "Mesa")}<c r="C4" t="e"><v>#REF!</v></c></row>'
        f'<row r="5">{text_cell("A5", "4")}{text_cell("B5", "Mesa")}<c r="C5"><f>2*2</f><v>4</v></c></row>'
    )
    table = open_table_file(raw_workbook(tmp_path / "b.xlsx", rows))
    found = check_file(table, mapping_of(table), TODAY)
    assert brief(found.errors) == [
        (2, "C", "formula_without_value"), (3, "A", "formula_without_value"), (4, "C", "error_value"),
    ]  # fmt: skip
    assert found.errors[2].value == "#REF!"
    assert (found.valid_rows, found.invalid_rows, str(found.total_purchase_value)) == (3, 1, "4.00")


def test_text_that_looks_like_a_formula_is_only_text(tmp_path: Path) -> None:
    rows = [HEAD, ["1", '=HYPERLINK("http://x","y")', "", "", "", "@SUM(A1)"]]
    [draft] = drafts(tmp_path, rows)
    assert (draft.name, draft.extra) == ('=HYPERLINK("http://x","y")', {"Cor": "@SUM(A1)"})


def test_duplicate_headings_fill_a_field_once(tmp_path: Path) -> None:
    rows = [["Tombo", "Tombo", "Nome", "Nome"], ["1", "9", "MESA", "AZUL"]]
    [draft] = drafts(tmp_path, rows)
    assert (draft.tag, draft.name) == ("1", "MESA")
    assert draft.extra == {"Tombo (2)": "9", "Nome (2)": "AZUL"}


ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@example(rows=[["", "0", "", "", "", ""], ["", "1", "", "", "", ""]])  # a description that is mostly numbers
@given(rows=st.lists(st.lists(ANY, min_size=6, max_size=6), min_size=1, max_size=6))
def test_any_text_in_any_cell_ends_in_a_draft_or_a_finding(tmp_path: Path, rows: list[list[str]]) -> None:
    found = checked(tmp_path, [HEAD, GOOD, *rows])
    assert found.valid_rows >= 1
    for issue in found.issues:
        assert "{" not in issue_message(issue).replace(issue.value, "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(ANY, min_size=1, max_size=4), min_size=2, max_size=6))
def test_any_table_can_be_proposed_for(tmp_path: Path, rows: list[list[str]]) -> None:
    found = propose(table_of(tmp_path, [["x", "y", "z", "w"], *rows]), today=TODAY)
    assert len({column.index for column in found.columns}) == len(found.columns)
