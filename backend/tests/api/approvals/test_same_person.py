"""Nobody decides with a second account on what he asked for with the first: people count, not accounts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from levitiis.modules.identity.models import User
from tests.api.approvals.conftest import Office, ask, decide, rule
from tests.api.approvals.test_named import waiting_for
from tests.api.client import Api
from tests.api.world import World
from tests.builders.users import Account

WAYS = ("linked", "merged_into_it", "it_is_merged", "merged_twice")


async def person_of(api: Api, who: Account) -> int:
    async with api.database.reading() as session:
        found = await session.scalar(select(User.person_id).where(User.id == who.user_id))
    assert found is not None
    return found


async def register(api: Api, name: str) -> int:
    answer = await api.as_role("administrator").post("/pessoas", {"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def link(api: Api, who: Account, person: int) -> None:
    answer = await api.as_role("administrator").put(f"/users/{who.user_id}/pessoa", {"person_id": person})
    assert answer.status_code == 200, answer.text


async def merge(api: Api, leaving: int, staying: int) -> None:
    answer = await api.as_role("administrator").post(f"/pessoas/{leaving}/fusao", {"into_id": staying})
    assert answer.status_code == 200, answer.text


async def become_one(api: Api, first: Account, second: Account, way: str) -> None:
    """The second account is that of who had the first, which is handed to somebody else."""
    before, other = await person_of(api, first), await person_of(api, second)
    await link(api, first, await register(api, "Quem Entrou no Lugar"))
    match way:
        case "linked":
            await link(api, second, before)
        case "merged_into_it":
            await merge(api, before, other)
        case "it_is_merged":
            await merge(api, other, before)
        case _:
            between = await register(api, "Cadastro Repetido")
            await merge(api, before, between)
            await merge(api, between, other)


@pytest.mark.parametrize("way", WAYS)
async def test_by_another_account_one_does_not_decide_what_one_asked_for(
    api: Api, manager: Api, world: World, office: Office, way: str
) -> None:
    """Named alone, he does not bind: whoever else may decide there is asked, as if he had but one account."""
    await rule(manager, {"place": "organisation", "approver_ids": [office.director.user_id]})
    asked = await ask(manager, office.assets[:1], world.room_b)
    director, treasurer = api.as_account(office.director), api.as_account(office.treasurer)
    assert (await waiting_for(director), await waiting_for(treasurer)) == ([asked["approval_id"]], [])
    await become_one(api, world.accounts["manager"], office.director, way)
    assert (await waiting_for(director), await waiting_for(treasurer)) == ([], [asked["approval_id"]])
    for decision in ("approve", "reject"):
        status, told = await decide(director, asked["approval_id"], decision, note="Eu mesmo")
        assert (status, told["code"]) == (409, "approvals.own_request")
    first = api.as_role("manager")
    assert (await decide(first, asked["approval_id"]))[1]["code"] == "approvals.own_request"
    assert (await decide(treasurer, asked["approval_id"]))[1]["state"] == "approved"


async def test_somebody_else_decides_whatever_became_of_the_account(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    """Neither a record merged into another's nor an account that went over makes him who asked."""
    await rule(manager, {"place": "organisation"})
    asked = await ask(manager, office.assets[:1], world.room_b)
    await link(api, world.accounts["manager"], await register(api, "Quem Entrou no Lugar"))
    await merge(api, await register(api, "Diretor Repetido"), await person_of(api, office.director))
    director = api.as_account(office.director)
    assert await waiting_for(director) == [asked["approval_id"]]
    assert (await decide(director, asked["approval_id"]))[1]["state"] == "approved"


async def test_a_delegate_does_not_decide_for_whom_asked_with_another_account(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    """Whom he stands in for is who asked: nobody is left that is named, so he decides in his own name."""
    await rule(manager, {"place": "organisation", "approver_ids": [office.director.user_id]})
    days = {"starts_on": "2020-01-01", "ends_on": "2098-01-01"}
    body = days | {"delegate_id": office.treasurer.user_id}
    made = await api.as_account(office.director).post("/movimentacoes/aprovacoes/delegacoes", body)
    assert made.status_code == 201, made.text
    asked = await ask(manager, office.assets[:1], world.room_b)
    await become_one(api, world.accounts["manager"], office.director, "linked")
    treasurer = api.as_account(office.treasurer)
    assert await waiting_for(treasurer) == [asked["approval_id"]]
    status, done = await decide(treasurer, asked["approval_id"])
    assert (status, done["decisions"][0]["on_behalf_of"]) == (200, None)
