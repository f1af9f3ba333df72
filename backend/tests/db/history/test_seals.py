"""The seals of the trail: what they cover, who is late, and that every kind of tampering is found."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from levitiis.infra.db.bulk import insert_rows
from levitiis.infra.history.head import TrailHeads
from levitiis.infra.history.models import AuditLog
from levitiis.infra.history.sealing import GRACE, seal_next
from levitiis.infra.history.unnoted import notes
from levitiis.infra.history.verifying import Verdict, verify, violations
from tests.db.stage import Stage

NOON = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
NOW = timedelta(0)


@pytest.fixture
def heads(tmp_path: Path) -> TrailHeads:
    return TrailHeads(tmp_path / "heads" / "trail-heads.log")


def entry(number: int, at: datetime = NOON) -> dict[str, object]:
    return {
        "entity": "location",
        "entity_id": number,
        "action": "update",
        "actor_kind": "user",
        "actor_id": 1,
        "source": "web",
        "reason": None,
        "request_id": f"r{number}",
        "data_json": {"changes": {"name": ["a", f"Sala {number}"], "value": [1.5, 2**60]}},
        "created_at": at,
    }


async def write(stage: Stage, *numbers: int) -> None:
    async with stage.work() as uow:
        await insert_rows(uow, AuditLog, [entry(number) for number in numbers])


async def seal(stage: Stage, heads: TrailHeads, *, batch: int = 1_000) -> list[int]:
    """Seal everything; how many entries each link covers."""
    made: list[int] = []
    while True:
        async with stage.work() as uow:
            head = await seal_next(uow, NOW, batch)
        if head is None:
            return made
        heads.note(head)
        made.append(head.entries)


async def verdict(stage: Stage, heads: TrailHeads) -> Verdict:
    async with stage.read() as session:
        return await verify(session, heads)


async def kinds(stage: Stage, heads: TrailHeads) -> Sequence[str]:
    return [fault.kind for fault in (await verdict(stage, heads)).faults]


async def test_an_empty_trail_needs_no_seal(stage: Stage, heads: TrailHeads) -> None:
    assert await seal(stage, heads) == []
    assert await verdict(stage, heads) == Verdict()


async def test_batches_become_links_and_all_is_whole(stage: Stage, heads: TrailHeads) -> None:
    await write(stage, *range(1, 26))
    assert await seal(stage, heads, batch=10) == [10, 10, 5]
    await write(stage, 26)
    found = await verdict(stage, heads)
    assert (found.seals, found.entries, found.unsealed, found.faults) == (3, 25, 1, [])
    noted = [json.loads(line) for line in heads.path.read_text().splitlines()]
    assert [line["number"] for line in noted] == [1, 2, 3]
    assert heads.path.stat().st_mode & 0o777 == 0o600


async def test_what_has_not_settled_waits_and_so_does_what_comes_after(
    stage: Stage, heads: TrailHeads
) -> None:
    async with stage.work() as uow:
        fresh = datetime.now(UTC)
        await insert_rows(uow, AuditLog, [entry(1), entry(2, fresh), entry(3)])
    async with stage.work() as uow:
        head = await seal_next(uow, timedelta(minutes=1))
    assert head is not None
    assert head.entries == 1


async def test_a_seal_that_is_made_after_the_view_was_taken_is_no_fault(
    stage: Stage, heads: TrailHeads
) -> None:
    """`levitiis check` looks at one view of the data while the worker goes on sealing."""
    await write(stage, 1)
    await seal(stage, heads)
    noted = heads.as_noted()
    async with stage.database.snapshot() as session:
        assert await session.scalar(text("SELECT count(*) FROM audit_seals")) == 1
        await write(stage, 2)
        await seal(stage, heads)
        assert await violations(session, noted) == []


async def test_a_late_commit_is_sealed_late(stage: Stage, heads: TrailHeads) -> None:
    """One transaction draws its ids first and commits last: in between others are sealed."""
    async with stage.work(commit=False) as slow:
        await insert_rows(slow, AuditLog, [entry(1), entry(2)])
        await write(stage, 3, 4)
        assert await seal(stage, heads) == [2]
        await slow.commit()
    assert (await verdict(stage, heads)).unsealed == 2
    assert await seal(stage, heads) == [2]
    found = await verdict(stage, heads)
    assert (found.entries, found.unsealed, found.faults) == (4, 0, [])
    assert await stage.sql("SELECT * FROM audit_seal_gaps") == []


async def test_ids_of_an_undone_transaction_are_passed_over(stage: Stage, heads: TrailHeads) -> None:
    await write(stage, 1)
    async with stage.work(commit=False) as undone:
        await insert_rows(undone, AuditLog, [entry(2), entry(3)])
    await write(stage, 4)
    assert await seal(stage, heads) == [2]
    assert [tuple(row) for row in await stage.sql("SELECT first_id, last_id FROM audit_seal_gaps")] == [
        (2, 3)
    ]
    assert (await verdict(stage, heads)).faults == []


async def test_a_gap_that_is_filled_in_parts_keeps_its_rest(stage: Stage, heads: TrailHeads) -> None:
    await write(stage, *range(1, 10))
    await stage.sql("CREATE TABLE held AS SELECT * FROM audit_logs WHERE id BETWEEN 3 AND 7")
    await stage.sql("DELETE FROM audit_logs WHERE id BETWEEN 3 AND 7")
    assert await seal(stage, heads) == [4]
    await stage.sql("INSERT INTO audit_logs SELECT * FROM held WHERE id IN (4, 6)")
    assert await seal(stage, heads) == [2]
    rest = await stage.sql("SELECT first_id, last_id FROM audit_seal_gaps ORDER BY 1")
    assert [tuple(row) for row in rest] == [(3, 3), (5, 5), (7, 7)]
    assert (await verdict(stage, heads)).faults == []


async def test_two_sealers_at_once_write_one_link(stage: Stage, heads: TrailHeads) -> None:
    await write(stage, *range(1, 6))
    ready = asyncio.Barrier(2)

    async def run() -> int:
        async with stage.work() as uow:
            await uow.session.connection()
            await ready.wait()
            head = await seal_next(uow, NOW)
        return head.entries if head else 0

    assert sorted(await asyncio.gather(run(), run())) == [0, 5]
    assert (await stage.sql("SELECT count(*), sum(entries) FROM audit_seals"))[0] == (1, 5)
    assert (await verdict(stage, heads)).faults == []


PUT_IN = """
INSERT INTO audit_logs (id, entity, action, actor_kind, source, data_json, created_at)
OVERRIDING SYSTEM VALUE VALUES (31, 'x', 'x', 'user', 'web', '{}', now())
"""
TAMPERING = {
    "an entry altered": ("UPDATE audit_logs SET reason = 'x' WHERE id = 12", "altered"),
    "a value inside altered": (
        "UPDATE audit_logs SET data_json = jsonb_set(data_json, '{changes,name,1}', '\"x\"') WHERE id = 12",
        "altered",
    ),
    "an entry given to another": ("UPDATE audit_logs SET actor_id = 2 WHERE id = 12", "altered"),
    "an entry removed": ("DELETE FROM audit_logs WHERE id = 12", "missing"),
    "an entry put in": (PUT_IN, "unsealed"),
    "a seal altered": ("UPDATE audit_seals SET entries = entries + 1 WHERE id = 2", "link"),
    "a seal removed": ("DELETE FROM audit_seals WHERE id = 2", "link"),
    "the end cut off": (
        "WITH gone AS (DELETE FROM audit_seals WHERE id = 3) DELETE FROM audit_logs WHERE id > 20",
        "head",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
async def test_tampering_is_found(stage: Stage, heads: TrailHeads, name: str) -> None:
    await write(stage, *range(1, 31))
    await seal(stage, heads, batch=10)
    async with stage.work(commit=False) as undone:
        await insert_rows(undone, AuditLog, [entry(31)])
    await write(stage, 32)
    await seal(stage, heads)
    old = datetime.now(UTC) - GRACE - timedelta(hours=1)
    await stage.sql("UPDATE audit_seal_gaps SET noticed_at = :old", old=old)
    await write(stage, 33)
    await seal(stage, heads)
    assert await kinds(stage, heads) == []
    statement, kind = TAMPERING[name]
    await stage.sql(statement)
    assert kind in await kinds(stage, heads)
    async with stage.read() as session:
        assert {found.invariant for found in await violations(session, heads)} == {"I13"}


async def test_a_chain_made_anew_differs_from_what_was_noted(stage: Stage, heads: TrailHeads) -> None:
    """Whoever can write the database can compute a new chain; what was noted outside tells."""
    await write(stage, *range(1, 11))
    await seal(stage, heads)
    await stage.sql("UPDATE audit_logs SET actor_id = 2 WHERE id = 5")
    await stage.sql("DELETE FROM audit_seals")
    elsewhere = TrailHeads(heads.path.with_name("forged.log"))
    await seal(stage, elsewhere)
    assert await kinds(stage, elsewhere) == []
    assert await kinds(stage, heads) == ["head"]


async def test_a_fault_names_the_entries(stage: Stage, heads: TrailHeads) -> None:
    await write(stage, *range(1, 21))
    await seal(stage, heads, batch=10)
    await stage.sql("DELETE FROM audit_logs WHERE id IN (14, 16)")
    (fault,) = (await verdict(stage, heads)).faults
    assert (fault.kind, fault.seal, fault.first_id, fault.last_id) == ("missing", 2, 14, 16)
    assert "14 to 16" in fault.message()


class TestNotes:
    """What could not be compared is said, and called no fault."""

    async def _notes(self, stage: Stage, heads: TrailHeads) -> list[str]:
        async with stage.read() as session:
            assert await violations(session, heads) == []
            return [str(note) for note in await notes(session, heads)]

    async def test_without_seals_and_with_every_head_there_is_none(
        self, stage: Stage, heads: TrailHeads
    ) -> None:
        assert await self._notes(stage, heads) == []
        await write(stage, *range(1, 21))
        await seal(stage, heads, batch=10)
        assert await self._notes(stage, heads) == []

    async def test_a_file_that_is_not_here(self, stage: Stage, heads: TrailHeads) -> None:
        await write(stage, *range(1, 21))
        await seal(stage, heads, batch=10)
        kept = heads.path.read_text(encoding="utf-8")
        heads.path.unlink()
        (told,) = await self._notes(stage, heads)
        assert told.startswith(f"I13  the file of heads {heads.path} is not here: 2 seals")
        heads.path.write_text("", encoding="utf-8")
        (told,) = await self._notes(stage, heads)
        assert f"{heads.path} holds no head: 2 seals" in told
        heads.path.write_text(kept, encoding="utf-8")
        assert await self._notes(stage, heads) == []

    async def test_heads_that_the_file_lacks(self, stage: Stage, heads: TrailHeads) -> None:
        await write(stage, *range(1, 31))
        await seal(stage, heads, batch=10)
        first, *rest = heads.path.read_text(encoding="utf-8").splitlines(keepends=True)
        heads.path.write_text("".join(rest), encoding="utf-8")
        (told,) = await self._notes(stage, heads)
        assert "lacks 1 of 3 seals (seal 1)" in told
        heads.path.write_text(first, encoding="utf-8")
        (told,) = await self._notes(stage, heads)
        assert "lacks 2 of 3 seals (the first is seal 2)" in told
