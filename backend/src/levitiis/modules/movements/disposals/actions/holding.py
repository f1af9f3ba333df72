"""What waits to be disposed of takes part in nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.problems import NO_POINTERS, Pointers, not_available
from levitiis.modules.movements.disposals.errors import IN_OPEN_DISPOSAL
from levitiis.modules.movements.disposals.queries.held import held, named_with, with_document

_SHOWN = 10


async def refuse_held(
    uow: UnitOfWork, rows: Sequence[Row[*tuple[Any, ...]]], pointers: Pointers = NO_POINTERS
) -> None:
    """Raise ``disposals.in_open_disposal`` for what an open disposal holds.

    ``rows`` are assets that the caller has locked, as who asks for a disposal does: one comes first.
    """
    found = await held(uow.session, uow.actor, [row.id for row in rows])
    if found:
        told = [with_document(row.tag, found[row.id]) for row in rows if row.id in found]
        more = " …" if len(told) > _SHOWN else ""
        errors = not_available(pointers, named_with(IN_OPEN_DISPOSAL.title, found))
        raise IN_OPEN_DISPOSAL(tags=", ".join(told[:_SHOWN]) + more, errors=errors)


class HeldByDisposal:
    """What waits to be disposed of is not archived: see :class:`levitiis.modules.assets.holding.Hold`."""

    async def refuse(self, uow: UnitOfWork, asset_id: int, tag: str) -> None:
        """Raise ``disposals.in_open_disposal``."""
        found = await held(uow.session, uow.actor, [asset_id])
        if found:
            raise IN_OPEN_DISPOSAL(tags=with_document(tag, found[asset_id]))
