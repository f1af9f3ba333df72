"""What a file is, is told by its bytes; each refusal says what to do."""

from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import open_table_file
from levitiis.kit.problems import Problem
from tests.unit.tabular.books import archive, csv_file, workbook
from tests.unit.tabular.ole import BIFF8, ole_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        open_table_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("bens.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("bens.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "PNG"),
        ("bens.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64), "JPEG"),
        ("bens.csv", b'{"assets": [{"tag": "1"}]}', "JSON"),
        ("bens.csv", b'[{"tag": "1"}, {"tag": "2"}]', "JSON"),
        ("bens.xls", b"\n<html><body><table><tr><td>1</td></tr></table>", "HTML"),
        ("bens.xls", b"\xef\xbb\xbf<!DOCTYPE html><table>", "HTML"),
        ("bens.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas">', "XML/HTML"),
        ("bens.csv", b"\x1f\x8b\x08\x00" + bytes(range(256)), "GZIP"),
        ("bens.csv", bytes(range(256)) * 20, "BIN"),
        ("bens.csv", b"MZ\x90\x00\x03" + bytes(200), "EXE"),
    ],
)
def test_other_kinds_of_file_are_named(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    problem = refusal(path)
    assert (problem.code, problem.params["found"]) == ("tabular.wrong_type", found)
    assert name in problem.body("pt-BR")["detail"]


@pytest.mark.parametrize(
    ("part", "code", "found"),
    [
        ("word/document.xml", "tabular.wrong_type", "DOCX"),
        ("content.xml", "tabular.wrong_type", "ODS/ODT (OpenDocument)"),
        ("fotos/1.jpg", "tabular.wrong_type", "ZIP"),
        ("xl/workbook.bin", "tabular.binary_xlsb", None),
    ],
)
def test_other_zips_are_named(tmp_path: Path, part: str, code: str, found: str | None) -> None:
    problem = refusal(archive(tmp_path / "bens.xlsx", {part: "x"}))
    assert (problem.code, problem.params.get("found")) == (code, found)


def test_an_old_xls_is_told_how_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "bens.xls"
    path.write_bytes(ole_file("Workbook", BIFF8))
    problem = refusal(path)
    assert problem.code == "tabular.legacy_xls"
    assert "Salvar como" in problem.body("pt-BR")["detail"]
    assert "Save as" in problem.body("en")["detail"]


def test_a_password_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "bens.xlsx"
    path.write_bytes(ole_file("EncryptedPackage", b"x"))
    assert refusal(path).code == "tabular.encrypted"


def test_another_ole_file_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "bens.xls"
    path.write_bytes(ole_file("WordDocument", b"x"))
    assert refusal(path).code == "tabular.wrong_type"


@pytest.mark.parametrize(
    "content", [b"", b"\r\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe\r\x00\n\x00", b";;;\r\n;;;\r\n"]
)
def test_empty_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bens.csv"
    path.write_bytes(content)
    assert refusal(path).code == "tabular.empty"


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "bens.xlsx", {"Plan1": [], "Plan2": []})).code == "tabular.empty"


@pytest.mark.parametrize("header", ["ID", "BM", "GI", "[Tombo]", "MZ"])
def test_headings_that_look_like_magic_numbers_are_read(tmp_path: Path, header: str) -> None:
    table = open_table_file(csv_file(tmp_path / "bens.txt", [[header, "nome"], ["1", "mesa"]]))
    assert list(table.rows()) == [[header, "nome"], ["1", "mesa"]]


def test_the_name_shown_is_the_one_given(tmp_path: Path) -> None:
    path = tmp_path / "0f3c"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Problem) as caught:
        open_table_file(path, filename="relação.xlsx")
    assert caught.value.params["filename"] == "relação.xlsx"
