"""Persons and personal data in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.assets.imports.people import PersonCell, shows_details, split_person
from levitiis.modules.assets.imports.personal import (
    holds_personal_data,
    is_personal_heading,
    without_personal_data,
)

CPF = "529.982.247-25"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("MARIA SILVA", PersonCell("MARIA SILVA")),
        ("MARIA SILVA (1234567)", PersonCell("MARIA SILVA", "1234567")),
        ("MARIA SILVA (SIAPE: 1234567)", PersonCell("MARIA SILVA", "1234567")),
        ("MARIA SILVA (REIFPE REI-DTI)", PersonCell("MARIA SILVA", None, "REIFPE REI-DTI")),
        ("MARIA SILVA (1234567) / REI-DTI", PersonCell("MARIA SILVA", "1234567", "REI-DTI")),
        ("MARIA SILVA / SETOR DE COMPRAS", PersonCell("MARIA SILVA", None, "SETOR DE COMPRAS")),
        ("1234567 - MARIA SILVA", PersonCell("MARIA SILVA", "1234567")),
        ("MARIA SILVA - 12.345-6", PersonCell("MARIA SILVA", "12.345-6")),
        ("MARIA D'ÁVILA-SOUZA", PersonCell("MARIA D'ÁVILA-SOUZA")),
        ("SERVIDOR 001", PersonCell("SERVIDOR 001")),
        ("(", PersonCell("(")),
    ],
)
def test_the_parts_of_a_cell(text: str, person: PersonCell) -> None:
    assert split_person(text) == person


@given(st.text(max_size=60))
def test_any_text_has_a_name_or_is_one(text: str) -> None:
    assert text.startswith(split_person(text).name) or split_person(text).name in text


def test_a_column_shows_whether_it_holds_more_than_names() -> None:
    assert shows_details(["A B (123)", "C D (456)", "E F"]) == pytest.approx(2 / 3)
    assert shows_details(["SERVIDOR 001", "MARIA"]) == 0
    assert shows_details([]) == 0


@pytest.mark.parametrize(
    "cell",
    [
        CPF,
        f"CPF {CPF}",
        "529 982 247 25",
        "52998224725",
        52_998_224_725,
        "a@b.com",
        "x <ana.silva@orgao.gov.br>",
    ],
)
def test_personal_data_is_seen(cell: object) -> None:
    assert holds_personal_data(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "12345678901",
        12_345_678_901,
        "NF 1234",
        "11.222.333/0001-81",
        "user@",
        None,
        1.5,
        True,
        "1030151010064",
        "449052-42",
    ],
)
def test_other_codes_are_not_personal(cell: object) -> None:
    assert not holds_personal_data(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"MARIA SILVA - CPF: {CPF}", "MARIA SILVA"), (f"MARIA SILVA ({CPF})", "MARIA SILVA"),
        ("MARIA SILVA maria@orgao.gov.br", "MARIA SILVA"), ("MARIA SILVA", "MARIA SILVA"),
    ],
)  # fmt: skip
def test_personal_data_is_taken_out(text: str, rest: str) -> None:
    assert without_personal_data(text) == rest
    assert not holds_personal_data(without_personal_data(text))


@pytest.mark.parametrize(
    "heading", ["CPF", "E-mail", "Checked Out To: Username", "CPF/CNPJ do Terceiro", "Telefone"]
)
def test_headings_of_personal_data(heading: str) -> None:
    assert is_personal_heading(heading)


@pytest.mark.parametrize(
    "heading", ["Cor", "Telefone do Fornecedor", "Nº de série", "Login da máquina do fornecedor"]
)
def test_other_headings(heading: str) -> None:
    assert not is_personal_heading(heading)
