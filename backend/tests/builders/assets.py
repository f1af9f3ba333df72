"""Assets."""

from __future__ import annotations

from typing import Any

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.assets.actions.register import create_asset
from levitiis.modules.assets.models import Asset
from levitiis.modules.assets.schemas import AssetIn


async def asset(uow: UnitOfWork, name: str = "Notebook", **fields: Any) -> Asset:
    """An asset in no place and with nobody, unless told otherwise."""
    number = await create_asset(uow, AssetIn(name=name, **fields))
    return await uow.session.get_one(Asset, number)
