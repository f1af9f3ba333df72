"""What was lost turned up: the draft of its disposal forgets it."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.disposals.actions.drafting import take_out
from levitiis.modules.movements.disposals.actions.telling import tell
from levitiis.modules.movements.disposals.queries.checking import drafts_of_loan
from levitiis.modules.movements.disposals.queries.rows import hold, items_of
from levitiis.modules.movements.disposals.states import DisposalState, DisposalStep

_FOUND = "Todos os bens foram encontrados."


async def take_out_found(uow: UnitOfWork, agreement_id: int, asset_ids: Sequence[int]) -> None:
    """Take these out of the drafts that a loan opened; a draft of nothing else is cancelled.

    Raises ``disposals.has_photos``. What was asked for meanwhile is left alone: the caller refuses it.
    """
    for disposal_id in await drafts_of_loan(uow.session, agreement_id, asset_ids):
        disposal = await hold(uow, disposal_id)
        if disposal.state != DisposalState.DRAFT:
            continue
        items = await items_of(uow.session, disposal_id)
        found = [item for item in items if item.asset_id in asset_ids]
        if len(found) == len(items):
            disposal.take(DisposalStep.CANCEL)
            disposal.closing_note = _FOUND
        else:
            await take_out(uow, found)
            disposal.updated_at = now()
        await tell(uow, disposal)
