"""Reads for signing in and for ending sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.identity.models import AuthSession, User


async def find_for_sign_in(session: AsyncSession, name: str) -> Row[*tuple[Any, ...]] | None:
    """``id``, ``password_hash`` and ``active`` of the user with this user name or e-mail."""
    key = name.strip().lower()
    column = User.email_key if "@" in key else User.username_key
    return (
        await session.execute(select(User.id, User.password_hash, User.active).where(column == key))
    ).one_or_none()


async def live_sessions(session: AsyncSession, user_ids: Iterable[int]) -> Sequence[AuthSession]:
    """The sessions of these users that were not revoked, locked."""
    statement = (
        select(AuthSession)
        .where(AuthSession.user_id.in_(list(user_ids)), AuthSession.revoked_at.is_(None))
        .order_by(AuthSession.id)
        .with_for_update()
    )
    return (await session.scalars(statement)).all()
