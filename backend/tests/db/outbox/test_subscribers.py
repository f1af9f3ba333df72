"""Durable subscribers: every event, in order, once in the database; a poison event harms nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.worker import Worker
from levitiis.infra.outbox import subscribers as subscribing
from levitiis.infra.outbox.models import OutboxDelivery
from levitiis.infra.outbox.publishing import Published
from levitiis.infra.outbox.subscribers import REDELIVERY, Delivery, Subscriber, redelivery
from levitiis.modules.locations.models import LocationKind
from tests.db.outbox.relaying import published, relaying, tell
from tests.db.stage import Stage
from tests.waiting import eventually


@pytest.fixture(autouse=True)
def quick_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "QUICK_TRIES", (0.0, 0.01, 0.02))


def _writing(name: str, *, poison: int | None = None) -> Subscriber:
    """Writes a row per event, so that a second effect would be seen; ``poison`` cannot be digested."""

    async def react(uow: UnitOfWork, event: Published) -> None:
        for number in event.payload["ids"]:
            uow.session.add(
                LocationKind(
                    code=f"{name}-{number}", name_pt="x", name_en="x", rank=event.sequence, active=True
                )
            )
        await uow.flush()
        if poison in event.payload["ids"]:
            raise RuntimeError("poison")

    return Subscriber(name, frozenset({"things.changed"}), react)


async def _done(stage: Stage, name: str) -> list[str]:
    async with stage.read() as session:
        codes = select(LocationKind.code).where(LocationKind.code.startswith(f"{name}-"))
        return list((await session.scalars(codes.order_by(LocationKind.rank))).all())


async def _position(stage: Stage, name: str) -> int | None:
    async with stage.read() as session:
        return await session.scalar(select(OutboxDelivery.sequence).where(OutboxDelivery.name == name))


def _is(ask: Callable[[], Awaitable[object]], wanted: object) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return await ask() == wanted

    return check


async def test_every_event_once_and_in_order(stage: Stage) -> None:
    async with relaying(stage, _writing("a"), _writing("b")):
        await eventually(_is(lambda: _position(stage, "a"), 0))
        await eventually(_is(lambda: _position(stage, "b"), 0))
        for number in range(1, 41):
            await tell(stage, number)
        for name in ("a", "b"):
            await eventually(_is(lambda n=name: _position(stage, n), 40))
            assert await _done(stage, name) == [f"{name}-{number}" for number in range(1, 41)]


async def test_a_restart_goes_on_where_it_stopped(stage: Stage) -> None:
    async with relaying(stage, _writing("a")):
        await eventually(_is(lambda: _position(stage, "a"), 0))
        await tell(stage, 1, 2)
        await eventually(_is(lambda: _position(stage, "a"), 2))
    await tell(stage, 3)
    async with relaying(stage, _writing("a")):
        await eventually(_is(lambda: _position(stage, "a"), 3))
    assert await _done(stage, "a") == ["a-1", "a-2", "a-3"]


async def test_a_new_subscriber_begins_with_what_comes(stage: Stage) -> None:
    async with relaying(stage):
        await tell(stage, 1)
        await published(stage, 1)
    async with relaying(stage, _writing("late")):
        await eventually(_is(lambda: _position(stage, "late"), 1))
        await tell(stage, 2)
        await eventually(_is(lambda: _position(stage, "late"), 2))
    assert await _done(stage, "late") == ["late-2"]


async def test_other_types_are_passed_over_and_counted(stage: Stage) -> None:
    deaf = Subscriber("deaf", frozenset({"others.changed"}), _writing("deaf").react)
    async with relaying(stage, deaf):
        await eventually(_is(lambda: _position(stage, "deaf"), 0))
        await tell(stage, 1, 2, 3)
        await eventually(_is(lambda: _position(stage, "deaf"), 3))
    assert await _done(stage, "deaf") == []


async def test_a_poison_event_is_set_aside_and_blocks_nobody(stage: Stage) -> None:
    async with relaying(stage, _writing("weak", poison=2), _writing("well")):
        await eventually(_is(lambda: _position(stage, "weak"), 0))
        await eventually(_is(lambda: _position(stage, "well"), 0))
        for number in (1, 2, 3):
            await tell(stage, number)
        await eventually(_is(lambda: _position(stage, "weak"), 3))
        await eventually(_is(lambda: _position(stage, "well"), 3))
    assert await _done(stage, "weak") == ["weak-1", "weak-3"]
    assert await _done(stage, "well") == ["well-1", "well-2", "well-3"]
    async with stage.read() as session:
        (job,) = (await session.execute(select(Job))).scalars().all()
    assert job.kind == REDELIVERY
    assert job.unique_key == "outbox.redelivery:weak:2"
    assert job.payload["payload"]["ids"] == [2]


async def test_what_was_set_aside_is_delivered_when_the_subscriber_is_mended(stage: Stage) -> None:
    async with relaying(stage, _writing("weak", poison=1)):
        await eventually(_is(lambda: _position(stage, "weak"), 0))
        await tell(stage, 1)
        await eventually(_is(lambda: _position(stage, "weak"), 1))
    assert await _done(stage, "weak") == []
    worker = Worker(stage.database, [redelivery([_writing("weak")])], stage.keys.trail_key)
    task = asyncio.create_task(worker.run())
    await eventually(_is(lambda: _done(stage, "weak"), ["weak-1"]))
    await worker.stop()
    await task


async def test_two_deliveries_at_once_have_one_effect(stage: Stage) -> None:
    """A relay that lost its lock may still be delivering when its successor begins."""
    subscriber = _writing("a")
    async with relaying(stage, subscriber):
        await eventually(_is(lambda: _position(stage, "a"), 0))
    for number in range(1, 31):
        await tell(stage, number)
    async with relaying(stage):
        await published(stage, 30)
    both = [
        asyncio.create_task(Delivery(stage.database, subscriber, stage.keys.trail_key).run())
        for _ in range(2)
    ]
    await eventually(_is(lambda: _position(stage, "a"), 30))
    for task in both:
        task.cancel()
    await asyncio.gather(*both, return_exceptions=True)
    assert await _done(stage, "a") == [f"a-{number}" for number in range(1, 31)]
    async with stage.read() as session:
        assert await session.scalar(select(func.count()).select_from(Job)) == 0
