"""HTTP of approvals: what is asked, and decisions, alone or in bulk."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.paging import Page
from levitiis.kit.wire import MAX_ID
from levitiis.modules.approvals import errors, policy
from levitiis.modules.approvals.actions import deciding, many
from levitiis.modules.approvals.actions.voiding import voiding_changed
from levitiis.modules.approvals.queries import asked
from levitiis.modules.approvals.queries import rows as queries
from levitiis.modules.approvals.routes.common import ADDRESS, subjects_of
from levitiis.modules.approvals.schemas import (
    ApprovalFilter,
    ApprovalOut,
    DecisionIn,
    ManyDecisionsIn,
    OutcomesOut,
    WaitingOut,
)

router = Router(ADDRESS, "approvals")
ApprovalId = Annotated[int, Path(ge=1, le=MAX_ID)]


@router.endpoint("GET", "", access=SELF, operation_id="listApprovals", response=Page[ApprovalOut])
async def list_(ctx: Read, params: Annotated[ApprovalFilter, Query()]) -> Page[ApprovalOut]:
    """What one asked for, and what one is asked to decide."""
    return await queries.list_approvals(ctx.session, ctx.actor, params)


@router.endpoint("GET", "/contagem", access=SELF, operation_id="countWaitingApprovals", response=WaitingOut)
async def waiting(ctx: Read) -> WaitingOut:
    """How many wait for the caller's own decision."""
    return WaitingOut(waiting=await asked.count_waiting(ctx.session, ctx.actor))


@router.endpoint(
    "POST", "/decisoes", access=policy.DECIDE, operation_id="decideApprovals", response=OutcomesOut
)
async def decide_many(ctx: Write, data: ManyDecisionsIn) -> OutcomesOut:
    """Approve or reject many at once; each is decided or refused by itself."""
    found = await many.decide_many(ctx.uow, ctx.database, data, subjects_of(ctx), ctx.language)
    return OutcomesOut(items=found)


@router.endpoint(
    "GET", "/{approval_id}", access=SELF, operation_id="getApproval", response=ApprovalOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, approval_id: ApprovalId, response: Response) -> ApprovalOut:
    """One approval with its decisions."""
    return await _shown(ctx, approval_id, response)


@router.endpoint(
    "POST", "/{approval_id}/decisao", access=policy.DECIDE, operation_id="decideApproval",
    response=ApprovalOut, idempotent=True,
    problems=[NOT_FOUND, STALE_VERSION, errors.DECIDED, errors.OWN_REQUEST, errors.CHANGED],
)  # fmt: skip
async def decide(
    ctx: Write, approval_id: ApprovalId, data: DecisionIn, expected: IfMatch, response: Response
) -> ApprovalOut:
    """Approve or reject."""
    subjects = subjects_of(ctx)
    async with (
        voiding_changed(ctx.uow, ctx.database, approval_id, subjects),
        showing_current(lambda: queries.get_approval(ctx.session, ctx.actor, approval_id)),
    ):
        await deciding.decide(ctx.uow, approval_id, data, expected, subjects)
    return await _shown(ctx, approval_id, response)


async def _shown(ctx: Context, approval_id: int, response: Response) -> ApprovalOut:
    found = await queries.get_approval(ctx.session, ctx.actor, approval_id)
    set_etag(response, found.version)
    return found
