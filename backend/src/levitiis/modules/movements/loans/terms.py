"""The terms of a loan: of its hand-over, of its return, and what a refusal does."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.movements.loans.actions.giving_back import close_if_all_back, take_in
from levitiis.modules.movements.loans.actions.telling import tell
from levitiis.modules.movements.loans.queries.rows import hold, loans_of
from levitiis.modules.movements.loans.states import KIND, LoanStatus


class LoanTerms:
    """A loan whose term is signed or refused."""

    kind = KIND

    async def hold(self, uow: UnitOfWork, document_id: int) -> None:
        """See :class:`levitiis.modules.signatures.policy.TermSubject`."""
        await hold(uow, document_id)

    async def settled(self, uow: UnitOfWork, document_id: int, *, signed: bool, note: str | None) -> None:
        """Who refuses to sign for what was handed over has not got it: what is out counts as back.

        When everything is back already it was the return that was refused: that changes nothing but the term.
        """
        agreement = await hold(uow, document_id)
        out = [loan for loan in await loans_of(uow.session, document_id) if loan.status == LoanStatus.ACTIVE]
        if not signed and out:
            uow.reason = note
            for loan in out:
                loan.in_note, loan.ended_at, loan.ended_by = note, now(), uow.actor.id
            await take_in(uow, out, None)
            back = [loan.asset_id for loan in out]
            uow.log("loan_agreement", document_id, "term_refused", {"given_back": back})
            await close_if_all_back(uow, agreement, await loans_of(uow.session, document_id))
        await tell(uow, agreement)
