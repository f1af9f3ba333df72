"""I18: an idempotency key had one effect."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.http.idempotency import IdempotencyKey
from levitiis.kit.checks import Violation

INVARIANT = "I18"
MAX_REPORTED = 1_000


async def violations(session: AsyncSession) -> list[Violation]:
    """Keys with more than one stored answer, and stored answers that are refusals."""
    found: list[Violation] = []
    rules = (
        ("the key was used for two effects", used_twice()),
        ("a refusal is kept as an answer", refusals()),
    )
    for message, statement in rules:
        ids = (await session.scalars(statement.limit(MAX_REPORTED))).all()
        found += [Violation(INVARIANT, message, "idempotency_key", number) for number in ids]
    return found


def used_twice() -> Select[Any]:
    """Every use of a key but its first."""
    earlier = aliased(IdempotencyKey)
    same = and_(
        earlier.owner == IdempotencyKey.owner,
        earlier.route == IdempotencyKey.route,
        earlier.key == IdempotencyKey.key,
        earlier.id < IdempotencyKey.id,
    )
    return select(IdempotencyKey.id).where(exists().where(same))


def refusals() -> Select[Any]:
    """Only what took effect is kept."""
    return select(IdempotencyKey.id).where(IdempotencyKey.status >= 400)
