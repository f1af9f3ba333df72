"""Old events go; the last one, young ones and those that a subscriber has not had stay."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from levitiis.infra.jobs.claims import Claimed
from levitiis.infra.jobs.run import JobRun
from levitiis.infra.outbox.housekeeping import cleaning
from levitiis.infra.outbox.models import OutboxDelivery
from levitiis.infra.outbox.subscribers import Subscriber
from levitiis.kit.clock import frozen, now
from tests.db.outbox.relaying import published, relaying, tell
from tests.db.stage import Stage


async def _clean(stage: Stage, *subscribers: Subscriber) -> int:
    run = JobRun(Claimed(0, "outbox.cleaning", {}, None, 1, False, "t"), stage.database, stage.keys.trail_key)
    result = await cleaning(subscribers).handle(run)
    await run.progress.close()
    assert result is not None
    return int(result["removed"])


async def _sequences(stage: Stage) -> list[int | None]:
    rows = await stage.sql("SELECT sequence FROM outbox_events ORDER BY id")
    return [row.sequence for row in rows]


async def test_old_events_go_but_never_the_last(stage: Stage) -> None:
    async with relaying(stage):
        await tell(stage, 1, 2, 3)
        await published(stage, 3)
    await tell(stage, 4)
    assert await _clean(stage) == 0
    with frozen(now() + timedelta(days=8)):
        assert await _clean(stage) == 2
    assert await _sequences(stage) == [3, None]
    async with relaying(stage):
        assert [event.sequence for event in await published(stage, 2)] == [3, 4]


async def test_what_a_subscriber_has_not_had_stays(stage: Stage) -> None:
    async def react(*_: object) -> None: ...

    async with relaying(stage):
        await tell(stage, 1, 2, 3, 4)
        await published(stage, 4)
    async with stage.work() as uow:
        values = {"name": "slow", "sequence": 2, "updated_at": now()}
        await uow.session.execute(insert(OutboxDelivery), [values])
    with frozen(now() + timedelta(days=8)):
        assert await _clean(stage, Subscriber("slow", frozenset(), react)) == 1
        assert await _sequences(stage) == [2, 3, 4]
        assert await _clean(stage) == 2
