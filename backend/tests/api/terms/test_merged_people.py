"""Two records of one person become one while transfers and terms name them."""

from __future__ import annotations

from typing import Any

from levitiis.commands.checks import all_violations
from tests.api.client import Api
from tests.api.terms.conftest import Handed, sign
from tests.api.world import World


async def register(manager: Api, name: str) -> int:
    return (await manager.post("/pessoas", {"name": name})).json()["id"]


async def merge(manager: Api, leaving: int, staying: int) -> Any:
    return await manager.post(f"/pessoas/{leaving}/fusao", {"into_id": staying})


async def obstacles(manager: Api, leaving: int, staying: int) -> list[str]:
    shown = await manager.get(f"/pessoas/{leaving}/fusao", params={"into_id": staying})
    return [each["code"] for each in shown.json()["obstacles"]]


async def answers_for(manager: Api, asset: int) -> int | None:
    responsible = (await manager.get(f"/ativos/{asset}")).json()["responsible"]
    return responsible and responsible["id"]


async def test_a_term_that_waits_is_in_the_way(manager: Api, handed: Handed) -> None:
    staying = await register(manager, "Conceição de Abrantes")
    assert await obstacles(manager, handed.signer, staying) == ["signatures.merge_pending"]
    refused = await merge(manager, handed.signer, staying)
    assert (refused.status_code, refused.json()["code"]) == (409, "signatures.merge_pending")
    assert (await sign(manager, handed)).status_code == 200
    assert (await merge(manager, handed.signer, staying)).status_code == 200
    found = (await manager.get(f"/movimentacoes/termos?signer_id={staying}")).json()["items"]
    assert [each["id"] for each in found] == [handed.term["id"]], "who signed is the one who stays"
    assert await answers_for(manager, handed.assets[0]) == staying


async def test_a_refusal_gives_back_to_the_record_that_stands(manager: Api, handed: Handed) -> None:
    before = await all_violations(manager.database)
    staying = await register(manager, "Bento da Rocha")
    assert (await merge(manager, handed.before, staying)).status_code == 200
    refused = await manager.post(f"{handed.path}/assinatura", {"decision": "refuse", "note": "Não são estes"})
    assert refused.status_code == 200, refused.text
    assert [await answers_for(manager, number) for number in handed.assets] == [staying, staying]
    assert await all_violations(manager.database) == before


async def test_a_reversal_goes_back_to_the_record_that_stands(manager: Api, handed: Handed) -> None:
    before = await all_violations(manager.database)
    assert (await sign(manager, handed)).status_code == 200
    former, signer = await register(manager, "Bento da Rocha"), await register(manager, "C. Abrantes")
    assert (await merge(manager, handed.before, former)).status_code == 200
    assert (await merge(manager, handed.signer, signer)).status_code == 200
    asked = await manager.post(f"/movimentacoes/{handed.document}/estorno", {"reason": "Engano"})
    assert asked.status_code == 201, asked.text
    assert asked.json()["to_responsible"]["id"] == former
    assert await all_violations(manager.database) == before


async def test_a_transfer_that_is_open_is_in_the_way(manager: Api, handed: Handed, world: World) -> None:
    assert (await sign(manager, handed)).status_code == 200
    other, staying = await register(manager, "Dora"), await register(manager, "Conceição A.")
    body = {
        "asset_ids": handed.assets, "to_location_id": world.room_a, "to_responsible_id": other,
        "reason": "Mudança", "submit": True,
    }  # fmt: skip
    document = (await manager.post("/movimentacoes", body)).json()["id"]
    for leaving in (handed.signer, other):
        assert await obstacles(manager, leaving, staying) == ["movements.merge_open"]
        assert (await merge(manager, leaving, staying)).json()["code"] == "movements.merge_open"
    await manager.post(f"/movimentacoes/{document}/cancelamento", {"reason": "Engano"})
    assert (await merge(manager, handed.signer, staying)).status_code == 200
