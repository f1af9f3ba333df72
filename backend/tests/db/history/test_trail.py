"""Reading the trail: filters, pages, names and labels, and nothing about what one does not see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, false, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.bulk import insert_rows
from levitiis.infra.history import runs
from levitiis.infra.history.models import AuditLog
from levitiis.infra.history.policy import READ
from levitiis.infra.history.queries import TrailReaders, list_trail, trail_of
from levitiis.infra.history.schemas import TrailEntry, TrailFilter
from levitiis.kit.access import Actor
from levitiis.kit.problems import Problem
from levitiis.modules.locations.api import ensure_kinds
from levitiis.modules.locations.models import Location
from tests.builders.actors import actor
from tests.builders.locations import location
from tests.db.stage import Stage

ZONE = "America/Sao_Paulo"
NOON = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
EVERYWHERE = actor(READ)


def _row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "entity": "location",
        "entity_id": number,
        "action": "update",
        "actor_kind": "user",
        "actor_id": 1,
        "source": "web",
        "data_json": {"changes": {"name": ["a", "b"]}},
        "created_at": NOON,
        **more,
    }


async def _write(stage: Stage, *rows: dict[str, Any]) -> None:
    async with stage.work() as uow:
        await insert_rows(uow, AuditLog, rows)


async def _read(
    stage: Stage, who: Actor = EVERYWHERE, readers: TrailReaders | None = None, **filters: Any
) -> list[TrailEntry]:
    async with stage.read() as session:
        params = TrailFilter.model_validate(filters)
        page = await list_trail(session, who, params, readers or TrailReaders(), ZONE)
    return page.items


async def test_an_entry_as_the_contract_says(stage: Stage) -> None:
    data = {"changes": {"name": [None, "Sala"], "parent_id": [1, 2]}, "count": 3}
    await _write(stage, _row(7, data_json=data, reason="obra", request_id="r1"))

    async def names(_: AsyncSession, ids: Collection[int]) -> Mapping[int, str]:
        return {number: f"user {number}" for number in ids}

    async def places(_: AsyncSession, __: Actor, ids: Collection[int]) -> Mapping[int, str]:
        return {2: "Bloco B"} if set(ids) == {1, 2} else {}

    async def subjects(_: AsyncSession, __: Actor, ids: Collection[int]) -> Mapping[int, str]:
        return {number: f"place {number}" for number in ids}

    readers = TrailReaders(names, labels={"location.parent_id": places}, subjects={"location": subjects})
    (entry,) = await _read(stage, readers=readers)
    assert entry.model_dump(mode="json", exclude={"id"}) == {
        "entity": "location",
        "entity_id": 7,
        "entity_label": "place 7",
        "action": "update",
        "actor": {"kind": "user", "id": 1, "name": "user 1"},
        "source": "web",
        "reason": "obra",
        "request_id": "r1",
        "changes": [
            {"field": "name", "before": None, "after": "Sala", "before_label": None, "after_label": None},
            {"field": "parent_id", "before": 1, "after": 2, "before_label": None, "after_label": "Bloco B"},
        ],
        "details": {"count": 3},
        "count": 1,
        "created_at": "2026-03-10T15:00:00.000Z",
    }


async def test_the_system_has_no_name(stage: Stage) -> None:
    await _write(stage, _row(1, actor_kind="job", actor_id=None))
    (entry,) = await _read(stage)
    assert (entry.actor.kind, entry.actor.id, entry.actor.name) == ("job", None, None)


async def test_filters(stage: Stage) -> None:
    await _write(
        stage,
        _row(1),
        _row(2, entity="asset", action="create", actor_id=2, request_id="abc"),
        _row(2, actor_kind="agent", actor_id=2),
        _row(3, created_at=NOON - timedelta(days=1)),
    )

    async def found(**filters: Any) -> list[int | None]:
        return sorted(entry.entity_id or 0 for entry in await _read(stage, **filters))

    assert await found() == [1, 2, 2, 3]
    assert await found(entity="asset") == [2]
    assert await found(entity="location", entity_id=2) == [2]
    assert await found(actor_id=2) == [2]  # the agent with this number is somebody else
    assert await found(action="create") == [2]
    assert await found(request_id="abc") == [2]
    assert await found(**{"from": "2026-03-10"}) == [1, 2, 2]
    assert await found(to="2026-03-09") == [3]
    assert await found(**{"from": "2026-03-09", "to": "2026-03-10"}) == [1, 2, 2, 3]
    assert await found(to="2026-03-10T15:00:00Z") == [3]
    assert await found(**{"from": "2026-03-10T15:00:00Z"}) == [1, 2, 2]


async def test_a_day_begins_where_the_organisation_is(stage: Stage) -> None:
    """23:30 of the 9th in São Paulo is already the 10th in UTC."""
    await _write(stage, _row(1, created_at=datetime(2026, 3, 10, 2, 30, tzinfo=UTC)))
    assert len(await _read(stage, to="2026-03-09")) == 1
    assert await _read(stage, **{"from": date(2026, 3, 10)}) == []


async def test_pages_follow_each_other_while_rows_are_added(stage: Stage) -> None:
    await _write(stage, *(_row(number) for number in range(1, 26)))
    seen: list[int | None] = []
    cursor: str | None = None
    async with stage.read() as session:
        while True:
            params = TrailFilter(cursor=cursor, page_size=10)
            page = await list_trail(session, EVERYWHERE, params, TrailReaders(), ZONE)
            seen += [entry.entity_id for entry in page.items]
            cursor = page.next_cursor
            await _write(stage, _row(99))
            if cursor is None:
                break
    assert seen == list(range(25, 0, -1))


@pytest.mark.parametrize("cursor", ["x", "####", "MA", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "4pyT"])
async def test_a_made_up_cursor_is_refused(stage: Stage, cursor: str) -> None:
    with pytest.raises(Problem) as refused:
        await _read(stage, cursor=cursor)
    assert refused.value.status == 422


def _those(*ids: int) -> Any:
    def visible(_: Actor) -> Select[int]:
        return select(Location.id).where(Location.id.in_(ids) if ids else false())

    return visible


async def test_only_what_the_reader_sees(stage: Stage) -> None:
    """No grant, a subtree, organisation-wide; entities without a rule are for the last only."""
    await _places(stage, 3)
    await _write(
        stage, _row(1), _row(2), _row(3), _row(2, entity="secret"), _row(0, entity="session", entity_id=None)
    )
    readers = TrailReaders(visible={"location": _those(1, 2)})
    some = actor(READ, at="/1/")
    assert [entry.entity_id for entry in await _read(stage, some, readers)] == [2, 1]
    assert await _read(stage, some, readers, entity="secret") == []
    assert await _read(stage, some, readers, entity="location", entity_id=3) == []
    assert await _read(stage, actor(), readers) == []
    assert len(await _read(stage, EVERYWHERE, readers)) == 5
    assert await _read(stage, some, TrailReaders(visible={"location": _those()})) == []


async def test_a_page_for_a_limited_reader_is_one_statement_and_full(stage: Stage) -> None:
    await _places(stage, 2)
    await _write(stage, *(_row(1 + number % 2) for number in range(100)))
    readers = TrailReaders(visible={"location": _those(1)})
    with stage.counting() as statements:
        assert len(await _read(stage, actor(READ, at="/1/"), readers, page_size=50)) == 50
    assert len(statements) == 1


async def test_the_timeline_of_one_thing(stage: Stage) -> None:
    await _write(stage, _row(1), _row(2), _row(1, entity="asset"), _row(1, action="create"))
    async with stage.read() as session:
        page = await trail_of(session, EVERYWHERE, "location", 1, TrailReaders(), page_size=1)
        assert [entry.action for entry in page.items] == ["create"]
        rest = await trail_of(
            session, EVERYWHERE, "location", 1, TrailReaders(), cursor=page.next_cursor, page_size=5
        )
    assert [entry.action for entry in rest.items] == ["update"]
    assert rest.next_cursor is None


def test_all_of_it_is_a_true_condition() -> None:
    from levitiis.infra.history.queries import visible

    assert visible(EVERYWHERE, TrailFilter(), TrailReaders()).compare(true())


async def _places(stage: Stage, count: int) -> None:
    """Places with the ids 1, 2, 3 …, whose making is not in the trail."""
    async with stage.work() as uow:
        await ensure_kinds(uow)
        for number in range(1, count + 1):
            assert (await location(uow, f"Lugar {number}")).id == number
    await stage.sql("DELETE FROM audit_logs")


async def _runs(stage: Stage, size: int = 50, **filters: Any) -> list[tuple[str, int | None, int]]:
    """All pages of groups: entity, id of the newest, how many."""
    found: list[tuple[str, int | None, int]] = []
    cursor: str | None = None
    async with stage.read() as session:
        while True:
            asked = {"grouped": True, "page_size": size, "cursor": cursor, **filters}
            params = TrailFilter.model_validate(asked)
            page = await list_trail(session, EVERYWHERE, params, TrailReaders(), ZONE)
            found += [(entry.entity, entry.entity_id, entry.count) for entry in page.items]
            if page.next_cursor is None:
                return found
            cursor = page.next_cursor


@pytest.mark.parametrize("size", [1, 2, 50])
@pytest.mark.parametrize("chunk", [1, 2, 3, 500])
async def test_like_entries_of_one_piece_of_work_come_as_one(
    stage: Stage, size: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_CHUNK", chunk)
    imported = {"request_id": "job-1", "action": "create"}
    await _write(
        stage,
        _row(1, request_id=None),
        *(_row(number, entity="asset", **imported) for number in range(10, 17)),
        _row(20, **imported),
        _row(21, request_id="r2"),
        _row(22, request_id="r3"),
        _row(22, request_id="r3"),
    )
    every = [
        ("location", 22, 2), ("location", 21, 1), ("location", 20, 1), ("asset", 16, 7), ("location", 1, 1),
    ]  # fmt: skip
    assert await _runs(stage, size) == every
    assert await _runs(stage, size, entity="location") == [e for e in every if e[0] == "location"]
    assert await _runs(stage, size, request_id="job-1") == [("location", 20, 1), ("asset", 16, 7)]
    assert await _runs(stage, size, entity="person") == []
