"""Reads for signing in and for ending sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.identity.models import AuthSession, User
from levitiis.modules.people.models import Person


@dataclass(frozen=True, slots=True)
class SignInRow:
    """A user, as far as signing in needs him."""

    id: int
    username_key: str
    email_key: str
    password_hash: str | None
    active: bool


async def find_for_sign_in(session: AsyncSession, name: str) -> SignInRow | None:
    """The user with this user name or e-mail."""
    key = name.strip().lower()
    column = User.email_key if "@" in key else User.username_key
    statement = select(User.id, User.username_key, User.email_key, User.password_hash, User.active)
    row = (await session.execute(statement.where(column == key))).one_or_none()
    return SignInRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class Owner:
    """An active user, as far as his own account needs him."""

    id: int
    username: str
    username_key: str
    email_key: str
    password_hash: str | None
    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """What his password must not be made of."""
        return (self.username, self.email_key.partition("@")[0], self.name)


async def find_owner(session: AsyncSession, user_id: int) -> Owner | None:
    """The user, if he is active."""
    statement = (
        select(User.id, User.username, User.username_key, User.email_key, User.password_hash, Person.name)
        .join(Person, Person.id == User.person_id)
        .where(User.id == user_id, User.active == true())
    )
    row = (await session.execute(statement)).one_or_none()
    return Owner(*row) if row else None


async def find_recipient(session: AsyncSession, user_id: int) -> Row[*tuple[Any, ...]]:
    """``username``, ``email``, ``active``, ``preferences`` and ``name`` of the user, for a mail to him."""
    statement = (
        select(User.username, User.email, User.active, User.preferences, Person.name)
        .join(Person, Person.id == User.person_id)
        .where(User.id == user_id)
    )
    return (await session.execute(statement)).one()


async def live_sessions(session: AsyncSession, user_ids: Iterable[int]) -> Sequence[AuthSession]:
    """The sessions of these users that were not revoked, locked."""
    statement = (
        select(AuthSession)
        .where(AuthSession.user_id.in_(list(user_ids)), AuthSession.revoked_at.is_(None))
        .order_by(AuthSession.id)
        .with_for_update()
    )
    return (await session.scalars(statement)).all()
