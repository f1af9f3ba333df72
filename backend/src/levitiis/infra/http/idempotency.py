"""Idempotency-Key: one effect and one answer, however often a POST is sent.

The key is claimed by a transaction lock and kept by a row written in the work's own transaction: a
crash leaves nothing behind, a second sender in flight gets 409 at once. An answer is given again only to
whoever still has the rights he had when it was made: it may hold what he may not see any more.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, UniqueConstraint, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from starlette.requests import Request
from starlette.responses import Response

from levitiis.infra.db.base import Base
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.types import JsonData, Moment, PrimaryKey, string
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import (
    IDEMPOTENCY_BAD_KEY,
    IDEMPOTENCY_IN_FLIGHT,
    IDEMPOTENCY_OTHER_BODY,
    IDEMPOTENCY_OTHER_RIGHTS,
)

_KEY = re.compile(r"^[A-Za-z0-9_-]{8,128}$")
_KEPT_HEADERS = ("content-type", "etag", "location", "content-disposition")
MAX_STORED_BYTES = 1_000_000


class IdempotencyKey(Base):
    """A stored answer; kept for at least 24 hours, then removed by the janitor.

    ``rights`` is a fingerprint of what its owner was allowed to do then, and where.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("owner", "route", "key"),)

    id: Mapped[PrimaryKey]
    owner: Mapped[str] = mapped_column(string(40))
    route: Mapped[str] = mapped_column(string(200))
    key: Mapped[str] = mapped_column(string(128))
    body_hash: Mapped[str] = mapped_column(string(64))
    status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(JsonData)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    rights: Mapped[str | None] = mapped_column(string(64))
    created_at: Mapped[Moment] = mapped_column(index=True)


@dataclass(slots=True)
class Claim:
    """A key held for the rest of the transaction; ``answer`` when it was used before."""

    owner: str
    route: str
    key: str
    body_hash: str
    rights: str
    answer: Response | None = None


def key_of(request: Request) -> str | None:
    """The key that the client sent, if any. Raises ``idempotency.bad_key``."""
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.match(key):
        raise IDEMPOTENCY_BAD_KEY()
    return key


async def claim(session: AsyncSession, actor: Actor, request: Request, key: str, raw: bytes) -> Claim:
    """Hold ``key`` for this transaction, or find the answer it has already been given.

    Raises ``idempotency.in_flight``, ``idempotency.other_body`` and ``idempotency.other_rights``: the last
    says that the work was done, and that what the actor may do or see has changed since.
    """
    made = Claim(
        owner=f"{actor.kind.value}:{actor.id}",
        route=f"{request.method} {request.url.path}"[:200],
        key=key,
        body_hash=hashlib.sha256(raw + request.url.query.encode()).hexdigest(),
        rights=_rights(actor),
    )
    if not await dialect_of(session).try_lock(session, f"idempotency:{made.owner}:{made.route}:{key}"):
        raise IDEMPOTENCY_IN_FLIGHT(headers={"Retry-After": "1"})
    known = await _known(session, made)
    if known is not None:
        if known.body_hash != made.body_hash:
            raise IDEMPOTENCY_OTHER_BODY()
        if known.rights not in (None, made.rights):
            raise IDEMPOTENCY_OTHER_RIGHTS()
        made.answer = Response(
            known.body, known.status, headers={**known.headers, "Idempotent-Replayed": "true"}
        )
    return made


def _rights(actor: Actor) -> str:
    """A fingerprint of every permission of ``actor`` and of the places where he has it."""
    held = sorted((code, scope.everywhere, *scope.prefixes) for code, scope in actor.scopes.items())
    return hashlib.sha256(repr((actor.unrestricted, held)).encode()).hexdigest()


async def _known(session: AsyncSession, made: Claim) -> IdempotencyKey | None:
    statement = select(IdempotencyKey).where(
        IdempotencyKey.owner == made.owner,
        IdempotencyKey.route == made.route,
        IdempotencyKey.key == made.key,
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def store(session: AsyncSession, made: Claim, response: Response) -> None:
    """Keep the answer with the work; failures were raised before and are not stored."""
    body = bytes(response.body)
    if response.status_code >= 400 or len(body) > MAX_STORED_BYTES:
        return
    values = {
        "owner": made.owner,
        "route": made.route,
        "key": made.key,
        "body_hash": made.body_hash,
        "status": response.status_code,
        "headers": {k: v for k, v in response.headers.items() if k.lower() in _KEPT_HEADERS},
        "body": body,
        "rights": made.rights,
        "created_at": now(),
    }
    await session.execute(insert(IdempotencyKey), [values])
