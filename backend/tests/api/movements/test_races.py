"""Fifty at once: one wins, nobody else, and nothing is broken afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from levitiis.commands.checks import violations_in
from tests.api.client import Api, test_settings
from tests.api.movements.conftest import Transfers, Yard, arrived
from tests.api.world import World
from tests.builders.people import person

FIFTY = 50


async def race(one: Callable[[int], Awaitable[int]]) -> Counter[int]:
    return Counter(await asyncio.gather(*(one(number) for number in range(FIFTY))))


async def sound(api: Api, tmp_path: Path) -> bool:
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    return not [one for one in broken if one.invariant in ("I02", "I04", "I07", "I13", "I15", "I23", "I24")]


async def test_submissions(manager: Api, world: World, yard: Yard, tmp_path: Path) -> None:
    body = {"asset_ids": yard.assets, "to_location_id": world.room_b, "reason": "x", "submit": True}

    async def one(_: int) -> int:
        return (await manager.post("/movimentacoes", body)).status_code

    assert await race(one) == {201: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_decisions(api: Api, manager: Api, yard: Yard, tmp_path: Path) -> None:
    made = await Transfers(manager).ask(yard.assets, yard.room)
    deputy = api.as_account(yard.deputy)
    asked = await Transfers(deputy).approval(made["id"])
    path = f"/movimentacoes/aprovacoes/{asked['id']}/decisao"

    async def one(number: int) -> int:
        answer = {"decision": "approve"} if number % 2 else {"decision": "reject", "note": "Não"}
        return (await deputy.post(path, answer)).status_code

    assert await race(one) == {200: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_departures_and_receipts(manager: Api, world: World, yard: Yard, tmp_path: Path) -> None:
    made = await Transfers(manager).ask(yard.assets, world.room_b)

    async def leave(_: int) -> int:
        return (await manager.post(f"/movimentacoes/{made['id']}/saida")).status_code

    async def arrive(_: int) -> int:
        body = arrived(*yard.assets)
        return (await manager.post(f"/movimentacoes/{made['id']}/recebimento", body)).status_code

    assert await race(leave) == {200: 1, 409: FIFTY - 1}
    assert await race(arrive) == {200: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_asking_for_a_draft(manager: Api, world: World, yard: Yard, tmp_path: Path) -> None:
    body = {"asset_ids": yard.assets, "to_location_id": world.room_b, "reason": "x"}
    draft = (await manager.post("/movimentacoes", body)).json()

    async def one(_: int) -> int:
        return (await manager.post(f"/movimentacoes/{draft['id']}/envio")).status_code

    assert await race(one) == {200: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_assignments_take_effect(api: Api, manager: Api, yard: Yard, tmp_path: Path) -> None:
    async with api.work() as uow:
        who = (await person(uow, "Lívia Prado")).id
    body = {"asset_ids": yard.assets, "to_responsible_id": who, "reason": "Carga", "submit": True}
    made = (await manager.post("/movimentacoes", body)).json()

    async def one(_: int) -> int:
        return (await manager.post(f"/movimentacoes/{made['id']}/efetivacao")).status_code

    assert await race(one) == {200: 1, 409: FIFTY - 1}
    ledger = (await manager.get(f"/ativos/{yard.assets[0]}/movimentacoes")).json()["items"]
    assert sorted(row["type"] for row in ledger) == ["assignment", "entry"]
    (term,) = (await manager.get(f"/movimentacoes/termos?subject_id={made['id']}")).json()["items"]
    assert term["items"] == len(yard.assets)
    assert await sound(manager, tmp_path)


async def test_reversals_and_what_did_not_arrive(
    manager: Api, world: World, yard: Yard, tmp_path: Path
) -> None:
    made = await Transfers(manager).ask(yard.assets, world.room_b)
    await Transfers(manager).step(made["id"], "saida")
    await Transfers(manager).step(made["id"], "recebimento", arrived(*yard.assets[1:]))

    async def take_back(_: int) -> int:
        body = {"asset_ids": yard.assets[:1], "reason": "Ficou"}
        return (await manager.post(f"/movimentacoes/{made['id']}/devolucao", body)).status_code

    async def reverse(_: int) -> int:
        return (await manager.post(f"/movimentacoes/{made['id']}/estorno", {"reason": "x"})).status_code

    assert await race(take_back) == {200: 1, 409: FIFTY - 1}
    assert await race(reverse) == {201: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_calling_off_while_it_is_decided(api: Api, manager: Api, yard: Yard, tmp_path: Path) -> None:
    """Either way nobody waits for ever, and the document and its approval tell the same."""
    deputy = Transfers(api.as_account(yard.deputy))
    for _ in range(5):
        made = await Transfers(manager).ask(yard.assets, yard.room)
        asked = await deputy.approval(made["id"])
        decision = deputy.api.post(
            f"/movimentacoes/aprovacoes/{asked['id']}/decisao", {"decision": "reject", "note": "Não"}
        )
        off = manager.post(f"/movimentacoes/{made['id']}/cancelamento", {"reason": "Erro"})
        codes = sorted(answer.status_code for answer in await asyncio.gather(decision, off))
        assert codes == [200, 409]
        document = (await manager.get(f"/movimentacoes/{made['id']}")).json()["state"]
        approval = (await deputy.approval(made["id"]))["state"]
        assert (document, approval) in (("cancelled", "void"), ("rejected", "rejected"))
    assert await sound(manager, tmp_path)
