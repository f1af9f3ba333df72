"""HTTP of leaving. The composition root gives ``services.extras[BINDINGS]``, what binds people."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.files import file_response, files_of
from levitiis.infra.http.route import Router
from levitiis.kit.common_problems import FORBIDDEN, NOT_FOUND, STALE_VERSION
from levitiis.kit.wire import MAX_ID
from levitiis.modules.movements.clearances import errors, policy
from levitiis.modules.movements.clearances.actions import handing, issuing
from levitiis.modules.movements.clearances.queries.rows import Bindings, bound_after, get_leaving, pdf_of
from levitiis.modules.movements.clearances.schemas import (
    BoundFilter,
    BoundPage,
    ClearanceIn,
    GivenBackIn,
    HandedOut,
    LeavingOut,
    PassedOnIn,
    WithdrawalIn,
)
from levitiis.modules.people.api import BINDINGS
from levitiis.modules.people.errors import HAS_LEFT, MERGED
from levitiis.modules.signatures.api import desk_of

router = Router("/movimentacoes/desligamentos", "clearances")
PersonId = Annotated[int, Path(ge=1, le=MAX_ID)]
ClearanceId = Annotated[int, Path(ge=1, le=MAX_ID)]
_PDF = "application/pdf"


@router.endpoint(
    "GET", "/{person_id}", access=policy.READ, operation_id="getLeaving", response=LeavingOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, person_id: PersonId) -> LeavingOut:
    """Everything that binds a person."""
    return await _shown(ctx, person_id)


@router.endpoint(
    "GET", "/{person_id}/pendencias", access=policy.READ, operation_id="listBound", response=BoundPage,
    problems=[NOT_FOUND],
)  # fmt: skip
async def list_bound(ctx: Read, person_id: PersonId, params: Annotated[BoundFilter, Query()]) -> BoundPage:
    """Everything of one kind that binds a person, 500 by 500."""
    return await bound_after(ctx.session, ctx.actor, _bindings(ctx), person_id, params)


@router.endpoint(
    "POST", "/{person_id}/devolucao", access=policy.GIVE_BACK, operation_id="giveBackAssets",
    response=HandedOut, problems=[NOT_FOUND, FORBIDDEN], idempotent=True,
)  # fmt: skip
async def give_back(ctx: Write, person_id: PersonId, data: GivenBackIn) -> HandedOut:
    """Assets go to a place, and nobody answers for them any more."""
    return await handing.give_back(ctx.uow, person_id, data, ctx.language)


@router.endpoint(
    "POST", "/{person_id}/repasse", access=policy.PASS_ON, operation_id="passOnAssets",
    response=HandedOut, problems=[NOT_FOUND, FORBIDDEN, HAS_LEFT], idempotent=True,
)  # fmt: skip
async def pass_on(ctx: Write, person_id: PersonId, data: PassedOnIn) -> HandedOut:
    """Assets go over to another person, by a transfer."""
    return await handing.pass_on(ctx.uow, desk_of(ctx), person_id, data, ctx.language)


@router.endpoint(
    "POST", "/{person_id}/nada-consta", access=policy.ISSUE, operation_id="issueClearance",
    response=LeavingOut, status=201,
    problems=[NOT_FOUND, MERGED, errors.SOMETHING_LEFT, errors.IN_FORCE], idempotent=True,
)  # fmt: skip
async def issue(ctx: Write, person_id: PersonId, data: ClearanceIn, response: Response) -> LeavingOut:
    """Declare that nothing is left with a person."""
    made = await issuing.issue(ctx.uow, desk_of(ctx), _bindings(ctx), person_id, data)
    response.headers["Location"] = f"/api/v1/movimentacoes/desligamentos/{person_id}/nada-consta/{made}/pdf"
    return await _shown(ctx, person_id)


@router.endpoint(
    "GET", "/{person_id}/nada-consta/{clearance_id}/pdf", access=policy.READ,
    operation_id="downloadClearance", response=None, problems=[NOT_FOUND], media_type=_PDF,
)  # fmt: skip
async def download(ctx: Read, person_id: PersonId, clearance_id: ClearanceId) -> Response:
    """The PDF as it was issued."""
    stored, name = await pdf_of(ctx.session, ctx.actor, person_id, clearance_id)
    return await file_response(files_of(ctx.request), stored, filename=name)


@router.endpoint(
    "POST", "/{person_id}/nada-consta/{clearance_id}/revogacao", access=policy.ISSUE,
    operation_id="withdrawClearance", response=LeavingOut,
    problems=[NOT_FOUND, STALE_VERSION, errors.WITHDRAWN], idempotent=True,
)  # fmt: skip
async def withdraw(
    ctx: Write, person_id: PersonId, clearance_id: ClearanceId, data: WithdrawalIn, expected: IfMatch
) -> LeavingOut:
    """A clearance does not hold any more."""
    await issuing.withdraw(ctx.uow, person_id, clearance_id, data, expected)
    return await _shown(ctx, person_id)


def _bindings(ctx: Context) -> Bindings:
    return cast("Bindings", ctx.services.extras[BINDINGS])


async def _shown(ctx: Context, person_id: int) -> LeavingOut:
    return await get_leaving(ctx.session, ctx.actor, _bindings(ctx), person_id)
