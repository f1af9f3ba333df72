"""A worker process that begins a job and never ends it."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from levitiis.bootstrap import metadata
from levitiis.infra.db.engine import Database
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.jobs.worker import Worker
from levitiis.infra.settings import Settings
from levitiis.modules.locations.models import LocationKind


async def main(url: str) -> None:
    metadata()
    database = Database(url, Settings())
    await database.signals.start()

    async def begin(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            uow.session.add(LocationKind(code="half", name_pt="x", name_en="x", rank=0, active=True))
            await uow.flush()
            run.progress.report(1, 2)
            print("working", flush=True)
            await asyncio.Event().wait()

    handlers = [JobHandler("tests.work", begin)]
    await Worker(database, handlers, b"tests", lease=timedelta(seconds=2)).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
