"""One live connection: the stream of messages that one actor gets, whatever carries them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.realtime.errors import (
    SERVICE_RESTART,
    SESSION_ENDED,
    TOO_SLOW,
    TRY_LATER,
    Close,
    Ended,
    reconnect,
)
from levitiis.infra.realtime.hub import LiveHub
from levitiis.infra.realtime.messages import LiveEvent, heartbeat, hello, message_for, resync_required
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem

REPLAY_BATCH = 200


class LiveConnection:
    """A place in the stream. Use as a context manager: it is counted while it is open."""

    def __init__(self, hub: LiveHub, actor: Actor, since: int | None) -> None:
        self.actor = actor
        self._hub = hub
        self._since = since
        self._cursor = 0
        self._caught_up = False
        self._time = asyncio.get_running_loop().time
        self._recheck_at = self._time() + hub.limits.recheck_seconds
        self._heartbeat_at = self._time() + hub.limits.heartbeat_seconds

    def __enter__(self) -> LiveConnection:
        self._hub.enter(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.leave(self)

    def recheck(self) -> None:
        """Read the grants again before anything more is sent."""
        self._recheck_at = 0.0

    async def messages(self) -> AsyncGenerator[str, None]:
        """The messages, each with its place in the stream. Ends by raising :class:`Ended`."""
        for message in await self._opening():
            yield message
        while True:
            await self._still_welcome()
            events = await self._next()
            for event in events:
                await self._still_welcome()
                self._cursor = event.sequence
                message = message_for(event, self.actor)
                if message is not None:
                    self._sent()
                    yield message
            if not events:
                if self._time() >= self._heartbeat_at:
                    self._sent()
                    yield heartbeat(self._cursor)
                await self._hub.wait(self._cursor, self._pause())
            elif self._is_slow():
                yield resync_required(self._hub.head)
                raise Ended(reconnect(TOO_SLOW))

    @property
    def cursor(self) -> int:
        """The sequence of the last event that was dealt with."""
        return self._cursor

    async def _opening(self) -> Sequence[str]:
        await self._hub.ready()
        head = self._hub.head
        if self._since is None:
            self._cursor = head
            return [hello(head)]
        with _answered():
            reached = await self._hub.reaches(self._since)
        if reached:
            self._cursor = self._since
            return [hello(self._since)]
        self._cursor = head
        return [resync_required(head), hello(head)]

    async def _next(self) -> Sequence[LiveEvent]:
        events = self._hub.after(self._cursor)
        if events is None:
            with _answered():
                events = await self._hub.read_after(self._cursor, REPLAY_BATCH)
            if not events or events[0].sequence != self._cursor + 1:
                # What follows is gone, or the stream itself began anew.
                raise Ended(reconnect(TOO_SLOW))
        elif not events:
            self._caught_up = True
        return events

    def _is_slow(self) -> bool:
        return self._caught_up and self._hub.head - self._cursor > self._hub.limits.slow_lag

    def _sent(self) -> None:
        self._heartbeat_at = self._time() + self._hub.limits.heartbeat_seconds

    def _pause(self) -> float:
        return min(self._heartbeat_at, self._recheck_at) - self._time()

    async def _still_welcome(self) -> None:
        if self._hub.draining:
            raise Ended(reconnect(SERVICE_RESTART))
        if self._time() < self._recheck_at:
            return
        self._recheck_at = self._time() + self._hub.limits.recheck_seconds
        try:
            with _answered():
                async with self._hub.database.reading() as session:
                    self.actor = await self._hub.doors.reload(session, self.actor)
        except Problem as problem:
            raise Ended(Close(SESSION_ENDED, problem.code)) from problem


@contextmanager
def _answered() -> Iterator[None]:
    """Within the block, a database that does not answer ends the connection: ask again later."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise Ended(reconnect(TRY_LATER)) from error
