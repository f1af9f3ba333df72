"""What waits to be disposed of is held."""

from __future__ import annotations

from pathlib import Path

from tests.api.disposals.conftest import Disposals, broken
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf
from tests.api.world import World


async def test_nothing_is_held_twice(
    disposals: Disposals, loans: Loans, shelf: Shelf, world: World, tmp_path: Path
) -> None:
    api, (one, two, three) = disposals.api, shelf.assets
    await disposals.asked([one])
    again = await disposals.make([two, one, three])
    refused = await disposals.refused(again["id"], "pedido")
    assert (refused.code, refused.pointers) == ("disposals.in_open_disposal", ["/items/0/asset_id"])
    lent = await api.post(LOANS, loans.body([one], start=30, due=31))
    assert (lent.status_code, lent.json()["code"]) == (409, "disposals.in_open_disposal")
    assert lent.json()["errors"][0]["pointer"] == "/items/0/asset_id"
    body = {"asset_ids": [one], "to_location_id": world.room_b, "reason": "x", "submit": True}
    moved = await api.post("/movimentacoes", body)
    assert (moved.status_code, moved.json()["code"]) == (409, "disposals.in_open_disposal")
    assert moved.json()["errors"][0]["pointer"] == "/asset_ids/0"
    assert moved.json()["errors"][0]["message"].startswith("Bem em processo de baixa (BX-")
    archived = await api.post(f"/ativos/{one}/arquivamento", {"reason": "x"})
    assert (archived.status_code, archived.json()["code"]) == (409, "disposals.in_open_disposal")
    await loans.make([two], start=30, due=31)
    assert (await api.post("/movimentacoes", body | {"asset_ids": [three]})).status_code == 201
    for number in (two, three):
        made = await disposals.make([number])
        refused = await disposals.refused(made["id"], "pedido")
        assert (refused.code, refused.pointers) == ("disposals.promised", ["/items/0/asset_id"])
    assert await broken(api, tmp_path) == []
