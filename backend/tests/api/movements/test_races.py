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

FIFTY = 50


async def race(one: Callable[[int], Awaitable[int]]) -> Counter[int]:
    return Counter(await asyncio.gather(*(one(number) for number in range(FIFTY))))


async def sound(api: Api, tmp_path: Path) -> bool:
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    return not [one for one in broken if one.invariant in ("I02", "I04", "I07", "I13", "I15", "I23")]


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
