"""Reads of one-time links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.clock import now
from levitiis.kit.ids import token_hash
from levitiis.modules.identity.models import PasswordLink, User


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that is still good, and whose it is."""

    user_id: int
    username: str
    purpose: str
    expires_at: datetime


async def find_link(session: AsyncSession, token: str) -> LinkRow | None:
    """The link, if it was not used, is not over, and its user is active."""
    statement = (
        select(User.id, User.username, PasswordLink.purpose, PasswordLink.expires_at)
        .join(User, User.id == PasswordLink.user_id)
        .where(PasswordLink.token_hash == token_hash(token), PasswordLink.used_at.is_(None))
        .where(PasswordLink.expires_at > now(), User.active == true())
    )
    row = (await session.execute(statement)).one_or_none()
    return LinkRow(*row) if row else None
