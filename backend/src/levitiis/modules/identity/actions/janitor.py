"""Removes what sign-ins leave behind."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.identity.models import (
    AuthSession,
    PasswordLink,
    SignInAttempt,
    SignInChallenge,
    SocketTicket,
)
from levitiis.modules.identity.sessions import Identity

KEPT_AFTER_END = timedelta(days=30)


async def prune_sessions(uow: UnitOfWork, identity: Identity) -> int:
    """Remove sessions that ended thirty days ago with their spent tokens, and what is over besides."""
    moment = now()
    ended = moment - KEPT_AFTER_END
    over: ColumnElement[bool] = or_(
        AuthSession.revoked_at < ended,
        AuthSession.expires_at < ended,
        AuthSession.created_at < ended - identity.absolute_life,
    )
    gone = (await uow.session.scalars(delete(AuthSession).where(over).returning(AuthSession.id))).all()
    await uow.session.execute(delete(SignInAttempt).where(SignInAttempt.at < moment - identity.window))
    for passing in (SocketTicket, SignInChallenge, PasswordLink):
        await uow.session.execute(delete(passing).where(passing.expires_at < moment))
    if gone:
        uow.log("session", None, "pruned", {"count": len(gone)})
    return len(gone)
