"""Files attached to the assets of loans: how they left, how they came back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, Permission
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.attachments.api import AttachmentOwner, ToldOn
from levitiis.modules.movements.loans.events import LoansChanged
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanAttachment
from levitiis.modules.movements.loans.policy import DESK, READ, visible
from levitiis.modules.movements.loans.queries.rows import asset_of, load_for_update, loans_within


def _visible(actor: Actor, wanted: Permission) -> Select[int]:
    """Who may hand over where an asset belongs attaches; who sees the agreement looks."""
    seen = select(Loan.id).where(Loan.agreement_id.in_(select(LoanAgreement.id).where(visible(actor))))
    return seen if wanted is READ else seen.where(Loan.id.in_(loans_within(actor.scope(wanted))))


async def _hold(uow: UnitOfWork, loan_id: int) -> LoansChanged:
    loan = await uow.session.get(Loan, loan_id)
    if loan is None:
        raise NOT_FOUND()
    agreement = await load_for_update(uow, loan.agreement_id)
    _, path = await asset_of(uow.session, loan_id)
    uow.actor.require_at(DESK, path)
    return LoansChanged(object_ids=(agreement.id,), location_paths=(path,) if path else ())


async def _keeps(uow: UnitOfWork, loan_id: int, attached_at: dt.datetime) -> bool:
    """What showed how it left, once it did; everything once it is back or lost."""
    loan = await uow.session.get_one(Loan, loan_id)
    if loan.handed_over_at is None:
        return False
    return loan.ended_at is not None or attached_at <= loan.handed_over_at


async def _told_on(uow: UnitOfWork, loan_id: int) -> ToldOn:
    loan = await uow.session.get_one(Loan, loan_id)
    tag, _ = await asset_of(uow.session, loan_id)
    return ToldOn("loan_agreement", loan.agreement_id, {"asset": tag})


LOAN_ATTACHMENTS = AttachmentOwner(
    kind="loan",
    address="/movimentacoes/emprestimos/itens/{owner_id}/anexos",
    table=LoanAttachment,
    key=LoanAttachment.loan_id,
    read=READ,
    edit=DESK,
    visible=_visible,
    hold=_hold,
    told_on=_told_on,
    keeps=_keeps,
)
