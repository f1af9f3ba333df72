"""Invariants of users and sessions: I16, I17, I21 and I22."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.checks import Violation
from levitiis.kit.clock import now
from levitiis.modules.identity.models import AuthSession, SpentToken, User, UserRole
from levitiis.modules.identity.queries.administrators import has_administrator
from levitiis.modules.identity.roles import ADMINISTRATOR
from levitiis.modules.people.models import Person

MAX_REPORTED = 1_000


async def violations(session: AsyncSession) -> list[Violation]:
    """Sessions that should be over, grants that are not what they seem, and nobody left to give any."""
    found: list[Violation] = []
    for invariant, message, entity, statement in (
        ("I16", "it is open and its user is inactive", "session", of_inactive_users()),
        ("I16", "its live refresh token is a spent one", "session", with_spent_token()),
        ("I21", "its place_key is not that of its place", "grant", with_wrong_place_key()),
        ("I22", "its person's record was merged into another", "user", of_merged_people()),
    ):
        ids = (await session.scalars(statement.limit(MAX_REPORTED))).all()
        found += [Violation(invariant, message, entity, number) for number in ids]
    users = await session.scalar(select(func.count(User.id)))
    if users and not await has_administrator(session, ADMINISTRATOR):
        found.append(Violation("I17", "no active user is administrator of the whole organisation"))
    return found


def of_inactive_users() -> Select[Any]:
    """Live sessions of users who are not active."""
    live = (AuthSession.revoked_at.is_(None), AuthSession.expires_at > now())
    return (
        select(AuthSession.id).join(User, User.id == AuthSession.user_id).where(*live, User.active == false())
    )


def with_spent_token() -> Select[Any]:
    """Sessions that would take a token which was used before."""
    spent = exists().where(SpentToken.token_hash == AuthSession.token_hash)
    return select(AuthSession.id).where(AuthSession.revoked_at.is_(None), spent)


def of_merged_people() -> Select[Any]:
    """Users whose person's record was merged into another."""
    merged = exists().where(Person.id == User.person_id, Person.merged_into_id.is_not(None))
    return select(User.id).where(merged)


def with_wrong_place_key() -> Select[Any]:
    """Grants whose uniqueness is not that of their place."""
    return select(UserRole.id).where(UserRole.place_key != func.coalesce(UserRole.location_id, 0))
