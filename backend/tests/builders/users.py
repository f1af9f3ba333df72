"""Users, with grants and sessions, and without the tenth of a second that a password costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.kit.ids import secret_token, token_hash
from levitiis.modules.identity.models import AuthSession, Role, User, UserRole
from levitiis.modules.locations.models import Location
from tests.builders.people import person

PASSWORD = "correct horse battery"


LIGHT = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2id that costs nothing; tests of the real parameters are in ``tests/unit/identity``."""


@cache
def light_hash() -> str:
    """A hash of :data:`PASSWORD`."""
    return LIGHT.hash(PASSWORD)


@dataclass(frozen=True, slots=True)
class Account:
    """A user with a live session."""

    user_id: int
    session_id: int
    username: str
    refresh_token: str


async def user(uow: UnitOfWork, username: str, *, role: str | None = None, active: bool = True) -> User:
    """A user without grants; signs in with :data:`PASSWORD`. ``role`` is the one to be shown."""
    who = await person(uow, username.replace(".", " ").title())
    made = User(
        username=username,
        username_key=username.lower(),
        email=f"{username}@example.org",
        email_key=f"{username}@example.org".lower(),
        password_hash=light_hash(),
        role=role,
        person_id=who.id,
        active=active,
        preferences={},
    )
    uow.session.add(made)
    await uow.flush()
    return made


async def grant(uow: UnitOfWork, to: User | int, role: str, at: Location | int | None = None) -> UserRole:
    """A role for a user: organisation-wide, or at a place and everything below it."""
    user_id = to.id if isinstance(to, User) else to
    place_id = at.id if isinstance(at, Location) else at
    role_id = (await uow.session.scalars(select(Role.id).where(Role.name == role))).one()
    made = UserRole(user_id=user_id, role_id=role_id, location_id=place_id, place_key=place_id or 0)
    uow.session.add(made)
    await uow.flush()
    return made


async def session_of(
    uow: UnitOfWork, of: User, *, began: datetime | None = None, lasts: timedelta = timedelta(days=14)
) -> Account:
    """A live session of a user."""
    began, token = began or now(), secret_token()
    made = AuthSession(
        user_id=of.id,
        token_hash=token_hash(token),
        rotated_at=began,
        created_at=began,
        expires_at=began + lasts,
    )
    uow.session.add(made)
    await uow.flush()
    return Account(of.id, made.id, of.username, token)


async def account(
    uow: UnitOfWork,
    username: str,
    *,
    role: str | None = "reader",
    at: Location | int | None = None,
    active: bool = True,
) -> Account:
    """A user with one grant (none when ``role`` is None) and a live session."""
    made = await user(uow, username, role=role, active=active)
    if role:
        await grant(uow, made, role, at)
    return await session_of(uow, made)
