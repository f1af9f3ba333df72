"""What a borrower loses: missing at once, a draft for its disposal, and what happens when it turns up."""

from __future__ import annotations

from pathlib import Path

from tests.api.client import Api
from tests.api.disposals.conftest import Disposals, asset_of, broken, ledger_of
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf, handed
from tests.api.world import World


def lost(*assets: int) -> dict[str, object]:
    return {"asset_ids": list(assets), "description": "Furtado do carro"}


async def test_lost_assets_open_a_disposal(
    loans: Loans, disposals: Disposals, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    api, (one, two, three) = loans.api, shelf.assets
    made = await loans.out(shelf.assets)
    some = await loans.step(made["id"], "extravio", lost(one, two))
    assert (some["state"], some["out"]) == ("active", 1)
    assert [line["status"] for line in some["lines"]] == ["lost", "lost", "active"]
    assert {"lose", "find"} <= set(some["allowed_actions"])
    gone = await asset_of(api, one)
    assert (gone["status"], gone["responsible"]["name"]) == ("missing", "Guarda Souza")
    assert (await ledger_of(api, one))[0]["type"] == "adjustment"
    draft = await disposals.get(some["disposals"][0]["id"])
    assert (draft["state"], draft["destination"], draft["loan"]["name"]) == ("draft", "loss", made["number"])
    assert [line["asset_id"] for line in draft["lines"]] == [one, two]
    assert "Furtado do carro" in draft["reason"]

    moved = await api.post(f"/ativos/{one}/movimentacao", {"to_location_id": world.room_b})
    assert (moved.status_code, moved.json()["code"]) == (409, "assets.missing")
    archived = await api.post(f"/ativos/{one}/arquivamento", {"reason": "x"})
    assert (archived.status_code, archived.json()["code"]) == (409, "assets.missing")
    assert (await api.post(LOANS, loans.body([one]))).json()["code"] == "loans.not_lendable"
    body = {"asset_ids": [one], "to_location_id": world.room_b, "reason": "x", "submit": True}
    assert (await api.post("/movimentacoes", body)).json()["code"] == "movements.not_transferable"
    done = await loans.step(made["id"], "devolucao", handed(three))
    assert done["state"] == "closed"
    assert await broken(api, tmp_path) == []


async def test_with_nothing_left_the_loan_is_closed(loans: Loans, shelf: Shelf, tmp_path: Path) -> None:
    one = shelf.assets[0]
    made = await loans.out([one])
    assert await loans.refused(made["id"], "extravio", lost(shelf.assets[1])) == (409, "loans.not_in_loan")
    assert await loans.refused(made["id"], "extravio", lost(one, one)) == (409, "loans.not_in_loan")
    done = await loans.step(made["id"], "extravio", lost(one))
    assert (done["state"], done["allowed_actions"]) == ("closed", ["find"])
    assert await loans.refused(made["id"], "extravio", lost(one)) == (409, "loans.wrong_state")
    terms = await loans.api.get(f"/movimentacoes/termos?subject_kind=loan&subject_id={made['id']}")
    assert [term["kind"] for term in terms.json()["items"]] == ["loan"]
    assert await broken(loans.api, tmp_path) == []


async def test_what_turns_up_is_back_and_its_draft_forgets_it(
    loans: Loans, disposals: Disposals, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    api, (one, two, _) = loans.api, shelf.assets
    made = await loans.out([one, two])
    done = await loans.step(made["id"], "extravio", lost(one, two))
    draft = done["disposals"][0]["id"]
    body = handed(one, condition="fair") | {"location_id": world.room_b}
    found = await loans.step(made["id"], "reencontro", body)
    assert [line["status"] for line in found["lines"]] == ["returned", "lost"]
    back = await asset_of(api, one)
    assert (back["status"], back["location"]["id"]) == ("in_use", world.room_b)
    assert [line["asset_id"] for line in (await disposals.get(draft))["lines"]] == [two]
    assert await loans.refused(made["id"], "reencontro", handed(one)) == (409, "loans.not_in_loan")
    assert (await loans.step(made["id"], "reencontro", handed(two)))["allowed_actions"] == []
    over = await disposals.get(draft)
    assert (over["state"], over["items"]) == ("cancelled", 1)
    assert (await loans.make([one, two]))["state"] == "reserved"
    assert await broken(api, tmp_path) == []


async def test_a_loss_that_was_asked_for_is_cancelled_first(
    loans: Loans, disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    one = shelf.assets[0]
    made = await loans.out([one])
    done = await loans.step(made["id"], "extravio", lost(one))
    draft = done["disposals"][0]["id"]
    path = f"/movimentacoes/baixas/{draft}"
    wrong = await disposals.api.put(path, disposals.body([one], destination="discard"))
    assert wrong.status_code == 200, wrong.text
    assert (await disposals.refused(draft, "pedido")).code == "disposals.not_disposable"
    await disposals.api.put(path, disposals.body([one], destination="loss"))
    asked = await disposals.step(draft, "pedido")
    assert await loans.refused(made["id"], "reencontro", handed(one)) == (409, "disposals.in_open_disposal")
    rejected = await disposals.decide(asked, "reject")
    assert rejected["state"] == "rejected"
    assert (await asset_of(loans.api, one))["status"] == "missing"
    assert await broken(loans.api, tmp_path) == []
    await loans.step(made["id"], "reencontro", handed(one))
    assert (await asset_of(loans.api, one))["status"] == "in_use"
    assert await broken(loans.api, tmp_path) == []


async def test_a_reversed_loss_is_missing_again(
    loans: Loans, disposals: Disposals, administrator_disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    one = shelf.assets[0]
    made = await loans.out([one])
    await loans.step(made["id"], "extravio", lost(one))
    stolen = {"police_report": "BO 1", "police_report_date": "2026-01-02"}
    done = await disposals.concluded([one], destination="theft", **stolen)
    assert await loans.refused(made["id"], "reencontro", handed(one)) == (409, "assets.disposed")
    await administrator_disposals.step(done["id"], "reversao", {"reason": "Recuperado pela polícia"})
    again = await asset_of(loans.api, one)
    assert (again["status"], again["responsible"]["name"]) == ("missing", "Guarda Souza")
    assert [row["type"] for row in await ledger_of(loans.api, one)][:2] == ["reversal", "disposal"]
    await loans.step(made["id"], "reencontro", handed(one))
    assert (await asset_of(loans.api, one))["status"] == "in_use"
    assert await broken(loans.api, tmp_path) == []


async def test_it_turns_up_where_one_may_put_it(api: Api, loans: Loans, shelf: Shelf, world: World) -> None:
    made = await loans.out([shelf.assets[0]])
    await loans.step(made["id"], "extravio", lost(shelf.assets[0]))
    technician = Loans(api.as_role("technician"), shelf)
    far = handed(shelf.assets[0]) | {"location_id": world.room_b}
    assert await technician.refused(made["id"], "reencontro", far) == (404, "request.not_found")
    here = handed(shelf.assets[0]) | {"location_id": world.room_a}
    await technician.step(made["id"], "reencontro", here)


async def test_who_may_record_a_loss(api: Api, loans: Loans, shelf: Shelf) -> None:
    made = await loans.out([shelf.assets[0]])
    for name, body in (("extravio", lost(shelf.assets[0])), ("reencontro", handed(shelf.assets[0]))):
        assert (await api.as_role("reader").post(f"{LOANS}/{made['id']}/{name}", body)).status_code == 403
