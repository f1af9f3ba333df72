"""Removes published events that are old; a browser that was away for longer is told to start afresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from levitiis.infra.jobs.claims import affected
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.outbox.publishing import forget_published, last_sequence, slowest_delivery
from levitiis.infra.outbox.subscribers import Subscriber
from levitiis.kit.clock import now

CLEANING = "outbox.cleaning"
KEPT = timedelta(days=7)
_CHUNK = 5_000


def cleaning(subscribers: Sequence[Subscriber] = (), kept: timedelta = KEPT) -> JobHandler:
    """The job handler that forgets events older than ``kept``.

    Never the last one (the next sequence follows from it), nor what a subscriber has not had yet.
    """
    names = [subscriber.name for subscriber in subscribers]

    async def handle(run: JobRun) -> dict[str, Any]:
        async with run.database.reading() as session:
            end = await session.scalar(last_sequence()) or 0
            if names:
                slowest = await session.scalar(slowest_delivery(names))
                end = min(end, slowest if slowest is not None else end)
        before, total = now() - kept, 0
        while True:
            async with run.unit_of_work() as uow:
                gone = await affected(uow.session, forget_published(before, end, _CHUNK))
                await uow.commit()
            total += gone
            run.progress.report(total, unit="events")
            if gone < _CHUNK:
                return {"removed": total}

    return JobHandler(CLEANING, handle)
