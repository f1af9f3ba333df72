"""What was reserved goes out: condition noted, term issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now, today
from levitiis.modules.assets import api as assets
from levitiis.modules.movements.actions.asking import AssetRow, locked
from levitiis.modules.movements.loans.actions.issuing import issue
from levitiis.modules.movements.loans.actions.reserving import refuse_taken, refuse_unfit
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import NOT_IN_LOAN
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.occasions import next_occasion
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.rows import load_for_update, loans_of
from levitiis.modules.movements.loans.schemas import HandedItem, HandOverIn
from levitiis.modules.movements.loans.states import AgreementStep, LoanStatus, LoanStep
from levitiis.modules.signatures.api import TermDesk
from levitiis.modules.signatures.states import TermKind


async def hand_over(
    uow: UnitOfWork, desk: TermDesk, agreement_id: int, data: HandOverIn, expected: int | None
) -> None:
    """Assets go out to their borrower. What is left out of it is not lent, and free again.

    Handed over before its first day, a loan begins today, if nobody else has them until then. Raises
    ``loans.wrong_state``, ``loans.not_in_loan``, ``loans.not_lendable``, ``loans.conflict``.
    """
    agreement = await load_for_update(uow, agreement_id)
    check_version(agreement, expected)
    agreement.take(AgreementStep.HAND_OVER)
    loans = await loans_of(uow.session, agreement_id)
    handed = require_loans(loans, [item.asset_id for item in data.items], LoanStatus.RESERVED)
    rows = await locked(uow, sorted(handed))
    for row in rows:
        uow.actor.require_at(DESK, row.path)
    refuse_unfit(rows, leaving=True)
    await _begin_today(uow, agreement, rows, loans)
    told = {item.asset_id: item for item in data.items}
    for loan in loans:
        _go_out(uow, loan, told.get(loan.asset_id))
    await uow.flush()
    uow.reason = f"{agreement.number}: {agreement.purpose}"[:500]
    change = assets.CustodyChange(turn=assets.Turn.LENT, approver_id=agreement.approver_id)
    await assets.tell_of_moves(uow, await assets.move(uow, sorted(handed), change))
    agreement.handed_over_at, agreement.remind_on = now(), next_occasion(agreement.due_date, today()).day
    uow.log("loan_agreement", agreement_id, "hand_over", {"handed_over": sorted(handed)})
    await issue(uow, desk, agreement, TermKind.LOAN)
    await tell(uow, agreement)


async def _begin_today(
    uow: UnitOfWork, agreement: LoanAgreement, rows: Sequence[AssetRow], loans: Sequence[Loan]
) -> None:
    if agreement.start_date <= today():
        return
    await refuse_taken(uow, rows, today(), agreement.start_date, but_for=agreement.id)
    agreement.start_date = today()
    for loan in loans:
        loan.start_date = today()


def _go_out(uow: UnitOfWork, loan: Loan, told: HandedItem | None) -> None:
    if told is None:
        loan.take(LoanStep.CANCEL)
        loan.ended_at, loan.ended_by = now(), uow.actor.id
        return
    loan.take(LoanStep.HAND_OVER)
    loan.out_condition, loan.out_note = told.condition and told.condition.value, told.note
    loan.handed_over_at, loan.handed_over_by = now(), uow.actor.id


def require_loans(loans: Sequence[Loan], asset_ids: Sequence[int], status: LoanStatus) -> dict[int, Loan]:
    """The loans of these assets by asset. Raises ``loans.not_in_loan`` for what is none, or named twice."""
    known = {loan.asset_id: loan for loan in loans if loan.status == status}
    times = Counter(asset_ids)
    strange = [number for number in times if number not in known or times[number] > 1]
    if strange:
        raise NOT_IN_LOAN(assets=", ".join(str(number) for number in strange[:10]))
    return {number: known[number] for number in asset_ids}
