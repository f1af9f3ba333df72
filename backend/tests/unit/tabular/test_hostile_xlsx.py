"""Workbooks made to hurt: each ends in a problem with its code, soon and in little memory."""

import resource
import signal
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import Limits, column_letters, open_table_file
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

ONE_CELL = f'<row r="1">{text_cell("A1", "x")}</row>'


def refusal(path: Path, limits: Limits | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        for _ in open_table_file(path, limits=limits).rows():
            pass
    return caught.value


def test_hundreds_of_thousands_of_columns(tmp_path: Path) -> None:
    cells = "".join(number_cell(f"{column_letters(n)}1", 1) for n in range(600_000))
    problem = refusal(raw_workbook(tmp_path / "b.xlsx", f'<row r="1">{cells}</row>'))
    assert (problem.code, problem.params["row"]) == ("tabular.too_many_columns", 1)
    assert problem.params["found"] > problem.params["limit"]


def test_one_cell_in_the_millionth_column(tmp_path: Path) -> None:
    place = column_letters(999_999) + "1"
    problem = refusal(raw_workbook(tmp_path / "b.xlsx", f'<row r="1">{number_cell(place, 1)}</row>'))
    assert (problem.code, problem.params["found"]) == ("tabular.too_many_columns", 1_000_000)


def test_one_cell_in_the_last_row(tmp_path: Path) -> None:
    rows = ONE_CELL + f'<row r="1048576">{number_cell("A1048576", 1)}</row>'
    problem = refusal(raw_workbook(tmp_path / "b.xlsx", rows))
    assert (problem.code, problem.params["found"]) == ("tabular.too_many_rows", 1_048_576)


def test_a_rectangle_that_is_too_large(tmp_path: Path) -> None:
    rows = f'<row r="1">{number_cell("ALL1", 1)}</row><row r="400000">{number_cell("A400000", 1)}</row>'
    assert refusal(raw_workbook(tmp_path / "b.xlsx", rows)).code == "tabular.too_large"


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "bomb.xlsx", raw_parts(sheet_xml(ONE_CELL)) | {"xl/media/a.xml": b" " * 80_000_000}
    )
    before = time.monotonic()
    problem = refusal(path)
    assert problem.code == "tabular.zip_bomb"
    assert problem.params["ratio"] > 200
    assert time.monotonic() - before < 5


