"""Who sits in the commission of an open disposal is bound, and the assets that it holds stay with him."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from levitiis.kit.clock import today
from levitiis.modules.people.api import leave
from tests.api.clearances.conftest import Desk, broken, emptied, left
from tests.api.client import Api
from tests.api.world import World
from tests.builders.assets import asset
from tests.builders.people import person

DISPOSALS = "/movimentacoes/baixas"


async def _asked(api: Api, number: int, chair: int, **fields: Any) -> dict[str, Any]:
    """A disposal of one asset that waits for its approval."""
    body = {
        "items": [{"asset_id": number, "classification": "irrecoverable"}],
        "destination": "discard",
        "reason": "Sem conserto",
        "members": [{"person_id": chair, "role": "chair"}],
    }
    made = await api.post(DISPOSALS, body | fields)
    assert made.status_code == 201, made.text
    asked = await api.post(f"{DISPOSALS}/{made.json()['id']}/pedido")
    assert asked.status_code == 200, asked.text
    return asked.json()


async def _approved(approver: Api, disposal: dict[str, Any]) -> None:
    path = f"/movimentacoes/aprovacoes/{disposal['approval_id']}/decisao"
    answer = await approver.post(path, {"decision": "approve"})
    assert answer.status_code == 200, answer.text


async def test_the_commission_binds_until_the_end_and_then_the_term(
    manager: Api, administrator: Api, api: Api, desk: Desk, world: World, tmp_path: Path
) -> None:
    await emptied(manager, desk, world.room_a)
    disposal = await _asked(manager, desk.assets[0], desk.leaving)
    assert await left(manager, desk) == {"disposals": (1, 0)}
    groups = (await manager.get(desk.path)).json()["groups"]
    (told,) = next(group for group in groups if group["kind"] == "disposals")["items"]
    assert (told["code"], told["target_id"], told["state"]) == (disposal["number"], disposal["id"], "pending")
    leave = {"left_on": today().isoformat()}
    refused = await manager.post(f"{desk.path}/nada-consta", leave)
    assert (refused.status_code, refused.json()["code"]) == (409, "clearances.something_left")
    assert [group["kind"] for group in refused.json()["left"]] == ["disposals"]
    await _approved(administrator, disposal)
    assert await left(manager, desk) == {"disposals": (1, 0)}
    done = await manager.post(f"{DISPOSALS}/{disposal['id']}/conclusao", {})
    assert done.status_code == 200, done.text
    assert await left(manager, desk) == {"terms": (1, 0)}, "the chair signs for what left"
    term = (await manager.get(f"/movimentacoes/termos?signer_id={desk.leaving}")).json()["items"][0]
    assert term["subject_number"] == disposal["number"]
    signed = {"decision": "sign", "strokes": [[[100, 100], [200, 120], [300, 140], [400, 100]]]}
    assert (await manager.post(f"/movimentacoes/termos/{term['id']}/assinatura", signed)).status_code == 200
    assert (await manager.post(f"{desk.path}/nada-consta", leave)).status_code == 201
    assert await broken(manager, tmp_path) == []


async def test_the_receiver_is_bound_by_the_term_and_who_was_cleared_gets_no_seat(
    manager: Api, administrator: Api, api: Api, desk: Desk, world: World
) -> None:
    await emptied(manager, desk, world.room_a)
    disposal = await _asked(manager, desk.assets[0], desk.staying)
    await _approved(administrator, disposal)
    body = {"receiver_id": desk.leaving}
    done = await manager.post(f"{DISPOSALS}/{disposal['id']}/conclusao", body)
    assert done.status_code == 200, done.text
    assert await left(manager, desk) == {"terms": (1, 0)}
    assert await left(manager, Desk(desk.staying, 0, [], 0)) == {}, "the commission has ended"
    cleared = await manager.post(
        f"/movimentacoes/desligamentos/{desk.staying}/nada-consta", {"left_on": today().isoformat()}
    )
    assert cleared.status_code == 201, cleared.text
    draft = {
        "items": [{"asset_id": desk.assets[1]}], "destination": "discard", "reason": "x",
        "members": [{"person_id": desk.staying}],
    }  # fmt: skip
    seat = await manager.post(DISPOSALS, draft)
    assert (seat.status_code, seat.json()["code"]) == (409, "people.has_left")


async def test_who_was_cleared_signs_for_no_disposal(
    manager: Api, administrator: Api, api: Api, desk: Desk, world: World
) -> None:
    """Neither who receives nor the chair, even if he could be cleared while it is open, which he cannot."""
    await emptied(manager, desk, world.room_a)
    disposal = await _asked(manager, desk.assets[0], desk.staying)
    await _approved(administrator, disposal)
    async with api.work() as uow:
        await leave(uow, desk.leaving, today())
        await leave(uow, desk.staying, today())
    for body in ({"receiver_id": desk.leaving}, {}):
        done = await manager.post(f"{DISPOSALS}/{disposal['id']}/conclusao", body)
        assert (done.status_code, done.json()["code"]) == (409, "people.has_left"), body


async def test_a_seat_in_a_draft_counts_and_a_called_off_one_does_not(
    manager: Api, api: Api, desk: Desk, world: World
) -> None:
    async with api.work() as uow:
        twin = await person(uow, "Zélia S. Paula", location_id=world.room_a)
        old = await asset(uow, "Estante", tag="M-3", location_id=world.room_a)
    await emptied(manager, desk, world.room_a)
    body = {
        "items": [{"asset_id": old.id}], "destination": "discard", "reason": "x",
        "members": [{"person_id": desk.leaving}, {"person_id": twin.id, "role": "chair"}],
    }  # fmt: skip
    made = (await manager.post(DISPOSALS, body)).json()
    assert await left(manager, desk) == {"disposals": (1, 0)}
    assert (await manager.post(f"{DISPOSALS}/{made['id']}/cancelamento", {"reason": "x"})).status_code == 200
    assert await left(manager, desk) == {}


async def test_what_a_disposal_holds_stays_and_keeps_no_other(
    manager: Api, desk: Desk, world: World, tmp_path: Path
) -> None:
    disposal = await _asked(manager, desk.assets[0], desk.staying)
    held = (desk.assets[0], "refused", "disposals.in_open_disposal")
    moved = (desk.assets[1], "done", None)
    body = {"asset_ids": desk.assets, "reason": "Desligamento"}
    passed = await manager.post(f"{desk.path}/repasse", body | {"person_id": desk.staying})
    for answer, wanted in (
        (passed, [held, moved]),
        (await manager.post(f"{desk.path}/devolucao", body | {"location_id": world.room_b}), [held]),
    ):
        assert answer.status_code == 200, answer.text
        items = {one["asset_id"]: one for one in answer.json()["items"]}
        for number, outcome, code in wanted:
            assert (items[number]["outcome"], items[number]["code"]) == (outcome, code)
        assert f"M-1 ({disposal['number']})" in items[desk.assets[0]]["message"]
    found = (await manager.get(f"/ativos/{desk.assets[0]}")).json()
    assert (found["responsible"]["id"], found["location"]["id"]) == (desk.leaving, world.room_a)
    assert await broken(manager, tmp_path) == []


async def test_a_commission_out_of_reach_is_counted_and_never_named(
    manager: Api, technician: Api, desk: Desk, world: World
) -> None:
    disposal = await _asked(manager, desk.far, desk.leaving)
    told = await technician.get(desk.path)
    assert (await left(technician, desk))["disposals"] == (1, 1)
    assert disposal["number"] not in told.text
