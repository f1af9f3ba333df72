"""Assets over HTTP: what users do, and what must not happen."""

from __future__ import annotations

import asyncio

import pytest

from tests.api.client import Api
from tests.api.world import World

NEW = {"name": "Notebook Açaí", "tag": "ALG-000027", "serial_number": "SN-77", "purchase_value": "3500.10"}


async def _create(api: Api, **fields: object) -> dict[str, object]:
    answer = await api.post("/ativos", {"name": "Cadeira", **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_create_read_edit(manager: Api, world: World) -> None:
    made = await _create(manager, **NEW, location_id=world.room_a)
    assert made["location"]["full_name"] == "Sede › Bloco A › Sala 101"
    assert [step["name"] for step in made["location"]["path"]] == ["Sede", "Bloco A", "Sala 101"]
    assert (made["status"], made["purchase_value"], made["version"]) == ("available", "3500.10", 1)
    edited = await manager.patch(f"/ativos/{made['id']}", {"notes": "conferido"}, headers={"if-match": '"1"'})
    assert (edited.status_code, edited.json()["notes"], edited.headers["etag"]) == (200, "conferido", '"2"')
    stale = await manager.patch(f"/ativos/{made['id']}", {"notes": "x"}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "request.stale_version")
    assert stale.json()["current"]["notes"] == "conferido"


async def test_a_patch_never_touches_custody(manager: Api, world: World) -> None:
    made = await _create(manager)
    for field in ("location_id", "responsible_id", "status", "archived_at", "code", "version"):
        answer = await manager.patch(f"/ativos/{made['id']}", {field: 1})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown_field"), field


async def test_tags_are_unique_after_normalisation_and_for_ever(manager: Api) -> None:
    made = await _create(manager, tag="ALG-000027")
    again = await manager.post("/ativos", {"name": "x", "tag": " alg-00 0027"})
    assert (again.status_code, again.json()["code"]) == (409, "assets.tag_taken")
    assert again.json()["errors"][0]["pointer"] == "/tag"
    await manager.post(f"/ativos/{made['id']}/arquivamento", {"reason": "teste"})
    still = await manager.post("/ativos", {"name": "x", "tag": "ALG-000027"})
    assert still.status_code == 409


async def test_parallel_automatic_tags_are_all_different(manager: Api) -> None:
    made = await asyncio.gather(*(_create(manager) for _ in range(20)))
    assert len({asset["tag"] for asset in made}) == 20


async def test_an_automatic_tag_skips_what_was_typed(manager: Api) -> None:
    await _create(manager, tag="000001")
    assert (await _create(manager))["tag"] == "000002"


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("acai", 1),
        ("AÇAÍ", 1),
        ("not aca", 1),
        ("alg-000027", 1),
        ("sn-77", 1),
        ("%", 0),
        ("_", 0),
        ("xyz", 0),
    ],
)
async def test_search_ignores_accents_and_takes_wildcards_literally(manager: Api, q: str, found: int) -> None:
    await _create(manager, **NEW)
    await _create(manager, name="Mesa")
    answer = await manager.get("/ativos", params={"q": q})
    assert answer.json()["total"] == found


async def test_filter_by_place_means_everything_below(manager: Api, world: World) -> None:
    await _create(manager, location_id=world.room_a)
    await _create(manager, location_id=world.room_b)
    for place, number in ((world.unit, 2), (world.building_a, 1), (world.room_b, 1)):
        answer = await manager.get("/ativos", params={"location_id": place})
        assert answer.json()["total"] == number
    summary = (await manager.get("/ativos/resumo", params={"location_id": world.building_a})).json()
    assert summary["count"] == 1


