"""Rows into drafts: what a cell becomes, what is kept, what is reported."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from levitiis.infra.tabular.reader import open_table_file
from levitiis.modules.assets.imports.check import check_file, read_results
from levitiis.modules.assets.imports.mapping import Mapping
from tests.unit.imports.files import HEAD, TODAY, brief, checked, drafts, mapping_of, table_of

GOOD = ["000123", "Mesa", "10,00", "16/06/2010", "X1", "azul"]


WHOLE = (
    ("Tombo", "000123"),
    ("Descrição do bem", "  Armário  de aço "),
    ("Detalhamento", "2 portas\ncinza"),
    ("Marca", "Pandin"),
    ("Modelo", "A-402"),
    ("Categoria", "Mobiliário"),
    ("Fornecedor", "ACME Ltda"),
    ("CNPJ do fornecedor", "11.222.333/0001-81"),
    ("Sala", "Sala 201"),
    ("Código do local", "S201"),
    ("Responsável", "MARIA SILVA"),
    ("Matrícula", "12345"),
    ("Estado de conservação", "ÓTIMO"),
    ("Situação", "Baixado"),
    ("Valor", "R$ 1.234,56"),
    ("Data de aquisição", "16/06/2010"),
    ("Data de inclusão", "01/05/2021"),
    ("Nota fiscal", "000.123"),
    ("Garantia até", "31/12/2030"),
    ("Observações", "com chave"),
    ("Tombo antigo", "77"),
    ("ED", "449052-42"),
    ("Rótulos", "a|b"),
)


def test_a_whole_row(tmp_path: Path) -> None:
    head, row = ([pair[0] for pair in WHOLE], [pair[1] for pair in WHOLE])
    [draft] = drafts(tmp_path, [head, row])
    assert (draft.tag, draft.tag_key, draft.patrimonio, draft.previous_tag) == (
        "000123",
        "000123",
        "000123",
        "77",
    )
    assert (draft.name, draft.description, draft.notes) == ("Armário de aço", "2 portas\ncinza", "com chave")
    assert (draft.brand, draft.model, draft.category) == ("Pandin", "A-402", "Mobiliário")
    assert (draft.supplier, draft.supplier_tax_id, draft.invoice_number) == (
        "ACME Ltda",
        "11222333000181",
        "000.123",
    )
    assert (draft.location, draft.location_code) == ("Sala 201", "S201")
    assert (draft.responsible, draft.responsible_registration) == ("MARIA SILVA", "12345")
    assert (draft.condition, draft.lifecycle_state) == ("good", "disposed")
    assert draft.purchase_value == Decimal("1234.56")
    assert (draft.acquisition_date, draft.inclusion_date) == (date(2010, 6, 16), date(2021, 5, 1))
    assert draft.warranty_until == date(2030, 12, 31)
    assert draft.extra == {"ED": "449052-42", "Rótulos": ["a", "b"]}


@pytest.mark.parametrize(
    ("prefix", "number", "tag"),
    [
        ("ALG", "000027", "ALG-000027"),
        ("DSPA", "ALG-000027", "DSPA-ALG-000027"),
        ("ALG", "ALG-000027", "ALG-000027"),
        ("", "000027", "000027"),
        ("-", "000027", "000027"),
        (" ALG ", " 000027 ", "ALG-000027"),
    ],
)
def test_a_tag_is_made_of_prefix_and_number(tmp_path: Path, prefix: str, number: str, tag: str) -> None:
    [draft, _] = drafts(
        tmp_path, [["Sigla", "Chapa", "Descrição"], [prefix, number, "MESA"], ["X", "1", "MESA"]]
    )
    assert (draft.tag, draft.patrimonio) == (tag, number.strip())


def test_numbers_among_codes_get_their_zeros_back(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"{n:05}", "MESA"] for n in range(5)]
    found = drafts(tmp_path, [["Chapa", "Nome"], *rows, [898, "MESA"], [1234567, "MESA"]], "xlsx")
    assert [d.tag for d in found][-2:] == ["00898", "1234567"]


def test_a_separator_of_ones_own(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Sigla", "Chapa", "Descrição"], ["ALG", "27", "MESA"]])
    mapping = mapping_of(table)
    mapping = Mapping.model_validate(
        mapping.model_dump() | {"options": {"tag_separator": "", "patrimonio_from_tag": False}}
    )
    [result] = read_results(table, mapping, TODAY)
    assert result.draft is not None
    assert (result.draft.tag, result.draft.patrimonio) == ("ALG27", None)


def test_a_bad_optional_cell_is_left_empty_kept_and_reported(tmp_path: Path) -> None:
    rows = [GOOD, ["2", "Mesa", "caro", "18/0/82014", "X2", ""]]
    [_, draft] = drafts(tmp_path, [HEAD, *rows])
    assert (draft.purchase_value, draft.acquisition_date) == (None, None)
    assert draft.extra == {"Valor": "caro", "Data de aquisição": "18/0/82014"}
    found = checked(tmp_path, [HEAD, *rows])
    assert (found.valid_rows, found.invalid_rows) == (2, 0)
    assert brief(found.errors) == [(3, "C", "invalid_number"), (3, "D", "invalid_date")]
    assert not any(issue.blocks for issue in found.errors)


def test_a_bad_required_cell_makes_the_row_invalid(tmp_path: Path) -> None:
    found = checked(tmp_path, [HEAD, GOOD, ["", "Mesa", "1,00", "", "", ""], ["3", " ", "", "", "", "azul"]])
    assert (found.valid_rows, found.invalid_rows) == (1, 2)
    assert brief(found.errors) == [(3, "A", "required"), (4, "B", "required")]
    assert found.total_purchase_value == Decimal("10.00")


def test_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    rows = [
        GOOD,
        ["2", "Mesa", "-", "  /  /    ", "S/N", "N/A"],
        ["3", "Mesa", " ", "00/00/0000", "0000000", "não informado"],
    ]
    found = checked(tmp_path, [HEAD, *rows])
    assert found.issues == []
    _, second, third = drafts(tmp_path, [HEAD, *rows])
    for draft in (second, third):
        assert (draft.purchase_value, draft.acquisition_date, draft.serial_number, draft.extra) == (
            None,
            None,
            None,
            {},
        )


def test_zero_is_a_value(tmp_path: Path) -> None:
    assert [d.purchase_value for d in drafts(tmp_path, [HEAD, GOOD, ["2", "Mesa", "0,00", "", "", ""]])][
        1
    ] == Decimal("0.00")


def test_unknown_words_for_the_condition_are_kept_and_warned_about(tmp_path: Path) -> None:
    head = ["Tombo", "Nome", "Estado de conservação"]
    rows = [
        ["1", "MESA", "Bom"],
        ["2", "MESA", "Passável"],
        ["3", "MESA", "ANTI-ECONÔMICO"],
        ["4", "MESA", "inservível"],
    ]
    found = drafts(tmp_path, [head, *rows])
    assert [d.condition for d in found] == ["good", None, "uneconomic", "irrecoverable"]
    assert found[1].extra == {"Estado de conservação": "Passável"}
    assert brief(checked(tmp_path, [head, *rows]).warnings) == [(3, "C", "unknown_choice")]


def test_control_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    rows = [GOOD, ["2", "CADEIRA P\x90ATAS \u202eX", "", "", "", "a\x07b"]]
    assert [(d.name, d.extra) for d in drafts(tmp_path, [HEAD, *rows])][1] == (
        "CADEIRA PATAS X",
        {"Cor": "ab"},
    )
    assert brief(checked(tmp_path, [HEAD, *rows]).warnings) == [
        (3, "B", "control_characters"),
        (3, "F", "control_characters"),
    ]


def test_accents_are_composed(tmp_path: Path) -> None:
    assert drafts(tmp_path, [HEAD, ["1", "A\u0301gua", "", "", "", ""]])[0].name == "Água"


def test_a_long_name_is_cut_and_kept_whole_in_the_description(tmp_path: Path) -> None:
    name = "ARMARIO " * 60
    [draft] = drafts(tmp_path, [HEAD, ["1", name, "", "", "", ""]])
    assert len(draft.name) <= 250
    assert draft.name.endswith("ARMARIO…")
    assert draft.description == name.strip()
    assert brief(checked(tmp_path, [HEAD, ["1", name, "", "", "", ""]]).warnings) == [(2, "B", "shortened")]


def test_a_description_stands_in_for_the_name(tmp_path: Path) -> None:
    head = ["Tombo", "Detalhamento"]
    table = table_of(tmp_path, [head, ["1", "Mesa\nredonda"], ["2", "x " * 300]])
    results = read_results(table, mapping_of(table, Detalhamento="description"), TODAY)
    [short, long] = [result.draft for result in results if result.draft]
    assert (short.name, short.description) == ("Mesa redonda", "Mesa\nredonda")
    assert len(long.name) <= 250
    assert len(long.description or "") == 599


def test_persons_are_taken_apart_and_their_cpf_is_not_kept(tmp_path: Path) -> None:
    head = ["Tombo", "Nome", "Carga atual"]
    rows = [
        ["1", "MESA", "MARIA (12345)"],
        ["2", "MESA", "JOSÉ (REI-DTI)"],
        ["3", "MESA", "ANA (777) - CPF 529.982.247-25"],
    ]
    maria, jose, ana = drafts(tmp_path, [head, *rows])
    assert (maria.responsible, maria.responsible_registration) == ("MARIA", "12345")
    assert (jose.responsible, jose.responsible_sector) == ("JOSÉ", "REI-DTI")
    assert (ana.responsible, ana.responsible_registration) == ("ANA", "777")
    assert brief(checked(tmp_path, [head, *rows]).warnings) == [(4, "C", "personal_data")]


def test_personal_data_never_reaches_the_free_columns(tmp_path: Path) -> None:
    rows = [
        [str(n), "MESA", "", "", "", text]
        for n, text in enumerate(
            [f"azul {n}" for n in range(4)] + ["ana@x.com", "CPF 529.982.247-25", "b@c.org"]
        )
    ]
    assert [d.extra for d in drafts(tmp_path, [HEAD, *rows])] == [{"Cor": f"azul {n}"} for n in range(4)] + [
        {}
    ] * 3
    [warning] = checked(tmp_path, [HEAD, *rows]).warnings
    assert (warning.code, warning.params, warning.value) == ("personal_data", {"count": 3}, "")


def test_personal_headings_are_not_kept_even_when_asked_for(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Tombo", "Nome", "Login"], ["1", "MESA", "u123"]])
    columns = [
        {"column": n, "field": f, "header": h}
        for n, f, h in ((0, "tag", "Tombo"), (1, "name", "Nome"), (2, "extra", "Login"))
    ]
    mapping = Mapping.model_validate({"header_row": 1, "columns": columns})
    [result] = read_results(table, mapping, TODAY)
    assert result.draft is not None
    assert result.draft.extra == {}


def test_what_cannot_be_understood_is_not_kept_when_it_is_personal(tmp_path: Path) -> None:
    assert drafts(tmp_path, [HEAD, GOOD, ["2", "Mesa", "529.982.247-25", "", "", ""]])[1].extra == {}


def test_typed_cells_in_text_fields(tmp_path: Path) -> None:
    head = ["Tombo", "Nome", "Modelo", "Cor", "Peso", "Novo"]
    [draft] = drafts(tmp_path, [head, [123, 456, 1.5, date(2020, 1, 2), 2.5, True]], "xlsx")
    assert (draft.tag, draft.name, draft.model) == ("123", "456", "1.5")
    assert draft.extra == {"Cor": "2020-01-02", "Peso": 2.5, "Novo": True}


def test_repeated_and_missing_headings_keep_their_columns_apart(tmp_path: Path) -> None:
    rows = [["Tombo", "Nome", "Obra", "Obra", ""], ["1", "MESA", "a", "b", "c"]]
    assert drafts(tmp_path, rows)[0].extra == {"Obra": "a", "Obra (2)": "b", "Coluna E": "c"}


def test_places_as_paths(tmp_path: Path) -> None:
    table = table_of(tmp_path, [["Tombo", "Nome", "Local"], ["1", "MESA", "Sede - Bloco A - 201"]])
    mapping = mapping_of(table)
    columns = [
        c.model_copy(update={"format": "path: - "}) if c.field == "location" else c for c in mapping.columns
    ]
    [result] = read_results(table, mapping.model_copy(update={"columns": tuple(columns)}), TODAY)
    assert result.draft is not None
    assert result.draft.location_path == ("Sede", "Bloco A", "201")


def test_totals_repeated_headings_and_blank_rows_are_no_assets(tmp_path: Path) -> None:
    rows = [
        HEAD,
        GOOD,
        [""] * 6,
        HEAD,
        ["2", "Mesa", "1,00", "", "", ""],
        ["", "TOTAL GERAL", "11,00", "", "", ""],
        ["Total:", "", "11,00", "", "", ""],
    ]
    found = checked(tmp_path, rows)
    assert (found.valid_rows, found.invalid_rows, found.error_count) == (2, 0, 0)
    assert [(i.row, i.code) for i in found.warnings] == [
        (4, "header_again"),
        (6, "total_row"),
        (7, "total_row"),
    ]
    assert found.total_purchase_value == Decimal("11.00")


def test_a_shifted_row_of_text_is_invalid(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    lines = [
        "tombo,nome,fornecedor,valor",
        *[f"{n},MESA,ACME,1.50" for n in range(40)],
        "99,MESA,ACME, Ltda,1.50",
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8")
    table = open_table_file(path)
    found = check_file(table, mapping_of(table), TODAY)
    assert (found.valid_rows, found.invalid_rows) == (40, 1)
    assert (42, None, "row_too_long") in brief(found.errors)


def test_escaped_formulas_of_our_own_exports_come_back_as_text(tmp_path: Path) -> None:
    assert drafts(tmp_path, [HEAD, ["'-12", "'=Mesa", "", "", "", ""]])[0].name == "=Mesa"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("11.222.333/0001-81", "11222333000181"),
        ("12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("529.982.247-25", "52998224725"),
        ("11222333000182", None),
        ("x", None),
    ],
)
def test_tax_ids_are_checked(tmp_path: Path, text: str, kept: str | None) -> None:
    rows = [["Tombo", "Nome", "CNPJ do fornecedor"], ["1", "MESA", text]]
    assert drafts(tmp_path, rows)[0].supplier_tax_id == kept
    assert brief(checked(tmp_path, rows).errors) == ([] if kept else [(2, "C", "invalid_tax_id")])


def test_a_tax_id_that_became_a_number(tmp_path: Path) -> None:
    rows = [["Tombo", "Nome", "CNPJ do fornecedor"], ["1", "MESA", 191], ["2", "MESA", 191.5]]
    assert [d.supplier_tax_id for d in drafts(tmp_path, rows, "xlsx")] == ["00000000000191", None]
