"""What waits to be disposed of takes part in nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.disposals.errors import IN_OPEN_DISPOSAL
from levitiis.modules.movements.disposals.queries.held import held

_SHOWN = 10


async def refuse_held(session: AsyncSession, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Raise ``disposals.in_open_disposal`` for what an open disposal holds.

    ``rows`` are assets that the caller has locked, as who asks for a disposal does: one comes first.
    """
    found = await held(session, [row.id for row in rows])
    if found:
        told = [f"{row.tag} ({found[row.id]})" for row in rows if row.id in found]
        more = " …" if len(told) > _SHOWN else ""
        raise IN_OPEN_DISPOSAL(tags=", ".join(told[:_SHOWN]) + more)
