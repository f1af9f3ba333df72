"""Proposals: sheet, headings, fields, formats, and the remarks about them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import open_table_file
from levitiis.modules.assets.imports.messages import message
from levitiis.modules.assets.imports.proposal import Proposal, propose
from tests.unit.imports.files import HEAD, TODAY, table_of
from tests.unit.tabular.books import workbook


def fields(proposal: Proposal) -> dict[str, tuple[str | None, str | None]]:
    return {c.header or c.letter: (c.field, c.format) for c in proposal.columns}


def test_a_brazilian_register(tmp_path: Path) -> None:
    rows = [
        [f"{n:06}", f"MESA {n}", f"R$ 1.{n:03},50", f"{n + 10}/06/2010", f"SN{n}", "azul"] for n in range(9)
    ]
    found = propose(table_of(tmp_path, [HEAD, *rows]), today=TODAY)
    assert fields(found) == {
        "Tombo": ("tag", None),
        "Descrição": ("name", None),
        "Valor": ("purchase_value", "decimal_comma"),
        "Data de aquisição": ("acquisition_date", "dmy"),
        "Nº de série": ("serial_number", None),
        "Cor": ("extra", None),
    }
    assert found.columns[0].samples[:2] == ("000000", "000001")
    assert (found.columns[0].confidence, found.columns[1].confidence) == (1.0, 0.7)


def test_a_bare_register_without_headings(tmp_path: Path) -> None:
    rows = [
        [f"{n:06}", f"CADEIRA GIRATÓRIA {n}", f"1.{n:03},50", f"{n + 10}/06/2010", "BOM"] for n in range(9)
    ]
    found = propose(table_of(tmp_path, rows), today=TODAY)
    assert found.header_row is None
    assert fields(found) == {
        "A": ("tag", None),
        "B": ("name", None),
        "C": ("purchase_value", "decimal_comma"),
        "D": ("acquisition_date", "dmy"),
        "E": ("condition", None),
    }
    assert {c.confidence for c in found.columns} == {0.4}
    assert [note.code for note in found.notes] == ["no_header"]


def test_prefix_and_number_make_the_tag(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["DSPA", f"{n:05}", f"MESA {n}"] for n in range(9)]
    rows += [["SF", 64523, "MESA"], ["SF", 27, "CADEIRA"]]
    found = propose(table_of(tmp_path, [["Sigla", "Chapa", "Descrição"], *rows], "xlsx"), today=TODAY)
    assert fields(found) == {
        "Sigla": ("tag_prefix", None),
        "Chapa": ("tag", "digits:5"),
        "Descrição": ("name", None),
    }
    assert {n.code for n in found.notes} >= {"tag_composed", "width_kept"}


@pytest.mark.parametrize("tag", ["Etiqueta", "Plaqueta"])
@pytest.mark.parametrize("patrimonio", ["Patrimônio", "Nº de patrimônio"])
def test_tag_and_property_number_side_by_side(tmp_path: Path, tag: str, patrimonio: str) -> None:
    """Our own export among them."""
    rows = [[f"T{n}", f"{n + 100}", "MESA"] for n in range(5)]
    found = propose(table_of(tmp_path, [[tag, patrimonio, "Nome"], *rows]), today=TODAY)
    assert [c.field for c in found.columns] == ["tag", "patrimonio", "name"]


def test_a_count_of_rows_is_no_tag(tmp_path: Path) -> None:
    rows = [[str(n), str(n * 7), "MESA"] for n in range(1, 9)]
    found = propose(table_of(tmp_path, [["Nº", "NUMERO", "DESCRICAO"], *rows]), today=TODAY)
    assert [c.field for c in found.columns] == [None, "tag", "name"]


def test_empty_columns_are_not_proposed(tmp_path: Path) -> None:
    rows = [[f"{n}", "MESA", "", "-", ""] for n in range(5)]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "Marca", "Nota fiscal", ""], *rows]), today=TODAY)
    assert [c.field for c in found.columns] == ["tag", "name", None, None]
    assert [column.column for column in found.mapping.columns] == [0, 1]


def test_columns_of_the_wrong_content_lose(tmp_path: Path) -> None:
    """A column named *Estado* that holds federal states is no condition."""
    rows = [[f"{n}", "MESA", uf, "Bom"] for n, uf in enumerate(["SP", "RJ", "MG", "PE"])]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "Estado", "Situação do bem"], *rows]), today=TODAY)
    assert [c.field for c in found.columns] == ["tag", "name", "extra", "condition"]


def test_personal_columns_are_left_out_and_said_so(tmp_path: Path) -> None:
    rows = [[str(n), "MESA", "529.982.247-25", "a@b.com", "u1"] for n in range(3)]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "CPF", "Contato", "Login"], *rows]), today=TODAY)
    assert [c.field for c in found.columns] == ["tag", "name", None, None, None]
    assert [n.params["header"] for n in found.notes if n.code == "personal_column"] == ["CPF", "Login"]


def test_open_formats_are_said_to_be_so(tmp_path: Path) -> None:
    rows = [[str(n), "MESA", "1.234", "03/04/2020"] for n in range(3)]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "Valor", "Data"], *rows]), today=TODAY)
    assert [n.params["header"] for n in found.notes if n.code == "format_unsure"] == ["Valor", "Data"]
    assert found.columns[2].confidence == pytest.approx(0.6)


def test_the_sheet_with_known_headings_is_chosen(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx",
        {"Capa": [["Inventário 2024"]], "Bens": [["Tombo", "Nome"], ["1", "MESA"]], "Notas": [["x"]] * 50},
    )
    found = propose(open_table_file(path), today=TODAY)
    assert (found.sheet.name, found.mapping.sheet) == ("Bens", "Bens")
    assert [n.params for n in found.notes if n.code == "sheet_chosen"] == [{"sheet": "Bens", "count": 3}]


def test_sheet_and_headings_can_be_overruled(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx",
        {"A": [["Tombo", "Nome"], ["1", "MESA"]], "B": [["x"], ["Tag", "Nome"], ["2", "é"]]},
    )
    found = propose(open_table_file(path), sheet="B", header_row=2, today=TODAY)
    assert [(c.header, c.field) for c in found.columns] == [("Tag", "tag"), ("Nome", "name")]


def test_labels_become_lists_and_persons_are_taken_apart(tmp_path: Path) -> None:
    rows = [[str(n), "MESA", f"a|b{n}", f"MARIA {chr(65 + n)} (12345)"] for n in range(4)]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "Rótulos", "Responsável"], *rows]), today=TODAY)
    assert [c.format for c in found.columns[2:]] == ["list:|", "name_detail"]


def test_typed_dates_need_no_guess(tmp_path: Path) -> None:
    rows = [["1", "MESA", date(2020, 3, 4)], ["2", "MESA", date(2020, 3, 5)]]
    found = propose(table_of(tmp_path, [["Tombo", "Nome", "Data de aquisição"], *rows], "xlsx"), today=TODAY)
    assert (found.columns[2].field, found.columns[2].confidence) == ("acquisition_date", 1.0)


def test_every_remark_has_both_texts(tmp_path: Path) -> None:
    found = propose(table_of(tmp_path, [["t"], ["Tombo", "Nome"], ["1", "MESA"]]), today=TODAY)
    for note in found.notes:
        assert "{" not in message(note.code, "pt-BR", note.params) + message(note.code, "en", note.params)
