"""However many assets go, come back or leave for good, each step asks the database as often as for a few.

Each asset has a place and a responsible person of its own, so that nothing is alike by chance.
"""

from __future__ import annotations

from collections.abc import Awaitable
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from levitiis.infra.outbox.models import OutboxEvent
from tests.api.client import Api
from tests.api.disposals.conftest import Disposals
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed, sound
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.locations import location
from tests.builders.people import person

FEW, MANY = 5, 50
MORE = 3
"""By so many statements a step may differ, whatever the number of assets is."""
Answer = TypeVar("Answer")


class Counted:
    """Steps of some assets, and how many statements each took."""

    def __init__(self, api: Api, shelf: Shelf, assets: list[int]) -> None:
        self.api, self.assets = api, assets
        self.loans = Loans(api.as_role("administrator"), shelf)
        self.disposals = Disposals(api.as_role("administrator"), shelf, api.as_role("approver"))
        self.found: dict[str, int] = {}

    async def of(self, step: str, work: Awaitable[Answer]) -> Answer:
        """Count what ``work`` asks."""
        with self.api.counting() as statements:
            answer = await work
        self.found[step] = len(statements)
        return answer


async def some(api: Api, world: World, shelf: Shelf, count: int) -> Counted:
    """Assets of which no two are in one place, or somebody's."""
    made: list[int] = []
    async with api.work() as uow:
        for n in range(count):
            room = await location(uow, f"Sala {count}-{n}", parent=world.building_a)
            who = await person(uow, f"Guarda {count}-{n}")
            fields: dict[str, Any] = {"location_id": room.id, "responsible_id": who.id}
            made.append((await asset(uow, f"Mesa {n}", tag=f"M{count}-{n}", **fields)).id)
    return Counted(api, shelf, made)


async def lend(counted: Counted) -> None:
    """Out and back, whole and damaged; another due date; lost and found."""
    loans, assets, of = counted.loans, counted.assets, counted.of
    one = await of("reserve", loans.make(assets))
    await of("hand over", loans.step(one["id"], "entrega", handed(*assets, condition="good")))
    await of("give back", loans.step(one["id"], "devolucao", handed(*assets, condition="good")))
    two = await loans.out(assets)
    body = {"items": [{"asset_id": number, "damaged": True, "note": f"Nota {number}"} for number in assets]}
    back = await of("give back damaged", loans.step(two["id"], "devolucao", body))
    assert len({line["occurrence_id"] for line in back["lines"]} - {None}) == len(assets)
    three = await loans.out(assets)
    longer = {"due_date": day(20).isoformat(), "reason": "Mais aulas"}
    await of("extend", loans.step(three["id"], "prorrogacao", longer))
    path = f"{ADDRESS}/{three['id']}"
    lost = {"asset_ids": assets, "description": "Sumiram"}
    assert (await of("lose", loans.api.post(f"{path}/extravio", lost))).status_code == 200
    assert (await of("find", loans.api.post(f"{path}/reencontro", handed(*assets)))).status_code == 200


async def dispose(counted: Counted) -> None:
    """Asked for and called off; asked for again, approved, concluded, undone."""
    disposals, of = counted.disposals, counted.of
    one = await disposals.asked(counted.assets)
    await of("cancel", disposals.step(one["id"], "cancelamento", {"reason": "Engano"}))
    two = await of("draft", disposals.make(counted.assets))
    two = await of("ask", disposals.step(two["id"], "pedido"))
    await disposals.decide(two)
    await of("conclude", disposals.step(two["id"], "conclusao", {}))
    await of("reverse", disposals.step(two["id"], "reversao", {"reason": "Engano"}))


@pytest.mark.parametrize("steps", [lend, dispose])
async def test_as_many_statements_for_any_number(
    api: Api, world: World, shelf: Shelf, tmp_path: Path, steps: Any
) -> None:
    few, many = await some(api, world, shelf, FEW), await some(api, world, shelf, MANY)
    await steps(few)
    await steps(many)
    grown = {step: many.found[step] - few.found[step] for step in few.found}
    assert {step: by for step, by in grown.items() if by > MORE} == {}, (few.found, many.found)
    assert await sound(api, tmp_path)


async def test_each_damage_is_told_by_itself_where_its_asset_is(api: Api, world: World, shelf: Shelf) -> None:
    counted = await some(api, world, shelf, FEW)
    lent = await counted.loans.out(counted.assets)
    body = handed(*counted.assets, damaged=True)
    back = await counted.loans.step(lent["id"], "devolucao", body)
    async with api.database.reading() as session:
        told = select(OutboxEvent.payload).where(OutboxEvent.type == "occurrences.changed")
        events = (await session.scalars(told.order_by(OutboxEvent.id))).all()
    assert [event["ids"] for event in events] == [[line["occurrence_id"]] for line in back["lines"]]
    assert [len(event["paths"]) for event in events] == [1] * FEW
    assert len(set(chain.from_iterable(event["paths"] for event in events))) == FEW


async def test_what_a_disposal_gives_back_is_told_person_by_person(
    api: Api, world: World, shelf: Shelf
) -> None:
    counted = await some(api, world, shelf, FEW)
    before = [(await api.as_role("manager").get(f"/ativos/{one}")).json() for one in counted.assets]
    gone = await counted.disposals.concluded(counted.assets)
    async with api.database.reading() as session:
        told = select(OutboxEvent.id).where(OutboxEvent.type == "assets.changed")
        last = (await session.scalars(told.order_by(OutboxEvent.id.desc()))).first() or 0
    await counted.disposals.step(gone["id"], "reversao", {"reason": "Engano"})
    after = [(await api.as_role("manager").get(f"/ativos/{one}")).json() for one in counted.assets]
    for name in ("location", "responsible", "status"):
        assert [one[name] for one in after] == [one[name] for one in before]
    async with api.database.reading() as session:
        fresh = select(OutboxEvent.payload).where(OutboxEvent.type == "assets.changed", OutboxEvent.id > last)
        events = (await session.scalars(fresh.order_by(OutboxEvent.id))).all()
    assert [event["ids"] for event in events] == [[number] for number in counted.assets]
    assert len({path for event in events for path in event["paths"]}) == FEW
