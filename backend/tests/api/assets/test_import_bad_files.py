"""Real files that are no inventory, through HTTP and the command line: told plainly, and nothing stays."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from levitiis.commands import imports
from levitiis.infra.tabular.reader import column_letters
from tests.api.assets.importing import checked, settled, upload
from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.unit.tabular.books import archive, number_cell, raw_parts, raw_workbook, sheet_xml, workbook
from tests.unit.tabular.ole import BIFF8, ole_file

Make = Callable[[Path], Path]


@pytest.fixture
async def manager(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Api]:
    async with running_app(world_url, test_settings(tmp_path / "data", run_worker=True)) as app:
        yield Api(app, world).as_role("manager")


def _written(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _bomb(folder: Path) -> Path:
    return archive(folder / "bens.xlsx", raw_parts(sheet_xml("")) | {"xl/media/a.xml": b" " * 80_000_000})


def _wide(folder: Path) -> Path:
    far = number_cell(column_letters(999_999) + "1", 1)
    return raw_workbook(folder / "bens.xlsx", f'<row r="1">{far}</row>')


def _wide_csv(folder: Path) -> Path:
    path = folder / "bens.csv"
    path.write_text(";".join(f"c{number}" for number in range(1_000_000)), encoding="utf-8")
    return path


def _empty_sheet(folder: Path) -> Path:
    return workbook(folder / "bens.xlsx", {"Plan1": [], "Plan2": []})


FILES: list[tuple[str, Make, int, str, str, str]] = [
    ("excel-97", _written("bens.xls", ole_file("Workbook", BIFF8)), 415, "tabular.legacy_xls",
     "Salvar como", "Save as"),
    ("excel-95", _written("bens.xls", ole_file("Book", BIFF8)), 415, "tabular.legacy_xls",
     "Salvar como", "Save as"),
    ("word", _written("bens.xls", ole_file("WordDocument", b"\xec\xa5")), 415, "tabular.wrong_type",
     "não é uma planilha", "not a spreadsheet"),
    ("password", _written("bens.xlsx", ole_file("EncryptedPackage", b"x")), 422, "tabular.encrypted",
     "sem senha", "without it"),
    ("pdf", _written("bens.xlsx", b"%PDF-1.7\n" + b"x" * 500), 415, "tabular.wrong_type", "PDF", "PDF"),
    ("picture", _written("bens.csv", b"\x89PNG\r\n\x1a\n" + bytes(500)), 415, "tabular.wrong_type",
     "PNG", "PNG"),
    ("blank", _written("bens.csv", b";;;\r\n;;;\r\n"), 422, "tabular.empty", "nenhuma célula",
     "no filled cell"),
    ("empty-sheet", _empty_sheet, 422, "tabular.empty", "nenhuma célula", "no filled cell"),
    ("cut-off", _written("bens.xlsx", b"PK\x03\x04garbage"), 422, "tabular.malformed",
     "não pôde ser lido", "could not be read"),
    ("bomb", _bomb, 413, "tabular.zip_bomb", "se expande", "expands"),
    ("wide", _wide, 413, "tabular.too_many_columns", "1000000 colunas", "1000000 columns"),
    ("wide-csv", _wide_csv, 413, "tabular.too_many_columns", "colunas", "columns"),
]  # fmt: skip
each_file = pytest.mark.parametrize(
    ("make", "status", "code", "portuguese", "english"),
    [pytest.param(*rest, id=name) for name, *rest in FILES],
)


@each_file
async def test_what_is_no_table_is_refused_and_nothing_stays(
    manager: Api, tmp_path: Path, make: Make, status: int, code: str, portuguese: str, english: str
) -> None:
    path = make(tmp_path)
    for language, words in (("pt-BR", portuguese), ("en", english)):
        answer = await upload(manager, path.name, path.read_bytes(), language=language)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), problem
        assert answer.headers["content-type"] == "application/problem+json"
        assert words in f"{problem['title']} {problem['detail']}"
        assert path.name in problem["detail"]
    assert (await manager.get("/ativos/importacoes")).json()["total"] == 0
    kept = {file.name for file in (tmp_path / "data").rglob("*") if file.is_file()}
    assert kept <= {"trail-heads.log"}, kept  # the worker may have sealed the trail meanwhile


@each_file
def test_the_command_line_says_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, make: Make, status: int, code: str, portuguese: str,
    english: str,
) -> None:  # fmt: skip
    path = make(tmp_path)
    assert imports.run(path, mapping=None, dry_run=True, as_json=True, data_dir=None) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert code in printed.err
    assert "Traceback" not in printed.err


HEAD = ["Plaqueta", "Plaqueta", "Descrição", "Valor de aquisição", "Data de aquisição"]
CELLS: list[tuple[str, list[Any], str, str, str, bool]] = [
    ("long-tag", ["9" * 10_000, "", "Mesa", "", ""], "A", "too_long", "caracteres", True),
    ("control", ["\x07\x00\x1b", "", "Mesa", "", ""], "A", "required", "Plaqueta", True),
    ("typo", ["1", "", "Mesa", "", "18/0/82014"], "E", "invalid_date", "18/0/82014", False),
    ("year", ["1", "", "Mesa", "", "05/03/0202"], "E", "implausible_year", "0202", False),
    ("negative", ["1", "", "Mesa", "-5,00", ""], "D", "negative_value", "-5,00", False),
    ("nan", ["1", "", "Mesa", "NaN", ""], "D", "not_a_number", "NaN", False),
]


@pytest.mark.parametrize(
    ("cells", "column", "code", "told", "blocks"), [pytest.param(*rest, id=name) for name, *rest in CELLS]
)
async def test_a_bad_cell_is_told_by_row_and_column_and_only_good_rows_enter(
    manager: Api, cells: list[str], column: str, code: str, told: str, blocks: bool
) -> None:
    rows = [HEAD, ["8", "", "Cadeira", "10,00", "01/02/2020"], cells]
    content = "\r\n".join(";".join(row) for row in rows).encode()
    item = await checked(manager, content)
    number = item["id"]
    assert (await manager.get("/ativos")).json()["total"] == 0
    seen: set[str] = set()
    for language in ("pt-BR", "en"):
        page = await manager.get(f"/ativos/importacoes/{number}/erros", headers={"accept-language": language})
        [issue] = [issue for issue in page.json()["items"] if issue["blocks"] or issue["code"] == code]
        assert (issue["row"], issue["column"], issue["code"], issue["blocks"]) == (3, column, code, blocks)
        assert len(issue["value"]) <= 200
        seen.add(issue["message"])
        if language == "pt-BR":
            assert told in f"{issue['value']} {issue['message']}"
    assert len(seen) == 2
    await manager.post(f"/ativos/importacoes/{number}/aplicacao", {"only_valid": True})
    done = await settled(manager, number)
    assert (done["state"], done["summary"]["applied"]["created"]) == ("applied", 1 if blocks else 2)
    assert (await manager.get("/ativos")).json()["total"] == (1 if blocks else 2)
