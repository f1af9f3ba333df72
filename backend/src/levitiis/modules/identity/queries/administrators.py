"""Who can still administer the whole organisation."""

from __future__ import annotations

from sqlalchemy import Select, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.identity.models import Role, User, UserRole


async def is_administrator(session: AsyncSession, role_name: str, who: UserRole | User) -> bool:
    """Tell whether this grant, or a grant of this active user, is an organisation-wide one of the role."""
    mine = UserRole.id == who.id if isinstance(who, UserRole) else User.id == who.id
    return bool(await session.scalar(_administrators(role_name).where(mine)))


async def other_administrators(session: AsyncSession, role_name: str, without: UserRole | User) -> bool:
    """Tell whether an active user has the role organisation-wide, leaving one user or grant out."""
    left_out = UserRole.id != without.id if isinstance(without, UserRole) else User.id != without.id
    return bool(await session.scalar(_administrators(role_name).where(left_out)))


async def has_administrator(session: AsyncSession, role_name: str) -> bool:
    """Tell whether any active user has the role organisation-wide."""
    return bool(await session.scalar(_administrators(role_name)))


def _administrators(role_name: str) -> Select[int]:
    return (
        select(func.count(UserRole.id))
        .join(User, User.id == UserRole.user_id)
        .join(Role, Role.id == UserRole.role_id)
        .where(Role.name == role_name, User.active == true(), UserRole.location_id.is_(None))
    )
