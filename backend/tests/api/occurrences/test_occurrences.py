"""What happened to an asset: recorded by hand or by a return, shown, resolved once."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.api.client import Api
from tests.api.loans.conftest import Loans, Shelf, furnish, handed
from tests.api.world import World
from tests.pictures import jpeg

ADDRESS = "/movimentacoes/ocorrencias"


@pytest.fixture
async def shelf(api: Api) -> Shelf:
    return await furnish(api, api.world)


async def _recorded(api: Api, asset_id: int, **fields: str) -> dict[str, object]:
    body = {"asset_id": asset_id, "kind": "damage", "description": "Tela trincada"} | fields
    answer = await api.post(ADDRESS, body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_recorded_by_hand_and_resolved(manager: Api, shelf: Shelf) -> None:
    made = await _recorded(manager, shelf.assets[0], kind="theft", description="Porta arrombada\nna sexta")
    assert (made["state"], made["kind"], made["loan"]) == ("open", "theft", None)
    assert made["allowed_actions"] == ["resolve", "attach", "dispose"]
    here = f"{ADDRESS}/{made['id']}"
    body = {"resolution": "Boletim 123 registrado"}
    done = await manager.post(f"{here}/resolucao", body, headers={"if-match": f'"{made["version"]}"'})
    assert done.status_code == 200, done.text
    told = done.json()
    assert (told["state"], told["resolution"], told["allowed_actions"]) == (
        "resolved", "Boletim 123 registrado", ["dispose"]
    )  # fmt: skip
    assert told["resolved_by"]["name"]
    again = await manager.post(f"{here}/resolucao", body)
    assert (again.status_code, again.json()["code"]) == (409, "occurrences.resolved")
    stale = await manager.post(f"{here}/resolucao", body, headers={"if-match": '"1"'})
    assert stale.status_code == 412
    trail = (await manager.get(f"/trilha?entity=asset_occurrence&entity_id={made['id']}")).json()["items"]
    assert [row["action"] for row in trail] == ["update", "create"]


async def test_a_return_with_damage_opens_one_that_names_its_loan(manager: Api, shelf: Shelf) -> None:
    loan = await Loans(manager, shelf).out(shelf.assets[:2])
    back = handed(shelf.assets[0], damaged=True, note="Lente riscada")
    some = await Loans(manager, shelf).step(loan["id"], "devolucao", back)
    number = some["lines"][0]["occurrence_id"]
    found = (await manager.get(f"{ADDRESS}/{number}")).json()
    assert (found["kind"], found["description"]) == ("damage", "Lente riscada")
    assert found["loan"] == {"id": loan["id"], "name": loan["number"]}


async def test_a_disposal_is_offered_until_the_asset_is_in_one(manager: Api, shelf: Shelf) -> None:
    made = await _recorded(manager, shelf.assets[0])
    lot = {
        "items": [{"asset_id": shelf.assets[0], "classification": "irrecoverable"}],
        "destination": "discard", "reason": "Sem conserto",
    }  # fmt: skip
    disposal = (await manager.post("/movimentacoes/baixas", lot)).json()
    here = f"{ADDRESS}/{made['id']}"
    assert "dispose" in (await manager.get(here)).json()["allowed_actions"], "a draft holds nothing"
    assert (await manager.post(f"/movimentacoes/baixas/{disposal['id']}/pedido")).status_code == 200
    assert (await manager.get(here)).json()["allowed_actions"] == ["resolve", "attach"]
    other = await _recorded(manager, shelf.assets[1])
    await manager.post(f"/ativos/{shelf.assets[1]}/arquivamento", {"reason": "x"})
    assert "dispose" not in (await manager.get(f"{ADDRESS}/{other['id']}")).json()["allowed_actions"]


async def test_blank_texts_and_unknown_kinds_are_refused(manager: Api, shelf: Shelf) -> None:
    for wrong in ({"description": "  "}, {"kind": "fire"}, {"description": "x" * 1001}):
        body = {"asset_id": shelf.assets[0], "kind": "other", "description": "x"} | wrong
        answer = await manager.post(ADDRESS, body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{next(iter(wrong))}")


async def test_the_list_narrows(manager: Api, shelf: Shelf, world: World) -> None:
    one = await _recorded(manager, shelf.assets[0])
    two = await _recorded(manager, shelf.elsewhere, kind="missing", description="Não está na sala")
    await manager.post(f"{ADDRESS}/{one['id']}/resolucao", {"resolution": "Trocada"})
    queries = {
        "": {one["id"], two["id"]},
        "?state=open": {two["id"]},
        "?kind=damage&kind=theft": {one["id"]},
        f"?asset_id={shelf.elsewhere}": {two["id"]},
        f"?location_id={world.building_a}": {one["id"]},
        "?q=p-4": {two["id"]},
        "?q=nada": set(),
    }
    for query, wanted in queries.items():
        found = (await manager.get(f"{ADDRESS}{query}")).json()
        assert ({row["id"] for row in found["items"]}, found["total"]) == (wanted, len(wanted)), query


async def test_whoever_has_another_building_neither_sees_nor_resolves(
    manager: Api, technician: Api, reader: Api, shelf: Shelf
) -> None:
    far = await _recorded(manager, shelf.elsewhere)
    assert (await technician.get(f"{ADDRESS}/{far['id']}")).status_code == 404
    near = await _recorded(technician, shelf.assets[0])
    assert near["allowed_actions"] == ["attach", "dispose"], "a technician records, another resolves"
    answer = await technician.post(f"{ADDRESS}/{near['id']}/resolucao", {"resolution": "x"})
    assert answer.status_code == 403
    assert (await reader.get(f"{ADDRESS}/{near['id']}")).json()["allowed_actions"] == []


async def test_photos_as_long_as_it_is_open(manager: Api, reader: Api, shelf: Shelf) -> None:
    made = await _recorded(manager, shelf.assets[0])
    path = f"{ADDRESS}/{made['id']}/anexos"
    photo = {"file": ("tela.jpg", jpeg(), "image/jpeg")}
    added = await manager.http.post(path, files=photo)
    assert added.status_code == 201, added.text
    assert (await reader.http.post(path, files=photo)).status_code == 403
    assert (await reader.get(f"{ADDRESS}/{made['id']}")).json()["attachments"] == 1
    await manager.post(f"{ADDRESS}/{made['id']}/resolucao", {"resolution": "Trocada"})
    assert (await reader.get(f"{path}/{added.json()['id']}/conteudo")).status_code == 200
    late = await manager.http.post(path, files=photo)
    assert (late.status_code, late.json()["code"]) == (409, "occurrences.resolved")


async def test_of_twenty_who_resolve_one_does(manager: Api, shelf: Shelf) -> None:
    made = await _recorded(manager, shelf.assets[0])

    async def one(number: int) -> int:
        body = {"resolution": f"Feito por {number}"}
        return (await manager.post(f"{ADDRESS}/{made['id']}/resolucao", body)).status_code

    assert Counter(await asyncio.gather(*(one(number) for number in range(20)))) == {200: 1, 409: 19}
