"""The signer signs or refuses: on a screen, in his account, by link, or with a certificate of his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.documents.terms import Signed
from levitiis.infra.files.models import StoredFile
from levitiis.kit.clock import now
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.modules.locations import api as locations
from levitiis.modules.signatures.actions.telling import tell
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.desk import TermDesk, Visitor
from levitiis.modules.signatures.errors import SETTLED
from levitiis.modules.signatures.models import Term, TermSignature
from levitiis.modules.signatures.paper import circumstances, render
from levitiis.modules.signatures.policy import COLLECT
from levitiis.modules.signatures.queries.rows import hold_term, subject_of
from levitiis.modules.signatures.queries.signers import name_of
from levitiis.modules.signatures.schemas import SignIn
from levitiis.modules.signatures.states import (
    LEVELS,
    SignatureLevel,
    SignatureMethod,
    TermDecision,
    TermState,
    TermStep,
)
from levitiis.modules.signatures.strokes import as_svg


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and how it is known that the signer said it."""

    decision: TermDecision
    method: SignatureMethod
    level: SignatureLevel
    visitor: Visitor
    note: str | None = None
    strokes: Any = None
    email: str | None = None
    certificate: dict[str, str] | None = None


async def decide(
    uow: UnitOfWork, desk: TermDesk, term_id: int, data: SignIn, expected: int | None, visitor: Visitor
) -> None:
    """Sign or refuse in the browser of a user: the signer's own, or that of who collects it.

    Raises ``signatures.settled``, ``request.forbidden``, ``request.stale_version``.
    """
    term = await open_term(uow, desk, term_id, expected)
    method = await _way(uow, term)
    said = Said(data.decision, method, LEVELS[method], visitor, data.note, data.strokes or None)
    await settle(uow, desk, term, said)


async def open_term(uow: UnitOfWork, desk: TermDesk, term_id: int, expected: int | None) -> Term:
    """A term that waits for its signer, locked after its document's row. Raises as ``decide`` does."""
    kind, document_id = await subject_of(uow, term_id)
    await desk.subjects[kind].hold(uow, document_id)
    term = await hold_term(uow, term_id)
    require_pending(term)
    check_version(term, expected)
    return term


def require_pending(term: Term) -> None:
    """Raise ``signatures.settled`` for what is signed, refused or void."""
    if term.state != TermState.PENDING:
        raise SETTLED()


async def may_collect(uow: UnitOfWork, term: Term) -> bool:
    """Whether the actor may have this term signed on his screen."""
    return uow.actor.scope(COLLECT).covers(await locations.path_of(uow.session, term.location_id))


async def _way(uow: UnitOfWork, term: Term) -> SignatureMethod:
    if uow.actor.person_id == term.signer_id:
        return SignatureMethod.OWN_ACCOUNT
    if not await may_collect(uow, term):
        raise FORBIDDEN()
    return SignatureMethod.ON_SITE


async def settle(
    uow: UnitOfWork, desk: TermDesk, term: Term, said: Said, signed_pdf: StoredFile | None = None
) -> None:
    """Write down what was said, make the signed PDF, and let the document know. The rows are locked."""
    moment = now()
    is_signed = said.decision is TermDecision.SIGN
    if is_signed and signed_pdf is None:
        signed_pdf = await _signed_pdf(uow, desk, term, said, moment)
    uow.session.add(_row(uow, term, said, moment))
    term.take(TermStep.SIGN if is_signed else TermStep.REFUSE)
    term.settled_at, uow.reason = moment, said.note
    if signed_pdf is not None and is_signed:
        term.signed_pdf_id, term.signed_pdf_sha256 = signed_pdf.id, signed_pdf.sha256
    await tell(uow, term)
    await desk.subjects[term.subject_kind].settled(uow, term.subject_id, signed=is_signed, note=said.note)


def _row(uow: UnitOfWork, term: Term, said: Said, moment: datetime) -> TermSignature:
    collects = said.method in (SignatureMethod.ON_SITE, SignatureMethod.SIGNED_PDF)
    return TermSignature(
        term_id=term.id,
        decision=said.decision.value,
        method=said.method.value,
        level=said.level.value,
        signer_id=term.signer_id,
        signer_name=Content.of(term.content_json).signer,
        collected_by=uow.actor.id if collects else None,
        confirmed_email=said.email,
        address=said.visitor.address[:60],
        user_agent=(said.visitor.user_agent or "")[:300] or None,
        note=said.note,
        pdf_sha256=term.pdf_sha256,
        strokes_json=said.strokes if said.decision is TermDecision.SIGN else None,
        certificate_json=said.certificate,
        created_at=moment,
    )


async def _signed_pdf(
    uow: UnitOfWork, desk: TermDesk, term: Term, said: Said, moment: datetime
) -> StoredFile:
    told = circumstances(
        said.method,
        said.level,
        moment=desk.local(moment),
        address=said.visitor.address,
        pdf_sha256=term.pdf_sha256,
        collector=await name_of(uow.session, uow.actor),
        email=said.email or "",
    )
    drawn = Signed(as_svg(said.strokes or []), told)
    pdf = await render(Content.of(term.content_json), desk.verify_at(term.code), moment, drawn)
    return await desk.keep(uow, pdf, f"{term.number}-assinado.pdf")
