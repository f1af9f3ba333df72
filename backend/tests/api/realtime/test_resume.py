"""Coming back: nothing missed, nothing twice, and an honest answer when too much was missed."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from dataclasses import replace

import pytest
from sqlalchemy import text

from levitiis.infra.outbox.publishing import last_sequence
from levitiis.infra.realtime.connection import LiveConnection
from levitiis.infra.realtime.errors import TOO_SLOW, Ended
from levitiis.kit.access import Actor, ActorKind
from tests.api.realtime.listening import Live, ids
from tests.events import ThingChanged
from tests.waiting import eventually

EVERYTHING = Actor(ActorKind.USER, 1, "somebody", unrestricted=True)


async def test_twenty_reconnects_during_five_hundred_changes(live: Live) -> None:
    """The client loses its connection again and again and comes back with the last sequence it has."""
    chance = random.Random(20)
    heard: list[dict[str, object]] = []
    reconnects = 0

    async def change() -> None:
        for number in range(500):
            async with live.api.work() as uow:
                uow.emit(ThingChanged(object_ids=(number % 10 + 1,), data={"n": number}))

    async with live.socket() as listener:
        cursor = int((await listener.message())["sequence"])
    changing = asyncio.create_task(change())
    while len(heard) < 500:
        async with live.socket(since=cursor) as listener:
            assert (await listener.message()) == {"type": "hello", "sequence": cursor}
            wanted = chance.randrange(5, 25) if reconnects < 20 else 500
            for _ in range(wanted):
                message = await listener.message()
                cursor = int(message["sequence"])
                if message["type"] == ThingChanged.TYPE:
                    heard.append(message)
                if len(heard) == 500:
                    break
            listener.connection.transport.abort()
        reconnects += 1
    await changing
    assert reconnects >= 20
    sequences = [int(str(message["sequence"])) for message in heard]
    assert len(set(sequences)) == 500
    assert sequences == sorted(sequences)
    assert await _numbers_in_order(live)


async def _numbers_in_order(live: Live) -> bool:
    """For each of the ten things, the order of sequences is the order of its changes."""
    async with live.api.database.reading() as session:
        rows = await session.execute(
            text("SELECT payload->'ids'->>0, (payload->'data'->>'n')::int FROM outbox_events "
                 "WHERE type = 'things.changed' ORDER BY sequence")
        )  # fmt: skip
        seen: dict[str, list[int]] = defaultdict(list)
        for thing, number in rows:
            seen[thing].append(number)
    return len(seen) == 10 and all(numbers == sorted(numbers) for numbers in seen.values())


async def test_what_is_no_longer_in_memory_comes_from_the_database(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, ring=10)
    async with live.socket() as listener:
        cursor = int((await listener.message())["sequence"])
    await live.change(*range(1, 301))
    await _head_reaches(live, cursor + 300)
    assert live.hub.after(cursor) is None
    async with live.socket(since=cursor) as listener, live.stream(since=cursor) as stream:
        assert await listener.message() == await stream.message() == {"type": "hello", "sequence": cursor}
        assert ids(await listener.events(300)) == list(range(1, 301))
        await live.change(301)
        assert ids(await listener.events(1)) == [301]


async def test_a_stream_resumes_by_the_standard_header(live: Live) -> None:
    async with live.stream() as stream:
        cursor = (await stream.message())["sequence"]
    await live.change(5)
    async with live.stream(**{"last-event-id": str(cursor)}) as stream:
        assert await stream.message() == {"type": "hello", "sequence": cursor}
        assert (await stream.message())["sequence"] == cursor + 1


async def test_too_old_a_cursor_is_told_so(live: Live) -> None:
    """Old events were cleaned away: fetch everything again, then go on from here."""
    live.hub.limits = replace(live.hub.limits, ring=5)
    await live.change(*range(1, 41))
    await eventually(lambda: _published(live, 40))
    async with live.api.work() as uow:
        await uow.session.execute(
            text("DELETE FROM outbox_events WHERE sequence < (SELECT max(sequence) - 20 FROM outbox_events)")
        )
    head = live.hub.head
    for since in (1, head - 22):
        async with live.socket(since=since) as listener:
            assert await listener.messages(2) == [
                {"type": "resync_required", "sequence": head},
                {"type": "hello", "sequence": head},
            ]
    async with live.socket(since=head - 21) as listener:
        assert await listener.message() == {"type": "hello", "sequence": head - 21}


async def test_too_far_behind_is_too_old(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, max_replay=10)
    await live.change(*range(1, 31))
    await eventually(lambda: _published(live, 30))
    async with live.socket(since=live.hub.head - 11) as listener:
        assert (await listener.message())["type"] == "resync_required"


async def test_a_cursor_of_the_future_is_told_so(live: Live) -> None:
    """The database was restored from a backup: the client is ahead of it."""
    async with live.stream(since=1_000_000) as stream:
        assert (await stream.message())["type"] == "resync_required"


async def test_a_restored_database_starts_the_stream_afresh(live: Live) -> None:
    await live.change(*range(1, 21))
    await eventually(lambda: _published(live, 20))
    head = live.hub.head
    async with live.socket() as listener:
        await listener.message()
        async with live.api.work() as uow:
            await uow.session.execute(text("DELETE FROM outbox_events WHERE sequence > 5"))
        await eventually(lambda: _true(live.hub.head < head))
        assert (await listener.end())[0] == TOO_SLOW


async def test_a_slow_reader_is_dropped_and_told_to_start_afresh(live: Live) -> None:
    """The server keeps nothing for those who do not read."""
    live.hub.limits = replace(live.hub.limits, slow_lag=20)
    with LiveConnection(live.hub, EVERYTHING, None) as connection:
        messages = connection.messages()
        assert '"hello"' in await anext(messages)
        waiting = asyncio.create_task(anext(messages))
        head = live.hub.head
        await live.change(1)
        await waiting
        await live.change(*range(2, 60))  # and the reader sleeps
        await _head_reaches(live, head + 59)
        last = ""
        with pytest.raises(Ended) as end:
            async for last in messages:
                await live.change(60)
        assert '"resync_required"' in last
    assert end.value.close.code == TOO_SLOW
    assert end.value.close.retry_ms is not None
    assert live.hub.connections == 0


async def test_the_hub_survives_the_loss_of_the_database(live: Live) -> None:
    async with live.socket() as listener:
        await listener.message()
        async with live.api.work() as uow:
            await uow.session.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE datname = current_database() AND pid <> pg_backend_pid()")
            )  # fmt: skip

        async def changed() -> bool:
            try:
                await live.change(77)
            except Exception:
                return False
            return True

        await eventually(changed)
        assert ids(await listener.events(1)) == [77]


async def _head_reaches(live: Live, sequence: int) -> None:
    await eventually(lambda: _true(live.hub.head >= sequence), what=f"head {sequence}")


async def _published(live: Live, count: int) -> bool:
    async with live.api.database.reading() as session:
        query = text(
            "SELECT count(*) FROM outbox_events WHERE type = 'things.changed' AND sequence IS NOT NULL"
        )
        total = await session.scalar(query)
        last = await session.scalar(last_sequence())
    return int(total or 0) >= count and live.hub.head == last


async def _true(value: bool) -> bool:
    return value
