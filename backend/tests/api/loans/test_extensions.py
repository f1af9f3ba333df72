"""Another due date: given, asked for, approved again, refused, taken back, and what ends it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from levitiis.infra.jobs.models import Job
from levitiis.modules.identity.models import User
from tests.api.client import Api, running_app, test_settings
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, furnish, handed, sound
from tests.api.world import World
from tests.builders.roles import role
from tests.builders.users import account
from tests.smtp import post_office, smtp_settings
from tests.waiting import eventually

ASK, GRANT = "prorrogacao/pedido", "prorrogacao/concessao"
REFUSE, WITHDRAW = "prorrogacao/recusa", "prorrogacao/retirada"
LENDS = ["give_back", "lose", "extend"]


def until(after: int) -> dict[str, str]:
    """Another due date, counted from today."""
    return {"due_date": day(after).isoformat(), "reason": "Evento adiado"}


@pytest.fixture
async def mine(api: Api, loans: Loans) -> Loans:
    """As somebody without any grant, who borrows."""
    person = (await loans.api.get("/pessoas?q=Nobody")).json()["items"][0]["id"]
    return Loans(api.as_role("nobody"), Shelf(loans.shelf.assets, loans.shelf.elsewhere, person, 0, 0))


async def lent(loans: Loans, mine: Loans, due: int = 5) -> dict[str, Any]:
    """The first projector, handed over to the borrower without a grant."""
    return await loans.out(loans.shelf.assets[:1], due=due, borrower_id=mine.shelf.borrower)


async def rule(loans: Loans) -> None:
    """From now on somebody of the organisation approves every loan."""
    body = {"name": "Todos", "kind": "loan", "levels": [{"place": "organisation"}]}
    answer = await loans.api.post("/movimentacoes/aprovacoes/regras", body)
    assert answer.status_code == 201, answer.text


async def decide(api: Api, loan: dict[str, Any], who: str = "approver", **body: Any) -> Any:
    """The decision on its extension."""
    path = f"/movimentacoes/aprovacoes/{loan['extension_approval_id']}/decisao"
    return await api.as_role(who).post(path, {"decision": "approve", **body})


async def answered(api: Api) -> list[int]:
    """Of which extensions somebody is written to."""
    async with api.database.reading() as session:
        jobs = await session.scalars(select(Job.payload).where(Job.kind == "loans.extension_answers"))
        return [payload["extension_id"] for payload in jobs]


async def test_who_borrowed_asks_and_the_desk_gives(
    api: Api, loans: Loans, mine: Loans, tmp_path: Path
) -> None:
    made = await lent(loans, mine)
    assert made["allowed_actions"][:3] == LENDS
    own = (await mine.api.get(f"{ADDRESS}/{made['id']}")).json()
    assert own["allowed_actions"] == ["ask_extension"]
    assert (await mine.api.post(f"{ADDRESS}/{made['id']}/prorrogacao", until(9))).status_code == 403
    asked = await mine.step(made["id"], ASK, until(9))
    assert (asked["due_date"], asked["allowed_actions"]) == (day(5).isoformat(), ["withdraw_extension"])
    assert [(one["state"], one["requester"]["name"]) for one in asked["extensions"]] == [("asked", "Nobody")]
    waiting = (await loans.api.get(f"{ADDRESS}?extension_asked=true")).json()["items"]
    assert [(row["id"], row["open_extension"]) for row in waiting] == [(made["id"], "asked")]
    assert await mine.refused(made["id"], ASK, until(10)) == (409, "loans.extension_open")
    assert await loans.refused(made["id"], "prorrogacao", until(10)) == (409, "loans.extension_open")
    assert (await mine.api.post(f"{ADDRESS}/{made['id']}/{GRANT}")).status_code == 403

    given = await loans.step(made["id"], GRANT)
    assert given["due_date"] == day(9).isoformat()
    (told,) = given["extensions"]
    assert (told["state"], told["decided_by"]["name"]) == ("granted", "Manager")
    assert await answered(api) == [told["id"]]
    assert await loans.refused(made["id"], GRANT) == (409, "loans.wrong_state")
    assert (await loans.api.get(f"{ADDRESS}?extension_asked=true")).json()["total"] == 0
    assert [row["open_extension"] for row in (await loans.api.get(ADDRESS)).json()["items"]] == [None]
    assert await sound(api, tmp_path)


async def test_refused_with_a_reason_or_taken_back(api: Api, loans: Loans, mine: Loans) -> None:
    made = await lent(loans, mine)
    asked = await mine.step(made["id"], ASK, until(9))
    assert {"grant_extension", "refuse_extension"} <= set(
        (await loans.api.get(f"{ADDRESS}/{made['id']}")).json()["allowed_actions"]
    )
    assert (await loans.api.post(f"{ADDRESS}/{made['id']}/{REFUSE}", {})).status_code == 422
    refused = await loans.step(made["id"], REFUSE, {"note": "Outra turma espera"})
    assert (refused["due_date"], refused["extensions"][0]["note"]) == (
        asked["due_date"],
        "Outra turma espera",
    )
    await mine.step(made["id"], ASK, until(8))
    assert await loans.refused(made["id"], WITHDRAW) == (403, "request.forbidden")
    back = await mine.step(made["id"], WITHDRAW)
    assert [one["state"] for one in back["extensions"]] == ["cancelled", "refused"]
    assert back["allowed_actions"] == ["ask_extension"]
    assert await mine.refused(made["id"], WITHDRAW) == (409, "loans.wrong_state")
    assert await answered(api) == [refused["extensions"][0]["id"]]


async def test_where_loans_are_approved_so_are_their_extensions(
    api: Api, loans: Loans, mine: Loans, tmp_path: Path
) -> None:
    made = await lent(loans, mine)
    await rule(loans)
    pending = await loans.step(made["id"], "prorrogacao", until(9))
    assert (pending["due_date"], pending["extensions"][0]["state"]) == (made["due_date"], "pending")
    assert (await decide(api, pending, "manager")).json()["code"] == "approvals.own_request"
    assert (await decide(api, pending)).status_code == 200
    given = (await loans.api.get(f"{ADDRESS}/{made['id']}")).json()
    assert given["due_date"] == day(9).isoformat()
    assert given["extensions"][0]["decided_by"]["name"] == "Approver"
    assert await answered(api) == [], "who asked for the approval hears of it from there"

    await mine.step(made["id"], ASK, until(12))
    pending = await loans.step(made["id"], GRANT)
    answer = await decide(api, pending, decision="reject", note="Basta")
    assert answer.status_code == 200, answer.text
    kept = (await mine.api.get(f"{ADDRESS}/{made['id']}")).json()
    assert (kept["due_date"], kept["extensions"][0]["note"]) == (given["due_date"], "Basta")
    assert await answered(api) == [kept["extensions"][0]["id"]]
    assert await sound(api, tmp_path)


async def test_who_comes_between_makes_it_void_and_is_not_named(
    api: Api, loans: Loans, mine: Loans, tmp_path: Path
) -> None:
    made = await lent(loans, mine)
    await rule(loans)
    await mine.step(made["id"], ASK, until(9))
    pending = await loans.step(made["id"], GRANT)
    await loans.make(loans.shelf.assets[:1], start=7, due=8)
    assert (await decide(api, pending)).json()["code"] == "approvals.changed"
    after = (await mine.api.get(f"{ADDRESS}/{made['id']}")).json()
    assert (after["due_date"], after["extensions"][0]["state"]) == (made["due_date"], "refused")
    assert after["extensions"][0]["decided_by"] is None, "whoever wanted to agree has refused nothing"
    assert after["extensions"][0]["note"] == f"Período ocupado: P-1 ({day(7):%d/%m/%Y}–{day(8):%d/%m/%Y})"
    assert await answered(api) == [after["extensions"][0]["id"]]
    assert await mine.refused(made["id"], ASK, until(7)) == (409, "loans.conflict")
    assert await sound(api, tmp_path)


async def test_a_third_party_is_asked_about_again_and_who_signs_may_ask(
    api: Api, loans: Loans, mine: Loans
) -> None:
    shelf = loans.shelf
    fields = {"borrower_type": "third_party", "borrower_id": shelf.company, "signer_id": mine.shelf.borrower}
    made = await loans.make(shelf.assets, due=5, **fields)
    path = f"/movimentacoes/aprovacoes/{made['approval_id']}/decisao"
    await api.as_role("approver").post(path, {"decision": "approve"})
    asked = await mine.step(made["id"], ASK, until(9))
    assert asked["extensions"][0]["state"] == "asked"
    pending = await loans.step(made["id"], GRANT)
    assert pending["extensions"][0]["state"] == "pending"
    taken_back = await mine.step(made["id"], WITHDRAW)
    assert taken_back["extensions"][0]["state"] == "cancelled"
    assert (await decide(api, pending)).json()["code"] == "approvals.decided"


async def test_who_asked_approves_nothing(api: Api, loans: Loans, tmp_path: Path) -> None:
    person = (await loans.api.get("/pessoas?q=Approver")).json()["items"][0]["id"]
    made = await loans.out(loans.shelf.assets[:1], due=5, borrower_id=person)
    await rule(loans)
    borrower = Loans(api.as_role("approver"), loans.shelf)
    await borrower.step(made["id"], ASK, until(9))
    pending = await loans.step(made["id"], GRANT)
    assert (await decide(api, pending)).json()["code"] == "approvals.own_request"
    assert (await decide(api, pending, "administrator")).status_code == 200
    assert (await loans.api.get(f"{ADDRESS}/{made['id']}")).json()["due_date"] == day(9).isoformat()
    assert await sound(api, tmp_path)


async def test_who_asked_approves_nothing_with_another_account_either(
    api: Api, loans: Loans, world: World
) -> None:
    person = (await loans.api.get("/pessoas?q=Approver")).json()["items"][0]["id"]
    made = await loans.out(loans.shelf.assets[:1], due=5, borrower_id=person)
    await rule(loans)
    async with api.work() as uow:
        second = await account(uow, "segunda", role="approver")
    await Loans(api.as_role("approver"), loans.shelf).step(made["id"], ASK, until(9))
    pending = await loans.step(made["id"], GRANT)
    administrator = api.as_role("administrator")
    other = (await administrator.post("/pessoas", {"name": "Outra"})).json()["id"]
    for user, becomes in ((world.accounts["approver"], other), (second, person)):
        linked = await administrator.put(f"/users/{user.user_id}/pessoa", {"person_id": becomes})
        assert linked.status_code == 200, linked.text
    path = f"/movimentacoes/aprovacoes/{pending['extension_approval_id']}/decisao"
    answer = await api.as_account(second).post(path, {"decision": "approve"})
    assert answer.json()["code"] == "approvals.own_request"
    assert (await decide(api, pending, "administrator")).status_code == 200


async def test_who_asked_decides_no_level_and_holds_none_up(api: Api, loans: Loans, tmp_path: Path) -> None:
    person = (await loans.api.get("/pessoas?q=Approver")).json()["items"][0]["id"]
    made = await loans.out(loans.shelf.assets[:1], due=5, borrower_id=person)
    async with api.database.reading() as session:
        named = await session.scalar(select(User.id).where(User.person_id == person))
    levels = [{"place": "organisation", "approver_ids": [named]}, {"place": "organisation"}]
    body = {"name": "Dois", "kind": "loan", "levels": levels}
    answer = await loans.api.post("/movimentacoes/aprovacoes/regras", body)
    assert answer.status_code == 201, answer.text
    await Loans(api.as_role("approver"), loans.shelf).step(made["id"], ASK, until(9))
    pending = await loans.step(made["id"], GRANT)
    waiting = "/movimentacoes/aprovacoes?mine=true"
    assert (await api.as_role("approver").get(waiting)).json()["total"] == 0
    for decision in ("approve", "reject"):
        answer = await decide(api, pending, decision=decision, note="Para mim")
        assert answer.json()["code"] == "approvals.own_request"
    assert (await api.as_role("administrator").get(waiting)).json()["total"] == 1, "nobody else is named"
    assert (await decide(api, pending, "administrator")).status_code == 200
    assert (await decide(api, pending)).json()["code"] == "approvals.own_request"
    assert (await decide(api, pending, "administrator")).status_code == 200
    assert (await loans.api.get(f"{ADDRESS}/{made['id']}")).json()["due_date"] == day(9).isoformat()
    assert await sound(api, tmp_path)


async def test_with_the_loan_ends_what_was_asked_of_it(
    api: Api, loans: Loans, mine: Loans, tmp_path: Path
) -> None:
    made = await lent(loans, mine)
    await mine.step(made["id"], ASK, until(9))
    back = await loans.step(made["id"], "devolucao", handed(*loans.shelf.assets[:1]))
    assert [one["state"] for one in back["extensions"]] == ["cancelled"]
    assert await mine.refused(made["id"], ASK, until(9)) == (409, "loans.wrong_state")
    await rule(loans)
    promised = await loans.make(loans.shelf.assets[1:2], due=5)
    path = f"/movimentacoes/aprovacoes/{promised['approval_id']}/decisao"
    await api.as_role("approver").post(path, {"decision": "approve"})
    pending = await loans.step(promised["id"], "prorrogacao", until(9))
    called_off = await loans.step(promised["id"], "cancelamento", {"reason": "Não precisa"})
    assert [one["state"] for one in called_off["extensions"]] == ["cancelled"]
    assert (await decide(api, pending)).json()["code"] == "approvals.decided"
    assert await sound(api, tmp_path)


@pytest.mark.parametrize(("after", "code"), [(5, "same_due_date"), (5_000, "bad_period")])
async def test_a_day_that_does_not_fit_is_told_beside_it(
    loans: Loans, mine: Loans, after: int, code: str
) -> None:
    made = await lent(loans, mine)
    answer = await mine.api.post(f"{ADDRESS}/{made['id']}/{ASK}", until(after))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, f"loans.{code}")
    assert [error["pointer"] for error in told["errors"]] == ["/due_date"]


async def test_who_has_no_part_in_it_asks_for_nothing(api: Api, loans: Loans, mine: Loans) -> None:
    made = await lent(loans, mine)
    async with api.work() as uow:
        await role(uow, "vitrine", "assets.read", "loans.read")
        visitor = Loans(api.as_account(await account(uow, "vitrine", role="vitrine")), loans.shelf)
    assert await visitor.refused(made["id"], ASK, until(9)) == (403, "request.forbidden")
    assert (await visitor.api.get(f"{ADDRESS}/{made['id']}")).json()["allowed_actions"] == []


async def test_rules_speak_of_loans_not_of_their_extensions(loans: Loans) -> None:
    body = {"name": "Prazos", "kind": "loan_extension", "levels": []}
    answer = await loans.api.post("/movimentacoes/aprovacoes/regras", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/kind")


async def test_who_asked_reads_the_answer_in_his_mail(world_url: str, world: World, tmp_path: Path) -> None:
    async with post_office() as post:
        settings = test_settings(tmp_path, **smtp_settings(post), run_worker=True)
        async with running_app(world_url, settings) as app:
            api = Api(app, world)
            shelf = await furnish(api, world)
            loans = Loans(api.as_role("manager"), shelf)
            person = (await loans.api.get("/pessoas?q=Nobody")).json()["items"][0]["id"]
            made = await loans.out(shelf.assets[:1], due=5, borrower_id=person)
            borrower = Loans(api.as_role("nobody"), shelf)
            await borrower.step(made["id"], ASK, until(9))
            await loans.step(made["id"], REFUSE, {"note": "Outra turma espera"})
            await borrower.step(made["id"], ASK, until(8))
            await loans.step(made["id"], GRANT)

            async def there() -> bool:
                return len(post.letters) == 2

            await eventually(there, what="both letters")
            await borrower.step(made["id"], ASK, until(10))
            async with api.work() as uow:
                (await uow.session.get_one(User, world.accounts["nobody"].user_id)).active = False
            await loans.step(made["id"], REFUSE, {"note": "Mudou de emprego"})

            async def all_done() -> bool:
                async with api.database.reading() as session:
                    left = select(Job.id).where(Job.kind == "loans.extension_answers", Job.status != "done")
                    return (await session.scalars(left)).first() is None

            await eventually(all_done, what="the answers")
            assert len(post.letters) == 2, "whose account was closed gets no mail"
    told = {str(letter.message["subject"]): letter for letter in post.letters}
    assert {tuple(letter.to) for letter in post.letters} == {("nobody@example.org",)}
    refused = " ".join(told[f"A prorrogação de {made['number']} foi recusada"].text().split())
    assert "Outra turma espera" in refused
    assert f"/emprestimos/{made['id']}" in refused
    assert f"{made['number']} foi prorrogado até {day(8):%d/%m/%Y}" in told
