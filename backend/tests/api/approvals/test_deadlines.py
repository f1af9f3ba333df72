"""A level with a deadline: reminded half-way, escalated at its end, each once, also by two workers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from levitiis.background import job_handlers
from levitiis.infra.jobs.models import Job
from levitiis.kit.clock import frozen
from levitiis.modules.approvals.api import DEADLINES
from tests.api.approvals.conftest import Office, ask, decide, rule
from tests.api.client import Api
from tests.api.world import World

MONDAY = datetime(2026, 11, 9, 11, 0, tzinfo=UTC)  # 08:00 in Brazil: business hours begin
WEEKS_LATER = datetime(2026, 12, 9, 11, 0, tzinfo=UTC)


async def look(api: Api) -> None:
    """One run of the job."""
    services = api.app.state.services
    (handler,) = [each for each in job_handlers(services, api.identity) if each.kind == DEADLINES]
    await handler.handle(_Run(api))  # type: ignore[arg-type]


class _Run:
    """What the handler needs of a run."""

    def __init__(self, api: Api) -> None:
        self.unit_of_work = api.work


async def mails(api: Api) -> Sequence[str]:
    async with api.database.reading() as session:
        rows = select(Job.payload).where(Job.kind == "approvals.mailing").order_by(Job.id)
        return [payload.get("what", "together") for payload in await session.scalars(rows)]


async def test_a_reminder_then_names_do_not_bind_any_more(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    level = {"place": "organisation", "approver_ids": [office.director.user_id], "deadline_hours": 8}
    await rule(manager, level)
    with frozen(MONDAY):
        asked = await ask(api.as_role("manager"), office.assets[:1], world.room_b)
        await asyncio.gather(look(api), look(api))
        shown = (await api.as_role("manager").get(f"/movimentacoes/aprovacoes/{asked['approval_id']}")).json()
        due = datetime.fromisoformat(shown["levels"][0]["due_at"])
        assert due > MONDAY
    assert await mails(api) == ["asked"]
    with frozen(MONDAY + (due - MONDAY) * 0.9):
        await asyncio.gather(look(api), look(api))
        await look(api)
        assert (await decide(api.as_account(office.treasurer), asked["approval_id"]))[0] == 403
    assert await mails(api) == ["asked", "reminder"]
    with frozen(due):
        await asyncio.gather(look(api), look(api))
        await look(api)
        status, done = await decide(api.as_account(office.treasurer), asked["approval_id"])
        assert (status, done["state"]) == (200, "approved"), "whoever may decide there may now"
    assert await mails(api) == ["asked", "reminder", "escalated", "decided"]


async def test_days_of_downtime_are_one_step(api: Api, manager: Api, world: World, office: Office) -> None:
    await rule(manager, {"place": "organisation", "deadline_hours": 4})
    with frozen(MONDAY):
        await ask(api.as_role("manager"), office.assets[:1], world.room_b)
    with frozen(WEEKS_LATER):
        await look(api)
        await look(api)
    assert await mails(api) == ["asked", "escalated"]


async def test_what_falls_due_together_is_one_letter(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    """Also by two workers: each reminder is in exactly one letter."""
    await rule(manager, {"place": "organisation", "deadline_hours": 4})
    with frozen(MONDAY):
        asked = [
            (await ask(api.as_role("manager"), [one], world.room_b))["approval_id"] for one in office.assets
        ]
    with frozen(WEEKS_LATER):
        await asyncio.gather(look(api), look(api))
        await look(api)
    async with api.database.reading() as session:
        rows = await session.scalars(
            select(Job).where(Job.kind == "approvals.mailing", Job.status == "queued")
        )
        left = [one.payload["together"] for one in rows if "together" in one.payload]
    assert 1 <= len(left) <= 2
    told = sorted((int(number), about["what"]) for one in left for number, about in one.items())
    assert told == [(number, "escalated") for number in asked]
