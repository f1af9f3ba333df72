"""Assets that leave for good, the commission that says so, and who receives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from levitiis.commands.checks import violations_in
from tests.api.attachments.attaching import sent
from tests.api.client import Api, test_settings
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf, furnish
from tests.api.world import World

ADDRESS = "/movimentacoes/baixas"
SOUND = ("I01", "I02", "I04", "I07", "I13", "I15", "I22", "I23", "I24")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a refused request says."""

    status: int
    code: str
    pointers: list[str]


class Disposals:
    """Requests about disposals as one account; ``approver`` decides what it asks for."""

    def __init__(self, api: Api, shelf: Shelf, approver: Api) -> None:
        self.api, self.shelf, self.approver = api, shelf, approver

    def body(self, assets: list[int], **fields: Any) -> dict[str, Any]:
        """A complete lot to be discarded."""
        items = [
            {"asset_id": number, "classification": "irrecoverable", "appraised_value": "10.00"}
            for number in assets
        ]
        members = [{"person_id": self.shelf.signer, "role": "chair"}]
        return {
            "items": items,
            "destination": "discard",
            "reason": "Sem conserto",
            "members": members,
        } | fields

    async def make(self, assets: list[int], **fields: Any) -> dict[str, Any]:
        """A draft that is made."""
        answer = await self.api.post(ADDRESS, self.body(assets, **fields))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def step(self, disposal: int, name: str, body: Any = None) -> dict[str, Any]:
        """One step that succeeds; the disposal afterwards."""
        answer = await self.api.post(f"{ADDRESS}/{disposal}/{name}", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, disposal: int, name: str, body: Any = None) -> Answer:
        """One step that fails."""
        answer = await self.api.post(f"{ADDRESS}/{disposal}/{name}", body)
        told = answer.json()
        pointers = [error["pointer"] for error in told.get("errors", [])]
        return Answer(answer.status_code, told["code"], pointers)

    async def asked(self, assets: list[int], **fields: Any) -> dict[str, Any]:
        """A disposal that waits for its approval."""
        made = await self.make(assets, **fields)
        return await self.step(made["id"], "pedido")

    async def decide(self, disposal: dict[str, Any], decision: str = "approve") -> dict[str, Any]:
        """The disposal after the decision."""
        path = f"/movimentacoes/aprovacoes/{disposal['approval_id']}/decisao"
        answer = await self.approver.post(path, {"decision": decision, "note": "Conforme o laudo"})
        assert answer.status_code == 200, answer.text
        return await self.get(disposal["id"])

    async def approved(self, assets: list[int], **fields: Any) -> dict[str, Any]:
        """A disposal that may be concluded."""
        return await self.decide(await self.asked(assets, **fields))

    async def concluded(self, assets: list[int], **fields: Any) -> dict[str, Any]:
        """A disposal whose assets are gone."""
        made = await self.approved(assets, **fields)
        return await self.step(made["id"], "conclusao", {})

    async def get(self, disposal: int) -> dict[str, Any]:
        """A disposal as it stands."""
        return (await self.api.get(f"{ADDRESS}/{disposal}")).json()

    async def attach(self, path: str, name: str, content: bytes) -> int:
        """Attach a file; its id."""
        return (await sent(self.api, f"{ADDRESS}/{path}/anexos", content, name))["id"]

    async def attach_to_asset(self, asset: int, name: str, content: bytes) -> None:
        """Attach a file to an asset itself."""
        await sent(self.api, f"/ativos/{asset}/anexos", content, name)


@pytest.fixture
async def shelf(api: Api, world: World) -> Shelf:
    """What loans furnish: three projectors in room A, one in room B, people and a company."""
    return await furnish(api, world)


@pytest.fixture
def disposals(api: Api, shelf: Shelf) -> Disposals:
    """As the manager."""
    return Disposals(api.as_role("manager"), shelf, api.as_role("approver"))


@pytest.fixture
def administrator_disposals(api: Api, shelf: Shelf) -> Disposals:
    """As the administrator, who reverses too."""
    return Disposals(api.as_role("administrator"), shelf, api.as_role("approver"))


@pytest.fixture
def loans(api: Api, shelf: Shelf) -> Loans:
    """As the manager."""
    return Loans(api.as_role("manager"), shelf)


async def asset_of(api: Api, number: int) -> dict[str, Any]:
    """An asset as its page shows it."""
    return (await api.get(f"/ativos/{number}")).json()


async def ledger_of(api: Api, number: int) -> list[dict[str, Any]]:
    """The ledger of an asset, newest first."""
    return (await api.get(f"/ativos/{number}/movimentacoes")).json()["items"]


async def broken(api: Api, tmp_path: Path) -> list[str]:
    """What does not hold of everything that disposals could break."""
    async with api.database.writing() as session:
        found = await violations_in(session, test_settings(tmp_path))
    return [str(one) for one in found if one.invariant in SOUND]


__all__ = ["ADDRESS", "LOANS"]
