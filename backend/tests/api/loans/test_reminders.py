"""Borrowers are reminded by the clock and by people: each occasion once, by whatever number of workers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from levitiis.background import job_handlers, timetable
from levitiis.infra.jobs.models import Job
from levitiis.kit.clock import frozen, now
from levitiis.modules.movements.loans.actions import reminding
from levitiis.modules.movements.loans.api import MAILING, REMINDERS
from levitiis.modules.movements.loans.models import Loan, LoanAgreement, LoanReminder
from tests.api.client import Api, running_app, test_settings
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, furnish, handed, sound
from tests.api.world import World
from tests.builders.people import person
from tests.smtp import post_office, smtp_settings
from tests.waiting import eventually


class _Run:
    """What a handler needs of a run."""

    def __init__(self, api: Api, payload: dict[str, Any] | None = None) -> None:
        self.unit_of_work, self.payload = api.work, payload or {}

    async def complete(self, _: object) -> None:
        """Nobody looks at the job afterwards."""


async def look(api: Api) -> None:
    """One run of the job, and of those that it brings."""
    services = api.app.state.services
    handlers = {each.kind: each for each in job_handlers(services, api.identity)}
    before = await _jobs(api)
    await handlers[REMINDERS].handle(_Run(api))  # type: ignore[arg-type]
    for number, payload in (await _jobs(api)).items():
        if number not in before:
            await handlers[MAILING].handle(_Run(api, payload))  # type: ignore[arg-type]


async def _jobs(api: Api) -> dict[int, dict[str, Any]]:
    async with api.database.reading() as session:
        rows = await session.execute(select(Job.id, Job.payload).where(Job.kind == MAILING))
        return {row[0]: row[1] for row in rows.all()}


async def told(api: Api) -> list[tuple[str, int, bool]]:
    """What was noted: kind, day counted from today, and whether a mail was queued for it."""
    statement = select(LoanReminder).order_by(LoanReminder.occurrence, LoanReminder.id)
    async with api.database.reading() as session:
        rows = (await session.scalars(statement)).all()
    return [(row.kind, (row.occurrence - day(0)).days, row.mailed) for row in rows]


@contextmanager
def after(days: int) -> Iterator[datetime]:
    """The same hour some days from now."""
    moment = now() + timedelta(days=days)
    with frozen(moment):
        yield moment


async def pass_by(api: Api, days: int) -> None:
    """As if every loan had been made some days earlier: sessions and jobs live in the present."""
    earlier = timedelta(days=days)
    columns = {
        LoanAgreement: ("start_date", "due_date", "remind_on"),
        Loan: ("start_date", "due_date", "free_from"),
    }
    async with api.work() as uow:
        for table, names in columns.items():
            values = {name: getattr(table, name) - earlier for name in names}
            await uow.session.execute(
                update(table).values(values).execution_options(synchronize_session=False)
            )


async def test_a_year_with_two_workers_and_days_without_any(
    api: Api, loans: Loans, shelf: Shelf, tmp_path: Path
) -> None:
    await loans.out(shelf.assets[:1], due=10)
    looked = [3, 6, 7, 8, 9, 12, 13, *range(17, 40), 90, 91, 376]
    for days in looked:
        with after(days):
            await asyncio.gather(look(api), look(api))
    kinds = [(kind, days) for kind, days, _ in await told(api)]
    assert kinds == [
        ("ahead", 7), ("due", 10),
        ("overdue", 17), ("overdue", 24), ("overdue", 31), ("overdue", 38),
        ("overdue", 87), ("overdue", 374),
    ]  # fmt: skip
    assert await sound(api, tmp_path)


async def test_what_is_back_is_not_reminded_of_and_an_extension_begins_anew(
    api: Api, loans: Loans, shelf: Shelf
) -> None:
    back = await loans.out(shelf.assets[:1], due=5)
    await loans.step(back["id"], "devolucao", handed(*shelf.assets[:1]))
    later = await loans.out(shelf.assets[1:2], due=5)
    with after(2):
        await look(api)
    until = {"due_date": day(20).isoformat(), "reason": "Mais tempo"}
    await loans.step(later["id"], "prorrogacao", until)
    for days in (5, 16, 17):
        with after(days):
            await look(api)
    assert [(kind, days) for kind, days, _ in await told(api)] == [("ahead", 2), ("ahead", 17)]


async def test_the_letter(world_url: str, world: World, tmp_path: Path) -> None:
    """Written to who signed for the assets, through a real server, and shown on the page."""
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post, run_worker=True))
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            shelf = await furnish(api, world)
            manager = api.as_role("manager")
            loans = Loans(manager, shelf)
            made = await loans.out(shelf.assets[:2], due=4)
            await look(api)
            assert await told(api) == []
            await pass_by(api, 1)
            await look(api)

            async def there() -> bool:
                return bool(post.letters)

            await eventually(there, what="the letter")
            (letter,) = post.letters
            assert letter.to == ["bruna@example.org"]
            assert made["number"] in str(letter.message["subject"])
            assert "Bruna Tomadora" in letter.text()
            assert f"{day(3):%d/%m/%Y}" in letter.text()
            shown = (await manager.get(f"{ADDRESS}/{made['id']}")).json()
            assert [(one["kind"], one["mailed"]) for one in shown["reminders"]] == [("ahead", True)]


async def test_one_letter_to_each_about_all_of_a_day(
    world_url: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is late, due or due soon; each of the loans says that its borrower was written to."""
    monkeypatch.setattr(reminding, "MOST_NAMED", 2)
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post, run_worker=True))
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            shelf = await furnish(api, world)
            loans = Loans(api.as_role("manager"), shelf)
            late, soon, now_due = [
                await loans.out([asset], due=due)
                for asset, due in zip(shelf.assets, (3, 13, 10), strict=False)
            ]
            await pass_by(api, 10)
            await asyncio.gather(look(api), look(api))
            await look(api)

            async def there() -> bool:
                return bool(post.letters)

            await eventually(there, what="the letter")
            assert sorted(await told(api)) == [("ahead", 0, True), ("due", 0, True), ("overdue", 0, True)]
            (letter,) = post.letters
            assert letter.message["subject"] == "3 empréstimos a devolver"
            text = " ".join(letter.text().split())
            assert (
                f"{late['number']}: {day(-7):%d/%m/%Y} (1); {now_due['number']}: {day(0):%d/%m/%Y} (1) (+1)"
                in text
            )
            assert soon["number"] not in text


