"""The relay: nothing lost, nothing twice, nobody waits for a long transaction, another takes over."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import pytest
from sqlalchemy import insert, text

from levitiis.infra.db.uow import Origin, unit_of_work
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.infra.outbox.publishing import Published, read_published
from levitiis.kit.access import job_actor
from levitiis.kit.clock import now
from levitiis.modules.locations.models import LocationKind
from tests.db.outbox.relaying import ids_of, published, relaying, tell
from tests.db.stage import Stage
from tests.events import ThingChanged
from tests.processes import running
from tests.waiting import eventually


def _values(number: int) -> dict[str, object]:
    event = ThingChanged(object_ids=(number,))
    return {"type": event.TYPE, "object_type": event.OBJECT, "payload": event.payload(), "created_at": now()}


async def test_late_commits_are_delivered_and_a_long_transaction_delays_nobody(stage: Stage) -> None:
    """Transaction 1 writes first and commits last, a third stays open beside them all the time."""
    database = stage.database
    async with relaying(stage), database.writing() as long, database.writing() as first:
        await long.execute(insert(OutboxEvent), [_values(99)])
        await first.execute(insert(OutboxEvent), [_values(1)])
        async with database.writing() as second:
            await second.execute(insert(OutboxEvent), [_values(2)])
            await second.commit()
        assert ids_of(await published(stage, 1)) == [2]
        await first.commit()
        assert ids_of(await published(stage, 2)) == [2, 1]
        await tell(stage, 3)
        assert ids_of(await published(stage, 3)) == [2, 1, 3]
        await long.commit()
        events = await published(stage, 4)
    assert ids_of(events) == [2, 1, 3, 99]
    assert [event.sequence for event in events] == [1, 2, 3, 4]


async def test_an_event_is_published_at_once(stage: Stage) -> None:
    """Woken by the signal of the commit, not by the clock."""
    async with relaying(stage) as relay:
        await _leads(relay)
        await tell(stage, 1)
        await published(stage, 1)
        loop = asyncio.get_running_loop()
        delays: list[float] = []
        for number in range(2, 12):
            began = loop.time()
            await tell(stage, number)
            await published(stage, number)
            delays.append(loop.time() - began)
    assert sorted(delays)[5] < 0.25, delays  # the poll alone would take half a second on average


async def test_order_per_object_under_load(stage: Stage) -> None:
    """Eight writers change twenty objects; each object's events come in the order of its versions."""
    async with stage.work() as uow:
        kinds = [LocationKind(code=f"k{n}", name_pt="x", name_en="x", rank=0, active=True) for n in range(20)]
        uow.session.add_all(kinds)
        await uow.flush()
        ids = [kind.id for kind in kinds]

    async def writer(seed: int) -> None:
        for step in range(25):
            number = ids[(seed * 7 + step * 3) % len(ids)]
            actor, origin = job_actor("tests"), Origin("job")
            async with unit_of_work(stage.database, actor, origin, stage.keys.trail_key) as uow:
                kind = await uow.session.get_one(LocationKind, number, with_for_update=True)
                kind.rank += 1
                uow.emit(ThingChanged(object_ids=(number,), data={"rank": kind.rank}))
                await uow.commit()

    async with relaying(stage):
        await asyncio.gather(*(writer(seed) for seed in range(8)))
        events = await published(stage, 200)
    ranks: dict[int, list[int]] = defaultdict(list)
    for event in events:
        ranks[event.payload["ids"][0]].append(event.payload["data"]["rank"])
    assert [event.sequence for event in events] == list(range(1, 201))
    assert all(seen == list(range(1, len(seen) + 1)) for seen in ranks.values())


async def test_killed_in_the_middle_another_relay_takes_over(stage: Stage, database_url: str) -> None:
    """SIGKILL while 600 events are being committed: each gets one sequence, without a gap."""

    async def writer(start: int) -> None:
        for number in range(start, start + 150):
            await tell(stage, number)

    async with running("tests.db.outbox.relay_process", database_url) as process:
        await process.says("leading")
        async with relaying(stage) as successor:
            writers = asyncio.gather(*(writer(start) for start in (1, 151, 301, 451)))
            await published(stage, 50)
            assert not successor.leading
            await process.kill()
            await writers
            events = await published(stage, 600)
            assert successor.leading
    assert sorted(ids_of(events)) == list(range(1, 601))
    assert [event.sequence for event in events] == list(range(1, 601))
    assert await _unpublished(stage) == 0


async def test_only_one_of_several_relays_works(stage: Stage) -> None:
    async with relaying(stage) as one, relaying(stage) as other:

        async def either() -> bool:
            return one.leading or other.leading

        await eventually(either)
        for number in range(1, 31):
            await tell(stage, number)
        events = await published(stage, 30)
        assert [one.leading, other.leading].count(True) == 1
    assert [event.sequence for event in events] == list(range(1, 31))


async def test_a_relay_that_loses_its_connection_leads_again(stage: Stage) -> None:
    async with relaying(stage) as relay:
        await _leads(relay)
        await tell(stage, 1)
        await published(stage, 1)
        await stage.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = 'levitiis-signals'"
        )
        await tell(stage, 2)
        assert [event.sequence for event in await published(stage, 2)] == [1, 2]


async def test_a_backlog_is_worked_off_in_order(stage: Stage) -> None:
    async with stage.work() as uow:
        for number in range(1, 1_201):
            uow.emit(ThingChanged(object_ids=(number,)))
    async with relaying(stage):
        assert ids_of(await published(stage, 1_200)) == list(range(1, 1_201))


async def test_what_is_rolled_back_is_never_told(stage: Stage) -> None:
    async with relaying(stage):
        async with stage.work(commit=False) as uow:
            uow.emit(ThingChanged(object_ids=(1,)))
            await uow.session.execute(insert(OutboxEvent), [_values(1)])
        with pytest.raises(RuntimeError):
            async with stage.work() as uow:
                uow.emit(ThingChanged(object_ids=(2,)))
                raise RuntimeError
        await tell(stage, 3)
        assert ids_of(await published(stage, 1)) == [3]
    assert [row.total for row in await stage.sql("SELECT count(*) AS total FROM outbox_events")] == [1]


async def test_two_relays_can_never_give_one_sequence_twice(stage: Stage) -> None:
    """The last line of defence, should both believe that they hold the lock."""
    await tell(stage, 1, 2)
    with pytest.raises(Exception, match="uq_outbox_events_sequence"):
        async with stage.database.engine.begin() as connection:
            await connection.execute(text("UPDATE outbox_events SET sequence = 1"))


async def _leads(relay: object) -> None:
    async def leading() -> bool:
        return bool(getattr(relay, "leading", False))

    await eventually(leading)


async def _unpublished(stage: Stage) -> int:
    return (await stage.sql("SELECT count(*) AS total FROM outbox_events WHERE sequence IS NULL"))[0].total


async def test_reading_gives_what_was_told(stage: Stage) -> None:
    async with relaying(stage):
        async with stage.work() as uow:
            uow.emit(ThingChanged(object_ids=(5, 6), location_paths=("/1/", "/2/"), user_id=7))
        (event,) = await published(stage, 1)
    assert isinstance(event, Published)
    assert event.type == "things.changed"
    assert event.object_type == "thing"
    assert event.payload["ids"] == [5, 6]
    assert event.payload["paths"] == ["/1/", "/2/"]
    assert event.payload["user_id"] == 7
    assert event.payload["permission"] == "assets.read"
    async with stage.read() as session:
        assert await read_published(session, event.sequence, 10) == []
