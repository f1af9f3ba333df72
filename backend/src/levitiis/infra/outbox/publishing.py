"""The statements of the outbox: giving sequences, reading what is published, cleaning up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Select, Update, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from levitiis.infra.outbox.models import OutboxDelivery, OutboxEvent
from levitiis.kit.clock import now


@dataclass(frozen=True, slots=True)
class Published:
    """A published event."""

    sequence: int
    type: str
    object_type: str
    payload: dict[str, Any]
    created_at: datetime


_COLUMNS = (
    OutboxEvent.sequence,
    OutboxEvent.type,
    OutboxEvent.object_type,
    OutboxEvent.payload,
    OutboxEvent.created_at,
)


def number_events(after: int, moment: datetime, limit: int) -> Update:
    """Give the next sequences after ``after`` to committed events that have none, in order of their ids.

    An id is drawn when its row is written, and whoever changes an object writes its event while
    holding the object's row: so for one object the order of ids is the order of changes. Events of
    a transaction that is still open are not seen; they get their numbers when they appear.
    """
    waiting = (
        select(OutboxEvent.id)
        .where(OutboxEvent.sequence.is_(None))
        .order_by(OutboxEvent.id)
        .limit(limit)
        .subquery("waiting")
    )
    place = func.row_number().over(order_by=waiting.c.id)
    numbered = select(waiting.c.id, (place + after).label("sequence")).subquery("numbered")
    return (
        update(OutboxEvent)
        .where(OutboxEvent.id == numbered.c.id)
        .values(sequence=numbered.c.sequence, published_at=moment)
        .execution_options(synchronize_session=False)
    )


async def publish(connection: AsyncConnection, after: int, limit: int) -> int:
    """Number up to ``limit`` events, in one statement; returns how many there were."""
    result = cast("CursorResult[Any]", await connection.execute(number_events(after, now(), limit)))
    return result.rowcount


def last_sequence() -> Select[int | None]:
    """The greatest sequence given so far."""
    return select(func.max(OutboxEvent.sequence))


def first_sequence() -> Select[int | None]:
    """The least sequence that is still kept."""
    return select(func.min(OutboxEvent.sequence))


def published_after(sequence: int, limit: int) -> Select[int | None, str, str, dict[str, Any], datetime]:
    """Published events after ``sequence``, in order.

    Sequences are given by one process, one committed statement after the other, without gaps: so
    for them, unlike for ids, "greater than the last one read" loses nothing.
    """
    return (
        select(*_COLUMNS).where(OutboxEvent.sequence > sequence).order_by(OutboxEvent.sequence).limit(limit)
    )


async def read_published(session: AsyncSession, after: int, limit: int) -> Sequence[Published]:
    """Run :func:`published_after`."""
    rows = await session.execute(published_after(after, limit))
    return [Published(int(row[0] or 0), *row[1:]) for row in rows]


def forget_published(before: datetime, up_to: int, limit: int) -> Delete:
    """Remove events published before a moment, with sequences below ``up_to``."""
    old = (
        select(OutboxEvent.id)
        .where(OutboxEvent.sequence < up_to, OutboxEvent.published_at < before)
        .order_by(OutboxEvent.sequence)
        .limit(limit)
    )
    return delete(OutboxEvent).where(OutboxEvent.id.in_(old)).execution_options(synchronize_session=False)


def slowest_delivery(names: Collection[str]) -> Select[int]:
    """How far the slowest of the named subscribers has come."""
    return select(func.min(OutboxDelivery.sequence)).where(OutboxDelivery.name.in_(names))
