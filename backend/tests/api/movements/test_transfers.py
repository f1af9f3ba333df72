"""Transfers over HTTP, from the request to the last asset."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from levitiis.commands.checks import violations_in
from levitiis.modules.assets.models import Movement
from tests.api.client import Api, test_settings
from tests.api.movements.conftest import Transfers, Yard, arrived
from tests.api.world import World
from tests.builders.people import person
from tests.builders.users import account, grant


async def ledger(api: Api, asset_id: int) -> list[tuple[str, int | None, int | None, str, int | None]]:
    async with api.database.reading() as session:
        rows = await session.scalars(
            select(Movement).where(Movement.asset_id == asset_id).order_by(Movement.seq)
        )
        return [
            (row.type, row.from_location_id, row.to_location_id, row.to_status, row.document_id)
            for row in rows
        ]


async def status_of(api: Api, asset_id: int) -> str:
    return (await api.get(f"/ativos/{asset_id}")).json()["status"]


def marked(answer: Any) -> dict[str, str]:
    """What is said of each asset that cannot be had."""
    errors = answer.json()["errors"]
    assert {error["code"] for error in errors} == {"not_available"}
    return {error["pointer"]: error["message"] for error in errors}


@pytest.fixture(autouse=True)
async def nothing_is_broken(api: Api, tmp_path: Any) -> Any:
    yield
    async with api.database.writing() as session:
        broken = await violations_in(session, test_settings(tmp_path))
    assert [one for one in broken if one.invariant in ("I02", "I04", "I07", "I13", "I23")] == []


async def test_within_a_unit_it_may_go_at_once(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    made = await mine.ask(yard.assets, world.room_b)
    assert (made["state"], made["items"], made["approval_id"]) == ("approved", 3, None)
    assert made["allowed_actions"] == ["send", "cancel"]
    assert made["number"].startswith("TR-")
    assert made["number"].endswith("-000001")
    before = await ledger(manager, yard.assets[0])
    assert len(before) == 1, "nothing has taken effect"
    sent = await mine.step(made["id"], "saida")
    assert (sent["state"], sent["allowed_actions"]) == ("in_transit", ["receive", "take_back"])
    assert await status_of(manager, yard.assets[0]) == "in_transit"
    some = await mine.step(
        made["id"], "recebimento", arrived(*yard.assets[:2], condition="good", note="Sem a fonte")
    )
    assert (some["state"], some["received"]) == ("partially_received", 2)
    done = await mine.step(made["id"], "recebimento", arrived(yard.assets[2]))
    assert (done["state"], done["received"], done["allowed_actions"]) == ("received", 3, ["reverse"])
    assert done["closed_at"] is not None
    assert (done["lines"][0]["condition"], done["lines"][0]["note"]) == ("good", "Sem a fonte")
    assert await ledger(manager, yard.assets[0]) == [
        ("entry", None, world.room_a, "available", None),
        ("transfer", world.room_a, world.room_a, "in_transit", made["id"]),
        ("transfer", world.room_a, world.room_b, "available", made["id"]),
    ]


async def test_between_units_the_destination_decides(api: Api, manager: Api, yard: Yard) -> None:
    mine, theirs = Transfers(manager), Transfers(api.as_account(yard.deputy))
    made = await mine.ask(yard.assets, yard.room)
    assert (made["state"], made["allowed_actions"]) == ("pending", ["cancel"])
    asked = await mine.approval(made["id"])
    assert (asked["state"], asked["allowed_actions"]) == ("pending", []), "not by who asked"
    own = await manager.post(f"/movimentacoes/aprovacoes/{asked['id']}/decisao", {"decision": "approve"})
    assert (own.status_code, own.json()["code"]) == (409, "approvals.own_request")
    (waiting,) = (await theirs.api.get("/movimentacoes/aprovacoes?mine=true")).json()["items"]
    assert (waiting["number"], waiting["allowed_actions"]) == (made["number"], ["decide"])
    path = f"/movimentacoes/aprovacoes/{waiting['id']}/decisao"
    silent = await theirs.api.post(path, {"decision": "reject"})
    assert silent.status_code == 422, "a rejection says why"
    decided = await theirs.api.post(path, {"decision": "approve", "note": "Há espaço"})
    assert (decided.status_code, decided.json()["state"]) == (200, "approved")
    assert decided.json()["decisions"][0]["note"] == "Há espaço"
    again = await theirs.api.post(path, {"decision": "reject", "note": "Mudei de ideia"})
    assert (again.status_code, again.json()["code"]) == (409, "approvals.decided")
    assert (await theirs.api.get("/movimentacoes/aprovacoes?mine=true")).json()["items"] == []
    await mine.step(made["id"], "saida")
    done = await theirs.step(made["id"], "recebimento", arrived(*yard.assets))
    assert (done["state"], done["approver"]["name"]) == ("received", "Deputy")
    async with api.database.reading() as session:
        approvers = await session.scalars(
            select(Movement.approver_id).where(Movement.document_id == made["id"])
        )
        assert set(approvers) == {yard.deputy.user_id}


async def test_a_rejection_frees_the_assets(api: Api, manager: Api, world: World, yard: Yard) -> None:
    mine, theirs = Transfers(manager), Transfers(api.as_account(yard.deputy))
    made = await mine.ask(yard.assets, yard.room)
    asked = await theirs.approval(made["id"])
    await theirs.api.post(
        f"/movimentacoes/aprovacoes/{asked['id']}/decisao", {"decision": "reject", "note": "Sem espaço"}
    )
    after = (await manager.get(f"/movimentacoes/{made['id']}")).json()
    assert (after["state"], after["closing_note"], after["allowed_actions"]) == ("rejected", "Sem espaço", [])
    assert await mine.refused(made["id"], "saida") == (409, "movements.wrong_state")
    assert (await mine.ask(yard.assets, world.room_b))["state"] == "approved"


async def test_an_asset_is_in_one_open_transfer_at_most(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    first = await mine.ask(yard.assets[:2], world.room_b)
    body = {"asset_ids": yard.assets[::-1], "to_location_id": world.room_b, "reason": "x", "submit": True}
    refused = await manager.post("/movimentacoes", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "movements.in_open_document")
    assert marked(refused) == {
        "/asset_ids/1": "Bem em outra transferência",
        "/asset_ids/2": "Bem em outra transferência",
    }
    draft = (await manager.post("/movimentacoes", body | {"submit": False})).json()
    assert draft["state"] == "draft"
    assert draft["number"].endswith("-000002"), "the number of what was refused is given again"
    again = await manager.post(f"/movimentacoes/{draft['id']}/envio")
    assert again.json()["code"] == "movements.in_open_document"
    assert marked(again).keys() == {"/asset_ids/0", "/asset_ids/1"}, "a draft has its assets in their order"
    called_off = await mine.step(first["id"], "cancelamento", {"reason": "Erro"})
    assert (called_off["state"], called_off["closing_note"]) == ("cancelled", "Erro")
    assert (await mine.step(draft["id"], "envio"))["state"] == "approved"


async def test_what_moved_meanwhile_does_not_leave(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    made = await mine.ask(yard.assets, world.room_b)
    await manager.post(f"/ativos/{yard.assets[1]}/movimentacao", {"to_location_id": world.building_b})
    answer = await manager.post(f"/movimentacoes/{made['id']}/saida")
    assert (answer.status_code, answer.json()["code"]) == (409, "movements.moved_meanwhile")
    assert "N-2" in answer.json()["detail"]


async def test_what_is_on_its_way_is_not_moved_otherwise(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    made = await mine.ask(yard.assets[:1], world.room_b)
    await mine.step(made["id"], "saida")
    page = (await manager.get(f"/ativos/{yard.assets[0]}")).json()
    assert "move" not in page["allowed_actions"]
    moved = await manager.post(f"/ativos/{yard.assets[0]}/movimentacao", {"to_location_id": world.building_b})
    assert (moved.status_code, moved.json()["code"]) == (409, "assets.in_transit")


async def test_what_is_missing_is_settled(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    made = await mine.ask(yard.assets, world.room_b)
    await mine.step(made["id"], "saida")
    body = arrived(yard.assets[0]) | {"missing": yard.assets[1:]}
    assert (await mine.step(made["id"], "recebimento", body))["state"] == "partially_received"
    assert await mine.refused(made["id"], "recebimento", arrived(yard.assets[0])) == (
        409,
        "movements.not_expected",
    )
    found = await mine.step(made["id"], "recebimento", arrived(yard.assets[1], note="Achado"))
    assert [line["state"] for line in found["lines"]] == ["received", "received", "missing"]
    back = await mine.step(
        made["id"], "devolucao", {"asset_ids": [yard.assets[2]], "reason": "Ficou na sala"}
    )
    assert (back["state"], [line["state"] for line in back["lines"]]) == (
        "received",
        ["received", "received", "returned"],
    )
    assert await status_of(manager, yard.assets[2]) == "available"
    assert (await ledger(manager, yard.assets[2]))[-1][2] == world.room_a


async def test_all_taken_back_is_called_off(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    made = await mine.ask(yard.assets, world.room_b)
    await mine.step(made["id"], "saida")
    back = await mine.step(made["id"], "devolucao", {"asset_ids": yard.assets, "reason": "Chuva"})
    assert (back["state"], back["closing_note"]) == ("cancelled", "Chuva")


async def test_a_responsible_person_comes_with_it(api: Api, manager: Api, world: World, yard: Yard) -> None:
    async with api.work() as uow:
        holder = await person(uow, "Ana Prado")
    mine = Transfers(manager)
    made = await mine.ask(yard.assets[:1], world.room_b, to_responsible_id=holder.id)
    await mine.step(made["id"], "saida")
    await mine.step(made["id"], "recebimento", arrived(yard.assets[0]))
    page = (await manager.get(f"/ativos/{yard.assets[0]}")).json()
    assert (page["responsible"]["name"], page["status"]) == ("Ana Prado", "in_use")
    idle = {"asset_ids": yard.assets[:1], "to_location_id": world.room_b, "reason": "?", "submit": True}
    refused = await manager.post("/movimentacoes", idle)
    assert (refused.status_code, refused.json()["code"]) == (422, "movements.nothing_changes")
    assert marked(refused) == {"/asset_ids/0": "Já está no destino e com o responsável"}


async def test_who_may_what(api: Api, manager: Api, world: World, yard: Yard) -> None:
    """The clerk asks for building A and reads everything: assets leave, and arrive elsewhere without him."""
    async with api.work() as uow:
        clerk = await account(uow, "clerk", role="reader")
        await grant(uow, clerk.user_id, "technician", world.building_a)
    theirs = Transfers(api.as_account(clerk))
    made = await theirs.ask(yard.assets, world.room_b)
    sent = await theirs.step(made["id"], "saida")
    assert sent["allowed_actions"] == ["take_back"]
    forbidden = (403, "request.forbidden")
    assert await theirs.refused(made["id"], "recebimento", arrived(*yard.assets)) == forbidden
    reader = Transfers(api.as_role("reader"))
    assert await reader.refused(made["id"], "recebimento", arrived(*yard.assets)) == forbidden
    await Transfers(manager).step(made["id"], "recebimento", arrived(*yard.assets))
    body = {"asset_ids": yard.assets, "to_location_id": world.room_a, "reason": "Volta", "submit": True}
    assert (await theirs.api.post("/movimentacoes", body)).status_code == 403, "they are not his any more"
    limited = await api.as_role("technician").post("/movimentacoes", body)
    assert limited.status_code == 404, "for whom only building A exists they do not exist any more"


async def test_the_list_finds(manager: Api, world: World, yard: Yard) -> None:
    mine = Transfers(manager)
    one = await mine.ask(yard.assets[:1], world.room_b)
    two = await mine.ask(yard.assets[1:], yard.room)

    async def numbers(query: str) -> list[str]:
        items = (await manager.get(f"/movimentacoes?{query}")).json()["items"]
        return [item["number"] for item in items]

    assert await numbers("sort=number") == [one["number"], two["number"]]
    assert await numbers("state=pending") == [two["number"]]
    assert await numbers("state=pending&state=approved&sort=-number") == [two["number"], one["number"]]
    assert await numbers(f"to_location_id={yard.other_unit}") == [two["number"]]
    assert await numbers(f"asset_id={yard.assets[0]}") == [one["number"]]
    assert await numbers("q=000002") == [two["number"]]
    assert await numbers("q=%25") == []


async def test_bad_input(manager: Api, world: World, yard: Yard) -> None:
    good: dict[str, Any] = {"asset_ids": yard.assets, "to_location_id": world.room_b, "reason": "x"}
    for change in (
        {"asset_ids": []},
        {"asset_ids": [yard.assets[0], yard.assets[0]]},
        {"asset_ids": list(range(1, 502))},
        {"reason": "  "},
        {"state": "approved"},
        {"to_location_id": None},
    ):
        assert (await manager.post("/movimentacoes", good | change)).status_code == 422, change
    unknown = await manager.post("/movimentacoes", good | {"asset_ids": [yard.assets[0], 10**9]})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (404, "/asset_ids/1")
    assert (await manager.get("/movimentacoes")).json()["total"] == 0, "nothing is half written"


async def test_a_stale_version_is_refused_with_the_present_state(
    manager: Api, world: World, yard: Yard
) -> None:
    made = await Transfers(manager).ask(yard.assets, world.room_b)
    stale = await manager.post(f"/movimentacoes/{made['id']}/saida", headers={"if-match": '"99"'})
    assert (stale.status_code, stale.json()["current"]["state"]) == (412, "approved")
