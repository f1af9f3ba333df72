"""Recurring work: each occurrence once, however many workers; after downtime once; never on top of itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.infra.jobs.schedule import Timetable, every
from levitiis.kit.clock import frozen
from tests.db.jobs.conftest import StartWorker
from tests.db.jobs.looking import true
from tests.db.stage import Stage
from tests.waiting import eventually

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOURLY = every(timedelta(hours=1), "tests.hourly")


async def _keys(stage: Stage) -> list[str]:
    async with stage.read() as session:
        return list((await session.scalars(select(Job.unique_key).order_by(Job.id))).all())


async def _look(stage: Stage, timetable: Timetable) -> None:
    for work, occurrence in timetable.unsettled():
        async with stage.work() as uow:
            queued = await timetable.enqueue(uow, work, occurrence)
        if queued:
            timetable.settle(work, occurrence)


async def _finish_all(stage: Stage) -> None:
    await stage.sql("UPDATE jobs SET status = 'done'")


def test_periods_begin_at_the_offset() -> None:
    daily = every(timedelta(days=1), "tests.daily", offset=timedelta(hours=6))
    assert daily.occurrence(NOON) == datetime(2026, 3, 10, 6, tzinfo=UTC)
    assert daily.occurrence(datetime(2026, 3, 10, 5, 59, tzinfo=UTC)) == datetime(2026, 3, 9, 6, tzinfo=UTC)
    assert daily.key(daily.occurrence(NOON)) == "tests.daily@2026-03-10T06:00:00Z"
    with pytest.raises(ValueError, match="a second"):
        every(timedelta(milliseconds=1), "tests.too_often")


async def test_each_occurrence_once_with_two_timetables(stage: Stage) -> None:
    one, other = Timetable([HOURLY]), Timetable([HOURLY])
    with frozen(NOON + timedelta(minutes=5)):
        await asyncio.gather(_look(stage, one), _look(stage, other))
        await _look(stage, one)
        assert await _keys(stage) == ["tests.hourly@2026-03-10T12:00:00Z"]
        assert one.unsettled() == other.unsettled() == []
    await _finish_all(stage)
    with frozen(NOON + timedelta(minutes=65)):
        await asyncio.gather(_look(stage, one), _look(stage, other))
    assert await _keys(stage) == ["tests.hourly@2026-03-10T12:00:00Z", "tests.hourly@2026-03-10T13:00:00Z"]


async def test_after_three_days_off_it_catches_up_once(stage: Stage) -> None:
    with frozen(NOON):
        await _look(stage, Timetable([HOURLY]))
    await _finish_all(stage)
    with frozen(NOON + timedelta(days=3, minutes=30)):
        await asyncio.gather(*(_look(stage, Timetable([HOURLY])) for _ in range(3)))
    assert await _keys(stage) == ["tests.hourly@2026-03-10T12:00:00Z", "tests.hourly@2026-03-13T12:00:00Z"]


async def test_an_occurrence_under_way_is_not_overtaken(stage: Stage) -> None:
    timetable = Timetable([HOURLY])
    with frozen(NOON):
        await _look(stage, timetable)
    with frozen(NOON + timedelta(hours=1)):
        await _look(stage, timetable)
        assert len(await _keys(stage)) == 1
        await _finish_all(stage)
        await _look(stage, timetable)
        assert len(await _keys(stage)) == 2


async def test_two_workers_run_each_occurrence_once(stage: Stage, start_worker: StartWorker) -> None:
    """Real time, periods of a second, two workers with timetables of their own."""
    runs: Counter[str] = Counter()

    async def work(run: JobRun) -> None:
        runs[run.payload["occurrence"]] += 1

    recurring = [every(timedelta(seconds=1), "tests.often", payload={"n": 1})]
    for _ in range(2):
        start_worker(JobHandler("tests.often", work), recurring=recurring)
    await eventually(true(lambda: len(runs) >= 3))
    assert set(runs.values()) == {1}


async def test_the_same_key_is_queued_once_by_many(stage: Stage) -> None:
    async def put() -> int:
        async with stage.work() as uow:
            return await enqueue(uow, "tests.work", {}, unique_key="tests:once")

    ids = await asyncio.gather(*(put() for _ in range(10)))
    assert len(set(ids)) == 1
    await _finish_all(stage)
    assert await put() == ids[0]
    assert await _keys(stage) == ["tests:once"]


async def test_nothing_is_queued_when_the_unit_of_work_fails(stage: Stage) -> None:
    with pytest.raises(RuntimeError):
        async with stage.work() as uow:
            await enqueue(uow, "tests.work", {})
            raise RuntimeError
    assert await _keys(stage) == []
