"""What was lent comes back, all at once or bit by bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError
from levitiis.modules.assets import api as assets
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import locked
from levitiis.modules.movements.loans.actions.dropping import drop_extension
from levitiis.modules.movements.loans.actions.handing_over import require_loans
from levitiis.modules.movements.loans.actions.issuing import issue
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import WRONG_STATE
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.rows import load_for_update, loans_of
from levitiis.modules.movements.loans.schemas import ReturnedItem, ReturnIn
from levitiis.modules.movements.loans.states import AgreementState, AgreementStep, LoanStatus, LoanStep
from levitiis.modules.movements.occurrences.actions.opening import Opened, open_occurrences
from levitiis.modules.movements.occurrences.states import OccurrenceKind
from levitiis.modules.signatures.api import TermDesk
from levitiis.modules.signatures.states import TermKind

_UNDESCRIBED = "Devolvido com dano."
_INCOMPLETE = "Não voltou com o bem: {missing}."


async def give_back(
    uow: UnitOfWork, desk: TermDesk, agreement_id: int, data: ReturnIn, expected: int | None
) -> None:
    """Assets are back, in the condition that is said; with the last one the agreement is closed.

    What came back damaged or incomplete opens an occurrence. Raises ``loans.wrong_state``,
    ``loans.not_in_loan``, ``request.forbidden``, ``request.not_found`` for the place.
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
    require_accessories(back, data.items)
    await note_returns(uow, back, data.items)
    uow.reason = f"{agreement.number}: {agreement.purpose}"[:500]
    await take_in(uow, list(back.values()), data.location_id)
    uow.log("loan_agreement", agreement_id, "give_back", {"given_back": sorted(back)})
    if await close_if_all_back(uow, agreement, loans):
        await issue(uow, desk, agreement, TermKind.LOAN_RETURN)
    await tell(uow, agreement)


def require_accessories(loans: Mapping[int, Loan], items: Sequence[ReturnedItem]) -> None:
    """Raise ``request.invalid`` with a pointer to what is missing and never went with its asset."""
    wrong = [
        FieldError(f"/items/{index}/missing_accessories", "invalid")
        for index, item in enumerate(items)
        if Counter(item.missing_accessories) - Counter(loans[item.asset_id].accessory_list)
    ]
    if wrong:
        raise INVALID_REQUEST(errors=wrong)


async def note_returns(uow: UnitOfWork, loans: Mapping[int, Loan], items: Sequence[ReturnedItem]) -> None:
    """Keep how assets came back; damage, and what is missing of one, open an occurrence."""
    noted = [_note_return(uow, loans[item.asset_id], item) for item in items]
    await open_occurrences(uow, [one for one in noted if one is not None])


def _note_return(uow: UnitOfWork, loan: Loan, told: ReturnedItem) -> Opened | None:
    loan.in_condition, loan.in_note = told.condition and told.condition.value, told.note
    loan.ended_at, loan.ended_by = now(), uow.actor.id
    missing = ", ".join(told.missing_accessories)
    loan.missing_accessories = ",".join(told.missing_accessories) or None  # as long as all of them at most
    about = [_INCOMPLETE.format(missing=missing)] if missing else []
    if told.note or told.damaged:
        about.insert(0, told.note or _UNDESCRIBED)
    if not (told.damaged or missing):
        return None
    kind = OccurrenceKind.DAMAGE if told.damaged else OccurrenceKind.OTHER
    return Opened(loan.asset_id, kind, " ".join(about), loan.id)


async def take_in(uow: UnitOfWork, back: Sequence[Loan], location_id: int | None) -> None:
    """These loans are over, and their assets where they belong, or at another place from now on."""
    for loan in back:
        loan.take(LoanStep.GIVE_BACK)
    await uow.flush()
    place = assets.UNCHANGED if location_id is None else location_id
    change = assets.CustodyChange(location_id=place, turn=assets.Turn.GIVEN_BACK)
    await assets.tell_of_moves(uow, await assets.move(uow, [loan.asset_id for loan in back], change))


async def close_if_all_back(uow: UnitOfWork, agreement: LoanAgreement, loans: Sequence[Loan]) -> bool:
    """Whether nothing is out any more; the agreement is closed then, and no other due date wanted."""
    if any(loan.status == LoanStatus.ACTIVE for loan in loans):
        agreement.updated_at = now()
        return False
    agreement.take(AgreementStep.CLOSE)
    agreement.closed_at = now()
    await drop_extension(uow, agreement.id)
    return True
