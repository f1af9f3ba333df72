"""Who may do what with terms, which exist for whom, and what a document that brings one tells of itself."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, permission, permission_group
from levitiis.modules.locations.policy import place_within
from levitiis.modules.people import api as people
from levitiis.modules.signatures.models import Term
from levitiis.modules.signatures.schemas import VerifiedTermOut

permission_group("terms", "Termos", "Terms")
READ = permission(
    "terms.read", "Ver termos", "See terms",
    ("Consultar termos dos locais e baixar seus PDFs; os próprios, todos veem.",
     "Read terms of the places and download their PDFs; everybody sees their own."),
)  # fmt: skip
COLLECT = permission(
    "terms.collect", "Colher assinaturas", "Collect signatures",
    ("Apresentar um termo na tela para ser assinado, mandar o link e registrar o PDF assinado.",
     "Show a term on the screen to be signed, send the link and record the signed PDF."),
)  # fmt: skip
CONFIGURE = permission(
    "terms.configure", "Editar modelos de termo", "Edit term templates",
    ("Mudar o texto dos termos que ainda serão emitidos. Vale só em toda a organização.",
     "Change the text of terms still to be issued. Holds organisation-wide only."),
)  # fmt: skip


class TermSubject(Protocol):
    """A kind of document that brings terms with it."""

    kind: str

    async def hold(self, uow: UnitOfWork, document_id: int) -> None:
        """Lock the document's row until the end of the transaction: before the term's, everywhere."""
        ...

    async def settled(self, uow: UnitOfWork, document_id: int, *, signed: bool, note: str | None) -> None:
        """Its term was signed, or refused with a note."""
        ...


class PaperBook(Protocol):
    """Papers of another room that carry a code and are verified where terms are."""

    async def verified(self, session: AsyncSession, code: str) -> VerifiedTermOut | None:
        """What whoever holds the paper may know; None when the code is none of these."""
        ...


def is_own(actor: Actor) -> ColumnElement[bool]:
    """What ``actor`` himself is to sign, or has."""
    if actor.person_id is None:
        return false()
    return Term.signer_id.in_(people.records_of(actor.person_id))


def visible(actor: Actor) -> ColumnElement[bool]:
    """One's own, and those of places within reach."""
    return or_(place_within(Term.location_id, actor.scope(READ)), is_own(actor))
