"""The fields that a column can be mapped to, with the headings by which each is recognised."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from levitiis.kit.problems import Texts

FieldKind = Literal[
    "line", "text", "tag", "person", "place", "money", "date", "future_date", "choice", "extra"
]

EXTRA = "extra"

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field of the asset (or of what hangs on it) that an import can fill.

    ``headings`` name the field surely, ``hints`` probably; both come from ``headings.toml``.
    """

    code: str
    label: Texts
    kind: FieldKind
    limit: int
    required: bool
    headings: tuple[str, ...]
    hints: tuple[str, ...]


def _field(
    code: str, kind: FieldKind, limit: int, label: tuple[str, str], *, required: bool = False
) -> TargetField:
    data: dict[str, list[str]] = _DATA.get(code, {})
    headings, hints = tuple(data.get("headings", ())), tuple(data.get("hints", ()))
    return TargetField(code, Texts(*label), kind, limit, required, headings, hints)


_ALL = (
    _field("tag", "tag", 60, ("Plaqueta", "Tag"), required=True),
    _field("tag_prefix", "line", 30, ("Sigla da plaqueta", "Tag prefix")),
    _field("patrimonio", "line", 60, ("Nº de patrimônio", "Property number")),
    _field("previous_tag", "line", 60, ("Plaqueta anterior", "Previous tag")),
    _field("name", "line", 250, ("Nome", "Name"), required=True),
    _field("description", "text", 5000, ("Descrição", "Description")),
    _field("serial_number", "line", 120, ("Nº de série", "Serial number")),
    _field("brand", "line", 120, ("Marca", "Brand")),
    _field("model", "line", 120, ("Modelo", "Model")),
    _field("category", "line", 120, ("Categoria", "Category")),
    _field("supplier", "line", 200, ("Fornecedor", "Supplier")),
    _field("supplier_tax_id", "line", 20, ("CNPJ do fornecedor", "Supplier tax id")),
    _field("location", "place", 120, ("Localização", "Location")),
    _field("location_code", "line", 40, ("Código da localização", "Location code")),
    _field("responsible", "person", 160, ("Responsável", "Responsible person")),
    _field("responsible_surname", "line", 100, ("Sobrenome do responsável", "Responsible person: surname")),
    _field(
        "responsible_registration", "line", 40, ("Matrícula do responsável", "Responsible person: number")
    ),
    _field("responsible_email", "line", 254, ("E-mail do responsável", "Responsible person: e-mail")),
    _field("condition", "choice", 60, ("Estado de conservação", "Condition")),
    _field("status", "choice", 60, ("Situação", "Status")),
    _field("purchase_value", "money", 60, ("Valor de aquisição", "Purchase value")),
    _field("acquisition_date", "date", 60, ("Data de aquisição", "Acquisition date")),
    _field("inclusion_date", "date", 60, ("Data de inclusão", "Inclusion date")),
    _field("invoice_number", "line", 60, ("Nota fiscal", "Invoice number")),
    _field("warranty_until", "future_date", 60, ("Garantia até", "Warranty until")),
    _field("notes", "text", 5000, ("Observações", "Notes")),
    _field(EXTRA, "extra", 4000, ("Outros dados (guardar)", "Other data (keep)")),
)

FIELDS: dict[str, TargetField] = {field.code: field for field in _ALL}
REQUIRED = tuple(field.code for field in _ALL if field.required)
SEVERAL_COLUMNS = frozenset({EXTRA, "notes", "description"})

QUALIFIERS: frozenset[str] = frozenset(_DATA["qualifiers"])
SMALL_WORDS: frozenset[str] = frozenset(_DATA["small_words"])
NUMBER_WORDS: frozenset[str] = frozenset(_DATA["number_words"])
ABBREVIATIONS: Mapping[str, str] = _DATA["abbreviations"]
COUNTER_HEADINGS: frozenset[str] = frozenset(_DATA["counters"])
