"""What a higher room says to the archiving of an asset: what waits there for something stays in sight."""

from __future__ import annotations

from typing import Protocol

from levitiis.infra.db.uow import UnitOfWork

HOLDS = "assets.holds"
"""Where the composition root puts the hold among the services."""


class Hold(Protocol):
    """Whoever holds assets."""

    async def refuse(self, uow: UnitOfWork, asset_id: int, tag: str) -> None:
        """Raise a problem of its own for an asset, locked by the caller, that it holds."""
        ...
