"""Fifty at once, and disposals against loans and transfers: an asset goes one way alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.api.disposals.conftest import ADDRESS, Disposals, asset_of, broken
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf
from tests.api.world import World

FIFTY = 50


async def race(one: Callable[[int], Awaitable[int]], times: int = FIFTY) -> Counter[int]:
    return Counter(await asyncio.gather(*(one(number) for number in range(times))))


async def test_many_lots_ask_for_the_same_asset(disposals: Disposals, shelf: Shelf, tmp_path: Path) -> None:
    drafts = [await disposals.make(shelf.assets[:1]) for _ in range(FIFTY)]

    async def one(number: int) -> int:
        return (await disposals.api.post(f"{ADDRESS}/{drafts[number]['id']}/pedido")).status_code

    assert await race(one) == {200: 1, 409: FIFTY - 1}
    assert await broken(disposals.api, tmp_path) == []


async def test_conclusions_reversals_and_cancellations(
    administrator_disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    api = administrator_disposals.api
    made = await administrator_disposals.approved(shelf.assets)

    async def end(number: int) -> int:
        name, body = ("cancelamento", {"reason": "x"}) if number % 5 == 0 else ("conclusao", {})
        return (await api.post(f"{ADDRESS}/{made['id']}/{name}", body)).status_code

    async def undo(_: int) -> int:
        return (await api.post(f"{ADDRESS}/{made['id']}/reversao", {"reason": "x"})).status_code

    assert await race(end) == {200: 1, 409: FIFTY - 1}
    ended = (await administrator_disposals.get(made["id"]))["state"]
    status = (await asset_of(api, shelf.assets[0]))["status"]
    assert (ended, status) in {("concluded", "disposed"), ("cancelled", "in_use")}
    if ended == "concluded":
        assert await race(undo) == {200: 1, 409: FIFTY - 1}
    assert await broken(api, tmp_path) == []


async def test_a_disposal_against_loans_and_transfers(
    disposals: Disposals, loans: Loans, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    """Whichever comes first holds the asset, and every other is refused."""
    api = disposals.api
    for asset in shelf.assets:
        drafts = [await disposals.make([asset]) for _ in range(5)]
        moves = {"asset_ids": [asset], "to_location_id": world.room_b, "reason": "x", "submit": True}

        async def one(number: int, asset: int = asset, drafts: list = drafts, moves: dict = moves) -> int:  # type: ignore[type-arg]
            if number % 3 == 0:
                return (await api.post(f"{ADDRESS}/{drafts[number // 3]['id']}/pedido")).status_code
            if number % 3 == 1:
                return (await api.post(LOANS, loans.body([asset], start=number, due=number))).status_code
            return (await api.post("/movimentacoes", moves)).status_code

        told = await race(one, 15)
        assert set(told) <= {200, 201, 409}, told
        assert told[200] <= 1, told
        assert told[200] == 0 or told[201] == 0, told
    assert await broken(api, tmp_path) == []


async def test_found_or_disposed_of(disposals: Disposals, loans: Loans, shelf: Shelf, tmp_path: Path) -> None:
    made = await loans.out(shelf.assets[:1])
    body = {"asset_ids": shelf.assets[:1], "description": "Não sabe onde"}
    draft = (await loans.step(made["id"], "extravio", body))["disposals"][0]["id"]
    path = f"{ADDRESS}/{draft}"
    whole = disposals.body(shelf.assets[:1], destination="loss")
    assert (await disposals.api.put(path, whole)).status_code == 200

    async def one(number: int) -> int:
        if number % 2:
            back = {"items": [{"asset_id": shelf.assets[0]}]}
            return (await loans.api.post(f"{LOANS}/{made['id']}/reencontro", back)).status_code
        return (await disposals.api.post(f"{path}/pedido")).status_code

    assert await race(one, 20) == {200: 1, 409: 19}
    assert await broken(disposals.api, tmp_path) == []
