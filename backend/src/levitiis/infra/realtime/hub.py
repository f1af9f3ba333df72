"""The hub: one per server process. Reads what the relay published, holds the live connections.

Events lie in a ring that all connections read from, each with its own place in it: a slow reader
costs no memory, it falls behind and is dropped.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import PUBLISHED
from levitiis.infra.outbox.publishing import first_sequence, last_sequence, read_published
from levitiis.infra.realtime.doors import Doors
from levitiis.infra.realtime.errors import RESTARTING, TOO_MANY_CONNECTIONS
from levitiis.infra.realtime.messages import LiveEvent, live_event
from levitiis.kit.access import Actor

BATCH = 500
POLL = 2.0
DRAIN_SECONDS = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LiveLimits:
    """Bounds and times of live connections."""

    connections: int = 5_000
    per_user: int = 20
    ring: int = 2_000
    slow_lag: int = 1_000
    max_replay: int = 5_000
    heartbeat_seconds: float = 20.0
    recheck_seconds: float = 30.0
    send_seconds: float = 10.0


class Member(Protocol):
    """What the hub knows of a connection."""

    actor: Actor

    def recheck(self) -> None:
        """Read the grants again before anything more is sent."""
        ...


class LiveHub:
    """Events in, connections out."""

    def __init__(
        self,
        database: Database,
        doors: Doors,
        *,
        recheck_on: Collection[str] = (),
        limits: LiveLimits | None = None,
    ) -> None:
        """``recheck_on``: types of events after which the grants of their user (everybody's, when they have
        none) are read again at once."""
        self.database = database
        self.doors = doors
        self.limits = limits or LiveLimits()
        self.head = 0
        self.draining = False
        self._recheck_on = frozenset(recheck_on)
        self._ring: list[LiveEvent] = []
        self._news = asyncio.Event()
        self._ready = asyncio.Event()
        self._empty = asyncio.Event()
        self._members: set[Member] = set()
        self._per_user: Counter[int | None] = Counter()
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to read what is published; returns at once."""
        self._reader = asyncio.create_task(self._read(), name="live-hub")

    async def drain(self) -> None:
        """Refuse new connections and ask all present ones to come back later; wait for them to go."""
        self.draining = True
        self._tell()
        if self._members:
            self._empty.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self._empty.wait()

    async def stop(self) -> None:
        """Drain and stop reading."""
        await self.drain()
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    def check_room(self, actor: Actor) -> None:
        """Raise when there is no room for one more connection of ``actor``."""
        if self.draining:
            raise RESTARTING(headers={"Retry-After": "2"})
        full = len(self._members) >= self.limits.connections
        if full or self._per_user[actor.id] >= self.limits.per_user:
            raise TOO_MANY_CONNECTIONS(headers={"Retry-After": "30"})

    def enter(self, member: Member) -> None:
        """Count a connection in. Raises when there is no room."""
        self.check_room(member.actor)
        self._members.add(member)
        self._per_user[member.actor.id] += 1

    def leave(self, member: Member) -> None:
        """Count a connection out."""
        if member in self._members:
            self._members.remove(member)
            self._per_user[member.actor.id] -= 1
            if self._per_user[member.actor.id] <= 0:
                del self._per_user[member.actor.id]
        if not self._members:
            self._empty.set()

    @property
    def connections(self) -> int:
        """How many connections there are."""
        return len(self._members)

    async def ready(self) -> None:
        """Wait until the hub knows where the stream is."""
        await self._ready.wait()

    async def wait(self, cursor: int, seconds: float) -> None:
        """Wait for an event after ``cursor`` or other news, at most so long."""
        if self.head > cursor or self.draining:
            return
        news = self._news
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await news.wait()

    def after(self, cursor: int) -> Sequence[LiveEvent] | None:
        """The events after ``cursor``; None when the ring does not reach back so far."""
        missed = self.head - cursor
        if missed < 0 or missed > len(self._ring):
            return None
        return self._ring[len(self._ring) - missed :]

    async def read_after(self, cursor: int, limit: int) -> Sequence[LiveEvent]:
        """The events after ``cursor`` from the database."""
        async with self.database.reading() as session:
            return [live_event(event) for event in await read_published(session, cursor, limit)]

    async def reaches(self, cursor: int) -> bool:
        """Whether everything after ``cursor`` can still be told."""
        if cursor > self.head or self.head - cursor > self.limits.max_replay:
            return False
        if self.after(cursor) is not None:
            return True
        async with self.database.reading() as session:
            first = await session.scalar(first_sequence())
        return first is not None and cursor >= first - 1

    async def _read(self) -> None:
        waker = self.database.signals.waker(PUBLISHED)
        pause = 0.2
        try:
            while True:
                try:
                    if not self._ready.is_set():
                        await self._find_head()
                    while await self._read_some():
                        pass
                    if not await waker.wait(POLL):
                        await self._check_head()
                    pause = 0.2
                except (SQLAlchemyError, OSError) as error:
                    log.warning("live_hub_waits", error=type(error).__name__)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 5.0)
        finally:
            self.database.signals.forget(PUBLISHED, waker)

    async def _find_head(self) -> None:
        async with self.database.reading() as session:
            self.head = await session.scalar(last_sequence()) or 0
        self._ring.clear()
        self._ready.set()
        self._tell()

    async def _check_head(self) -> None:
        """A database that was restored from a backup may be behind what we have told."""
        async with self.database.reading() as session:
            present = await session.scalar(last_sequence()) or 0
        if present < self.head:
            log.warning("live_hub_starts_afresh", head=self.head, present=present)
            await self._find_head()

    async def _read_some(self) -> bool:
        events = await self.read_after(self.head, BATCH)
        if not events:
            return False
        if events[0].sequence != self.head + 1:
            self._ring.clear()
        self._ring.extend(events)
        if len(self._ring) > 2 * self.limits.ring:
            del self._ring[: -self.limits.ring]
        self.head = events[-1].sequence
        self._recheck(events)
        self._tell()
        return len(events) == BATCH

    def _recheck(self, events: Sequence[LiveEvent]) -> None:
        concerned = [event for event in events if event.type in self._recheck_on]
        for event in concerned:
            for member in self._members:
                if event.user_id is None or member.actor.id == event.user_id:
                    member.recheck()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()
