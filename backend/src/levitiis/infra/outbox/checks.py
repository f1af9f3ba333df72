"""I14: every committed event gets one number, and those of one object in the order of its changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.outbox.models import OutboxDelivery, OutboxEvent
from levitiis.kit.checks import Violation

INVARIANT = "I14"
MAX_REPORTED = 1_000
PATIENCE = timedelta(hours=1)
"""How much later than an event a newer one may be published before the older one counts as passed over."""

_PAGE = 5_000


async def violations(session: AsyncSession) -> list[Violation]:
    """Events that were passed over, lost, told twice or told out of order."""
    found: list[Violation] = []
    newest = await session.scalar(select(func.max(OutboxEvent.published_at)))
    for message, statement in _rules(newest):
        ids = (await session.scalars(statement.limit(MAX_REPORTED))).all()
        found += [Violation(INVARIANT, message, "outbox_event", number) for number in ids]
    first, last, kept = (await session.execute(span())).one()
    if kept and last - first + 1 > kept:
        missing = last - first + 1 - kept
        found.append(Violation(INVARIANT, f"{missing} numbers between the first and the last are missing"))
    for name in (await session.scalars(ahead_of(last or 0))).all():
        found.append(Violation(INVARIANT, f"subscriber {name} is ahead of the last event"))
    return found + await _out_of_order(session)


def _rules(newest: datetime | None) -> list[tuple[str, Select[int]]]:
    ids = select(OutboxEvent.id).order_by(OutboxEvent.id)
    half = or_(
        and_(OutboxEvent.sequence.is_(None), OutboxEvent.published_at.is_not(None)),
        and_(OutboxEvent.sequence.is_not(None), OutboxEvent.published_at.is_(None)),
    )
    twice = (
        select(OutboxEvent.sequence)
        .where(OutboxEvent.sequence.is_not(None))
        .group_by(OutboxEvent.sequence)
        .having(func.count() > 1)
    )
    rules = [
        ("numbered without being published, or the reverse", ids.where(half)),
        ("its number was given twice", ids.where(OutboxEvent.sequence.in_(twice))),
    ]
    if newest is not None:
        passed = and_(OutboxEvent.sequence.is_(None), OutboxEvent.created_at < newest - PATIENCE)
        rules.append(("passed over: much later events were published", ids.where(passed)))
    return rules


def span() -> Select[*tuple[Any, ...]]:
    """The least and the greatest number that are kept, and how many there are."""
    sequence = OutboxEvent.sequence
    return select(func.min(sequence), func.max(sequence), func.count(sequence.distinct()))


def ahead_of(last: int) -> Select[str]:
    """Subscribers that say they have had more than there was."""
    return select(OutboxDelivery.name).where(OutboxDelivery.sequence > last).order_by(OutboxDelivery.name)


async def _out_of_order(session: AsyncSession) -> list[Violation]:
    """Events of one object whose numbers do not rise with their ids."""
    last: dict[tuple[str, int], int] = {}
    found: list[Violation] = []
    async for number, sequence, kind, payload in _numbered(session):
        for object_id in payload.get("ids") or ():
            thing = (kind, int(object_id))
            if sequence < last.get(thing, 0):
                message = f"told before an earlier change of {kind} {object_id}"
                found.append(Violation(INVARIANT, message, "outbox_event", number))
            last[thing] = max(sequence, last.get(thing, 0))
    return found[:MAX_REPORTED]


async def _numbered(session: AsyncSession) -> AsyncIterator[tuple[int, int, str, dict[str, Any]]]:
    after = 0
    while True:
        rows = (await session.execute(numbered_after(after))).all()
        for row in rows:
            yield row[0], row[1], row[2], row[3]
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


def numbered_after(after: int) -> Select[*tuple[Any, ...]]:
    """The next numbered events by id."""
    return (
        select(OutboxEvent.id, OutboxEvent.sequence, OutboxEvent.object_type, OutboxEvent.payload)
        .where(OutboxEvent.id > after, OutboxEvent.sequence.is_not(None))
        .order_by(OutboxEvent.id)
        .limit(_PAGE)
    )
