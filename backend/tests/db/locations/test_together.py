"""Two people change the tree at the same moment: one wins, the other is told, the tree stays whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from levitiis.infra.db.tree import Tree
from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.locations import actions, checks
from levitiis.modules.locations.schemas import LocationIn, LocationMoveIn, LocationPatch
from tests.builders.locations import NoGrants, location
from tests.db.stage import Stage

Change = Callable[[UnitOfWork], Awaitable[object]]


async def units(stage: Stage, *names: str) -> list[int]:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        return [(await location(uow, name, kind="sector")).id for name in names]


def moving(place: int, target: int | None) -> Change:
    return lambda uow: actions.move_location(uow, place, LocationMoveIn(parent_id=target), None, NoGrants())


async def sound(stage: Stage) -> bool:
    async with stage.read() as session:
        return await checks.violations(session) == []


async def test_two_places_moved_below_each_other(stage: Stage) -> None:
    a, b = await units(stage, "A", "B")
    for _ in range(5):
        assert await stage.together(moving(a, b), moving(b, a)) == ["done", "locations.cycle"]
        assert await sound(stage)
        roots = await stage.sql("SELECT id FROM locations WHERE parent_id IS NULL")
        assert len(roots) == 1
        child = b if roots[0].id == a else a
        assert await stage.together(moving(child, None)) == ["done"]


async def test_three_places_moved_in_a_ring(stage: Stage) -> None:
    a, b, c = await units(stage, "A", "B", "C")
    assert await stage.together(moving(a, b), moving(b, c), moving(c, a)) == [
        "done",
        "done",
        "locations.cycle",
    ]
    assert await sound(stage)


async def crossed(stage: Stage) -> list[str]:
    """A goes below what is in B while B goes below what is in A: neither changes a row the other locks."""
    a, b = await units(stage, "A", "B")
    async with stage.work() as uow:
        in_a, in_b = await location(uow, "a", parent=a), await location(uow, "b", parent=b)
        in_a.type = in_b.type = "sector"
    return await stage.together(moving(a, in_b.id), moving(b, in_a.id))


async def test_two_places_moved_below_what_the_other_holds(stage: Stage) -> None:
    assert await crossed(stage) == ["done", "locations.cycle"]
    assert await sound(stage)


async def test_without_the_lock_the_tree_would_break(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above bites: with the lock taken out, both moves succeed and leave a cycle."""

    async def no_lock(*_: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(Tree, "lock", no_lock)
    assert await crossed(stage) == ["done", "done"]
    async with stage.read() as session:
        found = {violation.message for violation in await checks.violations(session)}
    assert "in a cycle or below one: no root leads to it" in found


async def test_a_place_made_below_one_that_is_just_moving(stage: Stage) -> None:
    a, b = await units(stage, "A", "B")
    new = LocationIn(name="N", type="room", parent_id=a)
    assert await stage.together(moving(a, b), lambda uow: actions.create_location(uow, new)) == [
        "done",
        "done",
    ]
    assert await sound(stage)
    (row,) = await stage.sql("SELECT full_name FROM locations WHERE name = 'N'")
    assert row.full_name == "B › A › N"


async def test_the_same_name_twice_at_once(stage: Stage) -> None:
    await units(stage)
    new = LocationIn(name="Sede", type="unit")
    changes = [lambda uow: actions.create_location(uow, new) for _ in range(4)]
    assert await stage.together(*changes) == ["done", *["locations.name_taken"] * 3]


async def test_a_rename_meets_a_move_below_it(stage: Stage) -> None:
    a, b = await units(stage, "A", "B")
    async with stage.work() as uow:
        inner = await location(uow, "N", parent=a, kind="sector")
    renamed = LocationPatch(name="Z")
    outcome = await stage.together(
        moving(b, inner.id), lambda uow: actions.edit_location(uow, a, renamed, None)
    )
    assert outcome == ["done", "done"]
    (row,) = await stage.sql("SELECT full_name FROM locations WHERE name = 'B'")
    assert row.full_name == "Z › N › B"
    assert await sound(stage)


async def test_a_place_deleted_while_something_enters(stage: Stage) -> None:
    (a,) = await units(stage, "A")
    new = LocationIn(name="N", type="room", parent_id=a)
    outcome = await stage.together(lambda uow: actions.delete_location(uow, a, None),
                             lambda uow: actions.create_location(uow, new))  # fmt: skip
    assert outcome in (["done", "locations.has_children"], ["done", "request.not_found"])
    assert await sound(stage)


async def test_details_may_change_while_the_tree_is_held(stage: Stage) -> None:
    """Only structure waits for the lock: coordinates do not."""
    a, b = await units(stage, "A", "B")

    @asynccontextmanager
    async def held() -> AsyncIterator[None]:
        async with stage.work() as uow:
            await actions.TREE.lock(uow.session)
            yield

    async with held(), asyncio.timeout(2), stage.work() as uow:
        await actions.edit_location(uow, a, LocationPatch(latitude=1, longitude=2), None)
    assert await stage.together(moving(a, b)) == ["done"]
