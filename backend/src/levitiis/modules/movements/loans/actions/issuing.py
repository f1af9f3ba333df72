"""The term of a hand-over or of a return is issued, and the loans know where to read it."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.queries.borrowers import borrower_of
from levitiis.modules.movements.loans.queries.rows import loans_of
from levitiis.modules.movements.loans.queries.terms import loan_lines, place_of
from levitiis.modules.movements.loans.states import KIND, LoanStatus
from levitiis.modules.movements.queries.terms import place_name
from levitiis.modules.people import api as people
from levitiis.modules.signatures import api as signatures
from levitiis.modules.signatures.states import TermKind


async def issue(uow: UnitOfWork, desk: signatures.TermDesk, agreement: LoanAgreement, kind: TermKind) -> None:
    """Issue the term of an agreement whose row is locked; ``terms_doc_url`` is that of the hand-over."""
    back = kind is TermKind.LOAN_RETURN
    status = LoanStatus.RETURNED if back else LoanStatus.ACTIVE
    place = await place_of(uow.session, agreement.id)
    signer = await people.standing_record(uow.session, agreement.signer_id)
    term_id = await signatures.issue_term(
        uow,
        desk,
        signatures.WantedTerm(
            kind=kind,
            subject_kind=KIND,
            subject_id=agreement.id,
            subject_number=agreement.number,
            signer_id=signer or agreement.signer_id,
            location_id=place,
            place=await place_name(uow.session, place),
            reason=agreement.purpose,
            lines=await loan_lines(uow.session, agreement.id, status, back=back),
            more={
                "tomador": await borrower_of(uow.session, agreement),
                "inicio": f"{agreement.start_date:%d/%m/%Y}",
                "prazo": f"{agreement.due_date:%d/%m/%Y}",
                "condicoes": agreement.conditions or "",
            },
        ),
    )
    if not back:
        for loan in await loans_of(uow.session, agreement.id):
            if loan.status == LoanStatus.ACTIVE:
                loan.terms_doc_url = f"/api/v1/movimentacoes/termos/{term_id}/pdf"
