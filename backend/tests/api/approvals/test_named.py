"""Names bind as long as somebody who is named can decide; a level never waits for people who cannot."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from levitiis.modules.identity.models import User
from levitiis.modules.movements.models import MovementDocument
from tests.api.approvals.conftest import RULES, Office, ask, decide, rule
from tests.api.client import Api
from tests.api.world import World
from tests.builders.users import Account, account


async def waiting_for(who: Api) -> list[int]:
    found = (await who.get("/movimentacoes/aprovacoes?mine=true")).json()["items"]
    assert (await who.get("/movimentacoes/aprovacoes/contagem")).json()["waiting"] == len(found)
    return [one["id"] for one in found]


@pytest.fixture
async def local(api: Api, world: World) -> Account:
    """Decides in building A alone."""
    async with api.work() as uow:
        return await account(uow, "local", role="approver", at=world.building_a)


class TestRules:
    """POST /movimentacoes/aprovacoes/regras"""

    async def test_who_cannot_decide_where_a_level_asks_is_refused(
        self, manager: Api, world: World, office: Office, local: Account
    ) -> None:
        async def refused(level: dict[str, Any], **fields: Any) -> str:
            body = {"name": "Regra", "kind": "transfer", "levels": [level]} | fields
            answer = await manager.post(RULES, body)
            assert (answer.status_code, answer.json()["code"]) == (422, "approvals.no_decider"), answer.text
            return answer.json()["errors"][0]["pointer"]

        names = {"approver_ids": [office.director.user_id, local.user_id]}
        assert await refused({"place": "organisation"} | names) == "/levels/0/approver_ids/1"
        at_b = {"place": "place", "location_id": world.building_b}
        assert await refused(at_b | names) == "/levels/0/approver_ids/1"
        stands_in = {"approver_ids": [office.director.user_id], "substitute_ids": [local.user_id]}
        assert await refused(at_b | stands_in) == "/levels/0/substitute_ids/0"
        to_b = {"destination_id": world.building_b}
        assert await refused({"place": "destination"} | names, **to_b) == "/levels/0/approver_ids/1"

    async def test_who_may_decide_in_some_of_the_places_that_a_rule_means_may_be_named(
        self, manager: Api, world: World, local: Account
    ) -> None:
        names = {"approver_ids": [local.user_id]}
        for level, fields in (
            ({"place": "place", "location_id": world.room_a}, {}),
            ({"place": "destination"}, {}),
            ({"place": "origin"}, {}),
            ({"place": "destination"}, {"destination_id": world.room_a}),
            ({"place": "destination"}, {"destination_id": world.unit}),
        ):
            await rule(manager, level | names, **fields)


class TestDeciding:
    """POST /movimentacoes/aprovacoes/{id}/decisao"""

    async def test_where_nobody_who_is_named_can_decide_whoever_may_there_does(
        self, api: Api, manager: Api, world: World, office: Office, local: Account
    ) -> None:
        await rule(manager, {"place": "destination", "approver_ids": [local.user_id]})
        treasurer = api.as_account(office.treasurer)
        to_b = await ask(manager, office.assets[:1], world.room_b)
        assert await waiting_for(treasurer) == [to_b["approval_id"]]
        status, done = await decide(treasurer, to_b["approval_id"])
        assert (status, done["state"]) == (200, "approved")
        assert done["decisions"][0]["on_behalf_of"] is None

    async def test_who_leaves_does_not_bind_any_more(
        self, api: Api, manager: Api, world: World, office: Office
    ) -> None:
        await rule(manager, {"place": "organisation", "approver_ids": [office.director.user_id]})
        asked = await ask(manager, office.assets[:1], world.room_b)
        treasurer = api.as_account(office.treasurer)
        assert await waiting_for(treasurer) == []
        assert (await decide(treasurer, asked["approval_id"]))[0] == 403
        async with api.work() as uow:
            leaving = update(User).where(User.id == office.director.user_id).values(active=False)
            await uow.session.execute(leaving)
        assert await waiting_for(treasurer) == [asked["approval_id"]]
        assert (await decide(treasurer, asked["approval_id"]))[1]["state"] == "approved"

    async def test_who_asks_and_is_the_only_one_named_does_not_bind(
        self, api: Api, manager: Api, world: World, office: Office
    ) -> None:
        requester = world.accounts["manager"]
        await rule(manager, {"place": "organisation", "approver_ids": [requester.user_id]})
        asked = await ask(manager, office.assets[:1], world.room_b)
        assert (await decide(manager, asked["approval_id"]))[1]["code"] == "approvals.own_request"
        assert (await decide(api.as_account(office.treasurer), asked["approval_id"]))[0] == 200

    async def test_a_substitute_who_can_decide_binds(
        self, api: Api, manager: Api, world: World, office: Office
    ) -> None:
        names = {"approver_ids": [office.director.user_id], "substitute_ids": [office.treasurer.user_id]}
        await rule(manager, {"place": "organisation"} | names)
        asked = await ask(manager, office.assets[:1], world.room_b)
        async with api.work() as uow:
            third = await account(uow, "third", role="approver")
            leaving = update(User).where(User.id == office.director.user_id).values(active=False)
            await uow.session.execute(leaving)
        assert (await decide(api.as_account(third), asked["approval_id"]))[0] == 403
        assert await waiting_for(api.as_account(office.treasurer)) == [asked["approval_id"]]
        assert (await decide(api.as_account(office.treasurer), asked["approval_id"]))[0] == 200


async def test_what_is_not_what_was_asked_for_any_more_is_not_decided(
    api: Api, manager: Api, world: World, office: Office
) -> None:
    """No way of the application changes it; whoever changes the database finds no approval for that."""
    await rule(manager, {"place": "organisation"})
    asked = await ask(manager, office.assets[:1], world.room_b)
    async with api.work() as uow:
        document = update(MovementDocument).where(MovementDocument.id == asked["id"])
        await uow.session.execute(document.values(to_location_id=world.room_a))
    treasurer = api.as_account(office.treasurer)
    status, problem = await decide(treasurer, asked["approval_id"])
    assert (status, problem["code"]) == (409, "approvals.changed")
    approval = (await treasurer.get(f"/movimentacoes/aprovacoes/{asked['approval_id']}")).json()
    assert (approval["state"], approval["decisions"]) == ("void", [])
    assert (await decide(treasurer, asked["approval_id"]))[1]["code"] == "approvals.decided"
    assert await waiting_for(treasurer) == []
    assert (await manager.get(f"/movimentacoes/{asked['id']}")).json()["state"] == "rejected"
    anew = await ask(manager, office.assets[:1], world.room_b)
    assert (await decide(treasurer, anew["approval_id"]))[0] == 200
