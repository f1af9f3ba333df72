"""Somebody leaves: what binds him, giving it back, passing it on, and the clearance."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from levitiis.kit.clock import today
from levitiis.kit.problems import Problem
from levitiis.modules.movements.clearances.queries import rows
from levitiis.modules.people.api import PersonName, find_or_create_people
from levitiis.modules.signatures.states import TermState
from tests.api.clearances.conftest import Desk, broken, cleared, emptied, left
from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person
from tests.builders.users import account


def _outcomes(answer: dict[str, object]) -> dict[str, tuple[str, str | None]]:
    items = answer["items"]
    assert isinstance(items, list)
    return {item["tag"]: (item["outcome"], item["code"]) for item in items}


async def test_everything_that_binds_is_shown(manager: Api, api: Api, desk: Desk, world: World) -> None:
    async with api.work() as uow:
        spare = await asset(uow, "Câmera", tag="M-5", location_id=world.room_a)
        wanted = await asset(uow, "Lousa", tag="M-6", location_id=world.room_a)
        handed = await asset(uow, "Rádio", tag="M-7", location_id=world.room_a, responsible_id=desk.leaving)
    loan = {
        "items": [{"asset_id": spare.id}], "borrower_type": "person", "borrower_id": desk.leaving,
        "start_date": today().isoformat(), "due_date": today().isoformat(), "purpose": "Aula",
    }  # fmt: skip
    assert (await manager.post("/movimentacoes/emprestimos", loan)).status_code == 201
    body = {"asset_ids": [wanted.id], "to_responsible_id": desk.leaving, "reason": "Carga", "submit": True}
    open_to = (await manager.post("/movimentacoes", body)).json()
    body = {"asset_ids": [handed.id], "to_responsible_id": desk.staying, "reason": "Carga", "submit": True}
    given = (await manager.post("/movimentacoes", body)).json()
    assert (await manager.post(f"/movimentacoes/{given['id']}/efetivacao")).status_code == 200
    found = (await manager.get(desk.path)).json()
    groups = {group["kind"]: group for group in found["groups"]}
    assert [item["code"] for item in groups["assets"]["items"]] == ["M-1", "M-2", "M-9"]
    assert [(item["code"], item["state"]) for item in groups["loans"]["items"]] == [("M-5", "reserved")]
    states = {item["code"]: item["state"] for item in groups["transfers"]["items"]}
    assert states == {open_to["number"]: "approved", given["number"]: "unsigned"}
    assert groups["terms"]["total"] == 0, "the one who got it signs, not the one who leaves"
    assert (await manager.post(f"/movimentacoes/{open_to['id']}/efetivacao")).status_code == 200
    found = (await manager.get(desk.path)).json()
    groups = {group["kind"]: group for group in found["groups"]}
    assert groups["terms"]["total"] == 1
    assert found["left"] == 4 + 1 + 1 + 1


async def test_the_account_and_its_decisions(
    manager: Api, administrator: Api, api: Api, world: World
) -> None:
    async with api.work() as uow:
        who = await account(uow, "sai.logo", role="approver")
        moved = await asset(uow, "Rack", tag="M-8", location_id=world.room_a)
    level = {"place": "organisation", "approver_ids": [who.user_id]}
    rule = {"name": "Tudo", "kind": "transfer", "levels": [level]}
    made = await administrator.post("/movimentacoes/aprovacoes/regras", rule)
    assert made.status_code == 201, made.text
    body = {"asset_ids": [moved.id], "to_location_id": world.room_b, "reason": "Mudança", "submit": True}
    asked = await manager.post("/movimentacoes", body)
    assert asked.json()["state"] == "pending", asked.text
    user = (await administrator.get(f"/users/{who.user_id}")).json()
    here = Desk(user["person_id"], 0, [], 0)
    assert await left(administrator, here) == {
        "approvals": (1, 0), "account": (1, 0), "approval_rules": (1, 0)
    }  # fmt: skip
    refused = await administrator.post(f"{here.path}/nada-consta", {"left_on": today().isoformat()})
    assert refused.json()["code"] == "clearances.something_left"
    assert [group["kind"] for group in refused.json()["left"]] == ["approvals"], "an account blocks nobody"


async def test_given_back_to_a_place(manager: Api, desk: Desk, world: World) -> None:
    await emptied(manager, desk, world.room_b)
    found = (await manager.get(f"/ativos/{desk.assets[0]}")).json()
    assert (found["location"]["id"], found["responsible"], found["status"]) == (
        world.room_b, None, "available"
    )  # fmt: skip
    assert await left(manager, desk) == {}


async def test_one_that_cannot_go_keeps_no_other(manager: Api, api: Api, desk: Desk, world: World) -> None:
    async with api.work() as uow:
        strange = await asset(uow, "Alheio", tag="M-0", location_id=world.room_a, responsible_id=desk.staying)
    await manager.post(f"/ativos/{desk.assets[1]}/arquivamento", {"reason": "x"})
    body = {"asset_ids": [*desk.assets, strange.id], "location_id": world.room_b, "reason": "x"}
    told = _outcomes((await manager.post(f"{desk.path}/devolucao", body)).json())
    assert told["M-1"] == ("done", None)
    assert told["M-2"] == ("refused", "assets.archived")
    assert told["M-0"] == ("refused", "clearances.not_theirs")
    body = {"asset_ids": [desk.assets[1], desk.far, strange.id], "person_id": desk.staying, "reason": "x"}
    told = _outcomes((await manager.post(f"{desk.path}/repasse", body)).json())
    assert told["M-9"] == ("done", None)
    assert told["M-2"] == ("refused", "movements.not_transferable")
    assert told["M-0"] == ("refused", "clearances.not_theirs")


async def test_passed_on_with_a_term(manager: Api, desk: Desk, world: World) -> None:
    body = {"asset_ids": desk.assets, "person_id": desk.staying, "reason": "Assume a sala"}
    answer = (await manager.post(f"{desk.path}/repasse", body)).json()
    number = answer["document"]["name"]
    found = (await manager.get(f"/ativos/{desk.assets[0]}")).json()
    assert (found["responsible"]["id"], found["location"]["id"]) == (desk.staying, world.room_a)
    terms = (await manager.get(f"/movimentacoes/termos?signer_id={desk.staying}")).json()["items"]
    assert [term["subject_number"] for term in terms] == [number]
    place = body | {"asset_ids": [desk.far], "location_id": world.room_b}
    stays = await manager.post(f"{desk.path}/repasse", place)
    assert stays.json()["items"][0]["outcome"] == "done", "sent and received in one go"


async def test_what_has_to_be_approved_waits(manager: Api, desk: Desk, world: World) -> None:
    """Between units the destination is asked; here by a rule for everything."""
    rule = {"name": "Tudo", "kind": "transfer", "levels": [{"place": "organisation"}]}
    made = await manager.post("/movimentacoes/aprovacoes/regras", rule)
    assert made.status_code == 201, made.text
    body = {"asset_ids": desk.assets, "person_id": desk.staying, "reason": "Assume a sala"}
    answer = (await manager.post(f"{desk.path}/repasse", body)).json()
    assert {item["outcome"] for item in answer["items"]} == {"waiting"}
    assert (await left(manager, desk))["transfers"] == (1, 0)
    again = (await manager.post(f"{desk.path}/repasse", body)).json()
    assert {item["code"] for item in again["items"]} == {"movements.in_open_document"}


async def test_nobody_passes_on_to_himself_or_to_who_left(
    manager: Api, api: Api, desk: Desk, world: World
) -> None:
    body = {"asset_ids": desk.assets, "person_id": desk.leaving, "reason": "x"}
    assert (await manager.post(f"{desk.path}/repasse", body)).status_code == 422
    gone = Desk(desk.staying, 0, [], 0)
    await cleared(manager, gone)
    answer = await manager.post(f"{desk.path}/repasse", body | {"person_id": desk.staying})
    assert (answer.status_code, answer.json()["code"]) == (409, "people.has_left")


async def test_refused_with_the_list_then_issued_frozen_and_verified(
    manager: Api, api: Api, desk: Desk, world: World, tmp_path: Path
) -> None:
    refused = await manager.post(f"{desk.path}/nada-consta", {"left_on": today().isoformat()})
    assert (refused.status_code, refused.json()["code"]) == (409, "clearances.something_left")
    assert [(group["kind"], group["total"]) for group in refused.json()["left"]] == [("assets", 3)]
    await emptied(manager, desk, world.room_a)
    found = await cleared(manager, desk)
    assert found["person"]["left_on"] == today().isoformat()
    assert found["person"]["active"] is False
    assert found["allowed_actions"] == ["withdraw"]
    paper = found["clearances"][0]
    assert paper["number"] == f"NC-{today().year}-000001"
    pdf = (await manager.get(f"{desk.path}/nada-consta/{paper['id']}/pdf")).content
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == paper["pdf_sha256"]
    asked = await api.anonymous().post("/movimentacoes/termos/verificacao", {"code": paper["code"].upper()})
    assert set(asked.json()) == {
        "organisation", "number", "kind", "state", "issued_at", "settled_at", "signer_initials",
        "pdf_sha256", "signed_pdf_sha256",
    }  # fmt: skip
    known = asked.json()
    assert (known["number"], known["kind"], known["state"]) == (paper["number"], "clearance", "valid")
    assert (known["signer_initials"], known["pdf_sha256"]) == ("Z. S. P.", paper["pdf_sha256"])
    again = await manager.post(f"{desk.path}/nada-consta", {"left_on": today().isoformat()})
    assert again.json()["code"] == "clearances.in_force"
    assert await broken(manager, tmp_path) == []


async def test_who_was_cleared_gets_nothing_until_it_is_withdrawn(
    manager: Api, api: Api, desk: Desk, world: World, tmp_path: Path
) -> None:
    await emptied(manager, desk, world.room_a)
    draft = {"asset_ids": desk.assets, "to_responsible_id": desk.leaving, "reason": "Antes"}
    drafted = (await manager.post("/movimentacoes", draft)).json()
    paper = (await cleared(manager, desk))["clearances"][0]
    one = desk.assets[0]
    loan = {
        "items": [{"asset_id": one}], "borrower_type": "person", "borrower_id": desk.leaving,
        "start_date": today().isoformat(), "due_date": today().isoformat(), "purpose": "Aula",
    }  # fmt: skip
    attempts = [
        ("/ativos", {"name": "Novo", "location_id": world.room_a, "responsible_id": desk.leaving}),
        (f"/ativos/{one}/movimentacao", {"to_responsible_id": desk.leaving}),
        ("/movimentacoes", draft),
        (f"/movimentacoes/{drafted['id']}/envio", None),
        ("/movimentacoes/emprestimos", loan),
    ]
    for path, body in attempts:
        answer = await manager.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "people.has_left"), path
    back = await manager.patch(f"/pessoas/{desk.leaving}", {"active": True})
    assert back.json()["code"] == "people.has_left"
    here = f"{desk.path}/nada-consta/{paper['id']}/revogacao"
    assert (await manager.post(here, {"reason": " "})).status_code == 422
    gone = await manager.post(here, {"reason": "Voltou"}, headers={"if-match": '"1"'})
    assert gone.status_code == 200, gone.text
    assert gone.json()["clearances"][0]["withdrawal_reason"] == "Voltou"
    assert gone.json()["person"] | {"left_on": None, "active": True} == gone.json()["person"]
    assert (await manager.post(here, {"reason": "De novo"})).json()["code"] == "clearances.withdrawn"
    asked = await api.anonymous().post("/movimentacoes/termos/verificacao", {"code": paper["code"]})
    assert asked.json()["state"] == TermState.VOID
    assert (await manager.post(f"/movimentacoes/{drafted['id']}/envio")).status_code == 200
    assert await broken(manager, tmp_path) == []


async def test_everything_of_a_kind_is_read_in_pieces(
    manager: Api, technician: Api, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes away behind the reader takes nothing from him; what is out of reach is not told."""
    monkeypatch.setattr(rows, "MOST_NAMED", 1)
    here = f"{desk.path}/pendencias?kind=assets&after="
    met: list[int] = []
    while items := (await manager.get(f"{here}{met[-1] if met else 0}")).json()["items"]:
        met += [item["asset_id"] for item in items]
        body = {"asset_ids": met[-1:], "location_id": manager.world.room_a, "reason": "x"}
        assert (await manager.post(f"{desk.path}/devolucao", body)).status_code == 200
        assert len(met) < 9
    assert met == [*desk.assets, desk.far]
    far = {"to_responsible_id": desk.leaving, "to_location_id": manager.world.room_b}
    await manager.post(f"/ativos/{desk.far}/movimentacao", far)
    assert (await technician.get(f"{here}0")).json() == {"items": []}
    for wrong in ("kind=nothing", "kind=assets&after=-1", "after=1"):
        assert (await manager.get(f"{desk.path}/pendencias?{wrong}")).status_code == 422


