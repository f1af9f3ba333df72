"""Signing by a one-time link: its holder reads the term, a code sent to the signer lets him sign.

The link alone signs nothing: both it and the signer's mailbox are needed. Wrong codes are counted per link
and per address, in transactions of their own, as failed sign-ins are.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.infra.http.client import network_of
from levitiis.kit.access import Actor, ActorKind
from levitiis.kit.clock import now
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.kit.ids import secret_token, token_hash
from levitiis.modules.identity.api import claim_attempt
from levitiis.modules.signatures.actions.signing import (
    Said,
    may_collect,
    open_term,
    require_pending,
    settle,
)
from levitiis.modules.signatures.actions.telling import tell
from levitiis.modules.signatures.content import Content
from levitiis.modules.signatures.desk import TermDesk, Visitor
from levitiis.modules.signatures.errors import CODE_WRONG, LINK_INVALID, MAIL_OFF, NO_EMAIL
from levitiis.modules.signatures.mails import TERM_CODE, TERM_LINK
from levitiis.modules.signatures.models import Term, TermLink
from levitiis.modules.signatures.queries.linked import hold_link, link_of
from levitiis.modules.signatures.queries.rows import hold_term
from levitiis.modules.signatures.queries.signers import signer_facts
from levitiis.modules.signatures.schemas import LinkedSignIn
from levitiis.modules.signatures.states import LEVELS, SignatureMethod, TermState

LINK_LIFE = timedelta(days=7)
CODE_LIFE = timedelta(minutes=10)
CODES_PER_LINK = 5
TRIES_PER_LINK = 10
TRIES_PER_ADDRESS = 60
"""Within the window of the sign-in limits."""
PAGE = "/assinar"
"""The page of the web app that a link leads to; the token is in the fragment."""


async def send_link(uow: UnitOfWork, desk: TermDesk, term_id: int, expected: int | None) -> None:
    """Send the signer a link by e-mail; an earlier one is worth nothing any more.

    Raises ``signatures.no_email``, ``signatures.mail_off``, and as signing does.
    """
    term = await open_term(uow, desk, term_id, expected)
    if not await may_collect(uow, term):
        raise FORBIDDEN()
    signer = await signer_facts(uow.session, desk.keys, term.signer_id)
    if not signer.email:
        raise NO_EMAIL()
    if not desk.identity.mailer.enabled:
        raise MAIL_OFF()
    moment, token = now(), secret_token()
    unused = delete(TermLink).where(TermLink.term_id == term.id, TermLink.used_at.is_(None))
    await uow.session.execute(unused.execution_options(synchronize_session=False))
    link = TermLink(
        term_id=term.id,
        token_hash=token_hash(token),
        email=signer.email,
        created_at=moment,
        expires_at=moment + LINK_LIFE,
    )
    uow.session.add(link)
    await uow.flush()
    await desk.identity.mailer.queue(
        uow,
        TERM_LINK,
        to=signer.email,
        language="pt-BR",
        params={
            "name": signer.name,
            "number": term.number,
            "title": Content.of(term.content_json).title,
            "until": link.expires_at,
        },
        unique_key=f"term-link:{link.id}",
        link=desk.identity.mailer.link(PAGE, token),
        useless_after=link.expires_at,
    )
    uow.log("term", term.id, "send_link", {})
    await tell(uow, term)


async def send_code(uow: UnitOfWork, desk: TermDesk, token: str, visitor: Visitor) -> None:
    """Send a code to the e-mail of the link's signer. Raises ``signatures.link_invalid``, ``….mail_off``."""
    link_id = (await link_of(uow.session, token)).id
    await _claim(uow, desk, {f"term-codes:{link_id}": CODES_PER_LINK}, visitor)
    link = await hold_link(uow, link_id)
    term = await _term_of(uow, link)
    if not desk.identity.mailer.enabled:
        raise MAIL_OFF()
    code, until = f"{secrets.randbelow(1_000_000):06d}", now() + CODE_LIFE
    link.code_hash, link.code_until = _code_hash(link, code), until
    await desk.identity.mailer.queue(
        uow,
        TERM_CODE,
        to=link.email,
        language="pt-BR",
        params={"number": term.number, "code": code, "until": until},
        unique_key=f"term-code:{link.id}:{secret_token()}",
        useless_after=until,
    )
    uow.actor = _by_link(term)
    uow.log("term", term.id, "send_code", {})


def _by_link(term: Term) -> Actor:
    """Who holds the link, as far as a link tells: its signer."""
    return Actor(ActorKind.LINK, None, Content.of(term.content_json).signer, person_id=term.signer_id)


async def decide_by_link(uow: UnitOfWork, desk: TermDesk, data: LinkedSignIn, visitor: Visitor) -> TermLink:
    """Sign or refuse with link and code; of many who try with one link, one does.

    Raises ``signatures.link_invalid``, ``signatures.code_wrong``, ``signatures.settled``.
    """
    found = await link_of(uow.session, data.token)
    link_id, term_id = found.id, found.term_id
    await _claim(uow, desk, {f"term-tries:{link_id}": TRIES_PER_LINK}, visitor)
    term = await _held_with_document(uow, desk, term_id)
    link = await hold_link(uow, link_id)
    if link.code_hash is None or link.code_until is None or link.code_until <= now():
        raise CODE_WRONG()
    if not secrets.compare_digest(link.code_hash, _code_hash(link, data.code.strip())):
        raise CODE_WRONG()
    link.used_at = now()
    uow.actor = _by_link(term)
    said = Said(
        data.decision, SignatureMethod.LINK, LEVELS[SignatureMethod.LINK], visitor, data.note,
        data.strokes or None, email=link.email,
    )  # fmt: skip
    await settle(uow, desk, term, said)
    return link


async def paper_of_link(uow: UnitOfWork, desk: TermDesk, token: str) -> tuple[StoredFile, str]:
    """The PDF that the holder of a link reads."""
    link = await link_of(uow.session, token)
    term = await _term_of(uow, link)
    return await desk.files.get(uow.session, term.pdf_id), f"{term.number}.pdf"


async def _held_with_document(uow: UnitOfWork, desk: TermDesk, term_id: int) -> Term:
    """A term that waits, locked after its document."""
    term = await uow.session.get_one(Term, term_id)
    await desk.subjects[term.subject_kind].hold(uow, term.subject_id)
    term = await hold_term(uow, term_id)
    require_pending(term)
    return term


async def _term_of(uow: UnitOfWork, link: TermLink) -> Term:
    term = await uow.session.get_one(Term, link.term_id)
    if term.state != TermState.PENDING:
        raise LINK_INVALID()
    return term


async def _claim(uow: UnitOfWork, desk: TermDesk, counted: dict[str, int], visitor: Visitor) -> None:
    """Count the attempt, by link and by address, before anything is looked at.

    The request's own connection is given back first, so that it never waits for a second one.
    """
    address = {f"term-address:{network_of(visitor.address)}"[:80]: TRIES_PER_ADDRESS}
    await uow.session.rollback()
    await claim_attempt(desk.identity, uow.origin, counted | address)


async def claim_look(uow: UnitOfWork, desk: TermDesk, visitor: Visitor) -> None:
    """Count a look at a printed code by address. Raises ``identity.too_many_attempts``."""
    await _claim(uow, desk, {}, visitor)


def _code_hash(link: TermLink, code: str) -> str:
    """Hashed together with the link's token: the six digits alone could be guessed from their hash."""
    return token_hash(f"{link.token_hash}:{code}")
