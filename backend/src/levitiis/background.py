"""What runs beside the requests of a process: the live hub, the relay, the worker, and their timetable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.crypto import Keys
from levitiis.infra.files import janitor
from levitiis.infra.files.store import FILES_KEY, FileStore
from levitiis.infra.history.head import TrailHeads
from levitiis.infra.history.head_mail import HEAD_MAIL, head_mail
from levitiis.infra.history.sealing import SEALING, sealing
from levitiis.infra.history.verifying import VERIFYING, verifying
from levitiis.infra.http.server import drain_before_exit
from levitiis.infra.http.services import Services
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.jobs.schedule import Recurring, every
from levitiis.infra.jobs.worker import Worker
from levitiis.infra.mail.jobs import MailDelivery
from levitiis.infra.mail.mailer import announce
from levitiis.infra.outbox import housekeeping
from levitiis.infra.outbox.relay import Relay
from levitiis.infra.realtime.doors import Doors
from levitiis.infra.realtime.hub import LiveHub
from levitiis.infra.realtime.routes import LIVE_KEY
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.modules.approvals import api as approvals
from levitiis.modules.assets.imports.jobs import ImportJobs
from levitiis.modules.attachments import api as attachments
from levitiis.modules.calendars import api as calendars
from levitiis.modules.identity.api import (
    TICKET_SECONDS,
    Identity,
    issue_ticket,
    prune_sessions,
    redeem_ticket,
    reset_handler,
)
from levitiis.modules.movements.loans import api as loans
from levitiis.modules.movements.occurrences import api as occurrences

PRUNE_SESSIONS = "identity.pruning"
ACCESS_EVENTS = ("access.changed", "sessions.ended", "locations.moved")
"""After which what somebody may do where is read again: he got or lost it, or a place went elsewhere."""


def live_hub(services: Services, identity: Identity) -> LiveHub:
    """The hub of this process; identity opens its doors."""

    async def redeem(session: AsyncSession, ticket: str) -> Actor:
        return await redeem_ticket(session, identity, ticket)

    async def reload(session: AsyncSession, actor: Actor) -> Actor:
        if actor.id is None or actor.session_id is None:
            raise UNAUTHENTICATED()
        return await identity.actor(session, actor.id, actor.session_id)

    doors = Doors(issue_ticket, redeem, reload, TICKET_SECONDS)
    return LiveHub(services.database, doors, recheck_on=ACCESS_EVENTS)


def job_handlers(services: Services, identity: Identity) -> Sequence[JobHandler]:
    """Every kind of job of every module."""
    files = cast("FileStore", services.extras[FILES_KEY])
    keys = cast("Keys", services.extras["keys"])
    heads = TrailHeads(services.settings.trail_heads)
    return (
        *ImportJobs(files, keys).handlers(),
        janitor.cleaning(files),
        attachments.cleaning(files),
        housekeeping.cleaning(),
        sealing(heads),
        verifying(heads),
        head_mail(identity.mailer, services.settings.trail_heads_mail),
        MailDelivery(services.settings, keys).handler(),
        reset_handler(identity),
        approvals.mailing(identity),
        loans.mailing(identity),
        loans.reminders(),
        loans.answers(identity),
        occurrences.looking(identity),
        occurrences.erasing(),
        approvals.deadlines(_due_clock(services.settings.time_zone)),
        JobHandler(PRUNE_SESSIONS, partial(_prune, identity)),
    )


def timetable() -> Sequence[Recurring]:
    """What is due again and again."""
    return (
        every(timedelta(minutes=15), janitor.CLEANING),
        every(timedelta(hours=1), attachments.CLEANING, offset=timedelta(minutes=7)),
        every(timedelta(minutes=5), SEALING),
        every(timedelta(minutes=5), approvals.DEADLINES, offset=timedelta(minutes=2)),
        every(timedelta(days=1), loans.REMINDERS, offset=timedelta(hours=10)),
        every(timedelta(days=1), occurrences.ERASING, offset=timedelta(hours=6, minutes=20)),
        every(timedelta(days=1), VERIFYING, offset=timedelta(hours=5)),
        every(timedelta(days=1), HEAD_MAIL, offset=timedelta(hours=5, minutes=30)),
        every(timedelta(days=1), housekeeping.CLEANING, offset=timedelta(hours=6)),
        every(timedelta(days=1), PRUNE_SESSIONS, offset=timedelta(hours=6, minutes=10)),
    )


def _due_clock(zone: str) -> Callable[[AsyncSession, str | None, datetime, timedelta], Awaitable[datetime]]:
    """Business time by the calendar of a place, for rooms that do not see the calendars."""

    async def due(
        session: AsyncSession, path: str | None, moment: datetime, business_time: timedelta
    ) -> datetime:
        holding = await calendars.working_time(session, path, zone)
        return holding.after(moment, business_time)

    return due


async def _prune(identity: Identity, run: JobRun) -> None:
    async with run.unit_of_work() as uow:
        await prune_sessions(uow, identity)
        await uow.commit()


class Background:
    """Starts and stops what runs beside the requests."""

    def __init__(self, services: Services, identity: Identity) -> None:
        self._services = services
        database, key = services.database, services.trail_key
        self._hub = cast("LiveHub", services.extras[LIVE_KEY])
        self._relay = Relay(database, key)
        self._worker = Worker(database, job_handlers(services, identity), key, recurring=timetable())
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, serving: bool, working: bool) -> None:
        """Begin; ``serving`` runs the live hub, ``working`` the relay and the worker."""
        await self._services.database.signals.start()
        if serving:
            await self._hub.start()
            drain_before_exit(self._hub, self._services)
        if working:
            announce(self._services.settings)
            self._tasks = [
                asyncio.create_task(self._relay.run(), name="relay"),
                asyncio.create_task(self._worker.run(), name="worker"),
            ]

    async def failure(self) -> None:
        """Wait until the relay or the worker has ended by itself, which neither should; raise its error."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Stop taking work, wait for what runs, hand the rest back."""
        await self._hub.stop()
        if self._tasks:
            await self._worker.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
