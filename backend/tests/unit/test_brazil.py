"""CPF and CNPJ, with letters too."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from levitiis.infra.brazil import OptionalCpf, OptionalTaxId, cnpj_of, cpf_of, mask_cpf


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("11.222.333/0001-81", "11222333000181"),
        ("12.ABC.345/01DE-35", "12ABC34501DE35"),
        (" 12abc34501de35 ", "12ABC34501DE35"),
        ("12ABC34501DE36", None),
        ("12ABC34501DEA5", None),
        ("00000000000000", None),
        ("11222333000181" * 9, None),
        ("1122233300018\u0661", None),
        ("", None),
    ],
)
def test_cnpj(typed: str, found: str | None) -> None:
    assert cnpj_of(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("529.982.247-25", "52998224725"),
        ("52998224725", "52998224725"),
        ("52998224726", None),
        ("111.111.111-11", None),
        ("00000000000", None),
        ("5299822472", None),
        ("ABC", None),
    ],
)
def test_cpf(typed: str, found: str | None) -> None:
    assert cpf_of(typed) == found


def test_only_the_middle_of_a_cpf_is_shown() -> None:
    assert mask_cpf("52998224725") == "***.982.247-**"


def test_as_typed_into_a_form() -> None:
    cpf, tax_id = TypeAdapter(OptionalCpf), TypeAdapter(OptionalTaxId)
    assert cpf.validate_python(" ") is None
    assert cpf.validate_python("529.982.247-25") == "52998224725"
    assert tax_id.validate_python("529.982.247-25") == "52998224725"
    assert tax_id.validate_python("12abc34501de35") == "12ABC34501DE35"
    for adapter in (cpf, tax_id):
        with pytest.raises(ValidationError, match="invalid_"):
            adapter.validate_python("123")


@pytest.mark.skipif("LEVITIIS_SAMPLE_DATA" not in os.environ, reason="the sample data is not here")
def test_the_reference_cases_of_cnpj() -> None:
    path = Path(os.environ["LEVITIIS_SAMPLE_DATA"]) / "reference" / "cnpj_alfanumerico_casos.csv"
    with path.open(encoding="utf-8") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) >= 13
    for case in cases:
        assert (cnpj_of(case["entrada"]) is not None) == (case["valido"] == "sim"), case
