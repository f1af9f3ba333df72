"""Two records of one person become one: preview, merge, and what is in the way."""

from __future__ import annotations

from typing import Any

import pytest

from levitiis.commands.checks import all_violations
from tests.api.client import Api
from tests.api.world import World
from tests.builders.users import account

CPF, OTHER_CPF = "529.982.247-25", "111.444.777-35"


async def register(api: Api, name: str, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/pessoas", {"name": name, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def merge(api: Api, leaving: dict[str, Any], staying: dict[str, Any], **more: Any) -> Any:
    return await api.post(f"/pessoas/{leaving['id']}/fusao", {"into_id": staying["id"], **more})


async def preview(api: Api, leaving: dict[str, Any], staying: dict[str, Any], language: str = "pt-BR") -> Any:
    return await api.get(
        f"/pessoas/{leaving['id']}/fusao",
        params={"into_id": staying["id"]},
        headers={"accept-language": language},
    )


async def test_everything_goes_over_to_who_stays(manager: Api, administrator: Api, world: World) -> None:
    before = await all_violations(manager.database)
    ana = await register(manager, "ANA SOUZA", registration="M-1", cpf=CPF, location_id=world.room_a)
    full = await register(manager, "Ana Souza Lima", email="ana@example.org", registration="M-2")
    made = []
    for place in (world.room_a, world.room_b, None):
        body = {"name": "Mesa", "location_id": place, "responsible_id": ana["id"]}
        made.append((await manager.post("/ativos", body)).json())
    archived = made[2]
    assert (await manager.post(f"/ativos/{archived['id']}/arquivamento", {"reason": "x"})).status_code < 300
    shown = (await preview(manager, ana, full)).json()
    assert (shown["assets"], shown["users"], shown["obstacles"]) == (3, 0, [])
    assert (shown["leaving"]["name"], shown["staying"]["name"]) == ("ANA SOUZA", "Ana Souza Lima")

    answer = await merge(manager, ana, full, take=["registration"])
    assert answer.status_code == 200, answer.text
    stays = answer.json()
    assert {name: stays[name] for name in ("id", "name", "registration", "email", "cpf_masked")} == {
        "id": full["id"], "name": "Ana Souza Lima", "registration": "M-1", "email": "ana@example.org",
        "cpf_masked": "***.982.247-**",
    }  # fmt: skip
    assert stays["location_id"] == world.room_a
    gone = (await manager.get(f"/pessoas/{ana['id']}")).json()
    assert (gone["merged"], gone["merged_into"]["id"], gone["allowed_actions"]) == (True, full["id"], [])
    assert (gone["active"], gone["registration"], gone["cpf_masked"]) == (False, "M-2", None)

    names = [row["name"] for row in (await manager.get("/pessoas", params={"q": "souza"})).json()["items"]]
    assert names == ["Ana Souza Lima"]
    for item in made:
        page = (await manager.get(f"/ativos/{item['id']}")).json()
        assert (page["responsible"]["id"], page["status"]) == (full["id"], "in_use")
        last = (await manager.get(f"/ativos/{item['id']}/movimentacoes")).json()["items"][0]
        assert (last["type"], last["to_responsible"]["id"]) == ("assignment", full["id"])
    rows = (await administrator.get("/trilha", params={"entity": "person", "entity_id": ana["id"]})).json()
    assert "merge" in [row["action"] for row in rows["items"]]
    assert await all_violations(manager.database) == before


async def test_a_merged_record_takes_nothing_more(manager: Api) -> None:
    ana, full = await register(manager, "Ana"), await register(manager, "Ana Lima")
    other = await register(manager, "Bia")
    await merge(manager, ana, full)
    for answer in (
        await manager.patch(f"/pessoas/{ana['id']}", {"name": "Outra"}),
        await merge(manager, ana, other),
        await merge(manager, other, ana),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "people.merged")
    assert (await preview(manager, ana, other)).json()["obstacles"][0]["code"] == "people.merged"
    refused = await manager.post("/ativos", {"name": "Mesa", "responsible_id": ana["id"]})
    assert (refused.status_code, refused.json()["code"]) == (404, "request.not_found")
    await merge(manager, full, other)
    assert (await manager.get(f"/pessoas/{ana['id']}")).json()["merged_into"]["name"] == "Bia"


async def test_what_is_in_the_way_is_told_before_and_refused_after(
    manager: Api, administrator: Api, world: World
) -> None:
    one = await register(manager, "Ana", cpf=CPF)
    two = await register(manager, "Ana Lima", cpf=OTHER_CPF)
    await refused(manager, one, two, "people.different_cpf")
    await refused(manager, one, one, "people.merge_same")
    users = [await person_of(administrator, name) for name in ("reader", "buyer")]
    await refused(administrator, *users, "identity.merge_two_users")
    await refused(manager, users[0], two, "identity.merge_user")
    answer = await merge(administrator, users[0], two)
    assert answer.status_code == 200, answer.text
    who = (await administrator.get("/users", params={"person_id": two["id"]})).json()["items"]
    assert [(row["username"], row["name"]) for row in who] == [("reader", "Ana Lima")]


async def refused(api: Api, leaving: dict[str, Any], staying: dict[str, Any], code: str) -> None:
    told = await preview(api, leaving, staying)
    if told.status_code == 200:
        assert [obstacle["code"] for obstacle in told.json()["obstacles"]] == [code]
        english = (await preview(api, leaving, staying, "en")).json()["obstacles"][0]
        assert english["detail"] != told.json()["obstacles"][0]["detail"]
    answer = await merge(api, leaving, staying)
    assert (answer.status_code, answer.json()["code"]) == (409, code), answer.text
    again = (await api.get(f"/pessoas/{leaving['id']}")).json()
    assert again["merged"] is False


async def person_of(api: Api, username: str) -> dict[str, Any]:
    [user] = (await api.get("/users", params={"q": username})).json()["items"]
    return (await api.get(f"/pessoas/{user['person_id']}")).json()


async def test_stale_versions_are_refused(manager: Api) -> None:
    ana, full = await register(manager, "Ana"), await register(manager, "Ana Lima")
    await manager.patch(f"/pessoas/{full['id']}", {"email": "a@example.org"})
    stale = await merge(manager, ana, full, into_version=full["version"])
    assert (stale.status_code, stale.json()["code"]) == (412, "request.stale_version")
    headers = {"if-match": '"7"'}
    stale = await manager.post(f"/pessoas/{ana['id']}/fusao", {"into_id": full["id"]}, headers=headers)
    assert stale.status_code == 412
    assert (await merge(manager, ana, full)).status_code == 200


@pytest.mark.parametrize("role", ["technician", "reader", "auditor", "nobody"])
async def test_only_who_may_everywhere_merges(api: Api, manager: Api, world: World, role: str) -> None:
    ana = await register(manager, "Ana", location_id=world.room_a)
    full = await register(manager, "Ana Lima", location_id=world.room_a)
    assert (await merge(api.as_role(role), ana, full)).status_code in (403, 404)
    assert (await preview(api.as_role(role), ana, full)).status_code in (403, 404)


async def test_a_manager_of_one_building_merges_nobody(api: Api, manager: Api, world: World) -> None:
    async with api.work() as uow:
        local = await account(uow, "local", role="manager", at=await _place(uow, world.building_a))
    ana = await register(manager, "Ana", location_id=world.room_a)
    full = await register(manager, "Ana Lima", location_id=world.room_a)
    local_api = api.as_account(local)
    assert (await merge(local_api, ana, full)).status_code == 403
    assert "merge" not in (await local_api.get(f"/pessoas/{ana['id']}")).json()["allowed_actions"]


async def _place(uow: Any, location_id: int) -> Any:
    from levitiis.modules.locations.models import Location

    return await uow.session.get_one(Location, location_id)


async def test_a_user_is_linked_to_another_person(manager: Api, administrator: Api, api: Api) -> None:
    ana = await register(manager, "Ana Lima")
    [reader] = (await administrator.get("/users", params={"q": "reader"})).json()["items"]
    address = f"/users/{reader['id']}/pessoa"
    answer = await administrator.put(address, {"person_id": ana["id"]})
    assert (answer.status_code, answer.json()["name"]) == (200, "Ana Lima")
    assert "link_person" in answer.json()["allowed_actions"]
    [buyer] = (await administrator.get("/users", params={"q": "buyer"})).json()["items"]
    taken = await administrator.put(f"/users/{buyer['id']}/pessoa", {"person_id": ana["id"]})
    assert (taken.status_code, taken.json()["code"]) == (409, "identity.person_has_user")
    missing = await administrator.put(address, {"person_id": 987654})
    assert missing.json()["errors"][0]["pointer"] == "/person_id"
    assert (await manager.put(address, {"person_id": ana["id"]})).status_code == 403
    own = administrator.account.user_id  # type: ignore[union-attr]
    assert (await administrator.put(f"/users/{own}/pessoa", {"person_id": ana["id"]})).status_code == 403