async def test_namesakes_with_one_mailbox_are_each_told_of_what_is_theirs(
    world_url: str, world: World, tmp_path: Path
) -> None:
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post, run_worker=True))
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            shelf = await furnish(api, world)
            async with api.work() as uow:
                fields = {"location_id": world.room_a, "email": "bruna@example.org"}
                namesake = await person(uow, "Bruna Tomadora", **fields)
            loans = Loans(api.as_role("manager"), shelf)
            made = [
                await loans.out([asset], due=3, borrower_id=borrower)
                for asset, borrower in zip(shelf.assets, (shelf.borrower, namesake.id), strict=False)
            ]
            await look(api)
            await pass_by(api, 3)
            await look(api)

            async def there() -> bool:
                return all(one["number"] in "".join(each.text() for each in post.letters) for one in made)

            await eventually(there, what="the letters")
            assert len(post.letters) == 2


async def test_somebody_wants_it_back(world_url: str, world: World, tmp_path: Path) -> None:
    """Only what is late, once a day, and never where no letter would go."""
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post))
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            shelf = await furnish(api, world)
            loans = Loans(api.as_role("manager"), shelf)
            mute = {"borrower_id": shelf.signer}
            made = await loans.out(shelf.assets[:1], due=1)
            silent = await loans.out(shelf.assets[1:2], due=1, **mute)
            assert await loans.refused(made["id"], "lembrete") == (409, "loans.wrong_state")
            await pass_by(api, 2)
            assert await loans.refused(silent["id"], "lembrete") == (409, "loans.no_address")
            shown = await loans.step(made["id"], "lembrete")
            reminded = [(one["kind"], one["sent_by"]["name"]) for one in shown["reminders"]]
            assert reminded == [("asked", "Manager")]
            assert shown["overdue_days"] == 1
            assert await loans.refused(made["id"], "lembrete") == (409, "loans.reminded_today")
    assert len(post.letters) == 0, "no worker was running"


async def test_who_is_late_gets_nothing_new(loans: Loans, shelf: Shelf) -> None:
    await loans.out(shelf.assets[:1], due=1)
    await pass_by(loans.api, 2)
    answer = await loans.api.post(ADDRESS, loans.body(shelf.assets[1:2], 0, 2))
    assert (answer.status_code, answer.json()["code"]) == (409, "loans.borrower_blocked")
    assert "Bruna Tomadora" in answer.json()["detail"]
    rules = (await loans.api.get(f"{ADDRESS}/regras")).json()
    body = {"buffer_days": 2, "most_days": rules["most_days"], "block_after_days": None}
    changed = await loans.api.put(f"{ADDRESS}/regras", body)
    assert changed.status_code == 200, changed.text
    assert (await loans.make(shelf.assets[1:2], 0, 2))["state"] == "reserved"
    taken = await loans.api.post(ADDRESS, loans.body(shelf.assets[1:2], 4, 6))
    assert taken.status_code == 409, "two days stay free after each loan"
    assert (await loans.make(shelf.assets[1:2], 5, 6))["state"] == "reserved"
    late = (await loans.api.get(f"{ADDRESS}?overdue=true")).json()["items"]
    assert [row["overdue_days"] for row in late] == [1]


@pytest.mark.parametrize("role", ["technician", "reader"])
async def test_rules_belong_to_the_organisation(api: Api, shelf: Shelf, role: str) -> None:
    body = {"buffer_days": 1, "most_days": 10, "block_after_days": None}
    assert (await api.as_role(role).put(f"{ADDRESS}/regras", body)).status_code == 403


def test_the_clock_looks_once_a_day() -> None:
    assert [work.interval for work in timetable() if work.kind == REMINDERS] == [timedelta(days=1)]
