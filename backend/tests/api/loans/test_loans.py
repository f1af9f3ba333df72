"""A loan from its reservation to its return, and everything that is refused on the way."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from levitiis.commands.checks import violations_in
from levitiis.modules.movements.loans.models import Loan
from tests.api.client import Api, test_settings
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed, sound
from tests.api.world import World


async def _asset(api: Api, number: int) -> dict[str, object]:
    return (await api.get(f"/ativos/{number}")).json()


async def _kinds(api: Api, number: int) -> list[str]:
    rows = (await api.get(f"/ativos/{number}/movimentacoes")).json()["items"]
    return [row["type"] for row in rows]


async def test_reserved_handed_over_and_given_back_bit_by_bit(
    manager: Api, loans: Loans, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    one, two, three = shelf.assets
    made = await loans.make(shelf.assets, conditions="Não emprestar a outros.")
    assert (made["state"], made["items"], made["out"], made["approval_id"]) == ("reserved", 3, 0, None)
    assert made["number"].startswith("EM-")
    assert made["allowed_actions"] == ["hand_over", "swap", "extend", "cancel"]
    assert (await _asset(manager, one))["status"] == "in_use"

    out = await loans.step(made["id"], "entrega", handed(one, two, condition="good"))
    assert (out["state"], out["out"]) == ("active", 2)
    assert [line["status"] for line in out["lines"]] == ["active", "active", "cancelled"]
    lent = await _asset(manager, one)
    assert (lent["status"], lent["responsible"]["name"]) == ("on_loan", "Guarda Souza")

    body = handed(one, condition="fair", damaged=True, note="Lente riscada") | {"location_id": world.room_b}
    some = await loans.step(made["id"], "devolucao", body)
    assert (some["state"], some["out"]) == ("active", 1)
    line = some["lines"][0]
    assert (line["status"], line["in_condition"], line["in_note"]) == ("returned", "fair", "Lente riscada")
    assert line["occurrence_id"] is not None
    back = await _asset(manager, one)
    assert (back["status"], back["location"]["id"]) == ("in_use", world.room_b)

    done = await loans.step(made["id"], "devolucao", handed(two))
    assert (done["state"], done["out"], done["allowed_actions"]) == ("closed", 0, [])
    assert done["closed_at"] is not None
    assert (await _asset(manager, three))["status"] == "in_use"
    assert await sound(manager, tmp_path)


async def test_terms_of_hand_over_and_return(manager: Api, loans: Loans, shelf: Shelf) -> None:
    made = await loans.out(shelf.assets[:2])
    await loans.step(made["id"], "devolucao", handed(*shelf.assets[:2], condition="good"))
    query = f"/movimentacoes/termos?subject_kind=loan&subject_id={made['id']}&sort=number"
    terms = (await manager.get(query)).json()["items"]
    assert [(term["kind"], term["signer"]["name"]) for term in terms] == [
        ("loan", "Bruna Tomadora"),
        ("loan_return", "Bruna Tomadora"),
    ]
    term = (await manager.get(f"/movimentacoes/termos/{terms[0]['id']}")).json()
    said = " ".join(term["paragraphs"])
    assert f"{day(0):%d/%m/%Y}" in said
    assert f"{day(7):%d/%m/%Y}" in said
    assert "Semana pedagógica" in said


async def test_who_refuses_the_term_has_not_got_it(
    manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path
) -> None:
    made = await loans.out(shelf.assets[:1])
    terms = await manager.get(f"/movimentacoes/termos?subject_kind=loan&subject_id={made['id']}")
    term = terms.json()["items"][0]["id"]
    body = {"decision": "refuse", "note": "Não recebi"}
    answer = await manager.post(f"/movimentacoes/termos/{term}/assinatura", body)
    assert answer.status_code == 200, answer.text
    after = (await manager.get(f"{ADDRESS}/{made['id']}")).json()
    assert (after["state"], after["out"]) == ("closed", 0)
    assert (await _asset(manager, shelf.assets[0]))["status"] == "in_use"
    assert await sound(manager, tmp_path)


async def test_a_third_party_is_always_asked_about(
    api: Api, manager: Api, loans: Loans, shelf: Shelf, tmp_path: Path
) -> None:
    fields = {"borrower_type": "third_party", "borrower_id": shelf.company}
    answer = await manager.post(ADDRESS, loans.body(shelf.assets, **fields))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/signer_id")

    made = await loans.make(shelf.assets, **fields, signer_id=shelf.signer)
    assert (made["state"], made["borrower"]["name"]) == ("pending", "Escola Vizinha")
    assert await loans.refused(made["id"], "entrega", handed(*shelf.assets)) == (409, "loans.wrong_state")
    path = f"/movimentacoes/aprovacoes/{made['approval_id']}/decisao"
    own = await manager.post(path, {"decision": "approve"})
    assert own.status_code in (403, 409)
    decided = await api.as_role("approver").post(path, {"decision": "approve"})
    assert decided.status_code == 200, decided.text
    out = await loans.step(made["id"], "entrega", handed(*shelf.assets))
    assert (out["state"], out["approver"]["name"]) == ("active", "Approver")
    assert await sound(manager, tmp_path)


async def test_a_rule_without_levels_frees_no_third_party(manager: Api, loans: Loans, shelf: Shelf) -> None:
    rule = {"name": "Ninguém", "kind": "loan", "levels": []}
    assert (await manager.post("/movimentacoes/aprovacoes/regras", rule)).status_code == 201
    fields = {"borrower_type": "third_party", "borrower_id": shelf.company, "signer_id": shelf.signer}
    assert (await loans.make(shelf.assets, **fields))["state"] == "pending"


async def test_what_is_rejected_is_free_again(api: Api, loans: Loans, shelf: Shelf) -> None:
    fields = {"borrower_type": "third_party", "borrower_id": shelf.company, "signer_id": shelf.signer}
    made = await loans.make(shelf.assets, **fields)
    path = f"/movimentacoes/aprovacoes/{made['approval_id']}/decisao"
    answer = await api.as_role("approver").post(path, {"decision": "reject", "note": "Não agora"})
    assert answer.status_code == 200, answer.text
    assert (await loans.make(shelf.assets))["state"] == "reserved"


async def test_days_are_taken_once(manager: Api, loans: Loans, shelf: Shelf) -> None:
    one = shelf.assets[:1]
    await loans.make(one, start=5, due=10)
    for start, due, status in ((0, 4, 201), (11, 11, 201), (10, 12, 409), (4, 5, 409), (7, 8, 409)):
        answer = await manager.post(ADDRESS, loans.body(one, start, due))
        assert answer.status_code == status, (start, due, answer.text)
    told = (await manager.post(ADDRESS, loans.body([shelf.assets[1], *one], 6, 7))).json()
    assert told["code"] == "loans.conflict"
    assert [(each["pointer"], each["code"]) for each in told["errors"]] == [
        ("/items/1/asset_id", "not_available")
    ]
    assert "P-1 (EM-" in told["detail"]


async def test_back_early_leaves_its_days_free(loans: Loans, shelf: Shelf) -> None:
    one = shelf.assets[:1]
    first = await loans.out(one, due=30)
    await loans.step(first["id"], "devolucao", handed(*one))
    assert (await loans.make(one, start=1, due=20))["state"] == "reserved"


async def test_an_extension_looks_for_who_comes_next(loans: Loans, shelf: Shelf) -> None:
    one = shelf.assets[:1]
    made = await loans.out(one, due=5)
    await loans.make(one, start=10, due=12)

    def until(after: int) -> dict[str, str]:
        return {"due_date": day(after).isoformat(), "reason": "Evento adiado"}

    assert await loans.refused(made["id"], "prorrogacao", until(10)) == (409, "loans.conflict")
    assert await loans.refused(made["id"], "prorrogacao", until(5)) == (422, "loans.same_due_date")
    assert (await loans.step(made["id"], "prorrogacao", until(9)))["due_date"] == day(9).isoformat()


async def test_handed_over_before_its_first_day(manager: Api, loans: Loans, shelf: Shelf) -> None:
    one = shelf.assets[:1]
    later = await loans.make(one, start=5, due=9)
    before = await loans.make(one, start=1, due=3)
    assert await loans.refused(later["id"], "entrega", handed(*one)) == (409, "loans.conflict")
    await loans.step(before["id"], "cancelamento", {"reason": "Não precisa"})
    out = await loans.step(later["id"], "entrega", handed(*one))
    assert out["start_date"] == day(0).isoformat()


async def test_what_is_refused(manager: Api, loans: Loans, shelf: Shelf) -> None:
    for start, due, pointer in ((-1, 3, "/start_date"), (3, 2, "/due_date"), (0, 400, "/due_date")):
        answer = await manager.post(ADDRESS, loans.body(shelf.assets, start, due))
        told = answer.json()
        assert (answer.status_code, told["code"]) == (422, "loans.bad_period"), told
        assert told["errors"][0]["pointer"] == pointer
    same_day = await loans.make(shelf.assets[:1], start=0, due=0)
    assert same_day["start_date"] == same_day["due_date"]
    made = await loans.out(shelf.assets[1:2])
    assert await loans.refused(made["id"], "devolucao", handed(shelf.assets[2])) == (409, "loans.not_in_loan")
    twice = handed(shelf.assets[1], shelf.assets[1])
    assert await loans.refused(made["id"], "devolucao", twice) == (409, "loans.not_in_loan")
    assert await loans.refused(made["id"], "cancelamento", {"reason": "x"}) == (409, "loans.wrong_state")


async def test_what_is_out_stays_where_it_is_registered(
    manager: Api, loans: Loans, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    one = shelf.assets[0]
    await loans.out([one])
    moved = await manager.post(f"/ativos/{one}/movimentacao", {"to_location_id": world.room_b})
    assert (moved.status_code, moved.json()["code"]) == (409, "assets.on_loan")
    archived = await manager.post(f"/ativos/{one}/arquivamento", {"reason": "x"})
    assert (archived.status_code, archived.json()["code"]) == (409, "assets.on_loan")
    assert "archive" not in (await _asset(manager, one))["allowed_actions"]
    body = {"asset_ids": [one], "to_location_id": world.room_b, "reason": "x", "submit": True}
    transfer = await manager.post("/movimentacoes", body)
    assert (transfer.status_code, transfer.json()["code"]) == (409, "movements.not_transferable")
    body = {"asset_ids": [one], "to_responsible_id": shelf.signer, "reason": "x", "submit": True}
    assigned = (await manager.post("/movimentacoes", body)).json()
    await manager.post(f"/movimentacoes/{assigned['id']}/efetivacao")
    after = await _asset(manager, one)
    assert (after["status"], after["responsible"]["name"]) == ("on_loan", "Caio Representante")
    assert await sound(manager, tmp_path)


async def test_who_may_do_what(api: Api, loans: Loans, shelf: Shelf) -> None:
    """The technician has building A only; the reader only reads; the borrower sees what is his."""
    technician, reader = Loans(api.as_role("technician"), shelf), api.as_role("reader")
    here = await technician.make(shelf.assets[:1])
    there = await technician.api.post(ADDRESS, technician.body([shelf.elsewhere]))
    assert there.status_code == 404
    far = await loans.make([shelf.elsewhere])
    assert (await technician.api.get(f"{ADDRESS}/{far['id']}")).status_code == 404
    assert (await reader.get(f"{ADDRESS}/{here['id']}")).json()["allowed_actions"] == []
    assert (
        await reader.post(f"{ADDRESS}/{here['id']}/entrega", handed(*shelf.assets[:1]))
    ).status_code == 403
    nobody = api.as_role("nobody")
    assert (await nobody.get(ADDRESS)).json()["total"] == 0
    listed = (await technician.api.get(ADDRESS)).json()["items"]
    assert [row["id"] for row in listed] == [here["id"]]


async def test_a_broken_loan_is_found(api: Api, loans: Loans, shelf: Shelf, tmp_path: Path) -> None:
    await loans.out(shelf.assets[:1])
    async with api.database.writing() as session:
        await session.execute(update(Loan).values(status="returned"))
        found = [one.invariant for one in await violations_in(session, test_settings(tmp_path))]
        await session.rollback()
    assert "I01" in found


async def test_the_history_names_each_asset(manager: Api, loans: Loans, shelf: Shelf) -> None:
    made = await loans.out(shelf.assets[:1])
    rows = (await manager.get(f"/trilha?entity=loan_agreement&entity_id={made['id']}")).json()["items"]
    assert "hand_over" in {row["action"] for row in rows}
    assert {row["entity_label"] for row in rows if row["entity"] == "loan"} == {"P-1"}
