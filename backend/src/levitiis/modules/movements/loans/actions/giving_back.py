"""What was lent comes back, all at once or bit by bit; and its due date moves."""

from __future__ import annotations

from collections.abc import Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now, today
from levitiis.modules.assets import api as assets
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import locked
from levitiis.modules.movements.loans.actions.handing_over import require_loans
from levitiis.modules.movements.loans.actions.issuing import issue
from levitiis.modules.movements.loans.actions.reserving import refuse_taken, require_everywhere
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import BAD_PERIOD, SAME_DUE_DATE, WRONG_STATE
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.occasions import next_occasion
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.rows import load_for_update, loans_of
from levitiis.modules.movements.loans.queries.rules import free_from, rules_of
from levitiis.modules.movements.loans.reservations.actions.opening import require_open
from levitiis.modules.movements.loans.schemas import ExtensionIn, ReturnedItem, ReturnIn
from levitiis.modules.movements.loans.states import AgreementState, AgreementStep, LoanStatus, LoanStep
from levitiis.modules.movements.occurrences.actions.opening import open_occurrence
from levitiis.modules.movements.occurrences.states import OccurrenceKind
from levitiis.modules.signatures.api import TermDesk
from levitiis.modules.signatures.states import TermKind

_UNDESCRIBED = "Devolvido com dano."
_EXTENDABLE = (AgreementState.RESERVED, AgreementState.ACTIVE)
_RUNS = (LoanStatus.RESERVED, LoanStatus.ACTIVE)


async def give_back(
    uow: UnitOfWork, desk: TermDesk, agreement_id: int, data: ReturnIn, expected: int | None
) -> None:
    """Assets are back, in the condition that is said; with the last one the agreement is closed.

    What came back damaged opens an occurrence. Raises ``loans.wrong_state``, ``loans.not_in_loan``,
    ``request.forbidden``, ``request.not_found`` for the place.
    """
    agreement = await load_for_update(uow, agreement_id)
    check_version(agreement, expected)
    if agreement.state != AgreementState.ACTIVE:
        raise WRONG_STATE()
    loans = await loans_of(uow.session, agreement_id)
    back = require_loans(loans, [item.asset_id for item in data.items], LoanStatus.ACTIVE)
    for row in await locked(uow, sorted(back)):
        uow.actor.require_at(DESK, row.path)
    if data.location_id is not None:
        path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
        uow.actor.require_at(DESK, path)
    for item in data.items:
        await note_return(uow, back[item.asset_id], item)
    uow.reason = f"{agreement.number}: {agreement.purpose}"[:500]
    await take_in(uow, list(back.values()), data.location_id)
    uow.log("loan_agreement", agreement_id, "give_back", {"given_back": sorted(back)})
    if close_if_all_back(agreement, loans):
        await issue(uow, desk, agreement, TermKind.LOAN_RETURN)
    await tell(uow, agreement)


async def note_return(uow: UnitOfWork, loan: Loan, told: ReturnedItem) -> None:
    """Keep how an asset came back; damage opens an occurrence."""
    loan.in_condition, loan.in_note = told.condition and told.condition.value, told.note
    loan.ended_at, loan.ended_by = now(), uow.actor.id
    if told.damaged:
        about = loan.in_note or _UNDESCRIBED
        await open_occurrence(uow, loan.asset_id, OccurrenceKind.DAMAGE, about, loan_id=loan.id)


async def take_in(uow: UnitOfWork, back: Sequence[Loan], location_id: int | None) -> None:
    """These loans are over, and their assets where they belong, or at another place from now on."""
    for loan in back:
        loan.take(LoanStep.GIVE_BACK)
    await uow.flush()
    place = assets.UNCHANGED if location_id is None else location_id
    change = assets.CustodyChange(location_id=place, turn=assets.Turn.GIVEN_BACK)
    await assets.tell_of_moves(uow, await assets.move(uow, [loan.asset_id for loan in back], change))


def close_if_all_back(agreement: LoanAgreement, loans: Sequence[Loan]) -> bool:
    """Whether nothing is out any more; the agreement is closed then."""
    if any(loan.status == LoanStatus.ACTIVE for loan in loans):
        agreement.updated_at = now()
        return False
    agreement.take(AgreementStep.CLOSE)
    agreement.closed_at = now()
    return True


async def extend(
    uow: UnitOfWork, agreement_id: int, data: ExtensionIn, expected: int | None, zone: str
) -> None:
    """Everything that is not back is due on another day, unless somebody else has it then.

    Raises ``loans.wrong_state``, ``loans.same_due_date``, ``loans.bad_period``, ``loans.desk_closed``,
    ``loans.conflict``.
    """
    agreement = await load_for_update(uow, agreement_id)
    await require_everywhere(uow, agreement)
    check_version(agreement, expected)
    if agreement.state not in _EXTENDABLE:
        raise WRONG_STATE()
    rules = await rules_of(uow.session)
    if data.due_date == agreement.due_date or data.due_date < max(today(), agreement.start_date):
        raise SAME_DUE_DATE()
    if (data.due_date - agreement.start_date).days >= rules.most_days:
        raise BAD_PERIOD(most=rules.most_days)
    await require_open(uow.session, rules, zone, {"/due_date": data.due_date})
    out = [loan for loan in await loans_of(uow.session, agreement_id) if loan.status in _RUNS]
    rows = await locked(uow, [loan.asset_id for loan in out])
    until = free_from(data.due_date, rules)
    await refuse_taken(uow, rows, agreement.start_date, until, but_for=agreement_id)
    uow.reason = data.reason
    acts = {"from": agreement.due_date.isoformat(), "to": data.due_date.isoformat(), "reason": data.reason}
    agreement.due_date = data.due_date
    agreement.remind_on = next_occasion(data.due_date, today()).day
    for loan in out:
        loan.due_date, loan.free_from = data.due_date, until
    uow.log("loan_agreement", agreement_id, "extend", acts)
    await tell(uow, agreement)
