"""Wakes sleepers in this process and in others: "there is something new", never what.

A signal may be lost (a crash, a lost connection), so whoever sleeps also wakes by himself now and
then. On PostgreSQL signals travel by LISTEN/NOTIFY on one connection per process; where the
database has none, only sleepers of the same process are woken, and the others poll more often.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.prepared import Prepared

if TYPE_CHECKING:
    from levitiis.infra.db.engine import Database

SIGNALS_KEY: Final = "levitiis_signals"

OUTBOX: Final = "levitiis_outbox"
PUBLISHED: Final = "levitiis_published"
JOBS: Final = "levitiis_jobs"
CHANNELS: Final = (OUTBOX, PUBLISHED, JOBS)

_GAP = 0.05
_CHECK_EVERY = 30.0
_RETRY_MAX = 5.0
_BLIND_POLL = 0.5

log = structlog.get_logger(__name__)


class Waker:
    """One sleeper's alarm clock; a signal that comes while he works is not lost."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals
        self._event = asyncio.Event()

    def set(self) -> None:
        """Wake the sleeper."""
        self._event.set()

    async def wait(self, timeout: float) -> bool:  # noqa: ASYNC109  (a sleep that may be cut short)
        """Sleep until woken (True) or for ``timeout`` seconds (False)."""
        limit = timeout if self._signals.hears_others else min(timeout, _BLIND_POLL)
        try:
            async with asyncio.timeout(limit):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Signals:
    """The switchboard of one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._token = secrets.token_hex(8)
        self._wakers: dict[str, list[Waker]] = {channel: [] for channel in CHANNELS}
        self._unsent: set[str] = set()
        self._notifications: dict[tuple[str, ...], Prepared | None] = {}
        self._sending: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        self.hears_others = False

    def waker(self, channel: str) -> Waker:
        """A new alarm clock for ``channel``."""
        made = Waker(self)
        self._wakers[channel].append(made)
        return made

    def forget(self, channel: str, waker: Waker) -> None:
        """Drop an alarm clock."""
        self._wakers[channel].remove(waker)

    def send(self, channel: str) -> None:
        """Wake the sleepers of ``channel`` everywhere, soon; many calls in a moment cost one statement."""
        self._wake(channel)
        self._unsent.add(channel)
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._send_all())

    async def start(self) -> None:
        """Begin to hear other processes."""
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen(), name="signals")

    async def stop(self) -> None:
        """Send what is unsent, then stop hearing."""
        if self._sending is not None:
            await asyncio.gather(self._sending, return_exceptions=True)
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        self._sending = self._listening = None

    def _wake(self, channel: str) -> None:
        for waker in self._wakers.get(channel, ()):
            waker.set()

    def _wake_all(self) -> None:
        for channel in CHANNELS:
            self._wake(channel)

    async def _send_all(self) -> None:
        while self._unsent:
            channels, self._unsent = tuple(sorted(self._unsent)), set()
            prepared = self._notification(channels)
            if prepared is None:
                return
            try:
                async with self._database.reader() as reader:
                    await reader.fetch(prepared, {"payload": self._token})
            except (SQLAlchemyError, OSError):
                # Sleepers elsewhere wake by themselves a little later.
                log.warning("signal_not_sent", channels=channels, exc_info=True)
                return
            await asyncio.sleep(_GAP)

    def _notification(self, channels: tuple[str, ...]) -> Prepared | None:
        if channels not in self._notifications:
            statement = dialect_named(self._database.dialect).notification(channels)
            self._notifications[channels] = None if statement is None else Prepared(statement)
        return self._notifications[channels]

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            try:
                async with self._database.alone() as connection:
                    lost = asyncio.Event()
                    dialect = dialect_named(self._database.dialect)
                    if not await dialect.listen(connection, CHANNELS, self._heard, lost.set):
                        return
                    self.hears_others, pause = True, 0.1
                    self._wake_all()  # what was sent while nobody listened
                    await self._until_lost(connection, lost)
            except (SQLAlchemyError, OSError) as error:
                log.warning("signals_lost", error=type(error).__name__)
            finally:
                self.hears_others = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, _RETRY_MAX)

    async def _until_lost(self, connection: AsyncConnection, lost: asyncio.Event) -> None:
        """Return when the connection ends; ask now and then whether the other side is still there."""
        while True:
            try:
                async with asyncio.timeout(_CHECK_EVERY):
                    await lost.wait()
            except TimeoutError:
                await connection.execute(text("SELECT 1"))
            else:
                return

    def _heard(self, channel: str, payload: str) -> None:
        if payload != self._token:
            self._wake(channel)


def signal_after_commit(info: dict[Any, Any], channel: str) -> None:
    """Send ``channel`` for the session with this ``info``, whose transaction has just been committed."""
    signals: Signals | None = info.get(SIGNALS_KEY)
    if signals is not None:
        signals.send(channel)
