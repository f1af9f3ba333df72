"""The assets for which a person answers, as what binds him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.policy import visible
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.people.api import Binding, columns


def _bound(records: Select[int]) -> Select[*tuple[Any, ...]]:
    """Archived ones too: they are his until somebody else takes them; not what was disposed of."""
    shown = columns(
        id=Asset.id, code=Asset.tag, name=Asset.name, target_id=Asset.id, asset_id=Asset.id,
        state=Asset.status,
    )  # fmt: skip
    held = Asset.responsible_id.in_(records)
    return select(*shown).where(held, Asset.status != AssetStatus.DISPOSED.value)


ASSETS_HELD = Binding("assets", True, _bound, visible)
