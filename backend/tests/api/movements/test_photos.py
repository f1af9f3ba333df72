"""Photos of a transfer: attached by who receives, seen by who sees it."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.movements.conftest import Transfers, Yard
from tests.api.world import World
from tests.pictures import jpeg


async def test_who_receives_attaches_and_others_look(
    api: Api, manager: Api, reader: Api, world: World, yard: Yard
) -> None:
    made = await Transfers(manager).ask(yard.assets, world.room_b)
    path = f"/movimentacoes/{made['id']}/anexos"
    photo = {"file": ("caixa.jpg", jpeg(), "image/jpeg")}
    added = await manager.http.post(path, files=photo)
    assert added.status_code == 201, added.text
    assert added.json()["is_main"] is True
    assert (await reader.http.post(path, files=photo)).status_code == 403
    shown = (await reader.get(path)).json()
    assert ([one["filename"] for one in shown["items"]], shown["allowed_actions"]) == (["caixa.jpg"], [])
    picture = await reader.get(f"{path}/{shown['items'][0]['id']}/conteudo")
    assert (picture.status_code, picture.headers["x-content-type-options"]) == (200, "nosniff")
    assert (await api.as_account(yard.deputy).get(path)).status_code == 404


async def test_each_asset_has_photos_of_its_own(
    api: Api, manager: Api, reader: Api, world: World, yard: Yard
) -> None:
    made = await Transfers(manager).ask(yard.assets, world.room_b)
    first, second = made["lines"][:2]
    path = f"/movimentacoes/itens/{first['id']}/anexos"
    photo = {"file": ("riscado.jpg", jpeg(), "image/jpeg")}
    added = await manager.http.post(path, files=photo)
    assert added.status_code == 201, added.text
    assert added.json()["url"].startswith(f"/api/v1{path}/")
    lines = (await reader.get(f"/movimentacoes/{made['id']}")).json()["lines"]
    assert [line["attachments"] for line in lines] == [1, 0, 0]
    assert (await reader.get(f"/movimentacoes/itens/{second['id']}/anexos")).json()["items"] == []
    picture = await reader.get(f"{path}/{added.json()['id']}/conteudo")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert (await reader.http.post(path, files=photo)).status_code == 403
    stranger = api.as_account(yard.deputy)
    for answer in (await stranger.get(path), await stranger.http.post(path, files=photo)):
        assert answer.status_code == 404
    query = {"entity": "movement_document", "entity_id": made["id"]}
    told = (await api.as_role("administrator").get("/trilha", params=query)).json()["items"]
    acts = [row for row in told if row["action"] == "attach"]
    assert [row["details"]["asset"] for row in acts] == [first["tag"]], "told on the page of the transfer"
