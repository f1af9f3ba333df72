"""Values beyond what is kept, and who was cleared before a disposal was undone."""

from __future__ import annotations

from pathlib import Path

from levitiis.commands.checks import violations_in
from levitiis.kit.clock import today
from tests.api.client import test_settings
from tests.api.disposals.conftest import Disposals, asset_of, broken
from tests.api.loans.conftest import Shelf
from tests.api.world import World

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
