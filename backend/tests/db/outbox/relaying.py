"""What the outbox tests share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from levitiis.infra.outbox.publishing import Published, read_published
from levitiis.infra.outbox.relay import Relay
from levitiis.infra.outbox.subscribers import Subscriber
from tests.db.stage import Stage
from tests.events import ThingChanged
from tests.waiting import eventually


@asynccontextmanager
async def relaying(stage: Stage, *subscribers: Subscriber) -> AsyncIterator[Relay]:
    relay = Relay(stage.database, stage.keys.trail_key, subscribers)
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def tell(stage: Stage, *ids: int) -> None:
    async with stage.work() as uow:
        for number in ids:
            uow.emit(ThingChanged(object_ids=(number,)))


async def published(stage: Stage, count: int, after: int = 0) -> Sequence[Published]:
    """Wait until at least ``count`` events after ``after`` are published; they."""

    async def enough() -> Sequence[Published]:
        async with stage.read() as session:
            events = await read_published(session, after, 10_000)
        return events if len(events) >= count else ()

    return await eventually(enough, what=f"{count} events published")


def ids_of(events: Sequence[Published]) -> list[int]:
    return [number for event in events for number in event.payload["ids"]]
