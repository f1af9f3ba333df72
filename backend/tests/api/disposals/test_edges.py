"""Values beyond what is kept, and who was cleared before a disposal was undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx2

from levitiis.commands.checks import violations_in
from levitiis.kit.clock import today
from tests.api.client import test_settings
from tests.api.disposals.conftest import ADDRESS, Disposals, asset_of, broken
from tests.api.loans.conftest import Shelf
from tests.api.world import World
from tests.builders.assets import asset

LEAVING = "/movimentacoes/desligamentos"
MOST = "99999999999999.99"


async def test_values_that_add_up_to_more_than_is_kept_are_refused(
    disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    two = shelf.assets[:2]
    items = [{"asset_id": one, "classification": "idle", "appraised_value": MOST} for one in two]
    made = await disposals.approved(two, items=items)
    assert made["appraised_value"] == "199999999999999.98"
    received = {"items": [{"asset_id": one, "received_value": MOST} for one in two]}
    refused = await disposals.refused(made["id"], "conclusao", received)
    assert (refused.status, refused.code, refused.pointers) == (422, "request.invalid", ["/items"])
    received["items"][1]["received_value"] = "0.00"
    done = await disposals.step(made["id"], "conclusao", received)
    assert done["received_value"] == MOST
    assert await broken(disposals.api, tmp_path) == []


async def test_whoever_was_cleared_meanwhile_gets_nothing_back(
    administrator_disposals: Disposals, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    disposals, api = administrator_disposals, administrator_disposals.api
    one, *others = shelf.assets
    keeper = (await asset_of(api, one))["responsible"]["id"]
    made = await disposals.concluded([one])
    body = {"asset_ids": others, "location_id": world.room_a, "reason": "Desligamento"}
    assert (await api.post(f"{LEAVING}/{keeper}/devolucao", body)).status_code == 200
    cleared = await api.post(f"{LEAVING}/{keeper}/nada-consta", {"left_on": today().isoformat()})
    assert cleared.status_code == 201, cleared.text

    await disposals.step(made["id"], "reversao", {"reason": "Bem trocado"})
    back = await asset_of(api, one)
    assert (back["status"], back["responsible"]) == ("available", None)
    async with api.database.writing() as session:
        found = await violations_in(session, test_settings(tmp_path))
    assert [one for one in found if one.invariant == "I25"] == []
    assert await broken(api, tmp_path) == []


async def test_what_is_written_wrong_is_told_where_it_is(disposals: Disposals, shelf: Shelf) -> None:
    one = shelf.assets[0]
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for value in ("-1", "-0.01", "1,50", "99999999999999999", "NaN", "1.005", ""):
        body = disposals.body([], items=[{"asset_id": one, "appraised_value": value}])
        answer = await disposals.api.post(ADDRESS, body)
        assert (answer.status_code, pointers(answer)) == (422, ["/items/0/appraised_value"]), value
    for field, value in (("reason", " "), ("police_report_date", tomorrow), ("report", "x" * 10_001)):
        answer = await disposals.api.post(ADDRESS, disposals.body([one], **{field: value}))
        assert (answer.status_code, pointers(answer)) == (422, [f"/{field}"]), field
    many = await disposals.api.post(ADDRESS, disposals.body(list(range(1, 502))))
    assert (many.status_code, pointers(many)) == (422, ["/items"])


async def test_of_two_who_edit_one_draft_the_second_is_shown_what_the_first_wrote(
    administrator_disposals: Disposals, disposals: Disposals, shelf: Shelf
) -> None:
    made = await disposals.make(shelf.assets[:1])
    path, mine = f"{ADDRESS}/{made['id']}", {"If-Match": f'"{made["version"]}"'}
    first = await disposals.api.put(path, disposals.body(shelf.assets[:2], reason="Primeiro"), headers=mine)
    assert first.status_code == 200
    body = administrator_disposals.body(shelf.assets[:1], reason="Segundo")
    second = await administrator_disposals.api.put(path, body, headers=mine)
    assert (second.status_code, second.json()["current"]["reason"]) == (412, "Primeiro")
    assert len(second.json()["current"]["lines"]) == 2


async def test_a_place_that_a_disposed_asset_lay_in_stays_as_long_as_it_may_come_back(
    administrator_disposals: Disposals, shelf: Shelf, tmp_path: Path
) -> None:
    """It is neither deleted nor lost: what is reversed is where it was."""
    disposals, api = administrator_disposals, administrator_disposals.api
    wanted = {"name": "Anexo", "type": "room", "parent_id": api.world.building_a}
    room = (await api.post("/localizacoes", wanted)).json()
    async with api.work() as uow:
        one = (await asset(uow, "Arquivo de aço", tag="P-9", location_id=room["id"])).id
    done = await disposals.concluded([one])
    refused = await api.delete(f"/localizacoes/{room['id']}")
    assert refused.status_code == 409, refused.text
    await api.patch(f"/localizacoes/{room['id']}", {"active": False})
    back = await disposals.step(done["id"], "reversao", {"reason": "Engano"})
    assert back["state"] == "reversed"
    assert (await asset_of(api, one))["location"]["id"] == room["id"]
    assert await broken(api, tmp_path) == []


def pointers(answer: httpx2.Response) -> list[str]:
    """Where the errors are."""
    return [error["pointer"] for error in answer.json()["errors"]]
