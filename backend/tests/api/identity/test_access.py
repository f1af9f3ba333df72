"""The actor of a request: one statement, and exactly the grants of the moment."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from levitiis.infra.history.models import AuditLog
from levitiis.kit.access import ActorKind
from levitiis.modules.identity.api import GrantIn, grant_role, revoke_grant
from tests.api.client import Api
from tests.builders.locations import location
from tests.builders.users import grant, session_of, user


async def test_authentication_is_one_statement(api: Api, manager: Api) -> None:
    token = manager.http.headers["authorization"].removeprefix("Bearer ")
    with api.counting() as statements:
        async with api.database.reading() as session:
            actor = await api.identity.authenticate(session, token)
    assert len(statements) == 1
    assert (actor.kind, actor.id) == (ActorKind.USER, api.world.accounts["manager"].user_id)


async def test_me_costs_two_statements(api: Api, manager: Api) -> None:
    with api.counting() as statements:
        assert (await manager.get("/auth/me")).status_code == 200
    assert len(statements) == 2


async def test_without_a_grant_one_has_oneself(nobody: Api) -> None:
    me = (await nobody.get("/auth/me")).json()
    assert me["permissions"] == {"identity.self": {"everywhere": True, "location_ids": []}}
    assert me["preferences"] == {}


async def test_an_organisation_wide_grant(manager: Api) -> None:
    permissions = (await manager.get("/auth/me")).json()["permissions"]
    assert permissions["assets.read"] == {"everywhere": True, "location_ids": []}
    assert "users.manage" not in permissions


async def test_a_grant_for_one_subtree(api: Api, technician: Api) -> None:
    permissions = (await technician.get("/auth/me")).json()["permissions"]
    assert permissions["assets.read"] == {"everywhere": False, "location_ids": [api.world.building_a]}
    assert permissions["identity.self"]["everywhere"]


async def test_overlapping_grants_add_up(api: Api) -> None:
    async with api.work() as uow:
        floor = await location(uow, "1º andar", parent=api.world.building_b, kind="floor")
        made = await user(uow, "ana")
        await grant(uow, made, "technician", api.world.building_a)
        await grant(uow, made, "technician", api.world.room_a)
        await grant(uow, made, "technician", floor)
        await grant(uow, made, "reader", api.world.unit)
        account = await session_of(uow, made)
    permissions = (await api.as_account(account).get("/auth/me")).json()["permissions"]
    edit = permissions["assets.edit"]
    assert (edit["everywhere"], sorted(edit["location_ids"])) == (
        False,
        sorted([api.world.building_a, floor.id]),
    )
    assert permissions["assets.read"] == {"everywhere": False, "location_ids": [api.world.unit]}


async def test_a_grant_everywhere_swallows_the_narrow_ones(api: Api) -> None:
    async with api.work() as uow:
        made = await user(uow, "bruno")
        await grant(uow, made, "reader", api.world.building_a)
        await grant(uow, made, "reader")
        account = await session_of(uow, made)
    permissions = (await api.as_account(account).get("/auth/me")).json()["permissions"]
    assert permissions["assets.read"] == {"everywhere": True, "location_ids": []}


async def test_a_grant_works_and_ends_on_the_next_request(api: Api, nobody: Api) -> None:
    user_id = api.world.accounts["nobody"].user_id
    assert (await nobody.get("/roles")).status_code == 403
    async with api.work() as uow:
        made = await grant_role(uow, user_id, GrantIn(role="manager"))
    assert (await nobody.get("/roles")).status_code == 200
    async with api.work() as uow:
        await revoke_grant(uow, user_id, made.id)
    assert (await nobody.get("/roles")).status_code == 403


async def test_a_refusal_is_remembered_though_its_transaction_was_not(api: Api, reader: Api) -> None:
    answer = await reader.post("/users", {})
    assert answer.status_code == 403
    assert (await api.post("/users", {})).status_code == 401
    async with api.database.reading() as session:
        (row,) = (await session.scalars(select(AuditLog).where(AuditLog.action == "forbidden"))).all()
    assert (row.actor_kind, row.actor_id) == ("user", api.world.accounts["reader"].user_id)
    assert row.request_id == answer.headers["x-request-id"]
    assert row.data_json == {"method": "POST", "path": "/api/v1/users", "code": "request.forbidden"}


async def test_many_refusals_at_once_do_not_starve_the_pool(api: Api, reader: Api) -> None:
    answers = await asyncio.gather(*(reader.post("/users", {}) for _ in range(40)))
    assert {answer.status_code for answer in answers} == {403}
