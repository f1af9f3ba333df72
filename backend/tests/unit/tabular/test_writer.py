"""The one writer: formulas are disarmed, numbers stay numbers, rows stream."""

import csv
import io
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.infra.tabular.escape import escape_formula, unescape_formula
from levitiis.infra.tabular.reader import open_table_file
from levitiis.infra.tabular.writer import (
    INTERNATIONAL,
    Column,
    CsvEncoder,
    unique_headers,
    write_csv,
    write_xlsx,
)

COLUMNS = [
    Column("Etiqueta"), Column("Valor", "money"), Column("Qtd", "integer"), Column("Data", "date"),
    Column("Criado", "datetime"), Column("Ativo", "boolean"), Column("Peso", "number"),
]  # fmt: skip
ROW = ["00123", Decimal("-1234.50"), -3, date(2020, 2, 3), datetime(2020, 2, 3, 12, tzinfo=UTC), True, 1.5]
DANGEROUS = "=+-@\t\r\n\0＝＋－＠"


def written(rows: Sequence[Sequence[object]], **options: object) -> str:
    stream = io.BytesIO()
    write_csv(rows, COLUMNS[: len(rows[0])] if rows else COLUMNS, stream, **options)  # type: ignore[arg-type]
    return stream.getvalue().decode("utf-8-sig")


@given(st.text())
def test_no_text_starts_a_formula_and_all_of_it_comes_back(text: str) -> None:
    escaped = escape_formula(text)
    assert escaped[:1] not in tuple(DANGEROUS)
    assert escaped.lstrip(" ")[:1] not in tuple(DANGEROUS)
    assert unescape_formula(escaped) == text


@given(st.sampled_from(DANGEROUS), st.text())
def test_every_dangerous_beginning_gets_the_mark(first: str, rest: str) -> None:
    assert escape_formula(first + rest) == "'" + first + rest
    assert escape_formula(" " + first + rest) == "' " + first + rest


@pytest.mark.parametrize("text", ["", "mesa", "1-2", "'aspas", "R$ -5", "a=b", "é"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert escape_formula(text) == text


def test_numbers_are_typed_and_only_text_is_escaped() -> None:
    assert written([ROW]).splitlines() == [
        "Etiqueta;Valor;Qtd;Data;Criado;Ativo;Peso",
        "00123;-1234,50;-3;03/02/2020;03/02/2020 12:00:00;Sim;1,5",
    ]
    assert written([["-1234,50"]]).splitlines()[1] == "'-1234,50"


def test_the_international_style() -> None:
    line = written([ROW], style=INTERNATIONAL).splitlines()[1]
    assert line == "00123,-1234.50,-3,2020-02-03,2020-02-03T12:00:00,true,1.5"


def test_times_show_the_clock_of_the_zone() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    assert "03/02/2020 09:00:00" in written([ROW], zone=zone)


def test_headings_are_text_too() -> None:
    assert CsvEncoder([Column("=cmd|' /C calc'!A0")]).header() == "\ufeff'=cmd|' /C calc'!A0\r\n".encode()


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_csv_is_quoted_so_that_cells_stay_cells(rows: list[list[str]]) -> None:
    stream = io.BytesIO()
    write_csv(rows, [Column("a"), Column("b")], stream)
    text = io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")
    read = list(csv.reader(text, delimiter=";"))
    assert [[unescape_formula(cell) for cell in row] for row in read[1:]] == rows


def test_an_xlsx_holds_typed_cells(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_xlsx(
        [ROW, ["=1+1", None, 0, None, None, False, None]], COLUMNS, path, zone=ZoneInfo("America/Sao_Paulo")
    )
    table = open_table_file(path)
    assert list(table.rows()) == [
        [c.header for c in COLUMNS],
        ["00123", -1234.5, -3, date(2020, 2, 3), datetime(2020, 2, 3, 9), True, 1.5],  # noqa: DTZ001
        ["'=1+1", None, 0, None, None, False, None],
    ]
    assert table.sheets[0].note_count == 0


def test_an_xlsx_without_rows_has_its_headings(tmp_path: Path) -> None:
    write_xlsx([], COLUMNS, tmp_path / "b.xlsx")
    assert next(open_table_file(tmp_path / "b.xlsx").rows()) == [c.header for c in COLUMNS]


def test_repeated_headings_and_overlong_text(tmp_path: Path) -> None:
    write_xlsx([["x" * 40_000, "y"]], [Column("Nome"), Column("Nome")], tmp_path / "b.xlsx")
    head, row = open_table_file(tmp_path / "b.xlsx").rows()
    assert head == ["Nome", "Nome (2)"]
    assert len(str(row[0])) == 32_767
    assert unique_headers(["a", "a (2)", "a"]) == ["a", "a (2)", "a (3)"]


def test_numbers_that_are_none_are_left_empty(tmp_path: Path) -> None:
    odd = [["x", Decimal("NaN"), 1, None, None, None, float("inf")]]
    assert written(odd).splitlines()[1] == "x;;1;;;;"
    write_xlsx(odd, COLUMNS, tmp_path / "b.xlsx")
    assert list(open_table_file(tmp_path / "b.xlsx").rows())[1][:3] == ["x", None, 1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_many_rows_need_little_memory(tmp_path: Path, form: str) -> None:
    def rows() -> Iterator[list[str]]:
        for number in range(30_000):
            yield [f"{number:06d}"] + [f"um texto qualquer {number}"] * 9

    columns = [Column(f"c{n}") for n in range(10)]
    tracemalloc.start()
    if form == "csv":
        with (tmp_path / "b.csv").open("wb") as stream:
            write_csv(rows(), columns, stream)
    else:
        write_xlsx(rows(), columns, tmp_path / "b.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
    assert open_table_file(tmp_path / f"b.{form}").sheets[0].rows == 30_001
