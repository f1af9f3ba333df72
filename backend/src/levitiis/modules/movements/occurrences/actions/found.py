"""Somebody who found a thing writes to the organisation, which learns of it; he learns nothing of the thing.

The request does the same whatever code it names: it keeps the report and queues a job. Only the job looks
whether an asset has that code, so neither the answer nor its time tells which codes exist.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.http.client import network_of
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.ids import token_hash
from levitiis.modules.identity.api import Identity, claim_attempt
from levitiis.modules.movements.occurrences.actions.opening import open_occurrence
from levitiis.modules.movements.occurrences.errors import NO_CONTACT
from levitiis.modules.movements.occurrences.mails import FOUND
from levitiis.modules.movements.occurrences.models import FoundPage, FoundReport
from levitiis.modules.movements.occurrences.policy import CONFIGURE
from levitiis.modules.movements.occurrences.queries.found import (
    asset_with,
    page_of,
    report_to_look_at,
    reports_to_erase,
)
from levitiis.modules.movements.occurrences.schemas import FoundIn, FoundPageIn, PublicFoundPage
from levitiis.modules.movements.occurrences.states import OccurrenceKind

LOOKING = "occurrences.found"
ERASING = "occurrences.erasing"
KEPT = timedelta(days=90)
"""How long what a finder wrote is kept after its occurrence was resolved (LGPD, art. 15 and 16)."""
KEPT_AT_MOST = timedelta(days=365)
"""How long it is kept after it was written, although nobody ever resolves its occurrence."""
PER_ADDRESS = 5
PER_CODE = 5
ALTOGETHER = 200
"""Reports within the window of the sign-in limits."""
_TIMES = {"kept_days": KEPT.days, "kept_at_most_days": KEPT_AT_MOST.days}
_CHUNK = 500
_DESCRIPTION = "Aviso de quem encontrou o bem e leu a etiqueta."


async def set_page(uow: UnitOfWork, data: FoundPageIn, expected: int | None) -> None:
    """From now on this is shown. Raises ``occurrences.no_contact``, ``request.stale_version``."""
    uow.actor.require_at(CONFIGURE, None)
    if data.enabled and not (data.contact or data.phone or data.email):
        raise NO_CONTACT()
    await dialect_of(uow.session).lock(uow.session, "found_page")
    page = await page_of(uow.session)
    if page is None:
        if expected:
            raise STALE_VERSION()
        page = FoundPage(id=1)
        uow.session.add(page)
    else:
        check_version(page, expected)
    page.enabled, page.contact, page.phone, page.email = data.enabled, data.contact, data.phone, data.email
    await uow.flush()


async def public_page(session: AsyncSession, identity: Identity) -> PublicFoundPage:
    """What anybody may know; nothing while the page is off."""
    page = await page_of(session)
    if page is None or not page.enabled:
        return PublicFoundPage(
            enabled=False, organisation=None, contact=None, phone=None, email=None, **_TIMES
        )
    return PublicFoundPage(
        enabled=True,
        organisation=identity.settings.organisation,
        contact=page.contact,
        phone=page.phone,
        email=page.email,
        **_TIMES,
    )


async def report(uow: UnitOfWork, identity: Identity, data: FoundIn, address: str) -> None:
    """Keep what a finder writes.

    Raises ``request.not_found`` while the page is off, ``identity.too_many_attempts``.
    """
    page = await page_of(uow.session)
    if page is None or not page.enabled:
        raise NOT_FOUND()
    code = data.code.lower()
    await uow.session.rollback()
    limits = {
        f"found-address:{network_of(address)}"[:80]: PER_ADDRESS,
        f"found-code:{token_hash(code)}"[:80]: PER_CODE,
        "found-altogether": ALTOGETHER,
    }
    await claim_attempt(identity, uow.origin, limits)
    told = FoundReport(**data.model_dump(exclude={"code"}), code=code, created_at=now())
    uow.session.add(told)
    await uow.flush()
    await enqueue(uow, LOOKING, {"report": told.id}, unique_key=f"{LOOKING}:{told.id}")


def looking(identity: Identity) -> JobHandler:
    """The job that sees to a report: an occurrence and a mail, or nothing when no asset has the code."""

    async def handle(run: JobRun) -> None:
        async with run.unit_of_work() as uow:
            found = await report_to_look_at(uow.session, run.payload["report"])
            if found is not None:
                await _look(uow, identity, found)
            await run.complete(uow)
            await uow.commit()

    return JobHandler(LOOKING, handle)


async def _look(uow: UnitOfWork, identity: Identity, found: FoundReport) -> None:
    asset = await asset_with(uow.session, found.code)
    if asset is None:
        await uow.session.delete(found)
        return
    asset_id, tag, name = asset
    found.occurrence_id = await open_occurrence(uow, asset_id, OccurrenceKind.FOUND, _DESCRIPTION)
    page = await page_of(uow.session)
    if page is not None and page.email:
        await identity.mailer.queue(
            uow,
            FOUND,
            to=page.email,
            language="pt-BR",
            params={"tag": tag, "name": name, "place": found.place},
            unique_key=f"found:{found.id}",
            link=f"{identity.settings.public_url.rstrip('/')}/ocorrencias/{found.occurrence_id}",
        )


def erasing() -> JobHandler:
    """The job that erases what finders wrote, when one of its two times is over; the trail says so."""

    async def handle(run: JobRun) -> None:
        erased = _CHUNK
        while erased == _CHUNK:
            async with run.unit_of_work() as uow:
                moment = now()
                old = await reports_to_erase(uow.session, moment - KEPT, moment - KEPT_AT_MOST, _CHUNK)
                for one in old:
                    if one.occurrence_id is not None:
                        uow.log("asset_occurrence", one.occurrence_id, "erase_report", {})
                    await uow.session.delete(one)
                await uow.commit()
            erased = len(old)

    return JobHandler(ERASING, handle)
