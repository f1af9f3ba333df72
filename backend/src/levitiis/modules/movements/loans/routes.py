"""HTTP of loans."""

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
from levitiis.modules.assets.errors import DISPOSED
from levitiis.modules.movements.disposals.errors import HAS_PHOTOS, IN_OPEN_DISPOSAL
from levitiis.modules.movements.loans import errors, policy
from levitiis.modules.movements.loans.actions import (
    extending,
    giving_back,
    handing_over,
    losing,
    reminding,
    reserving,
    ruling,
)
from levitiis.modules.movements.loans.queries.page import get_loan
from levitiis.modules.movements.loans.queries.rows import list_loans
from levitiis.modules.movements.loans.queries.rules import get_rules
from levitiis.modules.movements.loans.reservations.actions import cancelling
from levitiis.modules.movements.loans.reservations.errors import DESK_CLOSED, TOO_FEW_FREE
from levitiis.modules.movements.loans.schemas import (
    ExtensionIn,
    HandOverIn,
    LoanFilter,
    LoanIn,
    LoanOut,
    LoanReasonIn,
    LoanRow,
    LoanRulesIn,
    LoanRulesOut,
    LossIn,
    RefusalIn,
    ReturnIn,
)
from levitiis.modules.people.errors import HAS_LEFT
from levitiis.modules.signatures.api import desk_of

router = Router("/movimentacoes/emprestimos", "loans")
LoanId = Annotated[int, Path(ge=1, le=MAX_ID)]
_TAKEN = (errors.CONFLICT, errors.PERIOD_TAKEN)
_EXTENDING = (*_TAKEN, errors.SAME_DUE_DATE, errors.BAD_PERIOD, DESK_CLOSED)
_step = Steps(router, "/{agreement_id}", LoanOut, (NOT_FOUND, STALE_VERSION, errors.WRONG_STATE))
_shown = Shown(get_loan)


@router.endpoint("GET", "", access=SELF, operation_id="listLoans", response=Page[LoanRow])
async def list_(ctx: Read, params: Annotated[LoanFilter, Query()]) -> Page[LoanRow]:
    """List loans."""
    return await list_loans(ctx.session, ctx.actor, params)


@router.endpoint(
    "POST", "", access=policy.REQUEST, operation_id="createLoan", response=LoanOut, status=201,
    problems=[
        NOT_FOUND, *_TAKEN, errors.NOT_LENDABLE, errors.BAD_PERIOD, errors.BLOCKED, TOO_FEW_FREE, DESK_CLOSED,
        IN_OPEN_DISPOSAL,
    ], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: LoanIn, response: Response) -> LoanOut:
    """Reserve assets for somebody, and ask where somebody has to agree."""
    agreement_id = await reserving.create_loan(ctx.uow, data, ctx.settings.time_zone)
    response.headers["Location"] = f"/api/v1/movimentacoes/emprestimos/{agreement_id}"
    return await _shown(ctx, agreement_id, response)


@router.endpoint("GET", "/regras", access=policy.READ, operation_id="getLoanRules", response=LoanRulesOut)
async def rules(ctx: Read, response: Response) -> LoanRulesOut:
    """What holds for every loan."""
    found = await get_rules(ctx.session)
    set_etag(response, found.version)
    return found


@router.endpoint(
    "PUT", "/regras", access=policy.CONFIGURE, operation_id="setLoanRules", response=LoanRulesOut,
    problems=[STALE_VERSION],
)  # fmt: skip
async def set_rules(ctx: Write, data: LoanRulesIn, expected: IfMatch, response: Response) -> LoanRulesOut:
    """Change what holds for every loan made from now on."""
    async with showing_current(lambda: get_rules(ctx.session)):
        await ruling.set_rules(ctx.uow, data, expected)
    return await rules(ctx, response)


@router.endpoint(
    "GET", "/{agreement_id}", access=SELF, operation_id="getLoan", response=LoanOut, problems=[NOT_FOUND]
)  # fmt: skip
async def get(ctx: Read, agreement_id: LoanId, response: Response) -> LoanOut:
    """A loan with its assets."""
    return await _shown(ctx, agreement_id, response)


