"""A transfer of 500 assets: no step asks the database more often than one of five assets does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.movements.conftest import Transfers, arrived
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person

MOST = 500


async def statements_of(api: Api, world: World, count: int, prefix: str) -> dict[str, int]:
    """How many statements each step takes for ``count`` assets."""
    async with api.work() as uow:
        made = [
            await asset(uow, f"Mesa {n}", tag=f"{prefix}-{n}", location_id=world.room_a) for n in range(count)
        ]
        who = (await person(uow, f"Pessoa {prefix}")).id
        ids = [each.id for each in made]
    manager = api.as_role("manager")
    mine = Transfers(manager)
    found: dict[str, int] = {}

    async def counted(step: str, work: Any) -> Any:
        with manager.counting() as statements:
            answer = await work
        found[step] = len(statements)
        return answer

    made_one = await counted("ask", mine.ask(ids, world.room_b, to_responsible_id=who))
    await counted("send", mine.step(made_one["id"], "saida"))
    done = await counted("receive", mine.step(made_one["id"], "recebimento", arrived(*ids)))
    assert done["received"] == count
    (term,) = (await manager.get(f"/movimentacoes/termos?subject_id={made_one['id']}")).json()["items"]
    assert term["items"] == count
    return found


@pytest.mark.parametrize("count", [MOST])
async def test_statements_do_not_grow_with_the_assets(api: Api, world: World, count: int) -> None:
    few = await statements_of(api, world, 5, "A")
    many = await statements_of(api, world, count, "B")
    assert {step: many[step] - few[step] for step in few if many[step] > few[step] + 3} == {}, (few, many)
