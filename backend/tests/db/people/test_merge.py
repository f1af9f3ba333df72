"""Merges of people under a race, and what an import then understands by the old names."""

from __future__ import annotations

import asyncio

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.assets import checks, custody
from levitiis.modules.assets.actions.person_merge import AssetHolder
from levitiis.modules.people import actions
from levitiis.modules.people.api import require_person
from levitiis.modules.people.naming import PersonName, find_or_create_people
from levitiis.modules.people.schemas import MergeIn
from tests.builders.assets import asset
from tests.builders.people import person
from tests.db.stage import Stage

HOLDERS = (AssetHolder(),)


async def _two(stage: Stage) -> tuple[int, int]:
    async with stage.work() as uow:
        return (await person(uow, "Ana", registration="M-1")).id, (await person(uow, "Ana Lima")).id


async def _merge(uow: UnitOfWork, leaving: int, staying: int) -> object:
    return await actions.merge_people(uow, leaving, MergeIn(into_id=staying), None, HOLDERS)


async def test_of_two_merges_in_opposite_directions_one_wins(stage: Stage) -> None:
    one, other = await _two(stage)
    outcomes = await stage.together(lambda uow: _merge(uow, one, other), lambda uow: _merge(uow, other, one))
    assert outcomes == ["done", "people.merged"]
    rows = await stage.sql("SELECT count(*) AS n FROM people WHERE merged_into_id IS NOT NULL")
    assert rows[0].n == 1


async def test_nothing_is_given_to_who_is_leaving(stage: Stage) -> None:
    """Between a move's look at the person and its writing no merge comes: it waits, and takes that along."""
    leaving, staying = await _two(stage)
    async with stage.work() as uow:
        number = (await asset(uow, tag="T-1")).id

    async def merge() -> None:
        async with stage.work() as uow:
            await _merge(uow, leaving, staying)

    async with stage.work() as uow:
        await require_person(uow.session, uow.actor, leaving, "/to_responsible_id")
        merging = asyncio.create_task(merge())
        await _waits_for_a_lock(stage)
        await custody.move(uow, [number], custody.CustodyChange(responsible_id=leaving))
    await merging
    assert [row.responsible_id for row in await stage.sql("SELECT responsible_id FROM assets")] == [staying]
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def _waits_for_a_lock(stage: Stage) -> None:
    async with asyncio.timeout(10):
        waiting = (
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while not await stage.sql(waiting):
            await asyncio.sleep(0.01)


async def test_an_import_that_names_the_old_record_means_the_new_one(stage: Stage) -> None:
    leaving, staying = await _two(stage)
    async with stage.work() as uow:
        await _merge(uow, leaving, staying)
    names = [PersonName("Ana"), PersonName("Ana", "M-1"), PersonName("Ana Lima")]
    async with stage.work() as uow:
        found = await find_or_create_people(uow, names)
    assert {ref.id for ref in found.values()} == {staying}
    assert not any(ref.created or ref.homonyms for ref in found.values())


async def test_a_status_stays_when_the_holder_is_the_same_person(stage: Stage) -> None:
    leaving, staying = await _two(stage)
    async with stage.work() as uow:
        number = (await asset(uow, tag="T-1", responsible_id=leaving)).id
    await stage.sql("UPDATE assets SET status = 'on_loan' WHERE id = :id", id=number)
    await stage.sql("UPDATE movements SET to_status = 'on_loan' WHERE asset_id = :id", id=number)
    async with stage.work() as uow:
        result = await custody.hand_over(uow, leaving, staying)
    assert (result.moved, result.unchanged) == ([number], [])
    rows = await stage.sql("SELECT status, responsible_id FROM assets")
    assert [tuple(row) for row in rows] == [("on_loan", staying)]
    async with stage.read() as session:
        assert await checks.violations(session) == []
