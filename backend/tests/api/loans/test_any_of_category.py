"""Any asset of a category: found, reserved at once, told when too few, swapped before it goes out."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import update

from levitiis.modules.assets.models import Asset
from levitiis.modules.movements.loans.models import LoanAgreement
from levitiis.modules.movements.loans.reservations.queries import free
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed, sound
from tests.api.loans.pool import Pool, any_of, asset_ids, fill, reserve_any, set_rules
from tests.api.world import World
from tests.builders.users import account

FIFTY = 50


@pytest.fixture
async def pool(api: Api, world: World) -> Pool:
    return await fill(api, world)


async def test_those_of_the_category_and_below_it_are_found(loans: Loans, pool: Pool) -> None:
    answer = await reserve_any(loans, any_of(pool, 4, accessories="Fonte"))
    made = answer.json()
    assert (answer.status_code, made["state"], made["items"]) == (201, "reserved", 4)
    assert asset_ids(made) == sorted([*pool.assets, pool.elsewhere])
    assert {line["category"]["name"] for line in made["lines"]} == {"Notebooks"}
    assert {line["accessories"] for line in made["lines"]} == {"Fonte"}


async def test_only_below_a_place(loans: Loans, pool: Pool, world: World) -> None:
    made = (await reserve_any(loans, any_of(pool, location_id=world.building_b))).json()
    assert asset_ids(made) == [pool.elsewhere]


async def test_too_few_says_how_many_are_free_and_reserves_none(
    loans: Loans, pool: Pool, tmp_path: Path
) -> None:
    await reserve_any(loans, any_of(pool, 2))
    answer = await reserve_any(loans, any_of(pool, 3), 3, 4)
    told = answer.json()
    assert (answer.status_code, told["code"], told["free"]) == (409, "loans.too_few_free", 2)
    assert "2" in told["detail"]
    assert told["errors"][0]["pointer"] == "/items/0/count"
    assert (await loans.api.get(ADDRESS)).json()["total"] == 1
    later = await reserve_any(loans, any_of(pool, 4), 8, 9)
    assert later.status_code == 201, "their days were free"
    assert await sound(loans.api, tmp_path)


@pytest.mark.parametrize("look", [1, 2, 3, free.FIRST_LOOK])
async def test_the_least_recently_lent_comes_first(
    loans: Loans, pool: Pool, monkeypatch: pytest.MonkeyPatch, look: int
) -> None:
    """Those that never were stand before all others, however many are looked at."""
    monkeypatch.setattr(free, "FIRST_LOOK", look)
    monkeypatch.setattr(free, "_MORE", 2)
    first = (await reserve_any(loans, any_of(pool))).json()
    assert asset_ids(first) == [pool.assets[0]]
    await loans.step(first["id"], "entrega", handed(pool.assets[0]))
    await loans.step(first["id"], "devolucao", handed(pool.assets[0]))
    second = (await reserve_any(loans, any_of(pool))).json()
    assert asset_ids(second) == [pool.assets[1]], "the first was lent meanwhile"
    rest = (await reserve_any(loans, any_of(pool, 3))).json()
    assert asset_ids(rest) == sorted([pool.assets[0], pool.assets[2], pool.elsewhere])


async def test_more_are_looked_at_when_the_first_are_taken(
    loans: Loans, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those at the head of the order are taken; further on one is free."""
    monkeypatch.setattr(free, "FIRST_LOOK", 1)
    monkeypatch.setattr(free, "_MORE", 2)
    await loans.make(pool.assets[:2], 0, 3)
    assert asset_ids((await reserve_any(loans, any_of(pool, 2))).json()) == [pool.assets[2], pool.elsewhere]
    told = (await reserve_any(loans, any_of(pool), 2, 5)).json()
    assert (told["code"], told["free"]) == ("loans.too_few_free", 0)


