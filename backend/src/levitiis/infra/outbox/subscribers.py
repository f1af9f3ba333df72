"""Durable subscribers: what must happen after a commit, at least once, whoever is up at the time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Update, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import PUBLISHED
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.outbox.models import OutboxDelivery
from levitiis.infra.outbox.publishing import Published, last_sequence, read_published
from levitiis.kit.access import job_actor
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem

BATCH = 100
POLL = 5.0
QUICK_TRIES = (0.0, 0.2, 1.0)
"""Pauses before the tries that an event gets in its turn; after them it is set aside."""

REDELIVERY = "outbox.redelivery"
REDELIVERY_TRIES = 12

log = structlog.get_logger(__name__)

React = Callable[[UnitOfWork, Published], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Reacts to events of some types, in the order of their sequences.

    ``react`` works in a unit of work that is committed together with the subscriber's position, so
    what it writes there happens once; what it does elsewhere must be idempotent. It does not
    commit. ``name`` is for ever: under it stands how far the subscriber has come.
    """

    name: str
    types: frozenset[str]
    react: React


class Delivery:
    """Brings published events to one subscriber. Run by the process that holds the relay's lock."""

    def __init__(self, database: Database, subscriber: Subscriber, trail_key: bytes) -> None:
        self._database = database
        self._subscriber = subscriber
        self._trail_key = trail_key
        self._log = log.bind(subscriber=subscriber.name)

    async def run(self) -> None:
        """Deliver until cancelled."""
        waker = self._database.signals.waker(PUBLISHED)
        pause = 0.2
        try:
            while True:
                try:
                    position = await self._position()
                    while (reached := await self._deliver_some(position)) != position:
                        position, pause = reached, 0.2
                except (SQLAlchemyError, OSError, Problem) as error:
                    self._log.warning("delivery_waits", error=type(error).__name__)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 5.0)
                else:
                    await waker.wait(POLL)
        finally:
            self._database.signals.forget(PUBLISHED, waker)

    async def _position(self) -> int:
        """Where the subscriber is; one that is new begins with what comes from now on."""
        name = self._subscriber.name
        async with self._unit() as uow:
            known = await uow.session.scalar(
                select(OutboxDelivery.sequence).where(OutboxDelivery.name == name)
            )
            if known is not None:
                return known
            start = await uow.session.scalar(last_sequence()) or 0
            values = {"name": name, "sequence": start, "updated_at": now()}
            await uow.session.execute(insert(OutboxDelivery), [values])
            await uow.commit()
        return start

    async def _deliver_some(self, position: int) -> int:
        async with self._database.reading() as session:
            events = await read_published(session, position, BATCH)
        written = position
        for event in events:
            if event.type in self._subscriber.types:
                await self._deliver(written, event)
                written = event.sequence
        if events and written != events[-1].sequence:
            async with self._unit() as uow:
                await self._advance(uow, written, events[-1].sequence)
                await uow.commit()
        return events[-1].sequence if events else position

    async def _deliver(self, position: int, event: Published) -> None:
        for attempt, pause in enumerate(QUICK_TRIES, start=1):
            await asyncio.sleep(pause)
            try:
                await self._try(position, event)
            except OSError:
                raise
            except SQLAlchemyError as error:
                if getattr(error, "connection_invalidated", False):
                    raise
                self._log.warning("delivery_failed", sequence=event.sequence, attempt=attempt, exc_info=True)
            except Exception:  # noqa: BLE001
                self._log.warning("delivery_failed", sequence=event.sequence, attempt=attempt, exc_info=True)
            else:
                return
        await self._set_aside(position, event)

    async def _try(self, position: int, event: Published) -> None:
        async with self._unit() as uow:
            await self._advance(uow, position, event.sequence)
            await self._subscriber.react(uow, event)
            await uow.commit()

    async def _set_aside(self, position: int, event: Published) -> None:
        """Let the others pass: the event is tried again as a job, with growing pauses."""
        name = self._subscriber.name
        self._log.error("event_set_aside", sequence=event.sequence, type=event.type)
        payload = {
            "subscriber": name,
            "sequence": event.sequence,
            "type": event.type,
            "object_type": event.object_type,
            "payload": event.payload,
            "created_at": event.created_at.isoformat(),
        }
        async with self._unit() as uow:
            await self._advance(uow, position, event.sequence)
            await enqueue(uow, REDELIVERY, payload, unique_key=f"{REDELIVERY}:{name}:{event.sequence}")
            await uow.commit()

    async def _advance(self, uow: UnitOfWork, position: int, sequence: int) -> None:
        """Move the position, unless another process delivers too (we lost the relay's lock)."""
        statement = advance(self._subscriber.name, position, sequence)
        result = cast("CursorResult[Any]", await uow.session.execute(statement))
        if result.rowcount != 1:
            raise ConnectionError("another process delivers to this subscriber")

    def _unit(self) -> AbstractAsyncContextManager[UnitOfWork]:
        actor = job_actor(self._subscriber.name)
        return unit_of_work(self._database, actor, Origin("job"), self._trail_key)


def advance(name: str, position: int, sequence: int) -> Update:
    """Move a subscriber's position from one sequence to a later one."""
    return (
        update(OutboxDelivery)
        .where(OutboxDelivery.name == name, OutboxDelivery.sequence == position)
        .values(sequence=sequence, updated_at=now())
        .execution_options(synchronize_session=False)
    )


def redelivery(subscribers: Sequence[Subscriber]) -> JobHandler:
    """The job handler that tries again what was set aside."""
    known = {subscriber.name: subscriber for subscriber in subscribers}

    async def handle(run: JobRun) -> None:
        kept = run.payload
        subscriber = known.get(str(kept["subscriber"]))
        if subscriber is None:
            return
        event = Published(
            sequence=int(kept["sequence"]),
            type=kept["type"],
            object_type=kept["object_type"],
            payload=kept["payload"],
            created_at=datetime.fromisoformat(kept["created_at"]),
        )
        async with run.unit_of_work(job_actor(subscriber.name)) as uow:
            await subscriber.react(uow, event)
            await run.complete(uow)
            await uow.commit()

    return JobHandler(REDELIVERY, handle, max_attempts=REDELIVERY_TRIES)
