"""Another asset of the same category takes the place of a reserved one, before it is handed over."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.movements.actions.asking import locked
from levitiis.modules.movements.disposals.actions.holding import refuse_held
from levitiis.modules.movements.loans.actions.handing_over import require_loans
from levitiis.modules.movements.loans.actions.reserving import refuse_taken, refuse_unfit
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import NOT_IN_LOAN, WRONG_STATE
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.rows import asset_of, load_for_update, loans_of
from levitiis.modules.movements.loans.reservations.actions.choosing import choose, require_items
from levitiis.modules.movements.loans.reservations.errors import NOT_AS_APPROVED, OTHER_CATEGORY
from levitiis.modules.movements.loans.reservations.queries.free import Days
from levitiis.modules.movements.loans.reservations.queries.swaps import (
    category_of,
    lies_in,
    location_of,
    stands_for,
)
from levitiis.modules.movements.loans.reservations.schemas import SwapIn
from levitiis.modules.movements.loans.schemas import LoanItemIn
from levitiis.modules.movements.loans.states import AgreementState, LoanStatus
from levitiis.modules.movements.queries.rows import seen_assets


async def swap(uow: UnitOfWork, agreement_id: int, data: SwapIn, expected: int | None) -> None:
    """Reserve another asset instead. Its category is the one that was asked for, else that of the first.

    Raises ``loans.wrong_state``, ``loans.not_in_loan``, ``loans.other_category``, ``loans.conflict``,
    ``loans.not_lendable``, ``loans.too_few_free``, ``loans.not_as_approved``,
    ``disposals.in_open_disposal``, ``request.forbidden``.
    """
    agreement = await load_for_update(uow, agreement_id)
    check_version(agreement, expected)
    if agreement.state != AgreementState.RESERVED:
        raise WRONG_STATE()
    loans = await loans_of(uow.session, agreement_id)
    loan = require_loans(loans, [data.asset_id], LoanStatus.RESERVED)[data.asset_id]
    uow.actor.require_at(DESK, (await asset_of(uow.session, loan.id))[1])
    category = loan.category_id or await category_of(uow.session, loan.asset_id)
    if category is None:
        raise OTHER_CATEGORY(errors=[FieldError("/replacement_id", "invalid")])
    if data.replacement_id is None:
        item = LoanItemIn(category_id=category, location_id=await _place_of(uow, agreement, loan))
        await require_items(uow, [item])
        days = Days(loan.start_date, loan.free_from)
        found = (await choose(uow, [item], days, DESK))[0].row.id
        await _require_as_approved(uow, agreement, loan, found)
        loan.asset_id = found
    else:
        await _require_fit(uow, loan, loans, category, data.replacement_id)
        await _require_as_approved(uow, agreement, loan, data.replacement_id)
        loan.asset_id = data.replacement_id
    agreement.updated_at = now()
    await tell(uow, agreement)


async def _require_fit(
    uow: UnitOfWork, loan: Loan, loans: Sequence[Loan], category: int, asset_id: int
) -> None:
    if asset_id not in await seen_assets(uow.session, uow.actor, [asset_id]):
        raise NOT_FOUND(errors=[FieldError("/replacement_id", "not_found")])
    if any(other.asset_id == asset_id for other in loans):
        raise NOT_IN_LOAN(assets=str(asset_id))
    rows = await locked(uow, [loan.asset_id, asset_id])
    for row in rows:
        uow.actor.require_at(DESK, row.path)
    if not await lies_in(uow.session, asset_id, category):
        raise OTHER_CATEGORY(errors=[FieldError("/replacement_id", "invalid")])
    new = [row for row in rows if row.id == asset_id]
    refuse_unfit(new)
    await refuse_held(uow, new)
    await refuse_taken(uow, new, loan.start_date, loan.free_from)


async def _place_of(uow: UnitOfWork, agreement: LoanAgreement, loan: Loan) -> int | None:
    """Where another one is looked for: anywhere, or where the one stands that somebody approved."""
    return await location_of(uow.session, loan.asset_id) if agreement.approver_id is not None else None


async def _require_as_approved(uow: UnitOfWork, agreement: LoanAgreement, loan: Loan, asset_id: int) -> None:
    """What somebody approved is not exchanged for what he was not asked about."""
    if agreement.approver_id is not None and not await stands_for(uow.session, asset_id, loan.asset_id):
        raise NOT_AS_APPROVED(errors=[FieldError("/replacement_id", "invalid")])