@pytest.mark.parametrize("active", [True, False])
async def test_a_withdrawal_makes_of_the_person_what_he_was(
    manager: Api, desk: Desk, world: World, active: bool
) -> None:
    await emptied(manager, desk, world.room_a)
    before = await manager.patch(f"/pessoas/{desk.leaving}", {"active": active, "registration": "77"})
    assert before.status_code == 200, before.text
    paper = (await cleared(manager, desk))["clearances"][0]
    gone = await manager.post(f"{desk.path}/nada-consta/{paper['id']}/revogacao", {"reason": "Engano"})
    assert gone.status_code == 200, gone.text
    after = (await manager.get(f"/pessoas/{desk.leaving}")).json()
    changing = ("version", "updated_at")
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.json().items() if k not in changing
    }


async def test_what_is_out_of_reach_is_counted_and_never_named(
    api: Api, technician: Api, desk: Desk, world: World
) -> None:
    found = await technician.get(desk.path)
    assert "Cofre" not in found.text
    assert "M-9" not in found.text
    group = found.json()["groups"][0]
    assert (group["total"], group["hidden"], len(group["items"])) == (3, 1, 2)
    assert found.json()["allowed_actions"] == ["give_back", "pass_on"]
    body = {"asset_ids": desk.assets, "location_id": world.room_a, "reason": "x"}
    assert (await technician.post(f"{desk.path}/devolucao", body)).status_code == 200
    far = body | {"asset_ids": [desk.far]}
    assert (await technician.post(f"{desk.path}/devolucao", far)).status_code == 404
    async with api.work() as uow:
        local = await account(uow, "gestor.a", role="manager", at=world.building_a)
    issuer = api.as_account(local)
    refused = await issuer.post(f"{desk.path}/nada-consta", {"left_on": today().isoformat()})
    assert refused.status_code == 409
    assert "Cofre" not in refused.text
    assert refused.json()["left"] == [
        {"kind": "assets", "blocks": True, "total": 1, "hidden": 1, "items": []}
    ]


