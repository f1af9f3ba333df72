"""People over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World

CPF = "529.982.247-25"


async def test_register_read_edit(manager: Api, world: World) -> None:
    body = {"name": "Ana  Souza", "registration": "M-1", "email": "ana@example.org", "cpf": CPF,
            "location_id": world.room_a}  # fmt: skip
    answer = await manager.post("/pessoas", body)
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    made = answer.json()
    assert (made["name"], made["cpf_masked"], made["active"]) == ("Ana Souza", "***.982.247-**", True)
    assert made["location"]["full_name"] == "Sede › Bloco A › Sala 101"
    assert "52998224725" not in answer.text
    address = f"/pessoas/{made['id']}"
    edited = await manager.patch(address, {"active": False, "cpf": None}, headers={"if-match": '"1"'})
    assert (edited.json()["active"], edited.json()["cpf_masked"], edited.json()["version"]) == (
        False,
        None,
        2,
    )
    assert (await manager.get(address)).json() == edited.json()


async def test_a_whole_cpf_finds_its_owner(manager: Api) -> None:
    await manager.post("/pessoas", {"name": "Ana", "cpf": CPF})
    await manager.post("/pessoas", {"name": "Bento"})
    for q in (CPF, "52998224725"):
        found = (await manager.get("/pessoas", params={"q": q})).json()
        assert [person["name"] for person in found["items"]] == ["Ana"]


async def test_who_may_not_read_a_cpf_cannot_try_it_out(manager: Api, reader: Api) -> None:
    """The mask leaves a thousand numbers."""
    await manager.post("/pessoas", {"name": "Anaximandra", "cpf": CPF})
    assert (await reader.get("/pessoas", params={"q": "Anaxim"})).json()["total"] == 1
    for q in (CPF, "52998224725"):
        assert (await reader.get("/pessoas", params={"q": q})).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "code", "error"),
    [
        ({"name": ""}, 422, "request.invalid", ("/name", "required")),
        ({"name": None}, 422, "request.invalid", ("/name", "invalid")),
        ({"name": "A", "cpf": "111.111.111-11"}, 422, "request.invalid", ("/cpf", "invalid_cpf")),
        ({"name": "A", "email": "nobody"}, 422, "request.invalid", ("/email", "invalid")),
        ({"name": "A", "email": "a@" + "b" * 300 + ".c"}, 422, "request.invalid", ("/email", "too_long")),
        ({"name": "A", "registration": "1" * 41}, 422, "request.invalid", ("/registration", "too_long")),
        ({"name": "A", "registration": "\ufdfa" * 10}, 422, "request.invalid", ("/registration", "too_long")),
        ({"name": "A", "location_id": 987654}, 404, "request.not_found", ("/location_id", "not_found")),
        ({"name": "A", "cpf_masked": "x"}, 422, "request.invalid", ("/cpf_masked", "unknown_field")),
    ],
)
async def test_bodies_that_are_refused(
    manager: Api, body: dict[str, Any], status: int, code: str, error: tuple[str, str]
) -> None:
    answer = await manager.post("/pessoas", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [(found["pointer"], found["code"]) for found in answer.json()["errors"]] == [error]


async def test_what_belongs_to_another_is_refused(manager: Api) -> None:
    await manager.post("/pessoas", {"name": "Ana", "cpf": CPF, "registration": "M 1"})
    for body, code in (
        ({"registration": "m1"}, "people.registration_taken"),
        ({"cpf": CPF}, "people.cpf_taken"),
    ):
        answer = await manager.post("/pessoas", {"name": "Bia", **body})
        assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_the_technician_sees_the_people_of_his_building(
    manager: Api, technician: Api, world: World
) -> None:
    for name, place in (("Ana", world.room_a), ("Bento", world.room_b), ("Célia", None)):
        await manager.post("/pessoas", {"name": name, "location_id": place})
    seen = (await technician.get("/pessoas")).json()["items"]
    assert [person["name"] for person in seen] == ["Ana"]
    assert seen[0]["allowed_actions"] == []
    everyone = (await manager.get(f"/pessoas?location_id={world.unit}")).json()["items"]
    assert [person["name"] for person in everyone] == ["Ana", "Bento"]
