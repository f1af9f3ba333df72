"""HTTP of reservations: the calendar, what is free, recurring ones, one's own, swaps."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import Context, IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.wire import MAX_ID
from levitiis.modules.movements.disposals.errors import IN_OPEN_DISPOSAL
from levitiis.modules.movements.loans import errors as loan_errors
from levitiis.modules.movements.loans import policy
from levitiis.modules.movements.loans.queries.page import get_loan
from levitiis.modules.movements.loans.reservations import errors
from levitiis.modules.movements.loans.reservations.actions import own, recurring, swapping
from levitiis.modules.movements.loans.reservations.queries.agenda import agenda
from levitiis.modules.movements.loans.reservations.queries.desk import desk_hours
from levitiis.modules.movements.loans.reservations.queries.free import list_free
from levitiis.modules.movements.loans.reservations.queries.series import get_series
from levitiis.modules.movements.loans.reservations.schemas import (
    AgendaFilter,
    AgendaOut,
    DeskFilter,
    DeskOut,
    FreeFilter,
    FreeOut,
    LoanSeriesIn,
    LoanSeriesOut,
    OwnLoanIn,
    OwnLoanSeriesIn,
    SwapIn,
)
from levitiis.modules.movements.loans.schemas import LoanOut
from levitiis.modules.people.errors import HAS_LEFT

router = Router("/movimentacoes/emprestimos", "loans")
LoanId = Annotated[int, Path(ge=1, le=MAX_ID)]
_RESERVING = (
    NOT_FOUND, loan_errors.CONFLICT, loan_errors.PERIOD_TAKEN, loan_errors.NOT_LENDABLE,
    loan_errors.BAD_PERIOD, loan_errors.BLOCKED, errors.TOO_FEW_FREE, errors.DESK_CLOSED,
    IN_OPEN_DISPOSAL, HAS_LEFT,
)  # fmt: skip
_RECURRING = (errors.BAD_SERIES, errors.SERIES_CONFLICTS)
_FOR_ONESELF = (errors.NOT_A_PERSON, errors.OWN_LIMIT, errors.OWN_PERIOD)


@router.endpoint("GET", "/agenda", access=SELF, operation_id="getLoanAgenda", response=AgendaOut)
async def agenda_(ctx: Read, params: Annotated[AgendaFilter, Query()]) -> AgendaOut:
    """Which assets are taken when."""
    return await agenda(ctx.session, ctx.actor, params)


@router.endpoint("GET", "/disponibilidade", access=SELF, operation_id="listFreeAssets", response=FreeOut)
async def free(ctx: Read, params: Annotated[FreeFilter, Query()]) -> FreeOut:
    """Which assets are free for some days."""
    return await list_free(ctx.session, ctx.actor, params)


@router.endpoint("GET", "/balcao", access=SELF, operation_id="getLoanDesk", response=DeskOut)
async def desk(ctx: Read, params: Annotated[DeskFilter, Query()]) -> DeskOut:
    """When the desk is open, and the limits of loans."""
    return await desk_hours(ctx.session, params, ctx.settings.time_zone)


@router.endpoint(
    "POST", "/series", access=policy.REQUEST, operation_id="createLoanSeries", response=LoanSeriesOut,
    status=201, problems=[*_RESERVING, *_RECURRING], idempotent=True,
)  # fmt: skip
async def create_series(ctx: Write, data: LoanSeriesIn) -> LoanSeriesOut:
    """Reserve assets for somebody on recurring days."""
    series_id = await recurring.create_series(ctx.uow, data, ctx.settings.time_zone)
    return await get_series(ctx.session, ctx.actor, series_id)


@router.endpoint(
    "POST", "/proprios", access=policy.SELF_SERVICE, operation_id="createOwnLoan", response=LoanOut,
    status=201, idempotent=True, problems=[*_RESERVING, *_FOR_ONESELF],
)  # fmt: skip
async def create_own(ctx: Write, data: OwnLoanIn, response: Response) -> LoanOut:
    """Reserve assets for oneself."""
    agreement_id = await own.create_own_loan(ctx.uow, data, ctx.settings.time_zone)
    response.headers["Location"] = f"/api/v1/movimentacoes/emprestimos/{agreement_id}"
    return await _shown(ctx, agreement_id, response)


@router.endpoint(
    "POST", "/proprios/series", access=policy.SELF_SERVICE, operation_id="createOwnLoanSeries",
    response=LoanSeriesOut, status=201, idempotent=True,
    problems=[*_RESERVING, *_RECURRING, *_FOR_ONESELF],
)  # fmt: skip
async def create_own_series(ctx: Write, data: OwnLoanSeriesIn) -> LoanSeriesOut:
    """Reserve assets for oneself on recurring days."""
    series_id = await own.create_own_series(ctx.uow, data, ctx.settings.time_zone)
    return await get_series(ctx.session, ctx.actor, series_id)


@router.endpoint(
    "POST", "/{agreement_id}/troca", access=policy.DESK, operation_id="swapLoanAsset", response=LoanOut,
    problems=[
        NOT_FOUND, STALE_VERSION, loan_errors.WRONG_STATE, loan_errors.CONFLICT, loan_errors.PERIOD_TAKEN,
        loan_errors.NOT_IN_LOAN, loan_errors.NOT_LENDABLE, errors.OTHER_CATEGORY, errors.TOO_FEW_FREE,
        errors.NOT_AS_APPROVED, IN_OPEN_DISPOSAL,
    ], idempotent=True,
)  # fmt: skip
async def swap(
    ctx: Write, agreement_id: LoanId, data: SwapIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Reserve another asset of the same category instead of one."""
    async with showing_current(lambda: get_loan(ctx.session, ctx.actor, agreement_id)):
        await swapping.swap(ctx.uow, agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response)


async def _shown(ctx: Context, agreement_id: int, response: Response) -> LoanOut:
    found = await get_loan(ctx.session, ctx.actor, agreement_id)
    set_etag(response, found.version)
    return found
