"""Who hears which event, and in which form."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from levitiis.infra.outbox.publishing import Published
from levitiis.infra.realtime.errors import MAX_DELAY_MS, reconnect
from levitiis.infra.realtime.messages import live_event, message_for
from levitiis.kit.access import EVERYWHERE, PUBLIC_ACTOR, Actor, ActorKind, Scope, job_actor


def _event(**payload: Any) -> Any:
    complete = {
        "ids": [1, 2],
        "paths": [],
        "user_id": None,
        "permission": "assets.read",
        "data": {},
        **payload,
    }
    return live_event(Published(9, "assets.changed", "asset", complete, datetime(2026, 1, 2, tzinfo=UTC)))


def _actor(
    *prefixes: str, everywhere: bool = False, permission: str = "assets.read", number: int = 5
) -> Actor:
    scope = EVERYWHERE if everywhere else Scope.of(prefixes)
    return Actor(ActorKind.USER, number, "x", {permission: scope})


def _ids(event: Any, actor: Actor) -> list[int] | None:
    message = message_for(event, actor)
    return None if message is None else json.loads(message)["ids"]


@pytest.mark.parametrize(
    ("paths", "actor", "ids"),
    [
        ([], _actor(everywhere=True), [1, 2]),
        ([], _actor("/1/"), None),
        (["/1/2/"], _actor(everywhere=True), [1, 2]),
        (["/1/2/"], _actor("/1/"), [1, 2]),
        (["/1/2/"], _actor("/1/2/3/"), None),
        (["/1/2/"], _actor("/1/20/"), None),
        (["/10/"], _actor("/1/"), None),
        (["/1/2/", "/4/"], _actor("/1/", "/4/"), [1, 2]),
        (["/1/2/", "/4/"], _actor("/1/"), []),
        (["/1/2/"], _actor(), None),
        (["/1/2/"], _actor(everywhere=True, permission="people.read"), None),
        (["/1/2/"], PUBLIC_ACTOR, None),
        (["/1/2/"], job_actor("x"), [1, 2]),
    ],
)
def test_by_place(paths: list[str], actor: Actor, ids: list[int] | None) -> None:
    assert _ids(_event(paths=paths), actor) == ids


def test_an_event_of_one_user_is_his_alone() -> None:
    event = _event(user_id=5, paths=["/1/"])
    assert _ids(event, _actor(number=5)) == [1, 2]
    assert _ids(event, _actor(everywhere=True, number=6)) is None
    assert _ids(event, job_actor("x")) is None
    agent = Actor(ActorKind.AGENT, 5, "machine", {"assets.read": EVERYWHERE})
    assert _ids(event, agent) is None


def test_a_message_holds_type_and_ids_and_never_what_was_in_the_event() -> None:
    message = message_for(_event(data={"secret": 1}, paths=["/1/"]), _actor("/1/"))
    assert message is not None
    assert json.loads(message) == {
        "type": "assets.changed",
        "sequence": 9,
        "object_type": "asset",
        "ids": [1, 2],
        "at": "2026-01-02T00:00:00.000Z",
    }


def test_clients_come_back_at_different_times() -> None:
    delays = [reconnect(1012).retry_ms for _ in range(200)]
    assert all(delay is not None and 0 <= delay < MAX_DELAY_MS for delay in delays)
    assert len(set(delays)) > 100
