"""HTTP of disposals."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.route import Router, Steps
from levitiis.infra.http.versions import Shown, set_etag, showing_current
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.movements.disposals import errors, policy
from levitiis.modules.movements.disposals.actions import (
    asking,
    concluding,
    drafting,
    printing,
    reversing,
    ruling,
)
from levitiis.modules.movements.disposals.queries.of_asset import disposal_of
from levitiis.modules.movements.disposals.queries.page import get_disposal
from levitiis.modules.movements.disposals.queries.rows import list_disposals
from levitiis.modules.movements.disposals.queries.rules import get_rules
from levitiis.modules.movements.disposals.schemas import (
    AssetDisposalOut,
    ConclusionIn,
    DisposalFilter,
    DisposalIn,
    DisposalOut,
    DisposalReasonIn,
    DisposalRow,
    DisposalRulesIn,
    DisposalRulesOut,
)
from levitiis.modules.people.errors import HAS_LEFT
from levitiis.modules.signatures.api import desk_of

PDF = "application/pdf"
router = Router("/movimentacoes/baixas", "disposals")
DisposalId = Annotated[int, Path(ge=1, le=MAX_ID)]
_CHANGING = (NOT_FOUND, STALE_VERSION, errors.WRONG_STATE)
_step = Steps(router, "/{disposal_id}", DisposalOut, _CHANGING)
_shown = Shown(get_disposal)


@router.endpoint("GET", "", access=SELF, operation_id="listDisposals", response=Page[DisposalRow])
async def list_(ctx: Read, params: Annotated[DisposalFilter, Query()]) -> Page[DisposalRow]:
    """List disposals."""
    return await list_disposals(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.REQUEST, operation_id="createDisposal", response=DisposalOut, status=201,
    problems=[NOT_FOUND], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: DisposalIn, response: Response) -> DisposalOut:
    """Put a lot together, as a draft."""
    disposal_id = await drafting.create_disposal(ctx.uow, data)
    response.headers["Location"] = f"/api/v1/movimentacoes/baixas/{disposal_id}"
    return await _shown(ctx, disposal_id, response)


@router.endpoint(
    "GET", "/regras", access=SELF, operation_id="getDisposalRules", response=DisposalRulesOut
)  # fmt: skip
async def rules(ctx: Read, response: Response) -> DisposalRulesOut:
    """What is wanted before a disposal is asked for."""
    found = await get_rules(ctx.session)
    set_etag(response, found.version)
    return found


@router.endpoint(
    "PUT", "/regras", access=policy.CONFIGURE, operation_id="setDisposalRules", response=DisposalRulesOut,
    problems=[STALE_VERSION],
)  # fmt: skip
async def set_rules(
    ctx: Write, data: DisposalRulesIn, expected: IfMatch, response: Response
) -> DisposalRulesOut:
    """Change what is wanted before a disposal is asked for."""
    async with showing_current(lambda: get_rules(ctx.session)):
        await ruling.set_rules(ctx.uow, data, expected)
    return await rules(ctx, response)


@router.endpoint(
    "GET", "/bens/{asset_id}", access=SELF, operation_id="getDisposalOfAsset", response=AssetDisposalOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def of_asset(ctx: Read, asset_id: DisposalId) -> AssetDisposalOut:
    """Whether an asset waits to be disposed of, or has left."""
    return await disposal_of(ctx.session, ctx.actor, asset_id)


@router.endpoint(
    "GET", "/{disposal_id}", access=SELF, operation_id="getDisposal", response=DisposalOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, disposal_id: DisposalId, response: Response) -> DisposalOut:
    """A disposal with its assets."""
    return await _shown(ctx, disposal_id, response)


@router.endpoint(
    "PUT", "/{disposal_id}", access=policy.REQUEST, operation_id="editDisposal", response=DisposalOut,
    problems=[*_CHANGING, errors.HAS_PHOTOS],
)  # fmt: skip
async def edit(
    ctx: Write, disposal_id: DisposalId, data: DisposalIn, expected: IfMatch, response: Response
) -> DisposalOut:
    """Say anew, as a whole, what a draft is about."""
    step = drafting.edit_draft(ctx.uow, disposal_id, data, expected)
    return await _shown(ctx, disposal_id, response, after=step)


@_step(
    "pedido", access=policy.REQUEST, operation_id="askForDisposal",
    problems=[
        errors.INCOMPLETE, errors.NOT_DISPOSABLE, errors.PROMISED, errors.IN_OPEN_DISPOSAL,
        errors.ASKED_MEANWHILE,
    ],
)  # fmt: skip
async def ask(ctx: Write, disposal_id: DisposalId, expected: IfMatch, response: Response) -> DisposalOut:
    """Ask for the approval of a draft."""
    return await _shown(ctx, disposal_id, response, after=asking.ask(ctx.uow, disposal_id, expected))


@_step("cancelamento", access=policy.REQUEST, operation_id="cancelDisposal")
async def cancel(
    ctx: Write, disposal_id: DisposalId, data: DisposalReasonIn, expected: IfMatch, response: Response
) -> DisposalOut:
    """Call off what was not concluded."""
    step = asking.cancel(ctx.uow, disposal_id, data.reason, expected)
    return await _shown(ctx, disposal_id, response, after=step)


@_step(
    "conclusao", access=policy.DESK, operation_id="concludeDisposal",
    problems=[
        errors.INCOMPLETE, errors.NOT_DISPOSABLE, errors.CERTIFICATE_REQUIRED, errors.OTHER_RECIPIENT,
        errors.VALUES_DIFFER, errors.NOT_IN_DISPOSAL, HAS_LEFT,
    ],
)  # fmt: skip
async def conclude(
    ctx: Write, disposal_id: DisposalId, data: ConclusionIn, expected: IfMatch, response: Response
) -> DisposalOut:
    """Dispose of the assets of an approved lot, and issue the term."""
    step = concluding.conclude(ctx.uow, desk_of(ctx), disposal_id, data, expected)
    return await _shown(ctx, disposal_id, response, after=step)


@_step("reversao", access=policy.REVERSE, operation_id="reverseDisposal", problems=[errors.NOT_REVERSIBLE])
async def reverse(
    ctx: Write, disposal_id: DisposalId, data: DisposalReasonIn, expected: IfMatch, response: Response
) -> DisposalOut:
    """Bring the assets back as they were."""
    step = reversing.reverse(ctx.uow, disposal_id, data.reason, expected)
    return await _shown(ctx, disposal_id, response, after=step)


@router.endpoint(
    "GET", "/{disposal_id}/lote.pdf", access=SELF, operation_id="printDisposalLot", response=None,
    problems=[NOT_FOUND], media_type=PDF,
)  # fmt: skip
async def print_(ctx: Read, disposal_id: DisposalId) -> Response:
    """The page of the lot, for printing: its assets with their photos, classes and values."""
    pdf, name = await printing.print_lot(ctx.session, ctx.actor, desk_of(ctx), disposal_id)
    return Response(pdf, media_type=PDF, headers={"Content-Disposition": f'inline; filename="{name}"'})
