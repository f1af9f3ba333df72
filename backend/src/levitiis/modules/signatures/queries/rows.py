"""The list of terms, one term, and what actions read of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.paging import fetch_page, ordering, page_of
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.modules.identity.models import User
from levitiis.modules.locations.models import Location
from levitiis.modules.people import api as people
from levitiis.modules.people.models import Person
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.models import Term, TermLink, TermSignature
from levitiis.modules.signatures.policy import COLLECT, is_own, visible
from levitiis.modules.signatures.schemas import (
    SignatureOut,
    TermAction,
    TermFilter,
    TermOut,
    TermRow,
)
from levitiis.modules.signatures.states import TermState

_ORDERS: dict[str, Any] = {"created_at": Term.created_at, "number": Term.number}


async def list_terms(session: AsyncSession, actor: Actor, params: TermFilter) -> Page[TermRow]:
    """A page of terms that exist for ``actor``."""
    where = _conditions(actor, params)
    order = ordering(_ORDERS, params.sort.value, Term.id)
    rows = _named().where(*where).order_by(*order)
    found, total = await fetch_page(session, rows, select(Term.id).where(*where), params)
    return page_of(Page[TermRow], [TermRow.model_validate(_row_values(*row)) for row in found], params, total)


async def get_term(session: AsyncSession, actor: Actor, term_id: int) -> TermOut:
    """One term. Raises ``request.not_found`` when it does not exist for ``actor``."""
    row = (await session.execute(_named().where(Term.id == term_id, visible(actor)))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    term: Term = row[0]
    content = Content.of(term.content_json)
    sent = select(TermLink.created_at).where(TermLink.term_id == term_id).order_by(TermLink.id.desc())
    values = _row_values(*row) | {
        "title": content.title,
        "paragraphs": content.paragraphs,
        "lines": content.lines,
        "total": content.total,
        "code": term.code,
        "pdf_sha256": term.pdf_sha256,
        "signed_pdf_sha256": term.signed_pdf_sha256,
        "signature": await signature_of(session, term_id),
        "link_sent_at": await session.scalar(sent.limit(1)),
        "allowed_actions": await _allowed(session, actor, term),
    }
    return TermOut.model_validate(values)


async def signature_of(session: AsyncSession, term_id: int) -> SignatureOut | None:
    """What the signer said, if anything yet."""
    collector = aliased(Person)
    statement = (
        select(TermSignature, User.id, collector.name)
        .outerjoin(User, User.id == TermSignature.collected_by)
        .outerjoin(collector, collector.id == User.person_id)
        .where(TermSignature.term_id == term_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    said, user_id, name = row
    return SignatureOut.model_validate(
        {
            "decision": said.decision,
            "method": said.method,
            "level": said.level,
            "signer_name": said.signer_name,
            "collected_by": {"id": user_id, "name": name} if user_id else None,
            "confirmed_email": said.confirmed_email,
            "address": said.address,
            "note": said.note,
            "certificate": said.certificate_json,
            "at": said.created_at,
        }
    )


async def pdf_of(
    session: AsyncSession, actor: Actor, term_id: int, *, signed: bool
) -> tuple[StoredFile, str]:
    """The PDF of a term and its name for people. Raises ``request.not_found``."""
    column = Term.signed_pdf_id if signed else Term.pdf_id
    statement = (
        select(StoredFile, Term.number)
        .join(Term, column == StoredFile.id)
        .where(Term.id == term_id, visible(actor))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return row[0], f"{row[1]}-assinado.pdf" if signed else f"{row[1]}.pdf"


async def subject_of(uow: UnitOfWork, term_id: int) -> tuple[str, int]:
    """Kind and id of the document of a term. Raises ``request.not_found``."""
    statement = select(Term.subject_kind, Term.subject_id).where(Term.id == term_id, visible(uow.actor))
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return row[0], row[1]


async def hold_term(uow: UnitOfWork, term_id: int) -> Term:
    """A term, locked; the caller knows that it exists for whoever asks."""
    statement = select(Term).where(Term.id == term_id).with_for_update()
    return (await uow.session.execute(statement.execution_options(populate_existing=True))).scalar_one()


def _named() -> AnySelect:
    return select(Term, Person.name).join(Person, Person.id == Term.signer_id)


def _row_values(term: Term, signer: str) -> dict[str, Any]:
    return {
        "id": term.id,
        "number": term.number,
        "kind": term.kind,
        "state": term.state,
        "signer": {"id": term.signer_id, "name": signer},
        "subject_kind": term.subject_kind,
        "subject_id": term.subject_id,
        "subject_number": term.subject_number,
        "items": term.items,
        "created_at": term.created_at,
        "settled_at": term.settled_at,
        "version": term.version,
    }


async def count_pending_of(session: AsyncSession, person_id: int) -> int:
    """How many terms wait for a person's signature."""
    statement = select(func.count(Term.id)).where(
        Term.signer_id == person_id, Term.state == TermState.PENDING.value
    )
    return int(await session.scalar(statement) or 0)


async def _allowed(session: AsyncSession, actor: Actor, term: Term) -> list[TermAction]:
    if term.state != TermState.PENDING:
        return []
    path = await session.scalar(select(Location.path).where(Location.id == term.location_id))
    own = actor.person_id is not None and actor.person_id == term.signer_id
    collects = actor.scope(COLLECT).covers(path)
    candidates: tuple[tuple[TermAction, bool], ...] = (
        ("sign", own),
        ("refuse", own or collects),
        ("collect", collects and not own),
        ("send_link", collects),
        ("add_signed_pdf", own or collects),
    )
    return [name for name, fits in candidates if fits]


def _conditions(actor: Actor, params: TermFilter) -> list[ColumnElement[bool]]:
    where = [is_own(actor) if params.mine else visible(actor)]
    if params.state:
        where.append(Term.state.in_([state.value for state in params.state]))
    if params.q and params.q.strip():
        where.append(Term.number.contains(params.q.strip().upper(), autoescape=True))
    if params.signer_id is not None:
        where.append(Term.signer_id.in_(people.records_of(params.signer_id)))
    if params.subject_kind is not None:
        where.append(Term.subject_kind == params.subject_kind)
    if params.subject_id is not None:
        where.append(Term.subject_id == params.subject_id)
    return where
