"""Fifty at once: one has the asset, nobody else, and nothing is broken afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed, sound

FIFTY = 50


async def race(one: Callable[[int], Awaitable[int]]) -> Counter[int]:
    return Counter(await asyncio.gather(*(one(number) for number in range(FIFTY))))


async def test_reservations_of_the_same_days(
    manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path
) -> None:
    async def one(number: int) -> int:
        body = loans.body(shelf.assets, start=number % 5, due=5 + number % 3)
        return (await manager.post(ADDRESS, body)).status_code

    assert await race(one) == {201: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_hand_overs_and_returns(manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path) -> None:
    made = await loans.make(shelf.assets)

    async def take(_: int) -> int:
        return (await manager.post(f"{ADDRESS}/{made['id']}/entrega", handed(*shelf.assets))).status_code

    async def bring(_: int) -> int:
        return (await manager.post(f"{ADDRESS}/{made['id']}/devolucao", handed(*shelf.assets))).status_code

    assert await race(take) == {200: 1, 409: FIFTY - 1}
    assert await race(bring) == {200: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_cancelled_or_handed_over(manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path) -> None:
    made = await loans.make(shelf.assets)

    async def one(number: int) -> int:
        if number % 2:
            body = {"reason": "Desistência"}
            return (await manager.post(f"{ADDRESS}/{made['id']}/cancelamento", body)).status_code
        return (await manager.post(f"{ADDRESS}/{made['id']}/entrega", handed(*shelf.assets))).status_code

    assert await race(one) == {200: 1, 409: FIFTY - 1}
    assert await sound(manager, tmp_path)


async def test_an_extension_against_who_comes_next(
    manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path
) -> None:
    """Either the days are added or somebody else gets them, never both."""
    one = shelf.assets[:1]
    made = await loans.out(one, due=5)

    async def either(number: int) -> int:
        if number % 2:
            return (await manager.post(ADDRESS, loans.body(one, start=7, due=9))).status_code
        body = {"due_date": day(8).isoformat(), "reason": "Mais uns dias"}
        return (await manager.post(f"{ADDRESS}/{made['id']}/prorrogacao", body)).status_code

    told = await race(either)
    assert (told[200], told[201]) in ((1, 0), (0, 1)), told
    assert await sound(manager, tmp_path)