@_step(
    "entrega", access=policy.DESK, operation_id="handOverLoan",
    problems=[*_TAKEN, errors.NOT_IN_LOAN, errors.NOT_LENDABLE, HAS_LEFT],
)  # fmt: skip
async def hand_over(
    ctx: Write, agreement_id: LoanId, data: HandOverIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Hand the assets over to their borrower."""
    step = handing_over.hand_over(ctx.uow, desk_of(ctx), agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("devolucao", access=policy.DESK, operation_id="returnLoan", problems=[errors.NOT_IN_LOAN])
async def give_back(
    ctx: Write, agreement_id: LoanId, data: ReturnIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Record what is back, and how."""
    step = giving_back.give_back(ctx.uow, desk_of(ctx), agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("extravio", access=policy.DESK, operation_id="loseLoan", problems=[errors.NOT_IN_LOAN])
async def lose(
    ctx: Write, agreement_id: LoanId, data: LossIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Record what was lost, and open the draft of its disposal."""
    step = losing.lose(ctx.uow, desk_of(ctx), agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@_step(
    "reencontro", access=policy.DESK, operation_id="findLostLoan",
    problems=[errors.NOT_IN_LOAN, DISPOSED, IN_OPEN_DISPOSAL, HAS_PHOTOS],
)  # fmt: skip
async def find(
    ctx: Write, agreement_id: LoanId, data: ReturnIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Record what turned up again after it was lost."""
    return await _shown(ctx, agreement_id, response, after=losing.find(ctx.uow, agreement_id, data, expected))


@_step(
    "prorrogacao", access=policy.REQUEST, operation_id="extendLoan",
    problems=[*_EXTENDING, errors.EXTENSION_OPEN],
)  # fmt: skip
async def extend(
    ctx: Write, agreement_id: LoanId, data: ExtensionIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Move the due date, once somebody agrees where somebody has to."""
    step = extending.extend(ctx.uow, agreement_id, data, expected, ctx.settings.time_zone)
    return await _shown(ctx, agreement_id, response, after=step)


@_step(
    "prorrogacao/pedido", access=SELF, operation_id="askLoanExtension",
    problems=[*_EXTENDING, errors.EXTENSION_OPEN],
)  # fmt: skip
async def ask_extension(
    ctx: Write, agreement_id: LoanId, data: ExtensionIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Ask for another due date: who borrowed, signs or reserved."""
    step = extending.ask(ctx.uow, agreement_id, data, expected, ctx.settings.time_zone)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("prorrogacao/concessao", access=policy.REQUEST, operation_id="grantLoanExtension", problems=_EXTENDING)
async def grant_extension(ctx: Write, agreement_id: LoanId, expected: IfMatch, response: Response) -> LoanOut:
    """Give the due date that was asked for, once somebody agrees where somebody has to."""
    step = extending.grant(ctx.uow, agreement_id, expected, ctx.settings.time_zone)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("prorrogacao/recusa", access=policy.REQUEST, operation_id="refuseLoanExtension")
async def refuse_extension(
    ctx: Write, agreement_id: LoanId, data: RefusalIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Refuse the due date that was asked for, and say why."""
    step = extending.refuse(ctx.uow, agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("prorrogacao/retirada", access=SELF, operation_id="withdrawLoanExtension")
async def withdraw_extension(
    ctx: Write, agreement_id: LoanId, expected: IfMatch, response: Response
) -> LoanOut:
    """Take back what one asked for oneself, as long as nobody has decided."""
    step = extending.withdraw(ctx.uow, agreement_id, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@_step("cancelamento", access=SELF, operation_id="cancelLoan")
async def cancel(
    ctx: Write, agreement_id: LoanId, data: LoanReasonIn, expected: IfMatch, response: Response
) -> LoanOut:
    """Call off what was not handed over yet: who asked for it, and who lends there."""
    step = cancelling.cancel(ctx.uow, agreement_id, data, expected)
    return await _shown(ctx, agreement_id, response, after=step)


@router.endpoint(
    "POST", "/{agreement_id}/lembrete", access=policy.DESK, operation_id="remindOfLoan", response=LoanOut,
    problems=[NOT_FOUND, errors.WRONG_STATE, errors.NO_ADDRESS, errors.REMINDED_TODAY], idempotent=True,
)  # fmt: skip
async def remind(ctx: Write, agreement_id: LoanId, response: Response) -> LoanOut:
    """Remind the borrower by e-mail that something is late."""
    await reminding.remind(ctx.uow, desk_of(ctx).identity, agreement_id)
    return await _shown(ctx, agreement_id, response)
