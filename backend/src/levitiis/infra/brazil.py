"""Brazilian tax numbers: CPF of people, CNPJ of companies (with letters since 2026)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from stdnum.br import cnpj as _cnpj
from stdnum.br import cpf as _cpf
from stdnum.exceptions import ValidationError

_LONGEST_TYPED = 30


def cpf_of(text: str) -> str | None:
    """The eleven digits of a valid CPF, however it is written; None for anything else."""
    if len(text) > _LONGEST_TYPED or not text.isascii():
        return None
    try:
        digits = _cpf.validate(text)
    except ValidationError:
        return None
    return None if digits == digits[0] * len(digits) else digits


def cnpj_of(text: str) -> str | None:
    """The fourteen characters of a valid CNPJ, upper case; None for anything else."""
    if len(text) > _LONGEST_TYPED or not text.isascii():
        return None
    try:
        return _cnpj.validate(text)
    except ValidationError:
        return None


def mask_cpf(digits: str) -> str:
    """A CPF as answers show it: ``***.456.789-**``."""
    return f"***.{digits[3:6]}.{digits[6:9]}-**"


def format_cpf(digits: str) -> str:
    """A CPF as people write it: ``123.456.789-09``."""
    return _cpf.format(digits)


def _typed_cpf(value: str | None) -> str | None:
    if value is None:
        return None
    digits = cpf_of(value)
    if digits is None:
        raise PydanticCustomError("invalid_cpf", "not a CPF")
    return digits


def _typed_tax_id(value: str | None) -> str | None:
    if value is None:
        return None
    found = cnpj_of(value) or cpf_of(value)
    if found is None:
        raise PydanticCustomError("invalid_tax_id", "neither CNPJ nor CPF")
    return found


def _blank_to_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


_Typed = Annotated[str, Field(max_length=_LONGEST_TYPED)]
OptionalCpf = Annotated[_Typed | None, BeforeValidator(_blank_to_none), AfterValidator(_typed_cpf)]
"""A CPF or nothing, as typed; eleven digits once read."""

OptionalTaxId = Annotated[_Typed | None, BeforeValidator(_blank_to_none), AfterValidator(_typed_tax_id)]
"""A CNPJ (fourteen characters once read), a CPF (eleven) or nothing."""
