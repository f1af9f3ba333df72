"""Moving a place changes what grants hold over it: nobody gives or takes away so more than he has."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from tests.api.client import Api
from tests.api.identity.test_escalation import held
from tests.api.world import World
from tests.builders.locations import location
from tests.builders.roles import role
from tests.builders.users import account, grant, session_of, user

MOVER = ("locations.read", "locations.manage")
REFUSED = (403, "locations.move_changes_rights")


async def mover(api: Api, *local: tuple[str, int]) -> Api:
    """Manages places everywhere by a role of his own, and has other roles at some places."""
    async with api.work() as uow:
        await role(uow, "mover", *MOVER)
        made = await user(uow, "mover.one")
        await grant(uow, made, "mover")
        for name, place in local:
            await grant(uow, made, name, place)
        return api.as_account(await session_of(uow, made))


async def move(caller: Api, place: int, parent: int | None, **options: str) -> httpx2.Response:
    return await caller.post(f"/localizacoes/{place}/mudanca", {"parent_id": parent}, headers=options)


async def refused(caller: Api, place: int, parent: int | None) -> bool:
    answer = await move(caller, place, parent)
    return (answer.status_code, answer.json().get("code")) == REFUSED


async def test_nobody_moves_a_place_to_where_he_has_more(api: Api, world: World) -> None:
    """He is manager in building A: what he put into it he would manage too."""
    caller = await mover(api, ("manager", world.building_a))
    assert await refused(caller, world.room_b, world.building_a)
    shown = (await caller.get(f"/localizacoes/{world.room_b}")).json()
    assert (shown["parent_id"], shown["version"]) == (world.building_b, 1)


async def test_nor_to_where_others_have_more_nor_away_from_them(api: Api, world: World) -> None:
    """The technician of building A would work in room B, or no longer in room A."""
    caller = await mover(api)
    assert await refused(caller, world.room_b, world.building_a)
    assert await refused(caller, world.room_a, world.building_b)
    assert await refused(caller, world.room_a, None)


async def test_where_no_grant_begins_or_ends_to_hold_he_moves(api: Api, world: World) -> None:
    """A grant at the place itself goes with it; one above both ends holds as before."""
    caller = await mover(api)
    async with api.work() as uow:
        await account(uow, "unit.manager", role="manager", at=world.unit)
        await account(uow, "room.manager", role="manager", at=world.room_b)
        building_c = await location(uow, "Bloco C", parent=world.unit, kind="building")
    assert (await move(caller, world.room_b, building_c.id)).status_code == 200
    assert (await move(caller, world.room_b, world.building_b)).status_code == 200
    assert (await move(caller, world.building_a, world.unit)).status_code == 200, "nothing changes"
    assert await refused(caller, world.building_a, None), "the manager of the unit would lose it"


@pytest.mark.parametrize("name", ["manager", "administrator"])
async def test_who_has_it_all_everywhere_moves(api: Api, world: World, name: str) -> None:
    caller = api.as_role(name)
    assert (await move(caller, world.room_b, world.building_a)).status_code == 200
    assert (await move(caller, world.room_a, world.building_b)).status_code == 200
    assert (await move(caller, world.building_a, None)).status_code == 200


async def test_the_manager_of_a_unit_moves_within_it(api: Api, world: World) -> None:
    async with api.work() as uow:
        caller = api.as_account(await account(uow, "unit.manager", role="manager", at=world.unit))
    assert (await move(caller, world.room_b, world.building_a)).status_code == 200
    assert (await move(caller, world.room_a, world.building_b)).status_code == 200


async def test_who_lacks_what_is_granted_there_does_not(api: Api, world: World) -> None:
    """An administrator of a building may do what the manager of everything may not."""
    async with api.work() as uow:
        await account(uow, "chief", role="administrator", at=world.building_a)
    manager, administrator = api.as_role("manager"), api.as_role("administrator")
    assert await refused(manager, world.room_b, world.building_a)
    assert await refused(manager, world.room_a, world.building_b)
    assert (await move(administrator, world.room_b, world.building_a)).status_code == 200
    assert (await move(administrator, world.room_a, world.building_b)).status_code == 200


async def test_both_at_the_place_and_at_the_end(api: Api, world: World) -> None:
    """Technician at the room alone, or at the building alone: one of them is not enough."""
    caller = await mover(api, ("technician", world.room_b))
    assert await refused(caller, world.room_b, world.building_a)
    async with api.work() as uow:
        await grant(uow, await user(uow, "other.one"), "technician", world.building_b)
        both = await user(uow, "both.one")
        for name, place in (("mover", None), ("technician", world.room_b), ("technician", world.building_a)):
            await grant(uow, both, name, place)
        session = await session_of(uow, both)
    assert await refused(api.as_account(session), world.room_b, world.building_a), "it takes from building B"
    async with api.work() as uow:
        await grant(uow, both.id, "technician", world.building_b)
    assert (await move(api.as_account(session), world.room_b, world.building_a)).status_code == 200


async def test_a_grant_given_at_the_same_moment_counts(api: Api, world: World, administrator: Api) -> None:
    """Moves and grants take turns, so that what was checked still holds; and nobody waits for ever."""
    caller, to = await mover(api), world.accounts["nobody"].user_id
    body = {"role": "manager", "location_id": world.building_b}
    async with api.work() as uow:
        loose = await location(uow, "Depósito", parent=world.unit, kind="sector")
    async with asyncio.TaskGroup() as tasks, held(api) as waiting:
        granting = tasks.create_task(administrator.post(f"/users/{to}/grants", body))
        await waiting(1)
        moving = tasks.create_task(move(caller, loose.id, world.building_b))
        await waiting(2)
    assert granting.result().status_code == 201
    answer = moving.result()
    assert (answer.status_code, answer.json()["code"]) == REFUSED


async def test_the_refusal_speaks_both_languages(api: Api, world: World) -> None:
    caller = await mover(api)
    portuguese = await move(caller, world.room_b, world.building_a)
    english = await move(caller, world.room_b, world.building_a, **{"accept-language": "en"})
    assert portuguese.json()["title"] == "Esta mudança altera o acesso de usuários"
    assert english.json()["title"] == "This move changes what users may do"
