"""What is known of a term to whoever holds a link or its printed code."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.ids import token_hash
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.errors import LINK_INVALID
from levitiis.modules.signatures.models import Term, TermLink, TermSignature
from levitiis.modules.signatures.schemas import LinkedTermOut, VerifiedTermOut
from levitiis.modules.signatures.states import SignatureLevel, TermKind, TermState


async def link_of(session: AsyncSession, token: str) -> TermLink:
    """The link of a token that is good. Raises ``signatures.link_invalid``."""
    statement = select(TermLink).where(
        TermLink.token_hash == token_hash(token), TermLink.expires_at > now(), TermLink.used_at.is_(None)
    )
    found = await session.scalar(statement)
    if found is None:
        raise LINK_INVALID()
    return found


async def hold_link(uow: UnitOfWork, link_id: int) -> TermLink:
    """A link, locked, if it is still good. Raises ``signatures.link_invalid``."""
    statement = (
        select(TermLink)
        .where(TermLink.id == link_id, TermLink.expires_at > now(), TermLink.used_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = await uow.session.scalar(statement)
    if found is None:
        raise LINK_INVALID()
    return found


async def linked_term(session: AsyncSession, link: TermLink) -> LinkedTermOut:
    """The term of a link, with what its signer has to read."""
    term = (await session.execute(select(Term).where(Term.id == link.term_id))).scalar_one()
    content = Content.of(term.content_json)
    return LinkedTermOut(
        organisation=content.organisation,
        number=term.number,
        title=content.title,
        paragraphs=content.paragraphs,
        lines=content.lines,
        total=content.total,
        signer_name=content.signer,
        email_hint=hint_of(link.email),
        state=TermState(term.state),
        pdf_sha256=term.pdf_sha256,
    )


async def verified_term(session: AsyncSession, code: str) -> VerifiedTermOut:
    """What the holder of a term's code may know. Raises ``request.not_found``."""
    statement = (
        select(Term, TermSignature.level)
        .outerjoin(TermSignature, TermSignature.term_id == Term.id)
        .where(Term.code == code.lower())
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    term, level = row
    content = Content.of(term.content_json)
    signed = term.state == TermState.SIGNED
    return VerifiedTermOut(
        organisation=content.organisation,
        number=term.number,
        kind=TermKind(term.kind),
        state=TermState(term.state),
        issued_at=term.created_at,
        settled_at=term.settled_at,
        signer_initials=initials(content.signer),
        level=SignatureLevel(level) if signed else None,
        pdf_sha256=term.pdf_sha256,
        signed_pdf_sha256=term.signed_pdf_sha256,
    )


def initials(name: str) -> str:
    """``M. C. A.`` for Maria da Conceição Abrantes: small words are left out."""
    return " ".join(f"{word[0]}." for word in name.split() if word[0].isupper())


def hint_of(email: str) -> str:
    """Enough of an address for its owner to know it: ``m•••@prefeitura.example``."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"
