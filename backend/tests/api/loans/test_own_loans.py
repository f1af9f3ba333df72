"""Reserving for oneself: for nobody else, within the limits, in the places of the grant; cancelling it."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from levitiis.modules.identity.models import Role, User, UserRole
from levitiis.modules.people.models import Person
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, day, sound
from tests.api.loans.pool import Pool, any_of, asset_ids, fill, own_body, reserve_any, series_body, set_rules
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account

OWN = f"{ADDRESS}/proprios"
SERIES = f"{OWN}/series"


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


def weekly(item: dict[str, Any], start: int = 0, due: int = 0, times: int = 2, **rule: Any) -> dict[str, Any]:
    """The same for oneself every week."""
    days = {"frequency": "weekly", "weekdays": [day(start).weekday()], "times": times}
    return own_body(item, start, due) | {"recurrence": days | rule}


async def test_every_week_for_oneself_and_not_after_all(
    me: Api, loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    """A series is one's own as a single reservation is: seen, called off by date or from a date on."""
    answer = await me.post(SERIES, weekly(any_of(pool), 1, 2, times=4))
    assert answer.status_code == 201, answer.text
    made = answer.json()["loans"]
    assert [one["start_date"] for one in made] == [day(1 + 7 * n).isoformat() for n in range(4)]
    assert {(one["state"], one["borrower"]["name"]) for one in made} == {("reserved", "Servidora")}
    assert (await me.get(f"{ADDRESS}?own=true")).json()["total"] == 4
    for index, body in ((0, {"reason": "Feriado"}), (2, {"reason": "Acabou", "following": True})):
        ended = await me.post(f"{ADDRESS}/{made[index]['id']}/cancelamento", body)
        assert ended.status_code == 200, ended.text
    states = [(await me.get(f"{ADDRESS}/{one['id']}")).json()["state"] for one in made]
    assert states == ["cancelled", "reserved", "cancelled", "cancelled"]
    assert await sound(loans.api, tmp_path)


async def test_a_series_of_somebody_else_is_out_of_reach(
    me: Api, loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    theirs = (await loans.api.post(f"{ADDRESS}/series", series_body(loans, [any_of(pool, 3)], 8, 8))).json()
    assert (await me.get(f"{ADDRESS}?series_id={theirs['id']}")).json()["total"] == 0
    for one in theirs["loans"]:
        body = {"reason": "x", "following": True}
        assert (await me.post(f"{ADDRESS}/{one['id']}/cancelamento", body)).status_code == 404
    mine = weekly({"asset_id": pool.assets[0]}, 1, 1, times=3)
    told = (await me.post(SERIES, mine)).json()
    assert told["code"] == "loans.series_conflicts"
    taken = [day(8).isoformat(), day(15).isoformat()]
    assert [(one["start_date"], one["about"]) for one in told["conflicts"]] == [(on, "N-1") for on in taken]
    assert (await me.post(SERIES, mine | {"skip": taken})).status_code == 201
    left = (await loans.api.get(f"{ADDRESS}?series_id={theirs['id']}")).json()["items"]
    assert {one["state"] for one in left} == {"reserved"}
    assert await sound(loans.api, tmp_path)


async def test_a_series_reaches_as_far_as_a_single_one(api: Api, me: Api, pool: Pool, world: World) -> None:
    assert (await me.post(SERIES, weekly({"asset_id": pool.elsewhere}))).status_code == 404
    assert (await me.post(SERIES, weekly(any_of(pool, location_id=world.room_b)))).status_code == 404
    told = (await me.post(SERIES, weekly(any_of(pool, 4), times=1))).json()
    assert [one["reason"] for one in told["conflicts"]] == ["too_few"]
    assert (await api.as_role("reader").post(SERIES, weekly(any_of(pool)))).status_code == 403


@pytest.mark.parametrize(
    ("start", "due", "rule", "code", "pointer"),
    [
        (0, 3, {"times": 2}, "own_period", "/due_date"),
        (0, 0, {"times": 4}, "own_period", "/recurrence/times"),
        (0, 0, {"times": None, "until": day(28).isoformat()}, "own_period", "/recurrence/until"),
        (0, 0, {"times": 3, "weekdays": [0, 1, 2, 3, 4, 5, 6]}, "own_limit", "/recurrence/times"),
        (0, 2, {"times": 2}, None, None),
    ],
)
async def test_each_of_its_dates_keeps_the_limits(
    me: Api, pool: Pool, start: int, due: int, rule: dict[str, Any], code: str | None, pointer: str | None
) -> None:
    await set_rules(me, self_most_days=3, self_days_ahead=20, self_at_once=2)
    answer = await me.post(SERIES, weekly(any_of(pool), start, due, **rule))
    if code is None:
        assert answer.status_code == 201, answer.text
        one_more = await me.post(OWN, own_body(any_of(pool), 3, 3))
        assert one_more.json()["code"] == "loans.own_limit"
        assert "Você já tem 2 e pede mais 1." in one_more.json()["detail"]
        return
    assert answer.json()["code"] == f"loans.{code}", answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert (await me.get(f"{ADDRESS}?own=true")).json()["total"] == 0


async def test_series_and_single_ones_at_once_keep_the_limit_together(
    me: Api, pool: Pool, tmp_path: Path
) -> None:
    await set_rules(me, self_at_once=3)
    answers = await asyncio.gather(
        *(
            me.post(SERIES, weekly(any_of(pool), n, n))
            if n % 2
            else me.post(OWN, own_body(any_of(pool), n, n))
            for n in range(8)
        )
    )
    assert {one.json()["code"] for one in answers if one.status_code != 201} == {"loans.own_limit"}
    assert (await me.get(f"{ADDRESS}?own=true")).json()["total"] in (2, 3)
    assert await sound(me.as_role("manager"), tmp_path)


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
    assert (await who.post(SERIES, weekly({"asset_id": pool.elsewhere}))).status_code == 403
    assert asset_ids((await who.post(OWN, own_body(any_of(pool, 3)))).json()) == pool.assets


async def test_nobody_else_borrows_by_it(me: Api, loans: Loans, pool: Pool) -> None:
    body = own_body(any_of(pool)) | {"borrower_id": loans.shelf.borrower}
    assert (await me.post(OWN, body)).status_code == 422
    assert (await me.post(ADDRESS, loans.body(pool.assets[:1]))).status_code == 403
    series = loans.body(pool.assets[:1]) | {"recurrence": {"frequency": "monthly", "times": 2}}
    assert (await me.post(f"{ADDRESS}/series", series)).status_code == 403
    for other in ({"borrower_id": loans.shelf.borrower}, {"borrower_type": "person"}, {"signer_id": 1}):
        assert (await me.post(SERIES, weekly(any_of(pool)) | other)).status_code == 422


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
    series = (await me.post(SERIES, weekly(any_of(pool)))).json()
    assert {one["state"] for one in series["loans"]} == {"pending"}


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
    for path, body in ((OWN, own_body(any_of(pool))), (SERIES, weekly(any_of(pool)))):
        answer = await me.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "people.has_left")
    assert await sound(api, tmp_path)
