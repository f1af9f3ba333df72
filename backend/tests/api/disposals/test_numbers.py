"""Who is refused because of another document learns its number only where that document exists for him."""

from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.api.disposals.conftest import ADDRESS, Disposals
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account

_ASKS = [
    "assets.read",
    "people.read",
    "locations.read",
    "loans.request",
    "movements.request",
    "disposals.request",
]
_READS = ["disposals.read", "loans.read", "movements.read"]


async def local(api: Api, world: World, name: str, permissions: list[str]) -> Api:
    """Somebody of building A with these permissions."""
    async with api.work() as uow:
        await role(uow, name, *permissions)
        return api.as_account(await account(uow, name, role=name, at=world.building_a))


@pytest.fixture
async def asker(api: Api, world: World) -> Api:
    """Asks for everything and reads no documents."""
    return await local(api, world, "asker", _ASKS)


async def test_of_a_disposal(api: Api, disposals: Disposals, shelf: Shelf, world: World, asker: Api) -> None:
    number = (await disposals.asked(shelf.assets[:1]))["number"]
    moves = {"asset_ids": shelf.assets[:1], "to_location_id": world.building_a, "reason": "x", "submit": True}
    reader = await local(api, world, "reading.asker", [*_ASKS, *_READS])
    for who, told in ((reader, f"P-1 ({number})"), (asker, "P-1")):
        assert (await who.get(f"{ADDRESS}?q={number}")).json()["total"] == (who is reader)
        draft = await Disposals(who, shelf, disposals.approver).make(shelf.assets[:1], members=[])
        for address, body in (
            (LOANS, Loans(who, shelf).body(shelf.assets[:1])),
            ("/movimentacoes", moves),
            (f"{ADDRESS}/{draft['id']}/pedido", None),
        ):
            answer = await who.post(address, body)
            assert (answer.status_code, answer.json()["code"]) == (409, "disposals.in_open_disposal"), address
            assert answer.json()["detail"].endswith(f": {told}."), address


async def test_of_a_loan_or_a_transfer(
    disposals: Disposals, loans: Loans, shelf: Shelf, world: World, asker: Api
) -> None:
    lent = (await loans.make(shelf.assets[:1]))["number"]
    body = {"asset_ids": shelf.assets[1:2], "to_location_id": world.room_b, "reason": "x", "submit": True}
    moving = (await loans.api.post("/movimentacoes", body)).json()["number"]
    for who, told in ((disposals.api, f"P-1 ({lent}), P-2 ({moving})"), (asker, "P-1, P-2")):
        draft = await Disposals(who, shelf, disposals.approver).make(shelf.assets[:2], members=[])
        answer = await who.post(f"{ADDRESS}/{draft['id']}/pedido")
        assert (answer.status_code, answer.json()["code"]) == (409, "disposals.promised")
        assert answer.json()["detail"].endswith(f": {told}.")