async def test_a_day_to_come_is_none_to_have_left_on(manager: Api, desk: Desk, world: World) -> None:
    await emptied(manager, desk, world.room_a)
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    answer = await manager.post(f"{desk.path}/nada-consta", {"left_on": tomorrow})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/left_on")


async def test_records_that_were_merged_count_too(manager: Api, api: Api, desk: Desk, world: World) -> None:
    async with api.work() as uow:
        twin = await person(uow, "Zélia S. Paula", location_id=world.room_a)
    await emptied(manager, desk, world.room_a)
    paper = (await cleared(manager, desk))["clearances"][0]
    merging = f"/pessoas/{twin.id}/fusao"
    refused = await manager.post(merging, {"into_id": desk.leaving})
    assert refused.json()["code"] == "clearances.merge_in_force"
    await manager.post(f"{desk.path}/nada-consta/{paper['id']}/revogacao", {"reason": "União"})
    assert (await manager.post(merging, {"into_id": desk.leaving})).status_code == 200
    assert (await manager.get(f"/movimentacoes/desligamentos/{twin.id}")).status_code == 404


async def test_an_import_that_names_who_was_cleared_is_refused(
    manager: Api, api: Api, desk: Desk, world: World
) -> None:
    await emptied(manager, desk, world.room_a)
    named = [PersonName("zelia sai de paula")]
    async with api.work() as uow:
        known = await find_or_create_people(uow, named)
        assert known[named[0]].id == desk.leaving
    await cleared(manager, desk)
    async with api.work() as uow:
        with pytest.raises(Problem) as refused:
            await find_or_create_people(uow, named)
    assert refused.value.code == "people.has_left"


@pytest.mark.parametrize("who", ["reader", "buyer", "approver", "nobody"])
async def test_others_do_not_look(api: Api, desk: Desk, who: str) -> None:
    assert (await api.as_role(who).get(desk.path)).status_code == 403
