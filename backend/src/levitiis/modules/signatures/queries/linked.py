"""What is known of a term to whoever holds a link or its printed code."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.ids import token_hash
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.errors import LINK_INVALID
from levitiis.modules.signatures.models import Term, TermLink
from levitiis.modules.signatures.policy import PaperBook
from levitiis.modules.signatures.schemas import LinkedTermOut, VerifiedTermOut
from levitiis.modules.signatures.states import PaperKind, PaperState, TermState

_SMALL = frozenset({"da", "das", "de", "do", "dos", "e"})


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


async def verified_paper(
    session: AsyncSession, code: str, books: Sequence[PaperBook] = ()
) -> VerifiedTermOut:
    """What the holder of a paper's code may know: of a term, or of what another room issues.

    Raises ``request.not_found``.
    """
    known = code.lower()
    term = await session.scalar(select(Term).where(Term.code == known))
    if term is not None:
        return _verified(term)
    for book in books:
        found = await book.verified(session, known)
        if found is not None:
            return found
    raise NOT_FOUND()


def _verified(term: Term) -> VerifiedTermOut:
    content = Content.of(term.content_json)
    return VerifiedTermOut(
        organisation=content.organisation,
        number=term.number,
        kind=PaperKind(term.kind),
        state=PaperState(term.state),
        issued_at=term.created_at,
        settled_at=term.settled_at,
        signer_initials=initials(content.signer),
        pdf_sha256=term.pdf_sha256,
        signed_pdf_sha256=term.signed_pdf_sha256,
    )


def initials(name: str) -> str:
    """``M. C. A.`` for Maria da Conceição Abrantes: small words are left out."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word.lower() not in _SMALL)


def hint_of(email: str) -> str:
    """Enough of an address for its owner to know it: ``m•••@prefeitura.example``."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"
