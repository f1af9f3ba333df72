"""Wire models of suppliers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.infra.brazil import OptionalTaxId
from levitiis.kit.contact import OptionalEmail
from levitiis.kit.paging import PageParams
from levitiis.kit.text import search_key
from levitiis.kit.wire import In, Out, UtcOut, optional_line, required_line

NAME_LIMIT = 200

SupplierAction = Literal["edit"]


def _readable(value: str) -> str:
    if not search_key(value):
        raise PydanticCustomError("required", "blank")
    return value


SupplierName = Annotated[required_line(NAME_LIMIT), AfterValidator(_readable)]  # type: ignore[valid-type]


class SupplierFields(In):
    """What may be typed about a supplier; ``tax_id`` is a CNPJ, or a natural person's CPF."""

    tax_id: OptionalTaxId = None
    contact: optional_line(160) = None  # type: ignore[valid-type]
    email: OptionalEmail = None
    phone: optional_line(40) = None  # type: ignore[valid-type]


class SupplierIn(SupplierFields):
    """A new supplier."""

    name: SupplierName


class SupplierPatch(SupplierFields):
    """Changes of a supplier: only what is sent changes."""

    name: SupplierName = ""

    @model_validator(mode="after")
    def _something(self) -> SupplierPatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class SupplierSort(StrEnum):
    """Orders of the list; ``-`` for descending."""

    NAME = "name"
    NAME_DESC = "-name"
    CREATED = "created_at"
    CREATED_DESC = "-created_at"


class SupplierFilter(PageParams):
    """A page of suppliers. ``q`` may be a whole CNPJ or CPF."""

    q: Annotated[str, Field(max_length=200)] | None = None
    sort: SupplierSort = SupplierSort.NAME


class SupplierOut(Out):
    """A supplier. ``tax_id`` is fourteen characters of a CNPJ, or a masked CPF, as ``tax_id_kind`` says."""

    id: int
    name: str
    tax_id: str | None
    tax_id_kind: Literal["cnpj", "cpf"] | None
    contact: str | None
    email: str | None
    phone: str | None
    version: int
    created_at: UtcOut
    updated_at: UtcOut
    allowed_actions: list[SupplierAction]
