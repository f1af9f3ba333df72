"""Headings: the words by which fields are recognised."""

import pytest

from levitiis.modules.assets.imports.fields import EXTRA, FIELDS
from levitiis.modules.assets.imports.headings import LIKELY, is_counter, normal, recognise


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nº de Patrimônio", "patrimonio"),
        ("NUM. PATRIMONIO:", "patrimonio"),
        ("Tombamento", "patrimonio"),
        ("PLAQUETA", "tag"),
        ("numeroPatrimonio", "patrimonio"),
        ("numero_patrimonial", "patrimonio"),
        ("Etiqueta", "tag"),
        ("Asset Tag", "tag"),
        ("Sigla", "tag_prefix"),
        ("Chapa Antiga", "previous_tag"),
        ("Descrição do Bem", "name"),
        ("Descrição do Item de Material", "name"),
        ("Equipamento", "name"),
        ("número de série", "serial_number"),
        ("N° Série", "serial_number"),
        ("Fabricante", "brand"),
        ("Nome do Fornecedor", "supplier"),
        ("Vendor", "supplier"),
        ("CNPJ do Fornecedor", "supplier_tax_id"),
        ("Nome da UA", "location"),
        ("Código da UA", "location_code"),
        ("SALA", "location"),
        ("Nome do Responsável", "responsible"),
        ("CARGA ATUAL", "responsible"),
        ("Matrícula", "responsible_registration"),
        ("Checked Out To: First Name", "responsible"),
        ("Checked Out To: Last Name", "responsible_surname"),
        ("Estado de Conservação", "condition"),
        ("SITUAÇÃO", "status"),
        ("Valor (R$)", "purchase_value"),
        ("Purchase Cost", "purchase_value"),
        ("Dt. Aquisição", "acquisition_date"),
        ("DATA DA ENTRADA", "acquisition_date"),
        ("Data de Inclusão", "inclusion_date"),
        ("NUMERO NOTA FISCAL", "invoice_number"),
        ("NF-e", "invoice_number"),
        ("Garantia até", "warranty_until"),
        ("Observações", "notes"),
        ("Vlr. Aquis.", "purchase_value"),
        ("VL. UNIT.", "purchase_value"),
        ("Dt. Tomb.", "acquisition_date"),
        ("Descr. do Bem", "name"),
        ("Nº Patr.", "patrimonio"),
        ("Est. Conserv.", "condition"),
        ("Cód. Loc.", "location_code"),
        ("Resp.", "responsible"),
    ],
)
def test_a_heading_is_surely_its_field(heading: str, field: str) -> None:
    assert recognise(heading)[field] >= LIKELY
    assert max(recognise(heading), key=lambda code: recognise(heading)[code]) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Telefone do Fornecedor", "supplier"),
        ("Cidade do Fornecedor", "location"),
        ("Cargo do Responsável", "responsible"),
        ("Data da Garantia do Fornecedor", "supplier"),
        ("Valor residual", "purchase_value"),
        ("Valor Contábil Mensal", "purchase_value"),
        ("Código do Fornecedor", "supplier"),
        ("Model Number", "model"),
        ("Model Notes", "notes"),
        ("Data de Fabricação", "acquisition_date"),
        ("SETOR DO RESPONSÁVEL", "location"),
    ],
)
def test_a_qualifier_makes_it_another_matter(heading: str, field: str) -> None:
    assert recognise(heading).get(field, 0.0) < LIKELY


def test_a_part_of_a_heading_is_possible() -> None:
    assert 0.3 < recognise("Localização do equipamento em uso")["location"] < LIKELY


def test_two_words_for_one_thing() -> None:
    assert set(recognise("Setor/Local")) >= {"location"}
    assert set(recognise("Marca/Modelo")) >= {"brand", "model"}
    assert recognise("CPF/Matrícula").get("responsible_registration", 0.0) < LIKELY


def test_headings_are_normalised() -> None:
    assert normal("  Nº  de\nPatrimônio: ") == "numero patrimonio"
    assert normal("de") == "de"


def test_text_and_nothing_are_no_headings() -> None:
    assert recognise(None) == {}
    assert recognise("valor " * 40) == {}
    assert recognise("zzz") == {}


@pytest.mark.parametrize("heading", ["#", "Ordem", "Seq.", "Nº", "Item"])
def test_counters(heading: str) -> None:
    assert is_counter(heading)


def test_no_two_fields_share_a_sure_heading() -> None:
    seen: dict[str, str] = {}
    for code, field in FIELDS.items():
        for heading in field.headings:
            assert seen.setdefault(normal(heading), code) == code, heading


def test_every_field_can_be_recognised_and_has_both_labels() -> None:
    for code, field in FIELDS.items():
        assert field.headings or code == EXTRA
        assert field.label.pt
        assert field.label.en
