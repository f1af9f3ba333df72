"""Places over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World

ROOM = {"name": "Sala 102", "type": "room"}


async def create(api: Api, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/localizacoes", {**ROOM, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_create_read_edit_delete(manager: Api, world: World) -> None:
    answer = await manager.post(
        "/localizacoes",
        {
            **ROOM,
            "parent_id": world.building_a,
            "code": " A-102 ",
            "latitude": -23.5505199,
            "longitude": -46.63,
        },
    )
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    made = answer.json()
    assert made["full_name"] == "Sede › Bloco A › Sala 102"
    assert made["path"] == [
        {"id": world.unit, "name": "Sede"},
        {"id": world.building_a, "name": "Bloco A"},
        {"id": made["id"], "name": "Sala 102"},
    ]
    assert (made["code"], made["latitude"], made["longitude"], made["depth"]) == (
        "A-102",
        -23.55052,
        -46.63,
        3,
    )
    assert made["allowed_actions"] == ["edit", "move", "delete", "create_child"]
    assert made["created_at"].endswith("Z")
    address = f"/localizacoes/{made['id']}"
    assert (await manager.get(address)).json() == made
    edited = await manager.patch(address, {"name": "Sala 103"}, headers={"if-match": '"1"'})
    assert (edited.status_code, edited.json()["full_name"]) == (200, "Sede › Bloco A › Sala 103")
    stale = await manager.delete(address, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["name"]) == (412, "Sala 103")
    assert (await manager.delete(address, headers={"if-match": '"2"'})).status_code == 204
    assert (await manager.get(address)).status_code == 404


async def test_a_building_moves_with_its_rooms(manager: Api, world: World) -> None:
    annex = await create(manager, name="Anexo", type="unit")
    moved = await manager.post(
        f"/localizacoes/{world.building_a}/mudanca", {"parent_id": annex["id"]}, headers={"if-match": '"1"'}
    )
    assert (moved.status_code, moved.json()["full_name"], moved.headers["etag"]) == (
        200,
        "Anexo › Bloco A",
        '"2"',
    )
    room = (await manager.get(f"/localizacoes/{world.room_a}")).json()
    assert room["full_name"] == "Anexo › Bloco A › Sala 101"
    stale = await manager.post(
        f"/localizacoes/{world.building_a}/mudanca", {"parent_id": None}, headers={"if-match": '"1"'}
    )
    assert (stale.status_code, stale.json()["current"]["parent_id"]) == (412, annex["id"])


async def test_the_limited_user_keeps_his_building_when_it_moves(
    manager: Api, technician: Api, world: World
) -> None:
    annex = await create(manager, name="Anexo", type="unit")
    await manager.post(f"/localizacoes/{world.building_a}/mudanca", {"parent_id": annex["id"]})
    names = [place["full_name"] for place in (await technician.get("/localizacoes")).json()["items"]]
    assert names == ["Anexo › Bloco A", "Anexo › Bloco A › Sala 101"]


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"name": "Sala 101", "type": "room", "parent": "a"}, 422, "request.invalid", "/parent"),
        ({"type": "room"}, 422, "request.invalid", "/name"),
        ({"name": " ", "type": "room"}, 422, "request.invalid", "/name"),
        ({"name": "a › b", "type": "room"}, 422, "request.invalid", "/name"),
        ({"name": "a\u202eb", "type": "room"}, 422, "request.invalid", "/name"),
        ({"name": "x" * 121, "type": "room"}, 422, "request.invalid", "/name"),
        ({"name": "A", "type": "moon_base"}, 422, "request.invalid", "/type"),
        ({"name": "A", "type": "room", "parent_id": 987654}, 404, "request.not_found", "/parent_id"),
        ({"name": "A", "type": "room", "parent_id": "1"}, 422, "request.invalid", "/parent_id"),
        ({"name": "A", "type": "room", "parent_id": 2**64}, 422, "request.invalid", "/parent_id"),
        ({"name": "A", "type": "room", "latitude": 91, "longitude": 0}, 422, "request.invalid", "/latitude"),
        ({"name": "A", "type": "room", "latitude": 1}, 422, "request.invalid", "/longitude"),
        ({"name": "A", "type": "room", "code": "c" * 41}, 422, "request.invalid", "/code"),
        ({"name": "sédE", "type": "unit"}, 409, "locations.name_taken", "/name"),
    ],
)
async def test_bodies_that_are_refused(
    manager: Api, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    answer = await manager.post("/localizacoes", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert all(error["message"] for error in answer.json()["errors"])


async def test_moves_that_are_refused(manager: Api, world: World) -> None:
    for place, parent, code in (
        (world.unit, world.room_b, "locations.cycle"),
        (world.building_a, world.building_a, "locations.cycle"),
        (world.building_a, world.room_b, "locations.kind_not_allowed"),
        (world.building_a, 987654, "request.not_found"),
    ):
        answer = await manager.post(f"/localizacoes/{place}/mudanca", {"parent_id": parent})
        assert answer.json()["code"] == code
    assert (await manager.post(f"/localizacoes/{world.unit}/mudanca", {})).status_code == 422


async def test_refusals_speak_both_languages(manager: Api, world: World) -> None:
    address, body = f"/localizacoes/{world.unit}/mudanca", {"parent_id": world.room_a}
    assert (await manager.post(address, body)).json()["title"] == "Movimento impossível"
    english = await manager.post(address, body, headers={"accept-language": "en"})
    assert english.json()["title"] == "Impossible move"


async def test_what_is_inside_keeps_a_place(manager: Api, world: World) -> None:
    assert (await manager.delete(f"/localizacoes/{world.unit}")).json()["code"] == "locations.has_children"
    made = await manager.post("/ativos", {"name": "Mesa", "location_id": world.room_b})
    assert made.status_code == 201
    refused = await manager.delete(f"/localizacoes/{world.room_b}")
    assert (refused.status_code, refused.json()["code"]) == (409, "locations.has_assets")
    granted = await manager.delete(f"/localizacoes/{world.building_a}")
    assert granted.json()["code"] in ("locations.has_children", "locations.has_grants")


async def test_the_tree_level_by_level_with_counts(manager: Api, technician: Api, world: World) -> None:
    for _ in range(2):
        await manager.post("/ativos", {"name": "Mesa", "location_id": world.room_a})
    (root,) = (await manager.get("/localizacoes/arvore")).json()["items"]
    assert (root["name"], root["child_count"], root["asset_count"], root["asset_count_total"]) == (
        "Sede",
        2,
        0,
        2,
    )
    level = (await manager.get(f"/localizacoes/arvore?parent_id={root['id']}")).json()
    assert [(node["name"], node["asset_count_total"]) for node in level["items"]] == [
        ("Bloco A", 2),
        ("Bloco B", 0),
    ]
    assert level["truncated"] is False
    found = (await manager.get("/localizacoes/arvore?q=sala%20201")).json()["items"]
    assert [(node["name"], node["matched"]) for node in found] == [
        ("Sede", False), ("Bloco B", False), ("Sala 201", True),
    ]  # fmt: skip
    (own,) = (await technician.get("/localizacoes/arvore")).json()["items"]
    assert (own["name"], own["full_name"], own["allowed_actions"]) == ("Bloco A", "Sede › Bloco A", [])
    assert (await technician.get("/localizacoes/arvore?q=201")).json()["items"] == []


async def test_one_level_of_the_tree_takes_one_query_for_its_counts(manager: Api, world: World) -> None:
    with manager.counting() as statements:
        await manager.get(f"/localizacoes/arvore?parent_id={world.unit}")
    assert len(statements) == 4, "who asks, the level, its children, its assets"


async def test_kinds(reader: Api) -> None:
    kinds = (await reader.get("/localizacoes/tipos")).json()["items"]
    assert [kind["code"] for kind in kinds] == [
        "unit", "administrative_unit", "building", "floor", "sector", "room",
    ]  # fmt: skip
    assert kinds[2] == {
        "code": "building", "name_pt": "Prédio", "name_en": "Building", "rank": 30,
        "allowed_parents": ["unit", "administrative_unit"],
    }  # fmt: skip


async def test_filters_over_http(manager: Api, world: World) -> None:
    async def listed(query: str) -> list[str]:
        answer = await manager.get(f"/localizacoes?{query}")
        assert answer.status_code == 200, answer.text
        return [place["name"] for place in answer.json()["items"]]

    assert await listed("") == ["Sede", "Bloco A", "Sala 101", "Bloco B", "Sala 201"]
    assert await listed(f"within={world.building_a}") == ["Bloco A", "Sala 101"]
    assert await listed(f"parent_id={world.unit}") == ["Bloco A", "Bloco B"]
    assert await listed("type=unit&type=building") == ["Sede", "Bloco A", "Bloco B"]
    assert await listed("q=SALA&sort=-name") == ["Sala 201", "Sala 101"]
    for query in ("type=", "within=0", "parent_id=x", "q=" + "x" * 201):
        assert (await manager.get(f"/localizacoes?{query}")).status_code == 422


async def test_the_same_key_makes_one_place(manager: Api) -> None:
    headers = {"idempotency-key": "place-12345678"}
    first = await manager.post("/localizacoes", ROOM, headers=headers)
    again = await manager.post("/localizacoes", ROOM, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


async def test_ten_who_create_the_same_place_at_once(manager: Api) -> None:
    answers = await asyncio.gather(*(manager.post("/localizacoes", ROOM) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 9]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"locations.name_taken"}
