"""Terms over HTTP: issued with the last receipt, signed once, refused with custody given back."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import pytest
from sqlalchemy import select

from levitiis.commands.checks import violations_in
from levitiis.modules.assets.models import Movement
from tests.api.client import Api, test_settings
from tests.api.terms.conftest import DRAWING, SIGNER, Handed, content, sign
from tests.api.world import World
from tests.builders.users import account
from tests.unit.documents.paper import Paper


@pytest.fixture(autouse=True)
async def nothing_is_broken(api: Api, tmp_path: Any) -> Any:
    yield
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    assert [one for one in broken if one.invariant in ("I02", "I13", "I15", "I24")] == []


async def test_the_last_receipt_brings_a_term_with_everything_frozen(
    api: Api, manager: Api, handed: Handed
) -> None:
    term = handed.term
    assert (term["state"], term["signer"]["name"], term["items"]) == ("pending", SIGNER, 2)
    assert term["number"].startswith("TM-")
    assert term["lines"][0] == ["N-1", "", "Notebook 1", "SN-1", "Bom", "R$ 3.200,50"]
    assert term["total"] == "R$ 6.401,00"
    said = " ".join(term["paragraphs"])
    assert f"Eu, {SIGNER}, matrícula M-77, CPF ***.982.247-**" in said
    assert "{{" not in said
    assert "52998224725" not in said
    await manager.patch(f"/pessoas/{handed.signer}", {"name": "Outro Nome"})
    again = (await manager.get(handed.path)).json()
    assert again["paragraphs"] == term["paragraphs"], "what was issued does not change"


async def test_the_pdf_says_it_and_its_code_leads_to_its_verification(
    api: Api, manager: Api, handed: Handed
) -> None:
    pdf = await content(manager, f"{handed.path}/pdf")
    assert hashlib.sha256(pdf).hexdigest() == handed.term["pdf_sha256"]
    paper = Paper(pdf)
    said = paper.text()
    assert handed.term["number"] in said
    assert SIGNER in said
    assert "SN-2" in said
    assert "gov.br" in said
    address = paper.page().symbol(0, 0, 210, 297).text
    code = handed.term["code"]
    assert address.endswith(f"/verificar/{code}")
    found = (await api.anonymous().post("/movimentacoes/termos/verificacao", {"code": code})).json()
    assert (found["number"], found["state"]) == (handed.term["number"], "pending")
    assert found["signer_initials"] == "C. A."
    assert found["pdf_sha256"] == handed.term["pdf_sha256"]
    assert SIGNER not in str(found), "whoever holds the paper learns nobody's name"
    unknown = await api.anonymous().post("/movimentacoes/termos/verificacao", {"code": "x" * 26})
    assert unknown.status_code == 404


async def test_a_signature_on_the_screen_is_kept_with_its_circumstances(manager: Api, handed: Handed) -> None:
    signed = await sign(manager, handed)
    assert signed.status_code == 200, signed.text
    term = signed.json()
    assert (term["state"], term["allowed_actions"]) == ("signed", [])
    said = term["signature"]
    assert (said["method"], said["level"], said["signer_name"]) == ("on_site", "simple", SIGNER)
    assert said["collected_by"]["name"] == "Manager"
    pdf = await content(manager, f"{handed.path}/pdf-assinado")
    assert hashlib.sha256(pdf).hexdigest() == term["signed_pdf_sha256"]
    assert handed.term["pdf_sha256"] in Paper(pdf).text().replace(" ", ""), "it says which bytes were signed"
    assert "Lei 14.063/2020" in Paper(pdf).text()
    original = await content(manager, f"{handed.path}/pdf")
    assert hashlib.sha256(original).hexdigest() == handed.term["pdf_sha256"], "the original stays"


async def test_what_was_signed_is_never_replaced(manager: Api, handed: Handed) -> None:
    first, *others = await asyncio.gather(*(sign(manager, handed) for _ in range(50)))
    statuses = sorted(answer.status_code for answer in (first, *others))
    assert statuses == [200] + [409] * 49
    refusal = await sign(manager, handed, decision="refuse", note="Mudei de ideia", strokes=[])
    assert (refusal.status_code, refusal.json()["code"]) == (409, "signatures.settled")


async def test_a_refusal_gives_custody_back(api: Api, manager: Api, handed: Handed, world: World) -> None:
    silent = await sign(manager, handed, decision="refuse", strokes=[])
    assert silent.status_code == 422, "a refusal says why"
    refused = await sign(manager, handed, decision="refuse", note="Não recebi o carregador", strokes=[])
    assert (refused.status_code, refused.json()["state"]) == (200, "refused")
    for number in handed.assets:
        found = (await manager.get(f"/ativos/{number}")).json()
        assert found["responsible"]["id"] == handed.before
        assert found["location"]["id"] == world.room_b, "it stays where it has arrived"
    async with api.database.reading() as session:
        last = (
            await session.scalars(
                select(Movement).where(Movement.asset_id == handed.assets[0]).order_by(Movement.seq.desc())
            )
        ).first()
    assert last is not None
    assert (last.type, last.document_id, last.reason) == (
        "assignment", handed.document, "Não recebi o carregador",
    )  # fmt: skip


async def test_what_moved_on_meanwhile_is_not_given_back(manager: Api, handed: Handed, world: World) -> None:
    moved = handed.assets[0]
    await manager.post(f"/ativos/{moved}/movimentacao", {"to_responsible_id": None})
    await sign(manager, handed, decision="refuse", note="Engano", strokes=[])
    assert (await manager.get(f"/ativos/{moved}")).json()["responsible"] is None
    kept = (await manager.get(f"/ativos/{handed.assets[1]}")).json()
    assert kept["responsible"]["id"] == handed.before


async def test_the_signer_signs_in_his_own_account_and_sees_only_his_own(
    api: Api, administrator: Api, handed: Handed
) -> None:
    async with api.work() as uow:
        made = await account(uow, "abrantes", role=None)
    own = api.as_account(made)
    assert (await own.get(handed.path)).status_code == 404
    linked = await administrator.put(f"/users/{made.user_id}/pessoa", {"person_id": handed.signer})
    assert linked.status_code == 200, linked.text
    (mine,) = (await own.get("/movimentacoes/termos?mine=true")).json()["items"]
    assert mine["id"] == handed.term["id"]
    seen = (await own.get(handed.path)).json()
    assert seen["allowed_actions"] == ["sign", "refuse", "add_signed_pdf"]
    assert (await own.post(f"{handed.path}/link")).status_code == 403
    signed = await sign(own, handed)
    assert signed.json()["signature"]["method"] == "own_account"


async def test_a_technician_of_another_building_neither_sees_nor_collects(
    technician: Api, reader: Api, handed: Handed
) -> None:
    assert (await technician.get(handed.path)).status_code == 404
    assert (await sign(technician, handed)).status_code == 404
    assert (await technician.get(f"{handed.path}/pdf")).status_code == 404
    assert (await reader.get(handed.path)).status_code == 200
    assert (await sign(reader, handed)).status_code == 403, "seen, but not to be collected"


@pytest.mark.parametrize(
    "strokes",
    [[], [[[1, 1]]], [[[0, 0], [1001, 5]]], [[["a", 1], [2, 2]]], [[[0, 0], [3, 401]]], DRAWING * 201],
)
async def test_what_is_no_drawing_is_refused(manager: Api, handed: Handed, strokes: Any) -> None:
    assert (await sign(manager, handed, strokes=strokes)).status_code == 422


async def test_a_stale_version_is_told(manager: Api, handed: Handed) -> None:
    body = {"decision": "sign", "strokes": DRAWING}
    stale = await manager.post(f"{handed.path}/assinatura", body, headers={"If-Match": '"99"'})
    assert stale.status_code == 412
