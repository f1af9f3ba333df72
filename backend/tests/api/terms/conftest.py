"""A transfer that has been received by a new responsible person, and so brought a term with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.api.client import Api, running_app, test_settings
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person
from tests.smtp import Post, post_office, smtp_settings

DRAWING = [[[100, 200], [300, 80], [500, 320], [700, 120]]]
SIGNER = "Conceição Abrantes"
CPF = "52998224725"


@dataclass(frozen=True, slots=True)
class Handed:
    """The transfer, its term as the manager sees it, the person who has to sign, and the assets."""

    document: int
    term: dict[str, Any]
    signer: int
    before: int
    assets: list[int]

    @property
    def path(self) -> str:
        """The address of the term."""
        return f"/movimentacoes/termos/{self.term['id']}"


async def hand_over(api: Api, world: World, *, email: str | None = "abrantes@example.org") -> Handed:
    """Two notebooks go to a new responsible person in another room, who now has a term to sign."""
    async with api.work() as uow:
        before = await person(uow, "Bento Rocha", location_id=world.room_a)
        signer = await person(uow, SIGNER, location_id=world.room_b, registration="M-77", email=email)
        fields = {"location_id": world.room_a, "responsible_id": before.id, "purchase_value": "3200.50"}
        names = [(f"Notebook {n}", f"N-{n}", f"SN-{n}") for n in (1, 2)]
        made = [
            await asset(uow, name, tag=tag, serial_number=serial, **fields) for name, tag, serial in names
        ]
        ids = [each.id for each in made]
    manager = api.as_role("manager")
    named = await manager.patch(f"/pessoas/{signer.id}", {"cpf": CPF})
    assert named.status_code == 200, named.text
    body = {
        "asset_ids": ids, "to_location_id": world.room_b, "to_responsible_id": signer.id,
        "reason": "Mudança de setor", "submit": True,
    }  # fmt: skip
    document = (await manager.post("/movimentacoes", body)).json()["id"]
    await manager.post(f"/movimentacoes/{document}/saida")
    receipt = {"received": [{"asset_id": number, "condition": "good"} for number in ids]}
    done = await manager.post(f"/movimentacoes/{document}/recebimento", receipt)
    assert done.json()["state"] == "received", done.text
    (row,) = (await manager.get(f"/movimentacoes/termos?subject_id={document}")).json()["items"]
    term = (await manager.get(f"/movimentacoes/termos/{row['id']}")).json()
    return Handed(document, term, signer.id, before.id, ids)


@pytest.fixture
async def handed(api: Api, world: World) -> Handed:
    """See :func:`hand_over`."""
    return await hand_over(api, world)


@dataclass
class Mailing:
    """An application that sends mail, and the server it sends through."""

    api: Api
    post: Post


@pytest.fixture
async def mailing(world_url: str, world: World, tmp_path: Path) -> AsyncIterator[Mailing]:
    async with post_office() as post:
        settings = test_settings(
            tmp_path, **smtp_settings(post, public_url="https://bens.example.org", run_worker=True)
        )
        async with running_app(world_url, settings) as app:
            yield Mailing(Api(app, world), post)


async def sign(api: Api, handed: Handed, **fields: Any) -> httpx2.Response:
    """Sign, or what ``fields`` say."""
    return await api.post(f"{handed.path}/assinatura", {"decision": "sign", "strokes": DRAWING} | fields)


async def content(api: Api, path: str) -> bytes:
    """A file that is there."""
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    return answer.content
