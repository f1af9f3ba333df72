"""Reserving for oneself: for nobody else, within the limits, in the places of the grant; cancelling it."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, update

from levitiis.modules.identity.models import Role, User, UserRole
from levitiis.modules.people.models import Person
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, day, sound
from tests.api.loans.pool import Pool, any_of, asset_ids, fill, own_body, reserve_any, set_rules
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account

OWN = f"{ADDRESS}/proprios"


@pytest.fixture
async def pool(api: Api, world: World) -> Pool:
    return await fill(api, world)


@pytest.fixture
async def me(api: Api, world: World) -> Api:
    """Somebody who sees assets and reserves for himself in building A."""
    async with api.work() as uow:
        await role(uow, "autoatendimento", "assets.read", "catalogue.read", "loans.self_service")
        made = await account(uow, "servidora", role="autoatendimento", at=world.building_a)
    return api.as_account(made)


async def test_reserved_seen_and_cancelled_by_oneself(
    me: Api, loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    answer = await me.post(OWN, own_body(any_of(pool, 2)))
    made = answer.json()
    assert answer.status_code == 201, answer.text
    assert (made["state"], made["borrower"]["name"], made["signer"]["name"]) == (
        "reserved", "Servidora", "Servidora",
    )  # fmt: skip
    assert asset_ids(made) == pool.assets[:2]
    assert made["allowed_actions"] == ["ask_extension", "cancel"]
    assert [one["id"] for one in (await me.get(f"{ADDRESS}?own=true")).json()["items"]] == [made["id"]]
    later = {"due_date": day(9).isoformat(), "reason": "x"}
    assert (await me.post(f"{ADDRESS}/{made['id']}/prorrogacao", later)).status_code == 403
    ended = await me.post(f"{ADDRESS}/{made['id']}/cancelamento", {"reason": "Não vou mais"})
    assert ended.json()["state"] == "cancelled"
    assert await sound(loans.api, tmp_path)


async def test_of_another_building_nothing(me: Api, loans: Loans, pool: Pool) -> None:
    assert (await me.post(OWN, own_body({"asset_id": pool.elsewhere}))).status_code == 404
    told = (await me.post(OWN, own_body(any_of(pool, 4)))).json()
    assert (told["code"], told["free"]) == ("loans.too_few_free", 3)


async def test_what_one_sees_elsewhere_is_not_reserved_there(api: Api, pool: Pool, world: World) -> None:
    async with api.work() as uow:
        await role(uow, "so_ver", "assets.read", "catalogue.read")
        await role(uow, "so_reservar", "loans.self_service")
        made = await account(uow, "dupla", role="so_ver")

        wanted = await uow.session.scalar(select(Role.id).where(Role.name == "so_reservar"))
        uow.session.add(UserRole(user_id=made.user_id, role_id=wanted, location_id=world.building_a))
    who = api.as_account(made)
    assert (await who.post(OWN, own_body({"asset_id": pool.elsewhere}))).status_code == 403
    assert asset_ids((await who.post(OWN, own_body(any_of(pool, 3)))).json()) == pool.assets


async def test_nobody_else_borrows_by_it(me: Api, loans: Loans, pool: Pool) -> None:
    body = own_body(any_of(pool)) | {"borrower_id": loans.shelf.borrower}
    assert (await me.post(OWN, body)).status_code == 422
    assert (await me.post(ADDRESS, loans.body(pool.assets[:1]))).status_code == 403
    series = loans.body(pool.assets[:1]) | {"recurrence": {"frequency": "monthly", "times": 2}}
    assert (await me.post(f"{ADDRESS}/series", series)).status_code == 403


async def test_what_somebody_else_reserved_for_me_i_do_not_cancel(api: Api, loans: Loans, pool: Pool) -> None:
    nobody = (await loans.api.get("/pessoas?q=Nobody")).json()["items"][0]["id"]
    made = await loans.make(pool.assets[:1], borrower_id=nobody)
    answer = await api.as_role("nobody").post(f"{ADDRESS}/{made['id']}/cancelamento", {"reason": "x"})
    assert answer.status_code == 403
    other = await loans.make(pool.assets[1:2])
    answer = await api.as_role("nobody").post(f"{ADDRESS}/{other['id']}/cancelamento", {"reason": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("start", "due", "pointer"), [(0, 3, "/due_date"), (11, 12, "/start_date"), (0, 2, None), (10, 12, None)]
)
async def test_periods_have_limits(me: Api, pool: Pool, start: int, due: int, pointer: str | None) -> None:
    await set_rules(me, self_most_days=3, self_days_ahead=10)
    answer = await me.post(OWN, own_body(any_of(pool), start, due))
    if pointer is None:
        assert answer.status_code == 201, answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (422, "loans.own_period")
        assert answer.json()["errors"][0]["pointer"] == pointer


async def test_two_at_once_keep_the_limit_together(me: Api, pool: Pool, tmp_path: Path) -> None:
    await set_rules(me, self_at_once=2)
    answers = await asyncio.gather(*(me.post(OWN, own_body(any_of(pool), n * 3, n * 3)) for n in range(12)))
    assert Counter(one.status_code for one in answers) == {201: 2, 409: 10}
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {"loans.own_limit"}
    assert await sound(me.as_role("manager"), tmp_path)


async def test_what_a_merged_record_of_mine_holds_counts(me: Api, api: Api, loans: Loans, pool: Pool) -> None:
    await set_rules(me, self_at_once=2)
    await loans.make(loans.shelf.assets[:2])
    assert me.account is not None
    mine = select(User.person_id).where(User.id == me.account.user_id).scalar_subquery()
    async with api.work() as uow:
        merged = update(Person).where(Person.id == loans.shelf.borrower)
        await uow.session.execute(merged.values(merged_into_id=mine, active=False))
    told = (await me.post(OWN, own_body(any_of(pool)))).json()
    assert told["code"] == "loans.own_limit"


async def test_rules_of_approval_hold(me: Api, api: Api, pool: Pool, world: World) -> None:
    level = {"place": "place", "location_id": world.building_a}
    rule = {"name": "Tudo", "kind": "loan", "origin_id": world.building_a, "levels": [level]}
    ruled = await api.as_role("administrator").post("/movimentacoes/aprovacoes/regras", rule)
    assert ruled.status_code == 201, ruled.text
    assert (await me.post(OWN, own_body(any_of(pool)))).json()["state"] == "pending"


async def test_an_occupied_asset(me: Api, loans: Loans, pool: Pool) -> None:
    await reserve_any(loans, any_of(pool))
    answer = await me.post(OWN, own_body({"asset_id": pool.assets[0]}))
    assert (answer.status_code, answer.json()["code"]) == (409, "loans.conflict")


async def test_whoever_was_cleared_reserves_nothing_with_his_account(
    api: Api, me: Api, pool: Pool, tmp_path: Path
) -> None:
    assert me.account is not None
    async with api.database.writing() as session:
        person = await session.scalar(select(User.person_id).where(User.id == me.account.user_id))
    path = f"/movimentacoes/desligamentos/{person}/nada-consta"
    issued = await api.as_role("administrator").post(path, {"left_on": day(0).isoformat()})
    assert issued.status_code == 201, issued.text
    answer = await me.post(OWN, own_body(any_of(pool)))
    assert (answer.status_code, answer.json()["code"]) == (409, "people.has_left")
    assert await sound(api, tmp_path)
