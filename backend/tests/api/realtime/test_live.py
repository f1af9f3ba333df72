"""Live messages over real sockets: who hears what, and in which form."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from levitiis.infra.realtime.errors import POLICY, SESSION_ENDED, TOO_BIG
from levitiis.modules.identity.events import OwnAccessChanged, SessionsEnded
from tests.api.realtime.listening import Live, ids
from tests.events import ThingChanged


async def test_hello_then_events_as_the_contract_says(live: Live) -> None:
    async with live.socket() as listener:
        hello = await listener.message()
        assert hello == {"type": "hello", "sequence": live.hub.head}
        await live.change(7, 8)
        first, second = await listener.events(2)
    at = first.pop("at")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at)
    assert first == {
        "sequence": first["sequence"],
        "type": "things.changed",
        "object_type": "thing",
        "ids": [7],
    }
    assert first["sequence"] > hello["sequence"]
    assert (second["ids"], second["sequence"]) == ([8], first["sequence"] + 1)


async def test_the_same_messages_as_a_stream(live: Live) -> None:
    async with live.socket() as listener, live.stream() as stream:
        assert stream.answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.answer.headers["cache-control"] == "no-store"
        assert (await stream.message())["type"] == (await listener.message())["type"] == "hello"
        await live.change(1)
        (told,) = await listener.events(1)
        block = await stream.block()
        while f'"sequence":{told["sequence"]},' not in block["data"]:
            block = await stream.block()
        assert block["id"] == str(told["sequence"])


async def test_nothing_from_outside_the_subtree(live: Live) -> None:
    """The technician's grant holds for building A."""
    world = live.api.world
    a, b = f"/{world.unit}/{world.building_a}/", f"/{world.unit}/{world.building_b}/"
    own = world.accounts["technician"].user_id
    async with live.socket("technician") as technician, live.socket("manager") as manager:
        await live.emit(
            ThingChanged(object_ids=(1,), location_paths=(b,)),
            ThingChanged(object_ids=(2,), location_paths=(f"{a}{world.room_a}/",)),
            ThingChanged(object_ids=(3,)),
            ThingChanged(object_ids=(4,), location_paths=(f"/{world.unit}/",)),
            ThingChanged(object_ids=(5,), location_paths=(a, b)),
            ThingChanged(object_ids=(6,), user_id=own),
            ThingChanged(object_ids=(7,), user_id=own + 1, location_paths=(a,)),
            ThingChanged(object_ids=(8,), location_paths=(a,)),
        )
        heard = await technician.events(4)
        everything = await manager.events(6)
    # Of a thing that is partly outside, he learns that something changed, not what.
    assert [message["ids"] for message in heard] == [[2], [], [6], [8]]
    assert ids(everything) == [1, 2, 3, 4, 5, 8]


async def test_without_the_permission_nothing_is_heard(live: Live) -> None:
    own = live.api.world.accounts["nobody"].user_id
    async with live.socket("nobody") as listener:
        await live.change(1)
        await live.emit(ThingChanged(object_ids=(2,), user_id=own))
        assert ids(await listener.events(1)) == [2]


async def test_many_ids_become_none(live: Live) -> None:
    async with live.socket() as listener:
        await live.emit(ThingChanged(object_ids=tuple(range(1, 202))))
        (event,) = await listener.events(1)
    assert event["ids"] == []


async def test_a_heartbeat_tells_where_the_stream_is(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, heartbeat_seconds=0.2)
    async with live.socket("nobody") as listener:
        await live.change(1, 2, 3)
        message = await listener.message()
        while message["type"] == "hello" or message["sequence"] < live.hub.head:
            message = await listener.message()
        assert message == {"type": "heartbeat", "sequence": live.hub.head}


async def test_an_ended_session_closes_its_connections(live: Live) -> None:
    account = live.api.world.accounts["manager"]
    async with live.socket("manager") as listener, live.stream("manager") as stream:
        await listener.message()
        await stream.message()
        assert (await live.api.as_role("manager").post("/auth/logout")).status_code == 204
        await live.emit(SessionsEnded(object_ids=(account.session_id,), user_id=account.user_id))
        code, reason = await listener.end()
        assert (code, reason) == (SESSION_ENDED, "request.unauthenticated")
        block = await stream.block()
        while block.get("event") != "close":
            block = await stream.block()
        assert block["data"] == '{"type":"close","code":4401,"reason":"request.unauthenticated"}'


async def test_an_ended_session_is_noticed_without_an_event(live: Live) -> None:
    live.hub.limits = replace(live.hub.limits, recheck_seconds=0.3)
    async with live.socket("manager") as listener:
        await listener.message()
        async with live.api.work() as uow:
            from sqlalchemy import text

            await uow.session.execute(text("UPDATE auth_sessions SET revoked_at = now()"))
        assert (await listener.end())[0] == SESSION_ENDED


async def test_a_lost_grant_is_heard_of_before_the_next_event(live: Live) -> None:
    """The reader loses his role: the event after that is not sent to him any more."""
    own = live.api.world.accounts["reader"].user_id
    async with live.socket("reader") as listener:
        await live.change(1)
        assert ids(await listener.events(1)) == [1]
        async with live.api.work() as uow:
            from sqlalchemy import text

            await uow.session.execute(text("DELETE FROM user_roles WHERE user_id = :id"), {"id": own})
            uow.emit(OwnAccessChanged(object_ids=(own,), user_id=own))
            uow.emit(ThingChanged(object_ids=(2,)))
            uow.emit(ThingChanged(object_ids=(3,), user_id=own))
        assert ids(await listener.events(1)) == [3]


async def test_a_place_that_went_elsewhere_takes_what_grants_reach_with_it(live: Live) -> None:
    """The technician of building A hears of what is there now, at once."""
    world, manager = live.api.world, live.api.as_role("manager")
    a, b = f"/{world.unit}/{world.building_a}/", f"/{world.unit}/{world.building_b}/"
    async with live.socket("technician") as listener:
        await live.change(1, at=a)
        assert ids(await listener.events(1)) == [1]
        moved = await manager.post(f"/localizacoes/{world.building_a}/mudanca", {"parent_id": None})
        assert moved.status_code == 200, moved.text
        await live.change(2, at=f"/{world.building_a}/{world.room_a}/")
        await live.change(3, at=b)
        await live.change(4, at=f"/{world.building_a}/")
        assert ids(await listener.events(2)) == [2, 4]


@pytest.mark.parametrize(("frame", "code"), [("x" * 257, TOO_BIG), (b"bytes", 1003)])
async def test_clients_have_nothing_to_say(live: Live, frame: str | bytes, code: int) -> None:
    async with live.socket() as listener:
        await listener.message()
        await listener.connection.send("ping")
        await listener.connection.send(frame)
        assert (await listener.end())[0] == code


async def test_a_client_that_talks_too_much_is_shown_out(live: Live) -> None:
    async with live.socket() as listener:
        for _ in range(31):
            await listener.connection.send("ping")
        assert (await listener.end())[0] == POLICY


async def test_connections_are_counted_out(live: Live) -> None:
    async with live.socket() as listener, live.stream() as stream:
        await listener.message()
        await stream.message()
        assert live.hub.connections == 2
    async with asyncio.timeout(10):
        while live.hub.connections:
            await asyncio.sleep(0.01)