def test_a_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory promises 100 bytes for 60 MB: what lies behind them is never unpacked."""
    path = archive(tmp_path / "bomb.xlsx", raw_parts(sheet_xml(ONE_CELL) + " " * 60_000_000))
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    path.write_bytes(content)
    assert refusal(path).code == "tabular.malformed"


def test_too_much_in_all(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"Bens": [[n, n * 7, "x"] for n in range(2_000)]})
    problem = refusal(path, Limits(max_unpacked_bytes=20_000))
    assert problem.code == "tabular.too_large"


def test_too_many_entries(tmp_path: Path) -> None:
    parts = raw_parts(sheet_xml(ONE_CELL)) | {f"xl/media/{n}.png": b"" for n in range(5_100)}
    assert refusal(archive(tmp_path / "b.xlsx", parts)).code == "tabular.too_large"


def test_a_file_larger_than_allowed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"Bens": [["x"]]})
    assert refusal(path, Limits(max_bytes=1_000)).code == "tabular.too_large"


def test_overlapping_entries(tmp_path: Path) -> None:
    """Two names over the same bytes: more compressed data is promised than the file holds."""
    path = archive(
        tmp_path / "b.xlsx", raw_parts(sheet_xml(ONE_CELL)) | {"xl/media/big.bin": bytes(range(256)) * 400}
    )
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    directory, end = (
        content[start : content.rindex(b"PK\x05\x06")],
        bytearray(content[content.rindex(b"PK\x05\x06") :]),
    )
    last = directory[directory.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"big.bin", b"bi%d.bin" % n) for n in range(3))
    end[8:12] = struct.pack("<HH", 9, 9)
    end[12:16] = struct.pack("<I", len(directory) + len(copies))
    path.write_bytes(content[:start] + directory + copies + end)
    assert len(zipfile.ZipFile(path).namelist()) == 9
    assert refusal(path).code == "tabular.malformed"


def test_repeated_entries(tmp_path: Path) -> None:
    path = archive(tmp_path / "b.xlsx", raw_parts(sheet_xml(ONE_CELL)))
    with zipfile.ZipFile(path, "a") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr("xl/worksheets/sheet1.xml", sheet_xml(""))
    assert refusal(path).code == "tabular.malformed"


def test_encrypted_entries(tmp_path: Path) -> None:
    path = archive(tmp_path / "b.xlsx", raw_parts(sheet_xml(ONE_CELL)))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path).code == "tabular.encrypted"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_document_type_is_refused(tmp_path: Path, part: str) -> None:
    parts = raw_parts(sheet_xml(ONE_CELL))
    lol = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body = str(parts[part]).removeprefix('<?xml version="1.0"?>')
    problem = refusal(archive(tmp_path / "b.xlsx", parts | {part: lol + body}))
    assert problem.code == "tabular.malformed"
    assert "DOCTYPE" in problem.params["reason"]


@pytest.mark.parametrize("missing", ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_missing_parts(tmp_path: Path, missing: str) -> None:
    parts = raw_parts(sheet_xml(ONE_CELL))
    del parts[missing]
    assert refusal(archive(tmp_path / "b.xlsx", parts)).code == "tabular.malformed"


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "http://example.com/sheet.xml"])
def test_sheets_outside_the_container_do_not_exist(tmp_path: Path, target: str) -> None:
    parts = raw_parts(sheet_xml(ONE_CELL))
    rels = str(parts["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", target)
    assert (
        refusal(archive(tmp_path / "b.xlsx", parts | {"xl/_rels/workbook.xml.rels": rels})).code
        == "tabular.malformed"
    )


def test_what_the_walk_does_not_see_meets_the_memory_limit(tmp_path: Path) -> None:
    """Prefixed XML hides two far corners from the walk; the reader then wants the whole rectangle."""
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1000000"><x:c r="XFD1000000"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    problem = refusal(archive(tmp_path / "b.xlsx", raw_parts(sheet)))
    assert problem.code in ("tabular.too_costly", "tabular.too_large")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 2_000_000


def wide(path: Path, rows: int) -> Path:
    """Many rows of twenty cells, without the cost of a real writer."""
    cells = "".join(number_cell(f"{column_letters(c)}{{0}}", f"{c}.{{0}}") for c in range(20))
    return raw_workbook(
        path, "".join(f'<row r="{n}">{cells}</row>'.replace("{0}", str(n)) for n in range(1, rows))
    )


def test_too_little_memory_ends_in_a_problem(tmp_path: Path) -> None:
    path = wide(tmp_path / "b.xlsx", 40_000)
    assert refusal(path, Limits(memory_bytes=60_000_000)).code == "tabular.too_costly"


def test_a_silent_worker_is_ended(tmp_path: Path) -> None:
    assert refusal(wide(tmp_path / "b.xlsx", 1_000), Limits(silent_seconds=0)).code == "tabular.too_costly"


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [("while True: pass", {-signal.SIGXCPU, -signal.SIGKILL}), ("bytearray(10**9)", {1}), ("x = 1", {0})],
)
def test_the_limits_bite(attempt: str, outcome: set[int]) -> None:
    """Processor time and memory are limits of the worker's process, whatever runs in it."""
    script = (
        "from levitiis.infra.confined import worker; from levitiis.infra.confined.process import Confines\n"
        f"worker.restrict(Confines(cpu_seconds=1, memory_bytes=200_000_000, silent_seconds=9))\n{attempt}"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=False)
    assert ended.returncode in outcome


def test_ten_thousand_notes_are_counted_and_some_kept(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>NOW()</f></c></row>' for n in range(1, 10_001))
    table = open_table_file(raw_workbook(tmp_path / "b.xlsx", rows))
    assert (table.sheets[0].note_count, len(table.sheets[0].notes)) == (10_000, 1_000)
