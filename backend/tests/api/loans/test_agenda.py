"""The calendar: taken days of what one may see, names for who may know them, hours of the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from levitiis.kit.clock import today
from levitiis.modules.identity.models import UserRole
from levitiis.modules.movements.loans.models import Loan, LoanAgreement
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, day
from tests.api.loans.pool import Pool, any_of, fill, reserve_any, series_body, set_rules
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account


@pytest.fixture
async def pool(api: Api, world: World) -> Pool:
    return await fill(api, world)


async def agenda(who: Api, start: int = 0, end: int = 30, **params: Any) -> list[dict[str, Any]]:
    query = {"start": day(start).isoformat(), "end": day(end).isoformat()} | params
    answer = await who.get(f"{ADDRESS}/agenda", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.json()["truncated"] is False
    return answer.json()["items"]


def tags(items: list[dict[str, Any]]) -> list[str]:
    return [one["tag"] for one in items]


async def test_taken_days_with_their_filters(loans: Loans, pool: Pool, world: World) -> None:
    made = await loans.make(loans.shelf.assets[:1], 2, 4)
    await reserve_any(loans, any_of(pool, 4), 6, 7)
    every = await agenda(loans.api)
    assert tags(every) == ["P-1", "N-1", "N-2", "N-3", "N-4"]
    first = every[0]
    assert (first["start_date"], first["until"], first["free_from"], first["overdue"]) == (
        day(2).isoformat(), day(4).isoformat(), day(5).isoformat(), False,
    )  # fmt: skip
    assert first["loan"]["id"] == made["id"]
    assert first["loan"]["borrower"]["name"] == "Bruna Tomadora"
    assert tags(await agenda(loans.api, 5, 6)) == ["N-1", "N-2", "N-3", "N-4"]
    assert tags(await agenda(loans.api, 4, 5)) == ["P-1"], "the last day counts"
    assert tags(await agenda(loans.api, category_id=pool.below)) == ["N-3"]
    assert tags(await agenda(loans.api, category_id=pool.category, location_id=world.building_b)) == ["N-4"]
    assert tags(await agenda(loans.api, asset_id=pool.assets[1])) == ["N-2"]
    await loans.step(made["id"], "cancelamento", {"reason": "x"})
    assert "P-1" not in tags(await agenda(loans.api))


async def test_what_is_late_is_taken_until_today(api: Api, loans: Loans) -> None:
    asset = loans.shelf.assets[:1]
    made = await loans.out(asset, due=1)
    since, due = today() - dt.timedelta(days=9), today() - dt.timedelta(days=3)
    async with api.work() as uow:
        fields = {"start_date": since, "due_date": due}
        await uow.session.execute(update(LoanAgreement).where(LoanAgreement.id == made["id"]).values(fields))
        moved = update(Loan).where(Loan.agreement_id == made["id"])
        await uow.session.execute(moved.values(fields | {"free_from": due + dt.timedelta(days=1)}))
    (late,) = await agenda(loans.api)
    assert (late["overdue"], late["due_date"], late["until"]) == (True, due.isoformat(), today().isoformat())
    assert await agenda(loans.api, 1, 5) == [], "of tomorrow nothing is known"
    async with api.work() as uow:
        await role(uow, "vitrine", "assets.read")
        visitor = await account(uow, "vitrine", role="vitrine")
    (told,) = await agenda(api.as_account(visitor))
    assert (told["loan"], told["overdue"], told["due_date"]) == (None, False, today().isoformat())
    assert told["free_from"] > today().isoformat()


async def test_who_borrows_is_told_to_who_may_see_the_loan(
    api: Api, loans: Loans, pool: Pool, world: World
) -> None:
    """Whoever sees the assets alone is told that they are taken; a borrower sees his own without a grant."""
    async with api.work() as uow:
        await role(uow, "vitrine", "assets.read")
        visitor = await account(uow, "vitrine", role="vitrine")
    await reserve_any(loans, any_of(pool))
    (told,) = await agenda(api.as_account(visitor))
    assert (told["tag"], told["loan"]) == ("N-1", None)
    assert await agenda(api.as_role("nobody")) == []
    nobody = (await api.as_role("manager").get("/pessoas?q=Nobody")).json()["items"][0]["id"]
    await loans.make(loans.shelf.assets[:1], borrower_id=nobody)
    (own,) = await agenda(api.as_role("nobody"))
    assert (own["tag"], own["loan"]["borrower"]["id"]) == ("P-1", nobody)
    assert tags(await agenda(loans.api, own=True)) == []
    assert tags(await agenda(api.as_role("nobody"), own=True)) == ["P-1"]


async def test_of_another_building_nothing_is_told(api: Api, loans: Loans, pool: Pool, world: World) -> None:
    await loans.make([pool.elsewhere])
    technician = api.as_role("technician")
    assert await agenda(technician) == []
    assert await agenda(technician, asset_id=pool.elsewhere) == []


@pytest.mark.parametrize(("start", "end"), [(0, 62), (1, 0)])
async def test_at_most_62_days_in_order(loans: Loans, start: int, end: int) -> None:
    query = f"start={day(start).isoformat()}&end={day(end).isoformat()}"
    assert (await loans.api.get(f"{ADDRESS}/agenda?{query}")).status_code == 422


async def test_the_statements_do_not_grow_with_the_loans(loans: Loans, pool: Pool) -> None:
    async def asked() -> int:
        with loans.api.counting() as statements:
            await agenda(loans.api)
        return len(statements)

    await reserve_any(loans, any_of(pool))
    few = await asked()
    for start in range(1, 9):
        await reserve_any(loans, any_of(pool, 4), start * 2, start * 2)
    assert await asked() == few <= 4


async def _calendar(api: Api, open_days: range) -> int:
    administrator = api.as_role("administrator")
    found = (await administrator.get("/calendarios")).json()["items"][0]
    hours = [[{"opens": "08:00", "closes": "17:00"}] if n in open_days else [] for n in range(7)]
    answer = await administrator.patch(
        f"/calendarios/{found['id']}", {"hours": hours, "optional_days": False}
    )
    assert answer.status_code == 200, answer.text
    return found["id"]


def _next(weekday: int) -> int:
    """Days from today to such a weekday without holidays around it: in the second week of next year."""
    start = dt.date(today().year + 1, 1, 7)
    while start.weekday() != weekday:
        start += dt.timedelta(days=1)
    return (start - today()).days


async def test_a_closed_day_is_refused_and_the_next_open_one_offered(
    api: Api, loans: Loans, pool: Pool
) -> None:
    await set_rules(api, calendar_id=await _calendar(api, range(5)))
    friday = _next(4)
    one = loans.shelf.assets[:1]
    answer = await loans.api.post(ADDRESS, loans.body(one, friday, friday + 1))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "loans.desk_closed")
    assert told["errors"][0]["pointer"] == "/due_date"
    assert told["next_open_day"] == day(friday + 3).isoformat()
    saturday = (await loans.api.post(ADDRESS, loans.body(one, friday + 1, friday + 3))).json()
    assert saturday["errors"][0]["pointer"] == "/start_date"
    made = await loans.make(one, friday, friday + 3)
    late = {"due_date": day(friday + 8).isoformat(), "reason": "x"}
    assert await loans.refused(made["id"], "prorrogacao", late) == (422, "loans.desk_closed")
    body = series_body(loans, [{"asset_id": one[0]}], friday + 7, friday + 7, weekdays=[4, 5], times=4)
    conflicts = (await loans.api.post(f"{ADDRESS}/series", body)).json()["conflicts"]
    assert {(item["reason"], dt.date.fromisoformat(item["start_date"]).weekday()) for item in conflicts} == {
        ("closed", 5)
    }


async def test_hours_of_the_desk_for_everybody(api: Api, loans: Loans) -> None:
    nobody, friday = api.as_role("nobody"), _next(4)
    path = f"{ADDRESS}/balcao?start={day(friday).isoformat()}&end={day(friday + 3).isoformat()}"
    told = (await nobody.get(path)).json()
    assert (told["always"], told["closed"], told["hours"]) == (True, [], [[]] * 7)
    await set_rules(api, calendar_id=await _calendar(api, range(5)))
    told = (await nobody.get(path)).json()
    assert (told["always"], told["closed"]) == (
        False,
        [day(friday + 1).isoformat(), day(friday + 2).isoformat()],
    )
    assert told["hours"][0] == [{"opens": "08:00", "closes": "17:00"}]


async def test_a_calendar_that_does_not_exist(api: Api, loans: Loans) -> None:
    rules = {"buffer_days": 0, "most_days": 9, "block_after_days": None, "calendar_id": 999}
    answer = await api.as_role("administrator").put(f"{ADDRESS}/regras", rules)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/calendar_id")


async def test_the_calendar_shows_of_loans_what_their_list_shows(
    api: Api, loans: Loans, pool: Pool, world: World
) -> None:
    """An asset within reach, or having asked for it, shows the whole loan; nothing else does."""
    async with api.work() as uow:
        asks = await account(uow, "requisitante", role="manager")
    mine = Loans(api.as_account(asks), loans.shelf)
    here, there = pool.assets[0], pool.elsewhere
    both = await loans.make([here, there], 0, 3)
    far = await loans.make([there], 10, 12)
    asked = await mine.make([there], 20, 22)
    async with api.database.writing() as session:
        await session.execute(
            update(UserRole).where(UserRole.user_id == asks.user_id).values(location_id=world.building_a)
        )
        await session.commit()
    for reader, wanted in (
        (api.as_role("technician"), {(here, both["id"]), (there, both["id"])}),
        (mine.api, {(here, both["id"]), (there, both["id"]), (there, asked["id"])}),
        (loans.api, {(here, both["id"]), *((there, one["id"]) for one in (both, far, asked))}),
    ):
        shown = await agenda(reader)
        assert {(one["asset_id"], one["loan"] and one["loan"]["id"]) for one in shown} == wanted
        listed = (await reader.get(ADDRESS)).json()["items"]
        assert {number for _, number in wanted} == {one["id"] for one in listed}
