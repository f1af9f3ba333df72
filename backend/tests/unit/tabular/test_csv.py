"""Delimited text: encodings, delimiters, line ends, quotes, limits."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from levitiis.infra.tabular.csv_file import DELIMITERS, CsvFile, guess_delimiter
from levitiis.infra.tabular.reader import Limits, open_table_file
from levitiis.kit.problems import Problem
from tests.unit.tabular.books import csv_file, csv_text

ROWS = [
    ["Tombo", "Descrição", "Valor"],
    ["000123", "Armário de aço, 2 portas", "1.234,56"],
    ["000124", 'Monitor 17" LCD; preto', "0,01"],
    ["000125", "Cadeira\ngiratória", ""],
]
READ = [[cell or None for cell in row] for row in ROWS]


def opened(path: Path, limits: Limits | None = None) -> CsvFile:
    table = open_table_file(path, limits=limits)
    assert isinstance(table, CsvFile)
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_way_of_writing_it_reads_the_same(
    tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    path = tmp_path / "bens.csv"
    path.write_bytes(csv_text(ROWS, delimiter, line_end).encode(encoding))
    table = opened(path)
    assert (table.delimiter, list(table.rows())) == (delimiter, READ)
    assert [(s.name, s.rows, s.columns) for s in table.sheets] == [("bens", 4, 3)]


CELL = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_whatever_a_csv_writer_writes_comes_back(tmp_path: Path, rows: list[list[str]]) -> None:
    rows = [["a", "b", "c"], ["d", "e", "f"], *rows, ["fim", "é", "x"]]
    table = opened(csv_file(tmp_path / "b.csv", rows))
    assert list(table.rows()) == [[cell or None for cell in row] for row in rows]


def test_a_decimal_comma_is_no_delimiter() -> None:
    assert guess_delimiter(["a;b;c", "1,5;2,5;3,5", "1,5;2,5;3,5"]) == ";"


def test_labels_split_by_bars_are_no_columns() -> None:
    assert guess_delimiter(["tag,labels", "1,x|y|z", "2,x|y", "3,x|y|z"]) == ","


def test_a_single_column(tmp_path: Path) -> None:
    assert list(opened(csv_file(tmp_path / "b.csv", [["tombo"], ["1"], ["2"]])).rows()) == [
        ["tombo"],
        ["1"],
        ["2"],
    ]


def test_excel_says_the_delimiter_itself(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("sep=|\r\na,1|b,2\r\n", encoding="utf-8")
    assert list(opened(path).rows()) == [["a,1", "b,2"]]


def test_the_delimiter_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("a,b;c,d\r\ne,f;g,h\r\n", encoding="utf-8")
    assert next(open_table_file(path, delimiter=",").rows()) == ["a", "b;c", "d"]


def test_short_rows_are_filled_and_long_ones_keep_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("a;b;c\r\n1\r\n\r\n1;2;3;4\r\n", encoding="utf-8")
    assert list(opened(path).rows()) == [
        ["a", "b", "c", None], ["1", None, None, None], [None] * 4, ["1", "2", "3", "4"],
    ]  # fmt: skip


def test_bytes_that_cp1252_does_not_know_become_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes("tombo;descrição\r\n1;P".encode("cp1252") + b"\x90ATAS \x80\r\n")
    table = opened(path)
    assert (table.encoding.name, list(table.rows())[1]) == ("cp1252", ["1", "P\x90ATAS €"])


def test_one_stray_byte_does_not_spoil_a_utf8_file(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(("ação;é\r\n" * 30).encode() + "órfão;x\r\n".encode("cp1252"))
    table = opened(path)
    assert (table.encoding.name, table.encoding.mixed) == ("utf-8", True)
    rows = list(table.rows())
    assert [rows[0], rows[-1]] == [["ação", "é"], ["órfão", "x"]]


def test_a_nul_is_passed_on_for_the_cell_to_be_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(b"tombo;nome\r\n1;me\x00sa\r\n")
    assert list(opened(path).rows())[1] == ["1", "me\x00sa"]


@pytest.mark.parametrize("tail", ["x;1\r\n" * 5, "x;1\r\n" * 60_000])
def test_a_quotation_mark_left_open_is_named_by_its_line(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "b.csv"
    path.write_text('a;b\r\n1;2\r\n3;"mesa\r\n' + tail, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        opened(path)
    assert (caught.value.code, caught.value.params["line"]) == ("tabular.open_quote", 3)


def test_inches_are_no_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text('a;b\r\n1;monitor 17"\r\n2;mesa\r\n', encoding="utf-8")
    assert list(opened(path).rows())[1] == ["1", 'monitor 17"']


def test_a_cell_beyond_the_limit_is_named_by_its_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "b.csv", [["a", "b"], ["1", "x" * (csv.field_size_limit() + 1)]])
    with pytest.raises(Problem) as caught:
        opened(path)
    assert (caught.value.code, caught.value.params["line"]) == ("tabular.cell_too_long", 2)


def test_one_endless_line(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(b"x" * 20_000_000)
    with pytest.raises(Problem) as caught:
        opened(path)
    assert caught.value.code == "tabular.cell_too_long"


def test_a_million_columns(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("a;b\r\n" + ";".join("1" * 1_000_000) + "\r\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        opened(path)
    assert (caught.value.code, caught.value.params["row"]) == ("tabular.too_many_columns", 2)
    assert caught.value.params["found"] == 1_000_000


def test_too_many_rows(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "b.csv", [["a", "b"]] * 50)
    with pytest.raises(Problem) as caught:
        opened(path, Limits(max_rows=49))
    assert caught.value.code == "tabular.too_many_rows"


def test_broken_utf16(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes("a;b\r\n1;2\r\n".encode("utf-16") + b"\x00\xd8\x41")
    with pytest.raises(Problem) as caught:
        opened(path)
    assert caught.value.code == "tabular.malformed"


def test_the_sheet_may_bear_another_files_name(tmp_path: Path) -> None:
    assert len(list(opened(csv_file(tmp_path / "b.csv", ROWS)).rows("relação de 2024"))) == 4
