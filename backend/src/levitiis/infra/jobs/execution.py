"""Runs one claimed job: keeps its lease, watches for a cancellation, writes its end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Literal

import structlog
from sqlalchemy.exc import SQLAlchemyError

from levitiis.infra.db.engine import Database
from levitiis.infra.db.signals import JOBS
from levitiis.infra.jobs import claims
from levitiis.infra.jobs.claims import Claimed
from levitiis.infra.jobs.errors import CANCELLED, GAVE_UP, LeaseLost, kept_problem, may_pass
from levitiis.infra.jobs.run import JobHandler, JobRun, OnFailure, Result, back_off, failure_of
from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.clock import now
from levitiis.kit.problems import Problem

log = structlog.get_logger(__name__)

Interruption = Literal["lease lost", "cancelled", "stopping"]


class Execution:
    """From the claim to the end of a run."""

    def __init__(
        self, claimed: Claimed, handler: JobHandler, database: Database, trail_key: bytes, lease: timedelta
    ) -> None:
        self._claimed = claimed
        self._handler = handler
        self._database = database
        self._lease = lease
        self._run = JobRun(claimed, database, trail_key)
        self._work: asyncio.Task[Result] | None = None
        self._interruption: Interruption | None = None
        self._waker = database.signals.waker(JOBS)
        self._log = log.bind(job=claimed.id, kind=claimed.kind, attempt=claimed.attempt)

    def interrupt(self, why: Interruption = "stopping") -> None:
        """Interrupt the work; a job that is interrupted by a stop goes back into the queue."""
        self._interruption = self._interruption or why
        if self._work is not None:
            self._work.cancel()

    async def run(self) -> None:
        """Do the work and write how it ended. Raises nothing but programming errors."""
        if self._claimed.cancel_requested:
            self._interruption = "cancelled"
        elif self._claimed.attempt > self._handler.max_attempts:
            # Claimed again and again without an end: the work takes its process down with it.
            await self._run.progress.close()
            await self._settled(lambda: self._fail(GAVE_UP(attempts=self._claimed.attempt - 1)))
            return
        if self._interruption is None:
            self._work = asyncio.create_task(self._handler.handle(self._run))
            keeper = asyncio.create_task(self._keep(self._work))
            await asyncio.wait([self._work])
            self._waker.set()
            await keeper
            self._database.signals.forget(JOBS, self._waker)
        await self._run.progress.close()
        await self._write_end()

    async def _write_end(self) -> None:
        work = self._work
        if work is None or work.cancelled():
            await self._write_interruption()
            return
        error = work.exception()
        if error is None:
            result = work.result()
            if not self._run.completed:
                await self._settled(lambda: self._succeed(result))
            self._log.info("job_done")
        elif isinstance(error, LeaseLost):
            self._log.warning("job_lost")
        elif isinstance(error, Exception):
            await self._settled(lambda: self._failed(error))

    async def _write_interruption(self) -> None:
        self._log.info("job_interrupted", why=self._interruption or "by itself")
        if self._interruption == "cancelled":
            await self._settled(lambda: self._end_without_success(JobStatus.CANCELLED, CANCELLED()))
        elif self._interruption != "lease lost":
            await self._settled(self._return_to_queue)

    async def _succeed(self, result: Result) -> None:
        async with self._run.unit_of_work() as uow:
            await self._run.complete(uow, result)
            await uow.commit()

    async def _failed(self, error: Exception) -> None:
        if may_pass(error) and self._claimed.attempt < self._handler.max_attempts:
            self._log.warning("job_tried_again", exc_info=error)
            due_at = now() + (self._handler.pause or back_off)(self._claimed.attempt)
            async with self._run.unit_of_work() as uow:
                statement = claims.put_back(self._claimed, due_at, problem=kept_problem(error))
                if await claims.applied(uow.session, statement):
                    self._run.tell(uow)
                await uow.commit()
            return
        if not isinstance(error, Problem):
            self._log.error("job_failed", exc_info=error)
        await self._fail(error)

    async def _fail(self, error: Exception) -> None:
        await self._end_without_success(JobStatus.FAILED, error)

    async def _end_without_success(self, status: JobStatus, error: Exception) -> None:
        hook = self._handler.on_failure
        try:
            await self._write_failure(status, error, hook)
        except (SQLAlchemyError, OSError, Problem):
            raise
        except Exception:  # noqa: BLE001
            # A job must end even when what should follow its end is broken.
            self._log.exception("on_failure_failed")
            await self._write_failure(status, error, None)

    async def _write_failure(self, status: JobStatus, error: Exception, hook: OnFailure | None) -> None:
        problem = kept_problem(error)
        async with self._run.unit_of_work() as uow:
            ended = claims.finish(self._claimed, status, now(), problem=problem)
            if not await claims.applied(uow.session, ended):
                return
            if hook is not None:
                await hook(uow, failure_of(self._claimed, status, problem))
            self._run.tell(uow)
            await uow.commit()

    async def _return_to_queue(self) -> None:
        async with self._run.unit_of_work() as uow:
            statement = claims.put_back(self._claimed, now(), attempts=self._claimed.attempt - 1)
            await claims.applied(uow.session, statement)
            await uow.commit()

    async def _settled(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write the end; while the database is away try again for as long as the lease lasts."""
        deadline = asyncio.get_running_loop().time() + self._lease.total_seconds()
        pause = 0.2
        while True:
            try:
                await write()
            except LeaseLost:
                self._log.warning("job_lost")
            except (SQLAlchemyError, OSError, Problem):
                if asyncio.get_running_loop().time() + pause > deadline:
                    self._log.exception("job_end_not_written")
                    return
                await asyncio.sleep(pause)
                pause = min(pause * 2, 2.0)
                continue
            return

    async def _keep(self, work: asyncio.Task[Result]) -> None:
        """Renew the lease until the work ends; interrupt it when the lease is lost or nobody wants it."""
        loop = asyncio.get_running_loop()
        lease = self._lease.total_seconds()
        renew_at, valid_until = loop.time() + lease / 3, loop.time() + lease
        while not work.done():
            # Woken early when something happened in the queue: perhaps our cancellation.
            woken = await self._waker.wait(max(0.0, renew_at - loop.time()))
            if work.done() or self._interruption is not None:
                continue
            try:
                if woken:
                    await self._look_for_cancellation()
                if loop.time() >= renew_at:
                    await self._renew()
                    renew_at, valid_until = loop.time() + lease / 3, loop.time() + lease
            except (SQLAlchemyError, OSError, Problem) as error:
                self._log.warning("lease_not_renewed", error=type(error).__name__)
                renew_at = loop.time() + min(1.0, lease / 3)
                if loop.time() >= valid_until:
                    self.interrupt("lease lost")

    async def _look_for_cancellation(self) -> None:
        async with self._database.reading() as session:
            if await session.scalar(claims.cancellation(self._claimed)):
                self.interrupt("cancelled")

    async def _renew(self) -> None:
        async with self._run.unit_of_work() as uow:
            renewed = await claims.applied(uow.session, claims.renew(self._claimed, now() + self._lease))
            await uow.commit()
        if not renewed and not self._run.completed:
            self.interrupt("lease lost")
        elif renewed:
            await self._look_for_cancellation()
