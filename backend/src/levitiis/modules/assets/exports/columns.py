"""The columns of an export, in both languages, and the words for coded values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from levitiis.infra.tabular.writer import Column, ColumnKind, Value
from levitiis.kit.problems import Language, Texts
from levitiis.modules.assets.states import Condition, LifecycleState
from levitiis.modules.assets.words import STATUS

WORDS: dict[str, Texts] = {
    **STATUS,
    LifecycleState.PLANNED: Texts("Planejado", "Planned"),
    LifecycleState.RECEIVED: Texts("Recebido", "Received"),
    LifecycleState.IN_SERVICE: Texts("Em serviço", "In service"),
    LifecycleState.RETIRED: Texts("Retirado de uso", "Retired"),
    Condition.NEW: Texts("Novo", "New"),
    Condition.GOOD: Texts("Bom", "Good"),
    Condition.FAIR: Texts("Regular", "Fair"),
    Condition.POOR: Texts("Ruim", "Poor"),
    Condition.IDLE: Texts("Ocioso", "Idle"),
    Condition.RECOVERABLE: Texts("Recuperável", "Recoverable"),
    Condition.UNECONOMIC: Texts("Antieconômico", "Uneconomic"),
    Condition.IRRECOVERABLE: Texts("Irrecuperável", "Irrecoverable"),
}


class _Export(NamedTuple):
    label: Texts
    kind: ColumnKind
    value: Callable[[Any], Any]


def _plain(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


_COLUMNS: tuple[_Export, ...] = (
    _Export(Texts("Plaqueta", "Tag"), "text", _plain("tag")),
    _Export(Texts("Nº de patrimônio", "Property number"), "text", _plain("patrimonio")),
    _Export(Texts("Nome", "Name"), "text", _plain("name")),
    _Export(Texts("Situação", "Status"), "text", _plain("status")),
    _Export(Texts("Ciclo de vida", "Lifecycle"), "text", _plain("lifecycle_state")),
    _Export(Texts("Estado de conservação", "Condition"), "text", _plain("condition")),
    _Export(Texts("Categoria", "Category"), "text", _plain("category_name")),
    _Export(Texts("Localização", "Location"), "text", _plain("location_full_name")),
    _Export(Texts("Responsável", "Responsible"), "text", _plain("responsible_name")),
    _Export(Texts("Fornecedor", "Supplier"), "text", _plain("supplier_name")),
    _Export(Texts("Marca", "Brand"), "text", _plain("brand")),
    _Export(Texts("Modelo", "Model"), "text", _plain("model")),
    _Export(Texts("Nº de série", "Serial number"), "text", _plain("serial_number")),
    _Export(Texts("Valor de aquisição", "Purchase value"), "money", _plain("purchase_value")),
    _Export(Texts("Data de aquisição", "Acquisition date"), "date", _plain("acquisition_date")),
    _Export(Texts("Nota fiscal", "Invoice"), "text", _plain("invoice_number")),
    _Export(Texts("Garantia até", "Warranty until"), "date", _plain("warranty_until")),
    _Export(Texts("Descrição", "Description"), "text", _plain("description")),
    _Export(Texts("Observações", "Notes"), "text", _plain("notes")),
    _Export(Texts("Arquivado em", "Archived at"), "datetime", _plain("archived_at")),
    _Export(Texts("Cadastrado em", "Created at"), "datetime", _plain("created_at")),
)


def columns(language: Language) -> list[Column]:
    """The headings in ``language``."""
    return [Column(export.label.in_language(language), export.kind) for export in _COLUMNS]


def values(row: Any, language: Language) -> Sequence[Value]:
    """The cells of one row; coded values as words."""
    cells = (export.value(row) for export in _COLUMNS)
    return [
        WORDS[cell].in_language(language) if isinstance(cell, str) and cell in WORDS else cell
        for cell in cells
    ]
