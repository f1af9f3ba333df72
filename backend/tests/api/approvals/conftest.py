"""Two more deciders, and requests of rules and transfers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.users import Account, account

RULES = "/movimentacoes/aprovacoes/regras"


@dataclass(frozen=True, slots=True)
class Office:
    """Two who may decide everywhere, and assets in room A."""

    director: Account
    treasurer: Account
    assets: list[int]


@pytest.fixture
async def office(api: Api, world: World) -> Office:
    """See :class:`Office`."""
    async with api.work() as uow:
        director = await account(uow, "director", role="approver")
        treasurer = await account(uow, "treasurer", role="approver")
        made = [
            await asset(uow, f"Mesa {n}", tag=f"M-{n}", location_id=world.room_a, purchase_value="400")
            for n in (1, 2, 3)
        ]
        return Office(director, treasurer, [each.id for each in made])


async def rule(api: Api, *levels: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A rule that was made."""
    body = {"name": "Regra", "kind": "transfer", "levels": list(levels)} | fields
    answer = await api.post(RULES, body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def ask(api: Api, assets: list[int], to: int) -> dict[str, Any]:
    """A transfer that is asked for."""
    body = {"asset_ids": assets, "to_location_id": to, "reason": "Mudança", "submit": True}
    answer = await api.post("/movimentacoes", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def decide(api: Api, approval_id: int, decision: str = "approve", **fields: Any) -> tuple[int, Any]:
    """Status and answer of a decision."""
    answer = await api.post(
        f"/movimentacoes/aprovacoes/{approval_id}/decisao", {"decision": decision} | fields
    )
    return answer.status_code, answer.json()
