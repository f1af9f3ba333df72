"""HTTP of assets. The composition root gives ``services.extras[HOLDS]``: what waits above is not archived."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Query, Response

from levitiis.infra.db.reading import reader_of
from levitiis.infra.history.queries import trail_of
from levitiis.infra.history.routes import readers_of
from levitiis.infra.history.schemas import TrailEntry
from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import CursorPage, CursorParams, Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.assets import errors, policy
from levitiis.modules.assets.actions.moving import move_asset, move_assets
from levitiis.modules.assets.actions.register import create_asset, edit_asset, set_archived
from levitiis.modules.assets.holding import HOLDS, Hold
from levitiis.modules.assets.queries.detail import (
    asset_json,
    find_by_code,
    get_asset,
    list_movements,
    require_visible,
)
from levitiis.modules.assets.queries.rows import list_assets, summary
from levitiis.modules.assets.schemas import (
    AssetConditions,
    AssetFilter,
    AssetIn,
    AssetOut,
    AssetPatch,
    AssetRow,
    AssetSummary,
    BulkMoveIn,
    BulkMoveOut,
    CodeMatches,
    MoveIn,
    MovementOut,
    ReasonIn,
)

router = Router("/ativos", "assets")

AssetId = Annotated[int, Path(ge=1, le=MAX_ID)]


@router.endpoint("GET", "", access=policy.READ, operation_id="listAssets", response=Page[AssetRow])
async def list_(ctx: Read, params: Annotated[AssetFilter, Query()]) -> Response:
    """A page of assets."""
    body = await list_assets(reader_of(ctx.reader), ctx.actor, params)
    return Response(body, media_type="application/json")


@router.endpoint("GET", "/resumo", access=policy.READ, operation_id="summariseAssets", response=AssetSummary)
async def summarise(ctx: Read, params: Annotated[AssetConditions, Query()]) -> AssetSummary:
    """Count and value of what a filter finds."""
    return await summary(ctx.session, ctx.actor, params)


@router.endpoint(
    "GET", "/codigo/{code:path}", access=policy.READ, operation_id="findAssetByCode", response=CodeMatches,
    problems=[NOT_FOUND],
)  # fmt: skip
async def by_code(ctx: Read, code: Annotated[str, Path(min_length=1, max_length=300)]) -> CodeMatches:
    """Assets that a scanned or typed code names exactly."""
    return await find_by_code(ctx.session, ctx.actor, code)


@router.endpoint(
    "POST", "", access=policy.CREATE, operation_id="createAsset", response=AssetOut, status=201,
    problems=[errors.TAG_TAKEN, NOT_FOUND], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: AssetIn, response: Response) -> AssetOut:
    """Register an asset."""
    asset_id = await create_asset(ctx.uow, data)
    response.headers["Location"] = f"/api/v1/ativos/{asset_id}"
    return await _page(ctx, asset_id, response)


@router.endpoint(
    "POST", "/movimentacao", access=policy.MOVE, operation_id="moveAssets", response=BulkMoveOut,
    problems=[errors.SELECTION_EMPTY, errors.SELECTION_TOO_LARGE, NOT_FOUND], idempotent=True,
)  # fmt: skip
async def move_many(ctx: Write, data: BulkMoveIn) -> BulkMoveOut:
    """Move many assets at once."""
    return await move_assets(ctx.uow, data, ctx.language)


@router.endpoint(
    "GET", "/{asset_id}", access=policy.READ, operation_id="getAsset", response=AssetOut, problems=[NOT_FOUND]
)
async def get(ctx: Read, asset_id: AssetId) -> Response:
    """An asset."""
    body, version = await asset_json(ctx.reader, ctx.actor, asset_id, ctx.settings.public_url)
    response = Response(body, media_type="application/json")
    set_etag(response, version)
    return response


@router.endpoint(
    "PATCH", "/{asset_id}", access=policy.EDIT, operation_id="editAsset", response=AssetOut,
    problems=[NOT_FOUND, STALE_VERSION, errors.ARCHIVED, errors.TAG_TAKEN],
)  # fmt: skip
async def edit(
    ctx: Write, asset_id: AssetId, data: AssetPatch, expected: IfMatch, response: Response
) -> AssetOut:
    """Change an asset; what is not sent stays."""
    async with showing_current(lambda: _current(ctx, asset_id)):
        await edit_asset(ctx.uow, asset_id, data, expected)
    return await _page(ctx, asset_id, response)


@router.endpoint(
    "POST", "/{asset_id}/movimentacao", access=policy.MOVE, operation_id="moveAsset", response=AssetOut,
    problems=[
        NOT_FOUND, STALE_VERSION, errors.ARCHIVED, errors.DISPOSED, errors.IN_TRANSIT, errors.ON_LOAN,
        errors.NOTHING_TO_MOVE,
    ],
    idempotent=True,
)  # fmt: skip
async def move(
    ctx: Write, asset_id: AssetId, data: MoveIn, expected: IfMatch, response: Response
) -> AssetOut:
    """Move an asset to a place, to a responsible person, or both."""
    async with showing_current(lambda: _current(ctx, asset_id)):
        await move_asset(ctx.uow, asset_id, data, expected)
    return await _page(ctx, asset_id, response)


@router.endpoint(
    "POST", "/{asset_id}/arquivamento", access=policy.ARCHIVE, operation_id="archiveAsset",
    response=AssetOut,
    problems=[NOT_FOUND, STALE_VERSION, errors.ARCHIVED, errors.ON_LOAN, errors.MISSING], idempotent=True,
)  # fmt: skip
async def archive(
    ctx: Write, asset_id: AssetId, data: ReasonIn, expected: IfMatch, response: Response
) -> AssetOut:
    """Archive an asset."""
    async with showing_current(lambda: _current(ctx, asset_id)):
        await set_archived(
            ctx.uow, _hold(ctx), asset_id, archived=True, reason=data.reason, expected=expected
        )
    return await _page(ctx, asset_id, response)


@router.endpoint(
    "DELETE", "/{asset_id}/arquivamento", access=policy.ARCHIVE, operation_id="unarchiveAsset",
    response=AssetOut, problems=[NOT_FOUND, STALE_VERSION, errors.NOT_ARCHIVED],
)  # fmt: skip
async def unarchive(ctx: Write, asset_id: AssetId, expected: IfMatch, response: Response) -> AssetOut:
    """Bring an archived asset back."""
    async with showing_current(lambda: _current(ctx, asset_id)):
        await set_archived(ctx.uow, _hold(ctx), asset_id, archived=False, reason=None, expected=expected)
    return await _page(ctx, asset_id, response)


@router.endpoint(
    "GET", "/{asset_id}/movimentacoes", access=policy.READ, operation_id="listAssetMovements",
    response=CursorPage[MovementOut], problems=[NOT_FOUND],
)  # fmt: skip
async def movements(
    ctx: Read, asset_id: AssetId, params: Annotated[CursorParams, Query()]
) -> CursorPage[MovementOut]:
    """The ledger of an asset, newest first."""
    return await list_movements(ctx.session, ctx.actor, asset_id, params)


@router.endpoint(
    "GET", "/{asset_id}/trilha", access=policy.READ, operation_id="listAssetTrail",
    response=CursorPage[TrailEntry], problems=[NOT_FOUND],
)  # fmt: skip
async def trail(
    ctx: Read, asset_id: AssetId, params: Annotated[CursorParams, Query()]
) -> CursorPage[TrailEntry]:
    """Who changed what of an asset, newest first."""
    await require_visible(ctx.session, ctx.actor, asset_id)
    readers = readers_of(ctx.request)
    return await trail_of(
        ctx.session,
        ctx.actor,
        "asset",
        asset_id,
        readers,
        cursor=params.cursor,
        page_size=params.page_size,
        language=ctx.language,
    )


def _hold(ctx: Context) -> Hold:
    return cast("Hold", ctx.services.extras[HOLDS])


async def _current(ctx: Read | Write, asset_id: int) -> AssetOut:
    return await get_asset(ctx.reader, ctx.actor, asset_id, ctx.settings.public_url)


async def _page(ctx: Write, asset_id: int, response: Response) -> AssetOut:
    found = await _current(ctx, asset_id)
    set_etag(response, found.version)
    return found
