"""The worker: takes jobs that are due and does them, beside any number of other workers."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import JOBS
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.jobs import claims
from levitiis.infra.jobs.claims import Candidate, Claimed
from levitiis.infra.jobs.execution import Execution
from levitiis.infra.jobs.run import JobHandler
from levitiis.infra.jobs.schedule import Recurring, Timetable
from levitiis.kit.access import job_actor
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem

POLL = 2.0
LEASE = timedelta(seconds=30)

log = structlog.get_logger(__name__)


class Worker:
    """Works until stopped. Survives the loss of the database: it waits and goes on."""

    def __init__(
        self,
        database: Database,
        handlers: Iterable[JobHandler],
        trail_key: bytes,
        *,
        recurring: Iterable[Recurring] = (),
        concurrency: int = 2,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._handlers = {handler.kind: handler for handler in handlers}
        self._alone = sorted(kind for kind, handler in self._handlers.items() if handler.alone)
        self._trail_key = trail_key
        self._timetable = Timetable(recurring)
        self._concurrency = concurrency
        self._lease = lease
        self._name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._waker = database.signals.waker(JOBS)
        self._running: dict[asyncio.Task[None], Execution] = {}
        self._stopping = False

    async def run(self) -> None:
        """Work until :meth:`stop` is called or the task is cancelled."""
        trouble = 0.0
        try:
            while not self._stopping:
                pause = POLL
                try:
                    await self._look_at_the_clock()
                    pause = await self._take_what_is_due()
                    trouble = 0.0
                except (SQLAlchemyError, OSError, Problem) as error:
                    trouble = min(trouble * 2 or 0.2, 5.0)
                    pause = trouble
                    log.warning("worker_waits", error=type(error).__name__, seconds=pause)
                await self._waker.wait(pause)
        except asyncio.CancelledError:
            await self._give_back()
            raise

    async def stop(self, grace: float = 20.0) -> None:
        """Take nothing more, wait for what is running, at most ``grace`` seconds; the rest is put back."""
        self._stopping = True
        self._waker.set()
        if self._running:
            await asyncio.wait(set(self._running), timeout=grace)
        await self._give_back()

    async def _give_back(self) -> None:
        self._stopping = True
        for execution in self._running.values():
            execution.interrupt()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _look_at_the_clock(self) -> None:
        for work, occurrence in self._timetable.unsettled():
            async with unit_of_work(
                self._database, job_actor("timetable"), Origin("job"), self._trail_key
            ) as uow:
                queued = await self._timetable.enqueue(uow, work, occurrence)
                await uow.commit()
            if queued:
                self._timetable.settle(work, occurrence)

    async def _take_what_is_due(self) -> float:
        """Claim as much as there are free hands; returns the seconds until the next job is due."""
        if self._stopping or not self._handlers:
            return POLL
        free = self._concurrency - len(self._running)
        if free <= 0:
            return POLL
        moment = now()
        for candidate in await self._candidates(moment, free):
            if candidate.at > moment:
                return max(0.001, (candidate.at - moment).total_seconds())
            if len(self._running) >= self._concurrency:
                break
            claimed = await self._claim(candidate)
            if claimed is not None:
                self._begin(claimed)
        return POLL

    async def _candidates(self, moment: datetime, free: int) -> list[Candidate]:
        kinds = sorted(self._handlers)
        # More than there are free hands: other workers are after the same ones.
        limit = free * 4
        async with self._database.reading() as session:
            left = (await session.execute(claims.abandoned(kinds, moment, limit))).all()
            waiting = (
                await session.execute(claims.due(kinds, self._alone, moment + timedelta(seconds=POLL), limit))
            ).all()
        return [Candidate(*row) for row in (*left, *waiting)]

    async def _claim(self, candidate: Candidate) -> Claimed | None:
        token = f"{self._name}:{secrets.token_hex(8)}"
        async with unit_of_work(self._database, job_actor("worker"), Origin("job"), self._trail_key) as uow:
            alone = candidate.kind in self._alone
            if alone:
                await dialect_of(uow.session).lock(uow.session, claims.turn(candidate.kind))
            moment = now()
            statement = claims.claim(candidate, token, moment, moment + self._lease, alone=alone)
            if not await claims.applied(uow.session, statement):
                return None
            claimed = await claims.read_claimed(uow.session, candidate.id, token)
            await uow.commit()
        return claimed

    def _begin(self, claimed: Claimed) -> None:
        execution = Execution(
            claimed, self._handlers[claimed.kind], self._database, self._trail_key, self._lease
        )
        task = asyncio.create_task(execution.run(), name=f"job-{claimed.id}")
        self._running[task] = execution
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._waker.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("job_execution_failed", exc_info=task.exception())