async def test_named_ones_and_any_are_never_the_same(loans: Loans, pool: Pool) -> None:
    items = [any_of(pool, 2), {"asset_id": pool.assets[0]}, any_of(pool)]
    answer = await loans.api.post(ADDRESS, loans.body([], items=items))
    assert asset_ids(answer.json()) == sorted([*pool.assets, pool.elsewhere])


async def test_the_buffer_counts_and_what_is_late_is_not_found(loans: Loans, pool: Pool) -> None:
    await set_rules(loans.api, buffer_days=2)
    await reserve_any(loans, any_of(pool, 4), 0, 3)
    assert (await reserve_any(loans, any_of(pool), 5, 6)).status_code == 409
    assert (await reserve_any(loans, any_of(pool), 6, 6)).status_code == 201


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"asset_id": 1, "category_id": 1},
        {"asset_id": 1, "count": 2},
        {"asset_id": 1, "location_id": 1},
        {"category_id": 1, "count": 0},
        {"category_id": 1, "count": 101},
    ],
)
async def test_an_item_is_one_or_the_other(loans: Loans, pool: Pool, item: dict[str, int]) -> None:
    assert (await reserve_any(loans, item)).status_code == 422


async def test_what_does_not_exist_is_pointed_at(loans: Loans, pool: Pool) -> None:
    for item, pointer in (
        ({"category_id": 999}, "/items/0/category_id"),
        (any_of(pool, location_id=999), "/items/0/location_id"),
    ):
        answer = await reserve_any(loans, item)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, pointer)


async def test_nobody_is_given_what_lies_out_of_his_reach(api: Api, loans: Loans, pool: Pool) -> None:
    """The technician lends in building A alone."""
    there = Loans(api.as_role("technician"), loans.shelf)
    made = (await reserve_any(there, any_of(pool, 3))).json()
    assert asset_ids(made) == pool.assets
    told = (await reserve_any(there, any_of(pool))).json()
    assert (told["code"], told["free"]) == ("loans.too_few_free", 0)


async def test_fifty_for_the_last_one(manager: Api, loans: Loans, pool: Pool, tmp_path: Path) -> None:
    """With three free, three of fifty have one each, whether they name it or take any."""
    await reserve_any(loans, any_of(pool, 1))

    async def one(number: int) -> int:
        if number % 5 == 0:
            body = loans.body([pool.assets[number % 3]], start=number % 3)
            return (await manager.post(ADDRESS, body)).status_code
        return (await reserve_any(loans, any_of(pool), number % 3)).status_code

    told = Counter(await asyncio.gather(*(one(number) for number in range(FIFTY))))
    assert told == {201: 3, 409: FIFTY - 3}
    assert await sound(manager, tmp_path)


async def test_a_swap_before_the_hand_over(loans: Loans, pool: Pool, tmp_path: Path) -> None:
    first, second, third = pool.assets
    made = (await reserve_any(loans, any_of(pool))).json()
    assert "swap" in made["allowed_actions"]
    body = {"asset_id": first, "replacement_id": third}
    swapped = await loans.step(made["id"], "troca", body)
    assert asset_ids(swapped) == [third]
    assert swapped["version"] > made["version"]
    found = await loans.step(made["id"], "troca", {"asset_id": third})
    assert asset_ids(found) == [first], "any free one, by the usual order"
    assert await loans.refused(made["id"], "troca", {"asset_id": third}) == (409, "loans.not_in_loan")
    other = await loans.make([second])
    assert await loans.refused(made["id"], "troca", {"asset_id": first, "replacement_id": second}) == (
        409, "loans.conflict",
    )  # fmt: skip
    strange = {"asset_id": first, "replacement_id": loans.shelf.assets[0]}
    assert await loans.refused(made["id"], "troca", strange) == (409, "loans.other_category")
    await loans.step(made["id"], "entrega", handed(first))
    assert await loans.refused(made["id"], "troca", body) == (409, "loans.wrong_state")
    assert other["state"] == "reserved"
    assert await sound(loans.api, tmp_path)


