"""Moves and renames: everything below goes with its place, and the trail knows."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.kit.problems import Problem
from levitiis.kit.tree import Standing, standing
from levitiis.modules.locations import actions, checks
from levitiis.modules.locations.models import MAX_DEPTH, Location
from levitiis.modules.locations.schemas import LocationIn, LocationMoveIn, LocationPatch
from tests.builders.locations import NoGrants, location
from tests.db.stage import Stage


async def places(stage: Stage) -> dict[int, Location]:
    async with stage.read() as session:
        return {place.id: place for place in await session.scalars(select(Location))}


async def sede(stage: Stage) -> list[int]:
    """Sede › Bloco A › 2º andar › 201, and a second unit Anexo."""
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        unit = await location(uow, "Sede")
        block = await location(uow, "Bloco A", parent=unit, kind="building")
        floor = await location(uow, "2º andar", parent=block, kind="floor")
        room = await location(uow, "201", parent=floor)
        other = await location(uow, "Anexo")
    return [unit.id, block.id, floor.id, room.id, other.id]


async def move(stage: Stage, place_id: int, parent_id: int | None, expected: int | None = None) -> None:
    async with stage.work() as uow:
        await actions.move_location(uow, place_id, LocationMoveIn(parent_id=parent_id), expected, NoGrants())


async def edit(stage: Stage, place_id: int, **fields: object) -> None:
    async with stage.work() as uow:
        await actions.edit_location(uow, place_id, LocationPatch.model_validate(fields), None)


async def trail(stage: Stage, place_id: int) -> list[AuditLog]:
    statement = select(AuditLog).where(AuditLog.entity == "location", AuditLog.entity_id == place_id)
    async with stage.read() as session:
        return list(await session.scalars(statement.order_by(AuditLog.id)))


async def test_what_is_below_goes_with_a_moved_place(stage: Stage) -> None:
    unit, block, floor, room, other = await sede(stage)
    await move(stage, block, other)
    found = await places(stage)
    assert found[room].full_name == "Anexo › Bloco A › 2º andar › 201"
    assert found[room].path == f"/{other}/{block}/{floor}/{room}/"
    assert found[room].search_text == "anexo › bloco a › 2o andar › 201"
    assert [found[key].depth for key in (other, block, floor, room)] == [1, 2, 3, 4]
    assert found[room].version == 1, "what is above is not the room's own"
    assert found[block].version == 2
    assert found[unit].path == f"/{unit}/"
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def test_the_trail_tells_how_each_place_was_called_before(stage: Stage) -> None:
    _, block, _, room, other = await sede(stage)
    await move(stage, block, other)
    *_, moved = await trail(stage, block)
    assert moved.data_json["changes"]["parent_id"][1] == other
    assert moved.data_json["changes"]["full_name"] == ["Sede › Bloco A", "Anexo › Bloco A"]
    created, carried = await trail(stage, room)
    assert created.action == "create"
    assert carried.action == "update"
    assert carried.data_json["changes"] == {
        "full_name": ["Sede › Bloco A › 2º andar › 201", "Anexo › Bloco A › 2º andar › 201"]
    }


async def test_a_move_is_told_where_the_place_was_and_where_it_is(stage: Stage) -> None:
    unit, block, _, _, other = await sede(stage)
    await move(stage, block, other)
    async with stage.read() as session:
        last = (await session.scalars(select(OutboxEvent).order_by(OutboxEvent.id.desc()).limit(1))).one()
    assert last.type == "locations.moved"
    assert last.payload["ids"] == [block]
    assert last.payload["paths"] == [f"/{unit}/{block}/", f"/{other}/{block}/"]


async def test_a_new_name_or_code_is_carried_below(stage: Stage) -> None:
    unit, _, _, room, _ = await sede(stage)
    await edit(stage, unit, name="Matriz", code="MZ")
    found = (await places(stage))[room]
    assert found.full_name == "Matriz › Bloco A › 2º andar › 201"
    assert found.search_text == "matriz mz › bloco a › 2o andar › 201"
    assert found.sort_key.startswith("matriz\t")
    await edit(stage, unit, code=None)
    assert (await places(stage))[room].search_text == "matriz › bloco a › 2o andar › 201"
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def test_an_edit_that_changes_nothing_leaves_no_trace(stage: Stage) -> None:
    unit, *_ = await sede(stage)
    await edit(stage, unit, name="Sede")
    assert (await places(stage))[unit].version == 1
    assert [row.action for row in await trail(stage, unit)] == ["create"]


async def test_a_place_cannot_go_below_itself(stage: Stage) -> None:
    unit, block, _, room, _ = await sede(stage)
    for place, target in ((unit, unit), (unit, block), (block, room)):
        with pytest.raises(Problem) as refused:
            await move(stage, place, target)
        assert refused.value.code == "locations.cycle"


async def test_kinds_stand_in_the_order_of_their_ranks(stage: Stage) -> None:
    unit, block, floor, room, other = await sede(stage)
    for place, target in ((unit, other), (block, floor), (block, room), (floor, room)):
        with pytest.raises(Problem, match=r"kind_not_allowed|cycle"):
            await move(stage, place, target)
    with pytest.raises(Problem, match="kind_not_allowed"):
        await edit(stage, block, type="room")
    with pytest.raises(Problem, match=r"request\.invalid"):
        await edit(stage, block, type="moon_base")
    await move(stage, floor, other)
    await edit(stage, block, type="room")


async def test_a_kind_out_of_use_stays_where_it_is(stage: Stage) -> None:
    unit, block, _, _, other = await sede(stage)
    await stage.sql("UPDATE location_kinds SET active = false WHERE code = 'building'")
    await move(stage, block, other)
    await edit(stage, block, name="Bloco Z", type="building")
    with pytest.raises(Problem) as refused:
        await edit(stage, other, type="building")
    assert (refused.value.code, refused.value.errors[0].code) == ("request.invalid", "not_an_option")
    with pytest.raises(Problem, match=r"request\.invalid"):
        async with stage.work() as uow:
            await location(uow, "Bloco Y", parent=unit, kind="building")


async def test_the_tree_has_a_greatest_depth(stage: Stage) -> None:
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        chains: list[list[int]] = []
        for name, length in (("A", MAX_DEPTH), ("B", 3)):
            above, chain = None, []
            for number in range(length):
                above = await location(uow, f"{name}{number}", parent=above, kind="room")
                chain.append(above.id)
            chains.append(chain)
    deep, short = chains
    with pytest.raises(Problem, match="too_deep"):
        async with stage.work() as uow:
            await location(uow, "below the last", parent=deep[-1])
    with pytest.raises(Problem, match="too_deep"):
        await move(stage, short[0], deep[MAX_DEPTH - 3])
    await move(stage, short[0], deep[MAX_DEPTH - 4])
    async with stage.read() as session:
        assert await checks.violations(session) == []


async def test_names_differ_below_one_parent_and_among_roots(stage: Stage) -> None:
    unit, block, _, _, other = await sede(stage)
    with pytest.raises(Problem, match="name_taken"):
        async with stage.work() as uow:
            await actions.create_location(uow, LocationIn(name="SÉDE", type="unit"))
    with pytest.raises(Problem, match="name_taken"):
        await edit(stage, other, name="sede")
    async with stage.work() as uow:
        await location(uow, "bloco á", parent=other, kind="building")
    with pytest.raises(Problem, match="name_taken") as refused:
        await move(stage, block, other)
    assert refused.value.errors[0].pointer == "/name"
    assert (await places(stage))[block].parent_id == unit


async def test_a_stale_version_is_refused_under_the_lock(stage: Stage) -> None:
    _, block, _, _, other = await sede(stage)
    await edit(stage, block, latitude="-23.5", longitude="-46.6")
    with pytest.raises(Problem, match="stale_version"):
        await move(stage, block, other, expected=1)
    await move(stage, block, other, expected=2)


async def test_coordinates_come_in_pairs(stage: Stage) -> None:
    unit, *_ = await sede(stage)
    with pytest.raises(Problem) as refused:
        await edit(stage, unit, latitude="1.5")
    assert refused.value.errors[0].pointer == "/longitude"
    await edit(stage, unit, latitude="1.1234567", longitude="2")
    assert str((await places(stage))[unit].latitude) == "1.123457"


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_moves_and_renames_everything_is_as_if_derived_anew(stage: Stage, seed: int) -> None:
    draw = random.Random(seed)
    letters = "aÁçß%_\\'›Ω2🏢 -".replace("›", "")
    async with stage.work() as uow:
        await actions.ensure_kinds(uow)
        ids: list[int] = []
        for number in range(12):
            parent = draw.choice([None, *ids])
            ids.append((await location(uow, f"n{number}", parent=parent, kind="sector")).id)
    for _ in range(25):
        place = draw.choice(ids)
        with suppress(Problem):  # a cycle or too many levels: nothing changed then
            if draw.random() < 0.5:
                await move(stage, place, draw.choice([None, *ids]))
            else:
                name = "".join(draw.choices(letters, k=draw.randint(1, 8)))
                await edit(stage, place, name=f"{place} {name}", code=draw.choice([None, "K%1", "é"]))
    found = await places(stage)
    for place in found.values():
        assert place.standing == derived(found, place)
    async with stage.read() as session:
        assert await checks.violations(session) == []


def derived(found: dict[int, Location], place: Location) -> Standing:
    above = derived(found, found[place.parent_id]) if place.parent_id else None
    return standing(above, place.id, place.name, place.code)
