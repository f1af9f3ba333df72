"""A disposal from its draft to its reversal, and everything that is refused on the way."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select, update

from levitiis.commands.checks import violations_in
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.modules.movements.disposals.models import Disposal, DisposalItem
from tests.api.client import Api, counted_statements, test_settings
from tests.api.disposals.conftest import ADDRESS, Disposals, asset_of, broken, ledger_of
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf
from tests.api.world import World
from tests.builders.people import person
from tests.builders.users import account
from tests.pictures import jpeg, pdf


async def test_drafted_asked_approved_and_concluded(
    disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    api, one, two = disposals.api, *shelf.assets[:2]
    made = await disposals.make([one, two], process_number="12/2026", commission_act="Portaria 7/2026")
    assert (made["state"], made["items"], made["appraised_value"]) == ("draft", 2, "20.00")
    assert made["number"].startswith("BX-")
    assert made["allowed_actions"] == ["edit", "ask", "cancel"]
    asked = await disposals.step(made["id"], "pedido")
    assert (asked["state"], asked["allowed_actions"]) == ("pending", ["cancel"])
    assert (await asset_of(api, one))["status"] == "in_use"
    approved = await disposals.decide(asked)
    assert (approved["state"], approved["approver"]["name"]) == ("approved", "Approver")
    assert approved["allowed_actions"] == ["cancel", "conclude"]
    done = await disposals.step(made["id"], "conclusao", {"document_number": "Recibo 9"})
    assert (done["state"], done["document_number"], done["allowed_actions"]) == ("concluded", "Recibo 9", [])
    assert done["concluded_by"]["name"] == "Manager"
    gone = await asset_of(api, one)
    assert (gone["status"], gone["lifecycle_state"], gone["responsible"]) == ("disposed", "disposed", None)
    assert gone["location"]["id"] == api.world.room_a
    row = (await ledger_of(api, one))[0]
    assert (row["type"], row["disposal_id"]) == ("disposal", made["id"])
    assert row["from_responsible"]["name"] == "Guarda Souza"
    assert made["number"] in row["reason"]
    assert await broken(api, tmp_path) == []


async def test_what_is_disposed_of_takes_part_in_nothing_and_is_found_by_its_code(
    disposals: Disposals, shelf: Shelf, world: World
) -> None:
    api, one = disposals.api, shelf.assets[0]
    await disposals.concluded([one])
    moved = await api.post(f"/ativos/{one}/movimentacao", {"to_location_id": world.room_b})
    assert (moved.status_code, moved.json()["code"]) == (409, "assets.disposed")
    body = {"asset_ids": [one], "to_location_id": world.room_b, "reason": "x", "submit": True}
    told = (await api.post("/movimentacoes", body)).json()
    assert (told["code"], told["errors"][0]["message"]) == ("movements.not_transferable", "Baixado")
    lent = await api.post(LOANS, Loans(api, shelf).body([one]))
    assert lent.json()["code"] == "loans.not_lendable"
    again = await disposals.make([one])
    refused = await disposals.refused(again["id"], "pedido")
    assert (refused.code, refused.pointers) == ("disposals.not_disposable", ["/items/0/asset_id"])
    assert [hit["id"] for hit in (await api.get("/ativos/codigo/P-1")).json()["matches"]] == [one]
    taken = await api.post("/ativos", {"name": "Outro", "tag": "P-1", "location_id": world.room_a})
    assert (taken.status_code, taken.json()["code"]) == (409, "assets.tag_taken")


async def test_approval_is_asked_for_whatever_the_rules_say(disposals: Disposals, shelf: Shelf) -> None:
    rule = {"name": "Ninguém", "kind": "disposal", "levels": []}
    assert (await disposals.api.post("/movimentacoes/aprovacoes/regras", rule)).status_code == 201
    asked = await disposals.asked(shelf.assets[:1])
    assert asked["state"] == "pending"
    path = f"/movimentacoes/aprovacoes/{asked['approval_id']}/decisao"
    own = await disposals.api.post(path, {"decision": "approve"})
    assert own.status_code in (403, 409)


async def test_what_is_rejected_or_cancelled_is_free_again(
    disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    one = shelf.assets[:1]
    rejected = await disposals.decide(await disposals.asked(one), "reject")
    assert (rejected["state"], rejected["closing_note"]) == ("rejected", "Conforme o laudo")
    asked = await disposals.asked(one)
    reason = {"reason": "Ainda serve"}
    cancelled = await disposals.step(asked["id"], "cancelamento", reason)
    assert (cancelled["state"], cancelled["closing_note"]) == ("cancelled", "Ainda serve")
    approved = await disposals.approved(one)
    await disposals.step(approved["id"], "cancelamento", reason)
    assert (await disposals.refused(approved["id"], "conclusao", {})).code == "disposals.wrong_state"
    assert (await disposals.asked(one))["state"] == "pending"
    assert await broken(disposals.api, tmp_path) == []


async def test_what_must_be_said_before_asking(disposals: Disposals, shelf: Shelf) -> None:
    one = [{"asset_id": shelf.assets[0]}]
    made = await disposals.make([], items=one, destination="theft")
    told = await disposals.refused(made["id"], "pedido")
    assert (told.status, told.code) == (422, "disposals.incomplete")
    assert told.pointers == ["/police_report", "/police_report_date", "/items/0/classification"]
    made = await disposals.make([], items=[one[0] | {"classification": "idle"}], destination="auction")
    assert (await disposals.refused(made["id"], "pedido")).pointers == ["/items/0/appraised_value"]
    reported = {"police_report": "BO 123/2026", "police_report_date": "2026-11-20"}
    stolen = await disposals.asked(shelf.assets[:1], destination="theft", **reported)
    assert stolen["police_report"] == "BO 123/2026"


async def test_a_lot_names_things_once(disposals: Disposals, shelf: Shelf) -> None:
    api, (one, two, _) = disposals.api, shelf.assets
    chairs = [{"person_id": number, "role": "chair"} for number in (shelf.signer, shelf.borrower)]
    for fields in ({"items": []}, {"members": chairs}, {"members": [chairs[0], chairs[0]]}):
        assert (await api.post(ADDRESS, disposals.body([one], **fields))).status_code == 422, fields
    assert (await api.post(ADDRESS, disposals.body([one, one]))).status_code == 422
    strange = await api.post(ADDRESS, disposals.body([one, 999_999]))
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (404, "/items/1/asset_id")
    made = await disposals.make([one])
    strange = await api.put(f"{ADDRESS}/{made['id']}", disposals.body([one, 999_999, two]))
    assert (strange.status_code, strange.json()["errors"][0]["pointer"]) == (404, "/items/1/asset_id")
    assert (await disposals.get(made["id"]))["items"] == 1


async def test_a_draft_is_edited_whole(disposals: Disposals, shelf: Shelf) -> None:
    api, (one, two, three) = disposals.api, shelf.assets
    made = await disposals.make([one, two])
    path = f"{ADDRESS}/{made['id']}"
    chair = {"person_id": shelf.borrower, "role": "chair"}
    body = disposals.body([two, three], reason="Outro motivo", destination="donation",
                          members=[{"person_id": shelf.signer}, chair])  # fmt: skip
    stale = await api.put(path, body, headers={"If-Match": '"0"'})
    assert stale.status_code == 412
    edited = (await api.put(path, body, headers={"If-Match": f'"{made["version"]}"'})).json()
    assert [line["asset_id"] for line in edited["lines"]] == [two, three]
    assert edited["lines"][0]["id"] == made["lines"][1]["id"]
    assert [(one["person"]["name"], one["role"]) for one in edited["members"]] == [
        ("Bruna Tomadora", "chair"),
        ("Caio Representante", "member"),
    ]
    assert (edited["reason"], edited["destination"]) == ("Outro motivo", "donation")
    assert edited["version"] > made["version"]
    await disposals.step(made["id"], "pedido")
    late = await api.put(path, body)
    assert (late.status_code, late.json()["code"]) == (409, "disposals.wrong_state")


async def test_who_receives_is_named_at_the_conclusion(disposals: Disposals, shelf: Shelf) -> None:
    one, two, three = shelf.assets
    given = await disposals.approved([one], destination="donation")
    told = await disposals.refused(given["id"], "conclusao", {})
    assert (told.code, told.pointers) == ("disposals.incomplete", ["/supplier_id"])
    done = await disposals.step(given["id"], "conclusao", {"supplier_id": shelf.company})
    assert done["recipient"]["name"] == "Escola Vizinha"

    other = await disposals.api.post("/compras/fornecedores", {"name": "Outra Escola"})
    sold = await disposals.approved([two, three], destination="auction", supplier_id=shelf.company)
    body = {"supplier_id": other.json()["id"], "received_value": "50.00"}
    assert (await disposals.refused(sold["id"], "conclusao", body)).code == "disposals.other_recipient"
    told = await disposals.refused(sold["id"], "conclusao", {})
    assert (told.code, told.pointers) == ("disposals.incomplete", ["/received_value"])
    each = [{"asset_id": two, "received_value": "30.10"}, {"asset_id": three, "received_value": "19.90"}]
    wrong = {"items": each, "received_value": "51.00"}
    assert (await disposals.refused(sold["id"], "conclusao", wrong)).code == "disposals.values_differ"
    strange = {"items": [{"asset_id": one, "received_value": "1.00"}], "received_value": "1.00"}
    assert (await disposals.refused(sold["id"], "conclusao", strange)).code == "disposals.not_in_disposal"
    done = await disposals.step(sold["id"], "conclusao", {"items": each})
    assert (done["received_value"], done["lines"][0]["received_value"]) == ("50.00", "30.10")


async def test_somebody_signs_the_term(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.approved(shelf.assets[:1], members=[{"person_id": shelf.signer}])
    told = await disposals.refused(made["id"], "conclusao", {})
    assert (told.code, told.pointers) == ("disposals.incomplete", ["/receiver_id"])
    done = await disposals.step(made["id"], "conclusao", {"receiver_id": shelf.borrower})
    assert done["receiver"]["name"] == "Bruna Tomadora"
    query = f"/movimentacoes/termos?subject_kind=disposal&subject_id={made['id']}"
    term = (await disposals.api.get(query)).json()["items"][0]
    assert (term["kind"], term["signer"]["name"]) == ("disposal", "Bruna Tomadora")
    full = (await disposals.api.get(f"/movimentacoes/termos/{term['id']}")).json()
    said = " ".join(full["paragraphs"])
    assert "descarte" in said
    assert "Sem conserto" in said
    assert full["lines"][0][4].startswith("Irrecuperável")
    refusal = {"decision": "refuse", "note": "Não confere"}
    answer = await disposals.api.post(f"/movimentacoes/termos/{term['id']}/assinatura", refusal)
    assert answer.status_code == 200, answer.text
    assert (await disposals.get(made["id"]))["state"] == "concluded"


async def test_e_waste_needs_its_certificate(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.approved(shelf.assets[:1], is_ewaste=True)
    told = await disposals.refused(made["id"], "conclusao", {})
    assert (told.status, told.code, told.pointers) == (
        422, "disposals.certificate_required", ["/certificate_id"],
    )  # fmt: skip
    other = await disposals.make(shelf.assets[1:2])
    foreign = await disposals.attach(str(other["id"]), "outro.pdf", pdf())
    told = await disposals.refused(made["id"], "conclusao", {"certificate_id": foreign})
    assert (told.status, told.pointers) == (404, ["/certificate_id"])
    mine = await disposals.attach(str(made["id"]), "certificado.pdf", pdf())
    done = await disposals.step(made["id"], "conclusao", {"certificate_id": mine})
    assert (done["certificate_id"], done["attachments"]) == (mine, 1)
    deleted = await disposals.api.delete(f"{ADDRESS}/{made['id']}/anexos/{mine}")
    assert (deleted.status_code, deleted.json()["code"]) == (409, "attachments.evidence")


async def test_papers_stay_as_they_are_while_somebody_decides(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.make(shelf.assets[:2])
    await disposals.attach(str(made["id"]), "laudo.pdf", pdf())
    item = made["lines"][0]["id"]
    photo = await disposals.attach(f"itens/{item}", "foto.jpg", jpeg())
    assert (await disposals.get(made["id"]))["lines"][0]["attachments"] == 1
    without = disposals.body(shelf.assets[1:2])
    kept = await disposals.api.put(f"{ADDRESS}/{made['id']}", without)
    assert (kept.status_code, kept.json()["code"]) == (409, "disposals.has_photos")
    await disposals.step(made["id"], "pedido")
    listed = (await disposals.api.get(f"{ADDRESS}/itens/{item}/anexos")).json()
    assert listed["allowed_actions"] == []
    late = await disposals.api.delete(f"{ADDRESS}/itens/{item}/anexos/{photo}")
    assert (late.status_code, late.json()["code"]) == (409, "disposals.wrong_state")
    rows = (await disposals.api.get(f"/trilha?entity=disposal&entity_id={made['id']}")).json()["items"]
    assert {"attach", "create", "update"} <= {row["action"] for row in rows}
    assert {row["entity_label"] for row in rows if row["entity"] == "disposal_item"} == {"P-1", "P-2"}


async def test_what_was_approved_and_concluded_is_kept(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.make(shelf.assets[:1])
    report = await disposals.attach(str(made["id"]), "laudo.pdf", pdf())
    photo = await disposals.attach(f"itens/{made['lines'][0]['id']}", "foto.jpg", jpeg())
    await disposals.decide(await disposals.step(made["id"], "pedido"))
    item = made["lines"][0]["id"]
    evidence = [f"{ADDRESS}/{made['id']}/anexos/{report}", f"{ADDRESS}/itens/{item}/anexos/{photo}"]
    for path in evidence:
        told = await disposals.api.delete(path)
        assert (told.status_code, told.json()["code"]) == (409, "attachments.evidence")
    later = await disposals.attach(str(made["id"]), "nota.jpg", jpeg())
    assert (await disposals.api.delete(f"{ADDRESS}/{made['id']}/anexos/{later}")).status_code == 204
    late = await disposals.attach(str(made["id"]), "recibo.jpg", jpeg())
    await disposals.step(made["id"], "conclusao", {})
    told = await disposals.api.delete(f"{ADDRESS}/{made['id']}/anexos/{late}")
    assert (told.status_code, told.json()["code"]) == (409, "attachments.evidence")


async def test_a_disposal_is_reversed_whole(
    administrator_disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    made, api = await administrator_disposals.concluded(shelf.assets), administrator_disposals.api
    assert made["allowed_actions"] == ["reverse"]
    reason = {"reason": "Lote errado"}
    archived = await api.post(f"/ativos/{shelf.assets[2]}/arquivamento", {"reason": "x"})
    assert archived.status_code in (200, 204), archived.text
    told = await administrator_disposals.refused(made["id"], "reversao", reason)
    assert (told.status, told.code) == (409, "disposals.not_reversible")
    assert (await asset_of(api, shelf.assets[0]))["status"] == "disposed"
    await api.delete(f"/ativos/{shelf.assets[2]}/arquivamento")
    back = await administrator_disposals.step(made["id"], "reversao", reason)
    assert (back["state"], back["closing_note"], back["allowed_actions"]) == ("reversed", "Lote errado", [])
    for number in shelf.assets:
        again = await asset_of(api, number)
        assert (again["status"], again["lifecycle_state"]) == ("in_use", "in_service")
        assert again["responsible"]["name"] == "Guarda Souza"
    assert [row["type"] for row in await ledger_of(api, shelf.assets[0])] == [
        "reversal", "disposal", "entry"
    ]  # fmt: skip
    terms = await api.get(f"/movimentacoes/termos?subject_kind=disposal&subject_id={made['id']}")
    assert [term["state"] for term in terms.json()["items"]] == ["void"]
    assert (await administrator_disposals.refused(made["id"], "reversao", reason)).status == 409
    assert (await administrator_disposals.concluded(shelf.assets))["state"] == "concluded"
    assert await broken(api, tmp_path) == []


async def test_who_may_do_what(
    api: Api, disposals: Disposals, administrator_disposals: Disposals, shelf: Shelf
) -> None:
    """The technician has building A only, and prepares; the manager concludes; the administrator reverses."""
    technician = Disposals(api.as_role("technician"), shelf, disposals.approver)
    there = await technician.api.post(ADDRESS, technician.body([shelf.elsewhere]))
    assert there.status_code == 404
    here = await technician.approved(shelf.assets[:1])
    assert here["allowed_actions"] == ["cancel"]
    assert (await technician.refused(here["id"], "conclusao", {})).status == 403
    far = await disposals.make([shelf.elsewhere])
    assert (await technician.api.get(f"{ADDRESS}/{far['id']}")).status_code == 404
    done = await disposals.step(here["id"], "conclusao", {})
    assert (await disposals.refused(done["id"], "reversao", {"reason": "x"})).status == 403
    reader = api.as_role("reader")
    assert (await reader.get(f"{ADDRESS}/{far['id']}")).json()["allowed_actions"] == []
    assert (await reader.post(f"{ADDRESS}/{far['id']}/pedido")).status_code == 403
    assert (await api.as_role("nobody").get(ADDRESS)).json()["total"] == 0
    listed = (await technician.api.get(ADDRESS)).json()["items"]
    assert [row["id"] for row in listed] == [here["id"]]


async def test_what_lies_elsewhere_does_not_exist(
    api: Api, disposals: Disposals, shelf: Shelf, world: World
) -> None:
    """An administrator of building A: what is disposed of in B, and people of B, do not exist for him."""
    far = await disposals.concluded([shelf.elsewhere])
    near = await disposals.approved(shelf.assets[:1])
    async with api.work() as uow:
        made = await account(uow, "local.admin", role="administrator", at=world.building_a)
        stranger = await person(uow, "Bento Rocha", location_id=world.room_b)
    local = Disposals(api.as_account(made), shelf, disposals.approver)
    for number in (far["id"], 999_999):
        told = await local.refused(number, "reversao", {"reason": "x"})
        assert (told.status, told.code) == (404, "request.not_found")
    told = await local.refused(near["id"], "conclusao", {"receiver_id": stranger.id})
    assert (told.status, told.pointers) == (404, ["/receiver_id"])
    assert (await disposals.get(near["id"]))["state"] == "approved"


async def test_a_commission_of_an_open_disposal_is_in_the_way_of_a_merge(
    api: Api, disposals: Disposals, shelf: Shelf
) -> None:
    async with api.work() as uow:
        twin = await person(uow, "Caio Representante", location_id=api.world.room_a)
    made = await disposals.make(shelf.assets[:1])

    async def merged() -> tuple[int, str | None]:
        answer = await disposals.api.post(f"/pessoas/{shelf.signer}/fusao", {"into_id": twin.id})
        return answer.status_code, answer.json().get("code")

    assert await merged() == (409, "disposals.merge_open")
    await disposals.step(made["id"], "cancelamento", {"reason": "x"})
    assert (await merged())[0] == 200


async def test_each_step_is_told_where_the_assets_are(disposals: Disposals, shelf: Shelf) -> None:
    made = await disposals.concluded([shelf.assets[0], shelf.elsewhere])
    async with disposals.api.database.reading() as session:
        steps = select(OutboxEvent.payload).where(OutboxEvent.type == "disposals.changed")
        told = (await session.scalars(steps.order_by(OutboxEvent.id))).all()
    assert len(told) == 4, "made, asked for, approved, concluded"
    assert {tuple(event["ids"]) for event in told} == {(made["id"],)}
    assert {len(event["paths"]) for event in told} == {2}


async def test_a_lot_of_any_size_takes_as_many_statements(disposals: Disposals, shelf: Shelf) -> None:
    small, large = await disposals.make(shelf.assets[:1]), await disposals.make(shelf.assets)
    api, counts = disposals.api, []
    for path in (f"{ADDRESS}/{small['id']}", f"{ADDRESS}/{large['id']}"):
        with counted_statements(api.database) as seen:
            assert (await api.get(path)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20, counts


async def test_the_list_is_filtered(disposals: Disposals, shelf: Shelf, world: World) -> None:
    near = await disposals.make(shelf.assets[:2], process_number="SEI 55.2026", destination="donation")
    far = await disposals.make([shelf.elsewhere])
    await disposals.step(far["id"], "pedido")

    async def ids(query: str) -> list[int]:
        return [row["id"] for row in (await disposals.api.get(f"{ADDRESS}?{query}")).json()["items"]]

    assert await ids("sort=number") == [near["id"], far["id"]]
    assert await ids("state=draft") == [near["id"]]
    assert await ids("destination=discard") == [far["id"]]
    assert await ids("q=55.2026") == [near["id"]]
    assert await ids(f"q={far['number'].lower()}") == [far["id"]]
    assert await ids(f"asset_id={shelf.assets[1]}") == [near["id"]]
    assert await ids(f"location_id={world.building_b}") == [far["id"]]
    assert await ids(f"supplier_id={shelf.company}") == []


async def test_what_is_broken_is_found(api: Api, disposals: Disposals, shelf: Shelf, tmp_path: Path) -> None:
    await disposals.asked(shelf.assets[:1])
    done = await disposals.concluded(shelf.assets[1:2])
    for change in (
        update(DisposalItem).values(is_open=False),
        update(Disposal).where(Disposal.id == done["id"]).values(state="approved"),
        update(Disposal).where(Disposal.id == done["id"]).values(state="reversed"),
        update(DisposalItem).where(DisposalItem.disposal_id == done["id"]).values(is_open=True),
    ):
        async with api.database.writing() as session:
            await session.execute(change.execution_options(synchronize_session=False))
            found = [one.invariant for one in await violations_in(session, test_settings(tmp_path))]
            await session.rollback()
        assert "I04" in found, str(change)
    assert await broken(api, tmp_path) == []
