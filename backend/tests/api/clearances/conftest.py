"""Somebody who leaves: what he answers for, and who takes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from levitiis.commands.checks import violations_in
from levitiis.kit.clock import today
from tests.api.client import Api, test_settings
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person

ADDRESS = "/movimentacoes/desligamentos"
SOUND = ("I02", "I04", "I07", "I13", "I15", "I22", "I23", "I24", "I25")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who leaves and who stays, two assets in room A and one in room B."""

    leaving: int
    staying: int
    assets: list[int]
    far: int

    @property
    def path(self) -> str:
        """Where the leaving is."""
        return f"{ADDRESS}/{self.leaving}"


@pytest.fixture
async def desk(api: Api, world: World) -> Desk:
    """See :class:`Desk`."""
    async with api.work() as uow:
        leaving = await person(uow, "Zélia Sai de Paula", location_id=world.room_a)
        staying = await person(uow, "Caio Fica", location_id=world.room_a)
        made = [
            await asset(uow, f"Mesa {n}", tag=f"M-{n}", location_id=world.room_a, responsible_id=leaving.id)
            for n in (1, 2)
        ]
        far = await asset(uow, "Cofre", tag="M-9", location_id=world.room_b, responsible_id=leaving.id)
    return Desk(leaving.id, staying.id, [one.id for one in made], far.id)


async def left(api: Api, desk: Desk) -> dict[str, tuple[int, int]]:
    """Kinds of what binds the person: how many, and how many of them are hidden."""
    answer = await api.get(desk.path)
    assert answer.status_code == 200, answer.text
    groups = answer.json()["groups"]
    return {group["kind"]: (group["total"], group["hidden"]) for group in groups if group["total"]}


async def cleared(api: Api, desk: Desk) -> dict[str, Any]:
    """A clearance that is issued."""
    answer = await api.post(f"{desk.path}/nada-consta", {"left_on": today().isoformat()})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def emptied(api: Api, desk: Desk, place: int) -> None:
    """Everything is given back."""
    body = {"asset_ids": [*desk.assets, desk.far], "location_id": place, "reason": "Desligamento"}
    answer = await api.post(f"{desk.path}/devolucao", body)
    assert answer.status_code == 200, answer.text
    assert {item["outcome"] for item in answer.json()["items"]} == {"done"}


async def broken(api: Api, tmp_path: Path) -> list[str]:
    """Every invariant that leaving could break and that does not hold."""
    async with api.database.writing() as session:
        found = await violations_in(session, test_settings(tmp_path))
    return [one.invariant for one in found if one.invariant in SOUND]
