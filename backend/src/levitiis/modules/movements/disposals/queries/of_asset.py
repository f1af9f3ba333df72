"""What disposals say of one asset, to whoever sees that asset."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.wire import Ref
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from levitiis.modules.movements.disposals.policy import visible
from levitiis.modules.movements.disposals.schemas import AssetDisposalOut
from levitiis.modules.movements.disposals.states import HOLDING, Destination, DisposalState
from levitiis.modules.movements.queries.rows import seen_assets

_TOLD = [state.value for state in sorted(HOLDING | {DisposalState.CONCLUDED})]


async def disposal_of(session: AsyncSession, actor: Actor, asset_id: int) -> AssetDisposalOut:
    """The disposal that an asset waits for or has left by: one at most; a draft is of whoever writes it.

    Raises ``request.not_found`` for an asset that does not exist for ``actor``.
    """
    if not await seen_assets(session, actor, [asset_id]):
        raise NOT_FOUND()
    statement = (
        select(Disposal)
        .join(DisposalItem, DisposalItem.disposal_id == Disposal.id)
        .where(DisposalItem.asset_id == asset_id, Disposal.state.in_(_TOLD))
        .order_by(Disposal.id.desc())
        .limit(1)
    )
    found = await session.scalar(statement)
    if found is None:
        return AssetDisposalOut(state=None, since=None, destination=None, disposal=None)
    gone = found.state == DisposalState.CONCLUDED
    seen = await session.scalar(select(Disposal.id).where(Disposal.id == found.id, visible(actor)))
    return AssetDisposalOut(
        state="gone" if gone else "waiting",
        since=found.concluded_at if gone else found.submitted_at,
        destination=Destination(found.destination) if seen else None,
        disposal=Ref(id=found.id, name=found.number) if seen else None,
    )
