"""The whole CPF: a permission of its own, and each reading in the trail."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.world import World

CPF = "529.982.247-25"


async def test_each_reading_of_a_cpf_stands_in_the_trail(manager: Api, administrator: Api) -> None:
    made = (await manager.post("/pessoas", {"name": "Ana", "cpf": CPF})).json()
    assert "read_document" in made["allowed_actions"]
    address = f"/pessoas/{made['id']}"
    for reader in (manager, administrator):
        answer = await reader.post(f"{address}/cpf")
        assert (answer.status_code, answer.json()) == (200, {"cpf": CPF})
        assert answer.headers["cache-control"] == "no-store"
    assert (await manager.get(address)).json()["cpf_masked"] == "***.982.247-**"
    query = {"entity": "person", "entity_id": made["id"]}
    rows = (await administrator.get("/trilha", params=query)).json()["items"]
    readings = [row for row in rows if row["action"] == "read_document"]
    assert [row["actor"]["id"] for row in readings] == [
        administrator.account.user_id,  # type: ignore[union-attr]
        manager.account.user_id,  # type: ignore[union-attr]
    ]
    assert "529" not in str(rows)


async def test_who_sees_the_person_does_not_see_the_document(
    manager: Api, technician: Api, world: World
) -> None:
    made = (await manager.post("/pessoas", {"name": "Ana", "cpf": CPF, "location_id": world.room_a})).json()
    address = f"/pessoas/{made['id']}"
    seen = (await technician.get(address)).json()
    assert (seen["cpf_masked"], seen["allowed_actions"]) == ("***.982.247-**", [])
    assert (await technician.post(f"{address}/cpf")).status_code == 403
    bare = (await manager.post("/pessoas", {"name": "Bento"})).json()
    assert "read_document" not in bare["allowed_actions"]
    refused = await manager.post(f"/pessoas/{bare['id']}/cpf")
    assert (refused.status_code, refused.json()["code"]) == (404, "people.no_cpf")