async def test_a_swap_is_refused_on_a_stale_page(loans: Loans, pool: Pool) -> None:
    made = (await reserve_any(loans, any_of(pool))).json()
    await loans.step(made["id"], "troca", {"asset_id": pool.assets[0]})
    answer = await loans.api.post(
        f"{ADDRESS}/{made['id']}/troca",
        {"asset_id": pool.assets[1]},
        headers={"if-match": str(made["version"])},
    )
    assert answer.status_code == 412


async def test_what_is_free(api: Api, loans: Loans, pool: Pool, world: World) -> None:
    await reserve_any(loans, any_of(pool), 0, 3)

    async def free(who: Api, start: int, end: int, **params: object) -> tuple[int, list[str]]:
        query = {"start": day(start).isoformat(), "end": day(end).isoformat(), "category_id": pool.category}
        answer = await who.get(f"{ADDRESS}/disponibilidade", params=query | params)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["total"] == len(told["items"])
        return told["total"], [one["tag"] for one in told["items"]]

    assert await free(loans.api, 3, 5) == (3, ["N-2", "N-3", "N-4"])
    assert await free(loans.api, 4, 5) == (4, ["N-1", "N-2", "N-3", "N-4"])
    assert await free(loans.api, 3, 5, location_id=world.room_b) == (1, ["N-4"])
    technician = api.as_role("technician")
    assert await free(technician, 3, 5) == (2, ["N-2", "N-3"])
    assert await free(technician, 3, 5, reach="self") == (2, ["N-2", "N-3"])
    assert await free(api.as_role("reader"), 3, 5) == (0, [])
    assert (await free(api.as_role("reader"), 3, 5, reach="see"))[0] == 3
    assert (await free(api.as_role("nobody"), 3, 5, reach="see"))[0] == 0
    bad = await loans.api.get(f"{ADDRESS}/disponibilidade?start=2026-02-02&end=2026-02-01")
    assert bad.status_code == 422


async def test_who_reserves_elsewhere_takes_nothing_here(
    api: Api, world: World, pool: Pool, shelf: Shelf
) -> None:
    async with api.work() as uow:
        there = await account(uow, "gestor.b", role="manager", at=world.building_b)
    who = Loans(api.as_account(there), shelf)
    body = who.body([], items=[any_of(pool)], borrower_id=shelf.borrower)
    answer = await who.api.post(ADDRESS, body)
    assert answer.status_code == 404, "the borrower works in building A"


@pytest.mark.parametrize("named", [True, False])
async def test_nobody_swaps_what_belongs_out_of_his_reach(
    api: Api, loans: Loans, pool: Pool, named: bool
) -> None:
    """The technician's desk is in building A; he sees the loan by its asset there, and the other one too."""
    made = await loans.make([pool.assets[0], pool.elsewhere])
    body = {"asset_id": pool.elsewhere} | ({"replacement_id": pool.assets[1]} if named else {})
    answer = await api.as_role("technician").post(f"{ADDRESS}/{made['id']}/troca", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "request.forbidden")
    here = await api.as_role("technician").post(f"{ADDRESS}/{made['id']}/troca", {"asset_id": pool.assets[0]})
    assert asset_ids(here.json()) == sorted([pool.assets[1], pool.elsewhere])


async def test_a_swap_stays_within_what_was_approved(
    api: Api, loans: Loans, pool: Pool, world: World
) -> None:
    first, second, third = pool.assets
    made = (await reserve_any(loans, any_of(pool))).json()
    async with api.work() as uow:
        approved = update(LoanAgreement).where(LoanAgreement.id == made["id"])
        await uow.session.execute(approved.values(approver_id=world.accounts["administrator"].user_id))
        await uow.session.execute(update(Asset).where(Asset.id == second).values(purchase_value=900))
    for dear in ({"replacement_id": second}, {"replacement_id": pool.elsewhere}):
        told = await loans.refused(made["id"], "troca", {"asset_id": first} | dear)
        assert told == (409, "loans.not_as_approved")
    swapped = await loans.step(made["id"], "troca", {"asset_id": first, "replacement_id": third})
    assert asset_ids(swapped) == [third]
