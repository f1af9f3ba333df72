"""A clearance and a gift at the same moment: one of them is refused, whichever comes first."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from levitiis.kit.clock import today
from tests.api.clearances.conftest import Desk, broken, emptied
from tests.api.client import Api
from tests.api.world import World

ROUNDS = 6


async def test_cleared_once_by_twenty(manager: Api, desk: Desk, world: World, tmp_path: Path) -> None:
    await emptied(manager, desk, world.room_a)

    async def one(_: int) -> int:
        body = {"left_on": today().isoformat()}
        return (await manager.post(f"{desk.path}/nada-consta", body)).status_code

    assert Counter(await asyncio.gather(*(one(n) for n in range(20)))) == {201: 1, 409: 19}
    assert await broken(manager, tmp_path) == []


async def test_given_and_cleared_at_once(manager: Api, desk: Desk, world: World, tmp_path: Path) -> None:
    """Never both: each round ends with the asset in his hands or the clearance in force."""
    await emptied(manager, desk, world.room_a)
    for number in range(ROUNDS):
        asset = desk.assets[number % 2]
        give = manager.post(f"/ativos/{asset}/movimentacao", {"to_responsible_id": desk.leaving})
        clear = manager.post(f"{desk.path}/nada-consta", {"left_on": today().isoformat()})
        given, issued = await asyncio.gather(*((give, clear) if number % 2 else (clear, give))[::1])
        if not number % 2:
            given, issued = issued, given
        statuses = (given.status_code, issued.status_code)
        assert statuses in ((200, 409), (409, 201)), statuses
        assert await broken(manager, tmp_path) == []
        if issued.status_code == 201:
            paper = issued.json()["clearances"][0]["id"]
            await manager.post(f"{desk.path}/nada-consta/{paper}/revogacao", {"reason": "De novo"})
        else:
            body = {"asset_ids": [asset], "location_id": world.room_a, "reason": "De novo"}
            assert (await manager.post(f"{desk.path}/devolucao", body)).status_code == 200
