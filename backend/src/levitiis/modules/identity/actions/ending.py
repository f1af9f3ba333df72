"""Ends sessions: effective on the next request, and their live connections are closed."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.events import SessionsEnded
from levitiis.modules.identity.queries.sessions import live_sessions


async def end_sessions(uow: UnitOfWork, user_id: int, reason: str, *, keep: int | None = None) -> int:
    """End every session of a user, but for ``keep``; returns how many ended."""
    ended = [row for row in await live_sessions(uow.session, [user_id]) if row.id != keep]
    for row in ended:
        row.revoke(now(), reason)
    if ended:
        uow.emit(SessionsEnded(object_ids=tuple(row.id for row in ended), user_id=user_id))
    return len(ended)


async def end_own_session(uow: UnitOfWork, session_id: int) -> None:
    """End one session of the author. Raises ``request.not_found`` for any other, and for one that ended."""
    rows = await live_sessions(uow.session, [uow.actor.id or 0])
    row = next((one for one in rows if one.id == session_id), None)
    if row is None:
        raise NOT_FOUND()
    row.revoke(now(), "ended_by_owner")
    uow.emit(SessionsEnded(object_ids=(row.id,), user_id=row.user_id))


async def end_other_sessions(uow: UnitOfWork) -> int:
    """End every session of the author but the one that asks."""
    return await end_sessions(uow, uow.actor.id or 0, "ended_by_owner", keep=uow.actor.session_id)
