"""A category with assets, for whoever wants any of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, day
from tests.api.world import World
from tests.builders.assets import asset

RULES = f"{ADDRESS}/regras"
USUAL_RULES: dict[str, Any] = {"buffer_days": 0, "most_days": 366, "block_after_days": 1}


@dataclass(frozen=True, slots=True)
class Pool:
    """Two laptops of a category and one of a category below it in room A; one of it in room B."""

    category: int
    below: int
    assets: list[int]
    elsewhere: int


async def fill(api: Api, world: World) -> Pool:
    """See :class:`Pool`."""
    manager = api.as_role("manager")
    above = (await manager.post("/ativos/categorias", {"name": "Notebooks"})).json()["id"]
    below = (await manager.post("/ativos/categorias", {"name": "Leves", "parent_id": above})).json()["id"]
    async with api.work() as uow:
        made = [
            await asset(uow, f"Notebook {n}", tag=f"N-{n}", location_id=world.room_a, category_id=category)
            for n, category in ((1, above), (2, above), (3, below))
        ]
        other = await asset(uow, "Notebook 4", tag="N-4", location_id=world.room_b, category_id=above)
    return Pool(above, below, [one.id for one in made], other.id)


def any_of(pool: Pool, count: int = 1, **fields: Any) -> dict[str, Any]:
    """An item that names the category."""
    return {"category_id": pool.category, "count": count, **fields}


async def reserve_any(loans: Loans, item: dict[str, Any], start: int = 0, due: int = 7) -> Any:
    """The answer to a reservation of any of a category."""
    return await loans.api.post(ADDRESS, loans.body([], start, due, items=[item]))


def asset_ids(loan: dict[str, Any]) -> list[int]:
    """The assets of a loan, in order."""
    return sorted(line["asset_id"] for line in loan["lines"])


async def set_rules(api: Api, **fields: Any) -> None:
    """Change the rules."""
    answer = await api.as_role("administrator").put(RULES, USUAL_RULES | fields)
    assert answer.status_code == 200, answer.text


def own_body(item: dict[str, Any], start: int = 0, due: int = 2) -> dict[str, Any]:
    """A reservation for oneself."""
    return {
        "items": [item],
        "start_date": day(start).isoformat(),
        "due_date": day(due).isoformat(),
        "purpose": "Viagem",
    }


def series_body(
    loans: Loans, items: list[dict[str, Any]], start: int, due: int, **rule: Any
) -> dict[str, Any]:
    """A series whose first occurrence lasts from ``start`` to ``due``."""
    skip = rule.pop("skip", [])
    weekly = {"frequency": "weekly", "weekdays": [day(start).weekday()], "every": 1, "times": 4}
    return loans.body([], start, due, items=items) | {"recurrence": weekly | rule, "skip": skip}
