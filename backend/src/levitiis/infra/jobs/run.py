"""One run of a job: what its handler is given, and how it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, Source, UnitOfWork, unit_of_work
from levitiis.infra.jobs import claims
from levitiis.infra.jobs.claims import Claimed
from levitiis.infra.jobs.errors import LeaseLost
from levitiis.infra.jobs.events import JobProgressed
from levitiis.infra.jobs.progress import JobProgress, Snapshot
from levitiis.infra.jobs.states import JobStatus
from levitiis.kit.access import Actor, job_actor
from levitiis.kit.clock import now


@dataclass(frozen=True, slots=True)
class JobFailure:
    """A job that ended without success."""

    job_id: int
    kind: str
    payload: Mapping[str, Any]
    created_by: int | None
    status: JobStatus
    problem: dict[str, Any]
    """As the job row keeps it: ``code``, ``params``, ``errors``."""


Result = dict[str, Any] | None
Handle = Callable[["JobRun"], Coroutine[Any, Any, Result]]
OnFailure = Callable[[UnitOfWork, JobFailure], Awaitable[None]]
Pause = Callable[[int], timedelta]


@dataclass(frozen=True, slots=True)
class JobHandler:
    """Does the jobs of one kind.

    ``handle`` returns the result to be kept (small, JSON) or None. It may be run again after a
    failure or a crash, so its effect is either idempotent or committed together with the job's end
    (:meth:`JobRun.complete`). A Problem that it raises is final; anything else is tried again, at
    most ``max_attempts`` times, after a ``pause`` that grows with the number of the attempt
    (:func:`back_off` unless given). ``on_failure`` runs in the transaction that ends a job as failed
    or cancelled, crashes included. Jobs of a kind that runs ``alone`` are done one after another, whatever
    the number of workers; the others wait for their turn.
    """

    kind: str
    handle: Handle
    max_attempts: int = 5
    on_failure: OnFailure | None = None
    pause: Pause | None = None
    alone: bool = False


class JobRun:
    """What a handler works with."""

    def __init__(self, claimed: Claimed, database: Database, trail_key: bytes) -> None:
        self.claimed = claimed
        self.database = database
        self._trail_key = trail_key
        self.progress = JobProgress(self._write_progress)
        self.completed = False

    @property
    def id(self) -> int:
        """The job's id."""
        return self.claimed.id

    @property
    def payload(self) -> dict[str, Any]:
        """What was given to ``enqueue``."""
        return self.claimed.payload

    @property
    def created_by(self) -> int | None:
        """The user who asked for the job, if any."""
        return self.claimed.created_by

    @property
    def attempt(self) -> int:
        """1 at the first try."""
        return self.claimed.attempt

    @asynccontextmanager
    async def unit_of_work(
        self, actor: Actor | None = None, source: Source = "job"
    ) -> AsyncIterator[UnitOfWork]:
        """A transaction of this job, by ``actor`` or by the system; the handler commits it."""
        author = actor or job_actor(self.claimed.kind)
        origin = Origin(source, f"job-{self.id}")
        async with unit_of_work(self.database, author, origin, self._trail_key) as uow:
            yield uow

    async def complete(self, uow: UnitOfWork, result: Result = None) -> None:
        """End the job as part of ``uow``: work and end are committed together, so they happen once.

        Raises LeaseLost when another worker has taken the job over; then ``uow`` must not commit.
        """
        latest = self.progress.latest
        ended = claims.finish(
            self.claimed, JobStatus.DONE, now(), result=result, problem=None, **_columns(latest)
        )
        if not await claims.applied(uow.session, ended):
            raise LeaseLost
        self.completed = True
        self.tell(uow)

    def tell(self, uow: UnitOfWork) -> None:
        """Tell the user's browsers that there is news of the job."""
        if self.created_by is not None:
            uow.emit(JobProgressed(object_ids=(self.id,), user_id=self.created_by))

    async def _write_progress(self, snapshot: Snapshot) -> None:
        async with self.unit_of_work() as uow:
            if await claims.applied(uow.session, claims.progress(self.claimed, **_columns(snapshot))):
                self.tell(uow)
            await uow.commit()


def _columns(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "done": snapshot.done,
        "total": snapshot.total,
        "unit": snapshot.unit,
        "message": snapshot.message,
    }


def back_off(attempt: int) -> timedelta:
    """How long to wait before the next try: 2 s, 8 s, 32 s, about 2 min, then 5 min."""
    return timedelta(seconds=min(2.0 * 4 ** (attempt - 1), 300.0))


def failure_of(claimed: Claimed, status: JobStatus, problem: dict[str, Any]) -> JobFailure:
    """The failure of a claimed job."""
    return JobFailure(claimed.id, claimed.kind, claimed.payload, claimed.created_by, status, problem)
