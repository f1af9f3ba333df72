"""Progress of long work, seen before the work commits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from levitiis.kit.problems import Problem

INTERVAL = 0.25
"""At most one write in this many seconds."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far a job has come."""

    done: int
    total: int | None = None
    unit: str | None = None
    message: str | None = None


class JobProgress:
    """Takes reports from the work, at any rate and from any thread, and writes the latest now and then.

    Each write is a short transaction of its own on another connection, so the work neither waits
    for it nor has to commit for it to be seen.
    """

    def __init__(self, write: Callable[[Snapshot], Awaitable[None]]) -> None:
        self._write = write
        self._latest = Snapshot(0)
        self._written: Snapshot | None = None
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._task = asyncio.create_task(self._keep_writing(), name="job-progress")

    @property
    def latest(self) -> Snapshot:
        """What was reported last."""
        return self._latest

    def report(
        self, done: int, total: int | None = None, unit: str | None = None, message: str | None = None
    ) -> None:
        """Say how far the work is; what is left out stays as it was said last."""
        known = self._latest
        self._latest = Snapshot(
            done,
            total if total is not None else known.total,
            unit[:20] if unit is not None else known.unit,
            message[:200] if message is not None else known.message,
        )
        if threading.get_ident() == self._thread:
            self._news.set()
        else:
            self._loop.call_soon_threadsafe(self._news.set)

    async def close(self) -> None:
        """Write what was reported last, and stop."""
        self._closing.set()
        self._news.set()
        await self._task
        await self._write_latest()

    async def _keep_writing(self) -> None:
        while not self._closing.is_set():
            await self._news.wait()
            self._news.clear()
            await self._write_latest()
            with suppress(TimeoutError):
                async with asyncio.timeout(INTERVAL):
                    await self._closing.wait()

    async def _write_latest(self) -> None:
        snapshot = self._latest
        if snapshot in (self._written, Snapshot(0)):
            return
        try:
            await self._write(snapshot)
        except (SQLAlchemyError, OSError, Problem):
            log.warning("progress_not_written", exc_info=True)
        else:
            self._written = snapshot
