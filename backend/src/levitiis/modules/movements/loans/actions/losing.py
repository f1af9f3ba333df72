"""What was lent is lost, which opens a disposal; or it turns up again."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.modules.assets import api as assets
from levitiis.modules.assets.errors import DISPOSED
from levitiis.modules.assets.states import AssetStatus
from levitiis.modules.locations import api as locations
from levitiis.modules.movements.actions.asking import locked
from levitiis.modules.movements.disposals.actions.drafting import open_draft
from levitiis.modules.movements.disposals.actions.finding import take_out_found
from levitiis.modules.movements.disposals.actions.holding import refuse_held
from levitiis.modules.movements.disposals.schemas import DisposalIn, DisposalItemIn
from levitiis.modules.movements.disposals.states import Destination
from levitiis.modules.movements.loans.actions.giving_back import (
    close_if_all_back,
    note_returns,
    require_accessories,
    take_in,
)
from levitiis.modules.movements.loans.actions.handing_over import require_loans
from levitiis.modules.movements.loans.actions.issuing import issue
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.errors import WRONG_STATE
from levitiis.modules.movements.loans.policy import DESK
from levitiis.modules.movements.loans.queries.rows import load_for_update, loans_of
from levitiis.modules.movements.loans.schemas import LossIn, ReturnIn
from levitiis.modules.movements.loans.states import AgreementState, LoanStatus, LoanStep
from levitiis.modules.signatures.api import TermDesk
from levitiis.modules.signatures.states import TermKind


async def lose(uow: UnitOfWork, desk: TermDesk, agreement_id: int, data: LossIn, expected: int | None) -> int:
    """These assets are missing from now on, and a draft of their disposal is opened; returns its id.

    Whoever answered for them still does. Raises ``loans.wrong_state``, ``loans.not_in_loan``,
    ``request.forbidden``.
    """
    agreement = await load_for_update(uow, agreement_id)
    check_version(agreement, expected)
    if agreement.state != AgreementState.ACTIVE:
        raise WRONG_STATE()
    loans = await loans_of(uow.session, agreement_id)
    lost = require_loans(loans, data.asset_ids, LoanStatus.ACTIVE)
    for row in await locked(uow, sorted(lost)):
        uow.actor.require_at(DESK, row.path)
    for loan in lost.values():
        loan.take(LoanStep.LOSE)
        loan.in_note, loan.ended_at, loan.ended_by = data.description, now(), uow.actor.id
    await uow.flush()
    uow.reason = f"{agreement.number}: {data.description}"[:500]
    change = assets.CustodyChange(turn=assets.Turn.LOST)
    await assets.tell_of_moves(uow, await assets.move(uow, sorted(lost), change))
    uow.log("loan_agreement", agreement_id, "lose", {"lost": sorted(lost)})
    draft = DisposalIn(
        items=[DisposalItemIn(asset_id=number) for number in sorted(lost)],
        destination=Destination.LOSS,
        reason=f"Extravio no empréstimo {agreement.number}: {data.description}",
    )
    disposal_id = await open_draft(uow, draft, agreement_id)
    if await close_if_all_back(uow, agreement, loans) and any(
        loan.status == LoanStatus.RETURNED for loan in loans
    ):
        await issue(uow, desk, agreement, TermKind.LOAN_RETURN)
    await tell(uow, agreement)
    return disposal_id


async def find(uow: UnitOfWork, agreement_id: int, data: ReturnIn, expected: int | None) -> None:
    """What was lost turned up, also after the loan was closed; the draft of its disposal forgets it.

    Raises ``loans.not_in_loan``, ``assets.disposed``, ``disposals.in_open_disposal`` once its disposal was
    asked for, ``disposals.has_photos``, ``request.forbidden``, ``request.not_found`` for the place.
    """
    agreement = await load_for_update(uow, agreement_id)
    check_version(agreement, expected)
    loans = await loans_of(uow.session, agreement_id)
    found = require_loans(loans, [item.asset_id for item in data.items], LoanStatus.LOST)
    uow.reason = f"{agreement.number}: {agreement.purpose}"[:500]
    await take_out_found(uow, agreement_id, sorted(found))
    rows = await locked(uow, sorted(found))
    for row in rows:
        uow.actor.require_at(DESK, row.path)
    if data.location_id is not None:
        path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
        uow.actor.require_at(DESK, path)
    await refuse_held(uow, rows)
    if any(row.status == AssetStatus.DISPOSED for row in rows):
        raise DISPOSED()
    require_accessories(found, data.items)
    await note_returns(uow, found, data.items)
    await take_in(uow, list(found.values()), data.location_id)
    uow.log("loan_agreement", agreement_id, "find", {"found": sorted(found)})
    agreement.updated_at = now()
    await tell(uow, agreement)
