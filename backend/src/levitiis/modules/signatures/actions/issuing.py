"""A term is issued: its text filled and frozen, its PDF made; or it loses its effect before it was signed."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from levitiis.infra.db.counting import document_number
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.kit.ids import opaque_code
from levitiis.modules.people import api as people
from levitiis.modules.signatures.actions.telling import tell
from levitiis.modules.signatures.actions.templates import ensure_template
from levitiis.modules.signatures.content import (
    Content,
    SignerFacts,
    WantedTerm,
    in_brazil,
    rows_of,
    total_of,
)
from levitiis.modules.signatures.desk import TermDesk
from levitiis.modules.signatures.models import Term, TermTemplateVersion
from levitiis.modules.signatures.paper import render
from levitiis.modules.signatures.placeholders import fill, paragraphs
from levitiis.modules.signatures.queries.signers import signer_facts
from levitiis.modules.signatures.states import PREFIX, TermState, TermStep


async def issue_term(uow: UnitOfWork, desk: TermDesk, wanted: WantedTerm) -> int:
    """Issue a term for a document whose row the caller holds; returns its id.

    What it says is frozen now: a later change of the template, of the person or of an asset changes
    nothing in it. One that is pending or signed is issued once for a document and signer. Raises
    ``people.has_left`` for a signer who was cleared, whichever way he came to sign.
    """
    await people.refuse_left(uow.session, [wanted.signer_id])
    template = await ensure_template(uow, wanted.kind)
    signer = await signer_facts(uow.session, desk.keys, wanted.signer_id)
    number = await document_number(uow, PREFIX)
    content = _content(desk, wanted, template, signer, number)
    code, moment = opaque_code(), now()
    pdf = await render(content, desk.verify_at(code), moment)
    stored = await desk.keep(uow, pdf, f"{number}.pdf")
    term = Term(
        number=number,
        kind=wanted.kind.value,
        subject_kind=wanted.subject_kind,
        subject_id=wanted.subject_id,
        subject_number=wanted.subject_number,
        template_version_id=template.id,
        signer_id=wanted.signer_id,
        location_id=wanted.location_id,
        items=len(wanted.lines),
        content_json=content.as_json(),
        content_hash=content.hash,
        code=code,
        pdf_id=stored.id,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        issued_by=uow.actor.id,
        created_at=moment,
    )
    uow.session.add(term)
    await tell(uow, term)
    return term.id


async def withdraw_terms(uow: UnitOfWork, subject_kind: str, subject_id: int) -> None:
    """The document is undone: what nobody has signed yet loses its effect."""
    statement = select(Term).where(
        Term.subject_kind == subject_kind,
        Term.subject_id == subject_id,
        Term.state == TermState.PENDING.value,
    )
    for term in (await uow.session.scalars(statement.with_for_update())).all():
        term.take(TermStep.WITHDRAW)
        term.settled_at = now()
        await tell(uow, term)


def _content(
    desk: TermDesk, wanted: WantedTerm, template: TermTemplateVersion, signer: SignerFacts, number: str
) -> Content:
    total, issued_on = total_of(wanted.lines), in_brazil(desk.local_now())
    values = {
        "responsavel": signer.name,
        "matricula": signer.registration or "",
        "cpf": signer.cpf_masked or "",
        "organizacao": desk.settings.organisation,
        "numero": number,
        "documento": wanted.subject_number,
        "data": issued_on,
        "local": wanted.place,
        "motivo": wanted.reason,
        "quantidade": str(len(wanted.lines)),
        "valor_total": total,
        **wanted.more,
    }
    return Content(
        organisation=desk.settings.organisation,
        number=number,
        document=wanted.subject_number,
        title=fill(template.title, values),
        paragraphs=[fill(paragraph, values) for paragraph in paragraphs(template.body)],
        issued_on=issued_on,
        place=wanted.place,
        signer=signer.name,
        registration=signer.registration or "",
        cpf=signer.cpf_masked or "",
        lines=rows_of(wanted.lines),
        total=total,
    )
