"""A second unit, and assets in the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.users import Account, account


@dataclass(frozen=True, slots=True)
class Yard:
    """``room`` is in another unit than the world's; ``deputy`` is a manager of that unit only."""

    other_unit: int
    room: int
    deputy: Account
    assets: list[int]


@pytest.fixture
async def yard(api: Api, world: World) -> Yard:
    """Three notebooks in room A, and a unit elsewhere."""
    async with api.work() as uow:
        unit = await location(uow, "Filial")
        room = await location(uow, "Depósito", parent=unit)
        deputy = await account(uow, "deputy", role="manager", at=unit)
        made = [await asset(uow, f"Notebook {n}", tag=f"N-{n}", location_id=world.room_a) for n in (1, 2, 3)]
        return Yard(unit.id, room.id, deputy, [each.id for each in made])


class Transfers:
    """Requests about transfers as one account."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def ask(self, assets: list[int], to: int, **fields: Any) -> dict[str, Any]:
        """A transfer that is submitted at once."""
        body = {"asset_ids": assets, "to_location_id": to, "reason": "Mudança de setor", "submit": True}
        answer = await self.api.post("/movimentacoes", body | fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def step(self, document: int, name: str, body: Any = None) -> dict[str, Any]:
        """One step that succeeds; the document afterwards."""
        answer = await self.api.post(f"/movimentacoes/{document}/{name}", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, document: int, name: str, body: Any = None) -> tuple[int, str]:
        """One step that fails: status and code."""
        answer = await self.api.post(f"/movimentacoes/{document}/{name}", body)
        return answer.status_code, answer.json()["code"]

    async def approval(self, document: int) -> dict[str, Any]:
        """What the document asks for."""
        number = (await self.api.get(f"/movimentacoes/{document}")).json()["approval_id"]
        return (await self.api.get(f"/movimentacoes/aprovacoes/{number}")).json()


def arrived(*assets: int, **fields: Any) -> dict[str, Any]:
    """A receipt of these assets."""
    return {"received": [{"asset_id": number, **fields} for number in assets]}
