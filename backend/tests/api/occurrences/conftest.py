"""Jobs of occurrences, run as a worker does but when the test wants it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.run import JobHandler
from tests.api.client import Api


@dataclass
class _Run:
    """What a handler needs of a run."""

    api: Api
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        async with self.api.work() as uow:
            yield uow

    async def complete(self, _: UnitOfWork) -> None:
        """The job is looked at again by the next call: that must change nothing."""


async def work_off(api: Api, handler: JobHandler, kind: str, *, queue: bool = False) -> None:
    """Run ``handler`` for every job of its kind; ``queue``: it is recurring, and runs once."""
    async with api.database.reading() as session:
        payloads = [{}] if queue else list(await session.scalars(select(Job.payload).where(Job.kind == kind)))
    for payload in payloads:
        await handler.handle(_Run(api, payload))  # type: ignore[arg-type]
