"""Assets to lend, people and a company that borrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from levitiis.commands.checks import violations_in
from levitiis.kit.clock import today
from tests.api.client import Api, test_settings
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person

ADDRESS = "/movimentacoes/emprestimos"
SOUND = ("I01", "I02", "I04", "I07", "I13", "I15", "I22", "I23")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Three projectors in room A, one of them in room B; who borrows them."""

    assets: list[int]
    elsewhere: int
    borrower: int
    company: int
    signer: int


@pytest.fixture
async def shelf(api: Api, world: World) -> Shelf:
    """See :func:`furnish`."""
    return await furnish(api, world)


async def furnish(api: Api, world: World) -> Shelf:
    """Everything that a loan needs."""
    async with api.work() as uow:
        keeper = await person(uow, "Guarda Souza", location_id=world.room_a)
        fields = {"responsible_id": keeper.id, "purchase_value": "1500.00"}
        made = [
            await asset(uow, f"Projetor {n}", tag=f"P-{n}", location_id=world.room_a, **fields)
            for n in (1, 2, 3)
        ]
        other = await asset(uow, "Projetor 4", tag="P-4", location_id=world.room_b)
        borrower = await person(uow, "Bruna Tomadora", location_id=world.room_a, email="bruna@example.org")
        signer = await person(uow, "Caio Representante", location_id=world.room_a)
    company = await api.as_role("manager").post(
        "/compras/fornecedores", {"name": "Escola Vizinha", "tax_id": "12ABC34501DE35"}
    )
    assert company.status_code == 201, company.text
    return Shelf([each.id for each in made], other.id, borrower.id, company.json()["id"], signer.id)


class Loans:
    """Requests about loans as one account."""

    def __init__(self, api: Api, shelf: Shelf) -> None:
        self.api, self.shelf = api, shelf

    def body(self, assets: list[int], start: int = 0, due: int = 7, **fields: Any) -> dict[str, Any]:
        """A loan from ``start`` to ``due``, in days from today."""
        return {
            "items": [{"asset_id": number} for number in assets],
            "borrower_type": "person",
            "borrower_id": self.shelf.borrower,
            "start_date": day(start).isoformat(),
            "due_date": day(due).isoformat(),
            "purpose": "Semana pedagógica",
        } | fields

    async def make(self, assets: list[int], start: int = 0, due: int = 7, **fields: Any) -> dict[str, Any]:
        """A loan that is made."""
        answer = await self.api.post(ADDRESS, self.body(assets, start, due, **fields))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def step(self, loan: int, name: str, body: Any = None) -> dict[str, Any]:
        """One step that succeeds; the loan afterwards."""
        answer = await self.api.post(f"{ADDRESS}/{loan}/{name}", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, loan: int, name: str, body: Any = None) -> tuple[int, str]:
        """One step that fails: status and code."""
        answer = await self.api.post(f"{ADDRESS}/{loan}/{name}", body)
        return answer.status_code, answer.json()["code"]

    async def out(self, assets: list[int], due: int = 7, **fields: Any) -> dict[str, Any]:
        """A loan that is handed over."""
        made = await self.make(assets, due=due, **fields)
        return await self.step(made["id"], "entrega", handed(*assets))


def day(after: int) -> date:
    """A day counted from today."""
    return today() + timedelta(days=after)


def handed(*assets: int, **fields: Any) -> dict[str, Any]:
    """These assets, handed over or back."""
    return {"items": [{"asset_id": number, **fields} for number in assets]}


@pytest.fixture
def loans(manager: Api, shelf: Shelf) -> Loans:
    """As the manager."""
    return Loans(manager, shelf)


async def sound(api: Api, tmp_path: Path) -> bool:
    """Whether every invariant holds that loans could break."""
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    return not [one for one in broken if one.invariant in SOUND]
