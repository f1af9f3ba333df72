"""The words for where an asset stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from levitiis.kit.problems import Texts
from levitiis.modules.assets.states import AssetStatus

STATUS: dict[str, Texts] = {
    AssetStatus.AVAILABLE: Texts("Disponível", "Available"),
    AssetStatus.IN_USE: Texts("Em uso", "In use"),
    AssetStatus.ON_LOAN: Texts("Emprestado", "On loan"),
    AssetStatus.IN_TRANSIT: Texts("Em trânsito", "In transit"),
    AssetStatus.IN_MAINTENANCE: Texts("Em manutenção", "In maintenance"),
    AssetStatus.MISSING: Texts("Não localizado", "Missing"),
    AssetStatus.DISPOSED: Texts("Baixado", "Disposed"),
}
_ARCHIVED = Texts("Arquivado", "Archived")


def standing(row: Row[*tuple[Any, ...]]) -> Texts:
    """Why one that was locked takes part in nothing: it is archived, or its status forbids it."""
    return STATUS[row.status] if row.archived_at is None else _ARCHIVED
