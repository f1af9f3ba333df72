"""Reads of one's own account."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.modules.identity.devices import device_name
from levitiis.modules.identity.models import AuthSession, RecoveryCode, SecondFactor
from levitiis.modules.identity.schemas.account import OwnSession, OwnSessions, SecondFactorState

_SHOWN = 200


async def list_own_sessions(session: AsyncSession, actor: Actor, absolute_life: timedelta) -> OwnSessions:
    """The devices that ``actor`` is signed in on."""
    moment = now()
    statement = (
        select(
            AuthSession.id,
            AuthSession.user_agent,
            AuthSession.address,
            AuthSession.created_at,
            AuthSession.rotated_at,
            AuthSession.used_agent,
            AuthSession.used_address,
        )
        .where(
            AuthSession.user_id == actor.id,
            AuthSession.revoked_at.is_(None),
            AuthSession.expires_at > moment,
            AuthSession.created_at > moment - absolute_life,
        )
        .order_by(AuthSession.rotated_at.desc(), AuthSession.id.desc())
        .limit(_SHOWN)
    )
    return OwnSessions(
        items=[
            OwnSession(
                id=row.id,
                device=device_name(row.user_agent),
                address=row.address,
                created_at=row.created_at,
                used_at=row.rotated_at,
                used_device=device_name(row.used_agent) if row.used_address else device_name(row.user_agent),
                used_address=row.used_address or row.address,
                current=row.id == actor.session_id,
            )
            for row in (await session.execute(statement)).all()
        ]
    )


async def second_factor_state(session: AsyncSession, user_id: int) -> SecondFactorState:
    """Whether signing in takes a second step."""
    statement = select(SecondFactor.confirmed_at).where(SecondFactor.user_id == user_id)
    since = await session.scalar(statement)
    left = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return SecondFactorState(
        enabled=since is not None,
        enabled_at=since,
        recovery_codes_left=int(await session.scalar(left) or 0) if since else 0,
    )


async def has_second_factor(session: AsyncSession, user_id: int) -> bool:
    """Tell whether the user confirmed an authenticator."""
    statement = select(SecondFactor.user_id).where(
        SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None)
    )
    return await session.scalar(statement) is not None


async def seen_before(session: AsyncSession, user_id: int) -> list[tuple[str | None, str | None]]:
    """User agent and address of the user's sessions that are still known."""
    statement = select(AuthSession.user_agent, AuthSession.address).where(AuthSession.user_id == user_id)
    return [(row[0], row[1]) for row in (await session.execute(statement.distinct())).all()]
