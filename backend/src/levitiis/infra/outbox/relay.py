"""The relay: gives committed events their public sequence and wakes whoever waits for them.

One process holds the relay's lock on a connection of its own and numbers events on that same
connection. When the process or the connection dies, the lock is gone with whatever was under way,
and another process takes over where the table says that the last one stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import OUTBOX, PUBLISHED
from levitiis.infra.outbox.publishing import last_sequence, publish
from levitiis.infra.outbox.subscribers import Delivery, Subscriber

LOCK = "levitiis:relay"
BATCH = 500
GAP = 0.1
"""How long events wait that come right after others: each numbering is a commit that waits for the disk."""

POLL = 1.0
"""How long an event waits at most whose signal was lost."""

CANDIDATE_POLL = 1.0
"""How long after the death of the relay another process takes over, at most."""

log = structlog.get_logger(__name__)


class Relay:
    """Runs in every server process; in one of them it works, in the others it waits for its turn."""

    def __init__(self, database: Database, trail_key: bytes, subscribers: Sequence[Subscriber] = ()) -> None:
        self._database = database
        self._trail_key = trail_key
        self._subscribers = tuple(subscribers)
        self.leading = False

    async def run(self) -> None:
        """Relay until cancelled."""
        while True:
            try:
                await self._candidate()
            except (SQLAlchemyError, OSError) as error:
                log.warning("relay_waits", error=type(error).__name__)
            finally:
                self.leading = False
            await asyncio.sleep(CANDIDATE_POLL)

    async def _candidate(self) -> None:
        """Wait for the lock, then lead for as long as the connection lives."""
        dialect = dialect_named(self._database.dialect)
        async with self._database.alone() as connection:
            while not await dialect.hold_lock(connection, LOCK):  # noqa: ASYNC110  (the lock is elsewhere)
                await asyncio.sleep(CANDIDATE_POLL)
            self.leading = True
            log.info("relay_leads")
            await self._lead(connection)

    async def _lead(self, connection: AsyncConnection) -> None:
        deliveries = [
            asyncio.create_task(
                Delivery(self._database, subscriber, self._trail_key).run(),
                name=f"delivery-{subscriber.name}",
            )
            for subscriber in self._subscribers
        ]
        try:
            await self._number(connection)
        finally:
            for delivery in deliveries:
                delivery.cancel()
            await asyncio.gather(*deliveries, return_exceptions=True)

    async def _number(self, connection: AsyncConnection) -> None:
        signals = self._database.signals
        waker = signals.waker(OUTBOX)
        try:
            last = await connection.scalar(last_sequence()) or 0
            while True:
                numbered = await publish(connection, last, BATCH)
                if numbered:
                    last += numbered
                    signals.send(PUBLISHED)
                if 0 < numbered < BATCH:
                    await asyncio.sleep(GAP)
                if numbered < BATCH:
                    await waker.wait(POLL)
        finally:
            signals.forget(OUTBOX, waker)
