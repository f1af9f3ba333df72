"""What waits to be disposed of takes part in nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.movements.disposals.errors import IN_OPEN_DISPOSAL
from levitiis.modules.movements.disposals.queries.held import held

_SHOWN = 10


class _Tagged(Protocol):
    id: int
    tag: str


async def refuse_held(session: AsyncSession, rows: Sequence[_Tagged]) -> None:
    """Raise ``disposals.in_open_disposal`` for what an open disposal holds.

    The assets are locked, as they are where a disposal is asked for: one of the two comes first.
    """
    found = await held(session, [row.id for row in rows])
    if found:
        told = [f"{row.tag} ({found[row.id]})" for row in rows if row.id in found]
        more = " …" if len(told) > _SHOWN else ""
        raise IN_OPEN_DISPOSAL(tags=", ".join(told[:_SHOWN]) + more)
