"""HTTP of the position on a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from levitiis.infra.http.context import Read
from levitiis.infra.http.route import Router
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.wire import MAX_ID
from levitiis.modules.assets.policy import READ
from levitiis.modules.assets.position import queries
from levitiis.modules.assets.position.schemas import AssetPosition, Day, PositionFilter, PositionPage

router = Router("", "movements")


@router.endpoint(
    "GET", "/movimentacoes/posicao", access=READ, operation_id="listPositions", response=PositionPage
)
async def list_(ctx: Read, params: Annotated[PositionFilter, Query()]) -> PositionPage:
    """Where the assets were at the end of a day."""
    return await queries.list_positions(ctx.session, ctx.actor, params, ctx.settings.time_zone)


@router.endpoint(
    "GET", "/ativos/{asset_id}/posicao", access=READ, operation_id="getAssetPosition",
    response=AssetPosition, problems=[NOT_FOUND],
)  # fmt: skip
async def get(
    ctx: Read, asset_id: Annotated[int, Path(ge=1, le=MAX_ID)], on: Annotated[Day | None, Query()] = None
) -> AssetPosition:
    """Where an asset was at the end of a day."""
    return await queries.position_of(ctx.session, ctx.actor, asset_id, on, ctx.settings.time_zone)
