"""Single-use tickets that open one live connection each: never a token in an address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.ids import secret_token, token_hash
from levitiis.modules.identity.errors import TICKET_INVALID
from levitiis.modules.identity.models import AuthSession, SocketTicket
from levitiis.modules.identity.sessions import Identity

TICKET_SECONDS = 30


async def issue_ticket(uow: UnitOfWork) -> str:
    """A ticket for the session of the actor; good once, for thirty seconds."""
    if uow.actor.session_id is None:
        raise UNAUTHENTICATED()
    ticket, moment = secret_token(), now()
    values = {
        "token_hash": token_hash(ticket),
        "session_id": uow.actor.session_id,
        "expires_at": moment + timedelta(seconds=TICKET_SECONDS),
    }
    await uow.session.execute(delete(SocketTicket).where(SocketTicket.expires_at < moment))
    await uow.session.execute(insert(SocketTicket), [values])
    return ticket


async def redeem_ticket(session: AsyncSession, identity: Identity, ticket: str) -> Actor:
    """The actor for whom ``ticket`` was issued. Raises ``identity.ticket_invalid``.

    One DELETE takes the ticket, so it opens one connection however many try. Give it a session of
    ``Database.reading()``, where each statement is committed as it runs.
    """
    taken = (
        delete(SocketTicket)
        .where(SocketTicket.token_hash == token_hash(ticket), SocketTicket.expires_at > now())
        .returning(SocketTicket.session_id)
        .execution_options(synchronize_session=False)
    )
    session_id = await session.scalar(taken)
    if session_id is None:
        raise TICKET_INVALID()
    user_id = await session.scalar(select(AuthSession.user_id).where(AuthSession.id == session_id))
    return await identity.actor(session, user_id or 0, session_id)
