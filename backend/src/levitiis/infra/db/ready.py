"""Connections that go from one reader to the next without a way through the pool.

A read of half a millisecond would spend a tenth of it on being handed a connection and giving it back.
So a reader that is done leaves its connection here, still checked out, and the next one takes it. At
most half of the pool waits here, so that units of work never find it empty.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncEngine

KEPT_SECONDS = 30.0
"""After this a connection goes back to the pool, which knows when it is too old."""


class Borrowed(NamedTuple):
    """A connection in a reader's hands, and since when it has been out of the pool (s, monotonic)."""

    connection: PoolProxiedConnection
    since: float


class Ready:
    """The connections of one engine that wait for a reader. One event loop uses it."""

    def __init__(self, engine: AsyncEngine, limit: int) -> None:
        self._engine = engine
        self._limit = limit
        self._waiting: list[Borrowed] = []

    async def take(self) -> Borrowed:
        """A connection: the one that was left last, or one of the pool."""
        moment = time.monotonic()
        while self._waiting:
            borrowed = self._waiting.pop()
            if moment - borrowed.since < KEPT_SECONDS:
                return borrowed
            borrowed.connection.close()
        return Borrowed(await self._engine.raw_connection(), moment)

    def put(self, borrowed: Borrowed) -> None:
        """Leave a connection for the next reader, or give it back when enough of them wait."""
        if len(self._waiting) < self._limit and time.monotonic() - borrowed.since < KEPT_SECONDS:
            self._waiting.append(borrowed)
        else:
            borrowed.connection.close()

    def let_go(self) -> None:
        """Give every waiting connection back: one was found broken, and the pool finds out about the rest."""
        waiting, self._waiting = self._waiting, []
        for borrowed in waiting:
            borrowed.connection.close()