async def test_who_is_limited_to_a_building_sees_nothing_else_anywhere(
    manager: Api, technician: Api, world: World
) -> None:
    inside = await _create(manager, tag="IN", location_id=world.room_a)
    outside = await _create(manager, tag="OUT", location_id=world.room_b)
    nowhere = await _create(manager, tag="NOWHERE")
    listed = (await technician.get("/ativos")).json()
    assert [row["id"] for row in listed["items"]] == [inside["id"]]
    assert (await technician.get("/ativos/resumo")).json()["count"] == 1
    for hidden in (outside, nowhere):
        for answer in (
            await technician.get(f"/ativos/{hidden['id']}"),
            await technician.patch(f"/ativos/{hidden['id']}", {"notes": "x"}),
            await technician.get(f"/ativos/codigo/{hidden['tag']}"),
            await technician.get(f"/ativos/{hidden['id']}/movimentacoes"),
            await technician.post(f"/ativos/{hidden['id']}/movimentacao", {"to_location_id": world.room_a}),
            await technician.post(
                "/ativos/movimentacao", {"selection": {"ids": [hidden["id"]]}, "to_location_id": world.room_a}
            ),
            await technician.post("/ativos/etiquetas", {"selection": {"ids": [hidden["id"]]}}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "request.not_found")
    everything = {"filter": {}, "exclude_ids": []}
    moved = await technician.post(
        "/ativos/movimentacao", {"selection": everything, "to_location_id": world.building_a}
    )
    assert moved.json()["moved"] == 1


async def test_ids_in_bodies_are_checked_for_visibility(technician: Api, world: World) -> None:
    for field, value in (("location_id", world.room_b), ("category_id", 999), ("responsible_id", 999)):
        body = {"name": "x", "location_id": world.room_a, field: value}
        answer = await technician.post("/ativos", body)
        assert answer.status_code == 404, (field, answer.text)


async def test_nobody_registers_or_moves_an_asset_out_of_his_reach(technician: Api, world: World) -> None:
    assert (await technician.post("/ativos", {"name": "x"})).status_code == 403
    made = await _create(technician, location_id=world.room_a)
    cleared = await technician.post(f"/ativos/{made['id']}/movimentacao", {"to_location_id": None})
    assert cleared.status_code == 403


async def test_a_move_writes_the_ledger_and_the_trail(manager: Api, world: World) -> None:
    made = await _create(manager, location_id=world.room_a)
    moved = await manager.post(
        f"/ativos/{made['id']}/movimentacao", {"to_location_id": world.room_b, "reason": "reforma"}
    )
    assert moved.json()["location"]["id"] == world.room_b
    assert (made["movement_count"], moved.json()["movement_count"]) == (1, 2)
    rows = (await manager.get(f"/ativos/{made['id']}/movimentacoes")).json()["items"]
    assert [(row["seq"], row["type"]) for row in rows] == [(2, "transfer"), (1, "entry")]
    assert (rows[0]["from_location"]["id"], rows[0]["to_location"]["id"]) == (world.room_a, world.room_b)
    assert (rows[0]["reason"], rows[0]["requester"]["name"]) == ("reforma", "manager")
    again = await manager.post(f"/ativos/{made['id']}/movimentacao", {"to_location_id": world.room_b})
    assert (again.status_code, again.json()["code"]) == (422, "assets.nothing_to_move")


async def test_archived_assets_leave_the_lists_but_not_the_register(manager: Api) -> None:
    made = await _create(manager, tag="OLD-1")
    archived = await manager.post(f"/ativos/{made['id']}/arquivamento", {"reason": "sucata"})
    assert archived.json()["allowed_actions"] == ["unarchive", "print_label"]
    assert (await manager.get("/ativos")).json()["total"] == 0
    assert (await manager.get("/ativos", params={"archived": "only"})).json()["total"] == 1
    assert (await manager.get("/ativos/codigo/old-1")).json()["matches"][0]["id"] == made["id"]
    refused = await manager.patch(f"/ativos/{made['id']}", {"notes": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "assets.archived")
    back = await manager.delete(f"/ativos/{made['id']}/arquivamento")
    assert back.json()["archived_at"] is None


async def test_bulk_move_reports_what_cannot_move(manager: Api, world: World) -> None:
    good = await _create(manager, tag="A")
    old = await _create(manager, tag="B")
    await manager.post(f"/ativos/{old['id']}/arquivamento", {"reason": "sucata"})
    answer = await manager.post(
        "/ativos/movimentacao",
        {"selection": {"ids": [good["id"], old["id"]]}, "to_location_id": world.room_a},
    )
    body = answer.json()
    assert (body["moved"], body["unchanged"]) == (1, 0)
    assert [(row["tag"], row["code"]) for row in body["failed"]] == [("B", "assets.archived")]


async def test_the_qr_address_finds_the_asset(manager: Api) -> None:
    made = await _create(manager)
    for code in (made["qr_url"], made["code"], str(made["code"]).upper()):
        found = (await manager.get(f"/ativos/codigo/{code}")).json()["matches"]
        assert [(match["id"], match["matched_by"]) for match in found] == [(made["id"], "code")]


async def test_labels_are_a_pdf_and_are_remembered(manager: Api) -> None:
    made = await _create(manager)
    answer = await manager.post("/ativos/etiquetas", {"selection": {"ids": [made["id"]]}, "sheet": "A4356"})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    off = await manager.post(
        "/ativos/etiquetas", {"selection": {"ids": [made["id"]]}, "sheet": "A4356", "start_position": 999}
    )
    assert off.json()["code"] == "labels.position_off_sheet"


async def test_an_export_holds_exactly_what_is_filtered(manager: Api, world: World) -> None:
    await _create(manager, name="=1+1", location_id=world.room_a, purchase_value="1234.50")
    await _create(manager, name="Outro", location_id=world.room_b)
    answer = await manager.get("/ativos/exportacao", params={"location_id": world.building_a})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert ";1234,50;" in lines[1]


@pytest.mark.parametrize(
    "sort", ["tag", "-name", "status", "-purchase_value", "category", "-location", "responsible"]
)
async def test_every_sort_is_stable_over_pages(manager: Api, sort: str) -> None:
    for number in range(5):
        await _create(manager, tag=f"T{number}")
    pages = [
        (await manager.get("/ativos", params={"sort": sort, "page": page, "page_size": 2})).json()["items"]
        for page in (1, 2, 3)
    ]
    assert len({row["id"] for rows in pages for row in rows}) == 5


async def test_a_list_costs_two_statements(manager: Api) -> None:
    for number in range(3):
        await _create(manager, tag=f"T{number}")
    with manager.counting() as statements:
        await manager.get("/ativos", params={"page_size": 2})
    assert len(statements) == 3  # the session, the rows, the count
