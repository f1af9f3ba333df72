"""What a loan keeps as evidence, and what its messages tell to whom it does not exist for."""

from __future__ import annotations

from itertools import count

from tests.api.attachments.attaching import sent
from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed
from tests.api.loans.pool import own_body
from tests.api.loans.test_reminders import pass_by
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account
from tests.pictures import jpeg

_WIDTHS = count(64)


async def _attach(loans: Loans, loan: dict[str, object], index: int = 0) -> str:
    """Another photo of one of its assets; where it lies."""
    path = f"{ADDRESS}/itens/{loan['lines'][index]['id']}/anexos"  # type: ignore[index]
    return f"{path}/{(await sent(loans.api, path, jpeg(next(_WIDTHS)), 'foto.jpg'))['id']}"


async def test_how_it_left_and_how_it_came_back_is_kept(loans: Loans, shelf: Shelf) -> None:
    one, two = shelf.assets[:2]
    made = await loans.make([one, two])
    assert (await loans.api.delete(await _attach(loans, made))).status_code == 204
    left, stayed = await _attach(loans, made), await _attach(loans, made, 1)
    await loans.step(made["id"], "entrega", handed(one))
    kept = await loans.api.delete(left)
    assert (kept.status_code, kept.json()["code"]) == (409, "attachments.evidence")
    assert (await loans.api.delete(stayed)).status_code == 204, "it was never handed over"
    assert (await loans.api.delete(await _attach(loans, made))).status_code == 204, "not back yet"
    back = await _attach(loans, made)
    await loans.step(made["id"], "devolucao", handed(one))
    kept = await loans.api.delete(back)
    assert (kept.status_code, kept.json()["code"]) == (409, "attachments.evidence")


async def test_a_conflict_names_no_loan_that_does_not_exist_for_who_asks(
    api: Api, loans: Loans, shelf: Shelf, world: World
) -> None:
    async with api.work() as uow:
        await role(uow, "balcao", "assets.read", "loans.self_service")
        visitor = api.as_account(await account(uow, "visita", role="balcao", at=world.building_a))
    made = await loans.make(shelf.assets[:1])
    answer = await visitor.post(f"{ADDRESS}/proprios", own_body({"asset_id": shelf.assets[0]}))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "loans.conflict")
    assert f"P-1 ({day(0):%d/%m/%Y}–{day(7):%d/%m/%Y})" in told["detail"]
    seen = await loans.api.post(ADDRESS, loans.body(shelf.assets[:1]))
    assert f"P-1 ({made['number']}, {day(0):%d/%m/%Y}–" in seen.json()["detail"]


async def test_who_is_blocked_by_loans_elsewhere_is_told_without_their_numbers(
    api: Api, loans: Loans, shelf: Shelf
) -> None:
    far = await loans.out([shelf.elsewhere], due=1)
    near = await loans.out(shelf.assets[:1], due=2)
    await pass_by(api, 3)
    local = Loans(api.as_role("technician"), shelf)
    answer = await local.api.post(ADDRESS, local.body(shelf.assets[1:2]))
    assert (answer.status_code, answer.json()["code"]) == (409, "loans.borrower_blocked")
    told = answer.json()["detail"]
    assert far["number"] not in told
    assert f"2, desde {day(-2):%d/%m/%Y} ({near['number']})" in told
    seen = (await loans.api.post(ADDRESS, loans.body(shelf.assets[1:2]))).json()["detail"]
    assert f"({far['number']}, {near['number']})" in seen
