"""What loans cost at a hundred thousand: all of them noted as overdue, and a series found among as many."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Sequence
from pathlib import Path

from identity import Cost
from sqlalchemy import text

from levitiis.commands.runtime import command_unit_of_work
from levitiis.infra.db.engine import Database
from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.settings import Settings
from levitiis.kit.access import job_actor
from levitiis.kit.clock import today
from levitiis.modules.identity.queries.actor import present_actor
from levitiis.modules.movements.loans.actions.reminding import note_occasions
from levitiis.modules.movements.loans.api import ensure_rules
from levitiis.modules.movements.loans.reservations.actions.recurring import create_series
from levitiis.modules.movements.loans.reservations.schemas import LoanSeriesIn

SWEEP = "overdue"
LIMIT_MS = 20_000.0
SERIES_LIMIT_MS = 2_000.0
_GIVEN_BACK = (
    "UPDATE loans SET status = 'returned'",
    "UPDATE loan_agreements SET state = 'closed', remind_on = NULL",
    "ANALYZE loan_agreements, loans",
)
_BIGGEST = text(
    "SELECT r.id FROM asset_categories r JOIN asset_categories c ON c.path LIKE r.path || '%'"
    " JOIN assets a ON a.category_id = c.id GROUP BY r.id ORDER BY count(*) DESC, r.id LIMIT 1"
)
_LENT = text(
    "WITH chosen AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM assets),"
    " someone AS (SELECT min(id) AS id FROM people), user_one AS (SELECT min(id) AS id FROM users),"
    " made AS (INSERT INTO loan_agreements (number, state, borrower_type, person_id, signer_id, start_date,"
    " due_date, remind_on, purpose, requester_id, created_at, updated_at, version)"
    " SELECT 'EM-2000-' || lpad(n::text, 6, '0'), 'active', 'person', someone.id, someone.id,"
    " current_date - 40, current_date - 10, current_date - 3, 'Medição', user_one.id, now(), now(), 1"
    " FROM chosen, someone, user_one ORDER BY n RETURNING id, person_id)"
    " INSERT INTO loans (agreement_id, asset_id, borrower_type, borrower_id, start_date, due_date, free_from,"
    " status, created_at, updated_at, version)"
    " SELECT lent.id, chosen.id, 'person', lent.person_id, current_date - 40, current_date - 10,"
    " current_date - 9, 'active', now(), now(), 1"
    " FROM (SELECT id, person_id, row_number() OVER (ORDER BY id) AS n FROM made) lent JOIN chosen USING (n)"
)


def sweeping(url: str, folder: Path) -> Cost:
    """Every asset is lent and late; the clock looks once. (The letters go out afterwards, one by one.)"""
    return asyncio.run(_sweeping(Settings(data_dir=folder), url))


async def _sweeping(settings: Settings, url: str) -> Cost:
    async with command_unit_of_work(settings, url, "bench") as (uow, _):
        await uow.session.execute(_LENT)
        await uow.session.execute(text("ANALYZE loan_agreements, loans"))
    database, found = Database(url, settings), True
    began = time.perf_counter()
    while found:
        async with unit_of_work(database, job_actor("bench"), Origin("job"), b"bench") as uow:
            found = await note_occasions(uow)
            await uow.commit()
    milliseconds = (time.perf_counter() - began) * 1_000
    await database.dispose()
    async with command_unit_of_work(settings, url, "bench") as (uow, _):
        noted = await uow.session.scalar(text("SELECT count(*) FROM loan_reminders"))
        lent = await uow.session.scalar(text("SELECT count(*) FROM loan_agreements"))
    if noted != lent:
        raise RuntimeError(f"{noted} of {lent} loans were noted")
    return Cost(f"Reminders: {noted:,} overdue loans noted", milliseconds, milliseconds, LIMIT_MS)


def reserving(url: str, folder: Path) -> Cost:
    """Sixty weeks of any two assets of the biggest category, all of which were lent before; committed."""
    return asyncio.run(_reserving(Settings(data_dir=folder), url))


async def _reserving(settings: Settings, url: str) -> Cost:
    async with command_unit_of_work(settings, url, "bench") as (uow, _):
        for statement in _GIVEN_BACK:
            await uow.session.execute(text(statement))
        await ensure_rules(uow)
        category = await uow.session.scalar(_BIGGEST)
        person = await uow.session.scalar(text("SELECT min(id) FROM people"))
        user = await uow.session.scalar(text("SELECT min(id) FROM users"))
        actor = await present_actor(uow.session, user)
    start = today() + dt.timedelta(days=7)
    weekly = {"frequency": "weekly", "weekdays": [start.weekday()], "times": 60}
    wish = {
        "items": [{"category_id": category, "count": 2}], "borrower_type": "person", "borrower_id": person,
        "start_date": start, "due_date": start, "purpose": "Medição", "recurrence": weekly,
    }  # fmt: skip
    database = Database(url, settings)
    began = time.perf_counter()
    async with unit_of_work(database, actor, Origin("job"), b"bench") as uow:
        await create_series(uow, LoanSeriesIn.model_validate(wish), settings.time_zone)
        await uow.commit()
    milliseconds = (time.perf_counter() - began) * 1_000
    await database.dispose()
    return Cost("Reservations: 60 weeks, 2 of any of a category", milliseconds, milliseconds, SERIES_LIMIT_MS)


def wanted(only: Sequence[str] | None) -> bool:
    """Whether this is to be measured."""
    return not only or SWEEP in only
