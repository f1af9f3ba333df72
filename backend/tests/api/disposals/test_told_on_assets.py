"""What the page of an asset tells of its disposal, and where a disposed asset is still found."""

from __future__ import annotations

from tests.api.client import Api
from tests.api.disposals.conftest import ADDRESS, Disposals
from tests.api.loans.conftest import Shelf
from tests.builders.roles import role
from tests.builders.users import account

NOTHING = {"state": None, "since": None, "destination": None, "disposal": None}


async def told(api: Api, asset: int) -> dict[str, object]:
    """What the page of an asset reads."""
    answer = await api.get(f"{ADDRESS}/bens/{asset}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_waits_and_it_is_gone(api: Api, disposals: Disposals, shelf: Shelf) -> None:
    one = shelf.assets[0]
    async with api.work() as uow:
        await role(uow, "watcher", "assets.read")
        made = await account(uow, "watcher", role="watcher", at=api.world.building_a)
    watcher = api.as_account(made)
    draft = await disposals.make([one])
    assert await told(disposals.api, one) == NOTHING
    asked = await disposals.step(draft["id"], "pedido")
    named = {"destination": "discard", "disposal": {"id": asked["id"], "name": asked["number"]}}
    waits = {"state": "waiting", "since": asked["submitted_at"]}
    assert await told(disposals.api, one) == waits | named
    assert await told(watcher, one) == NOTHING | waits
    done = await disposals.step((await disposals.decide(asked))["id"], "conclusao", {})
    gone = {"state": "gone", "since": done["concluded_at"]}
    assert await told(disposals.api, one) == gone | named
    assert await told(watcher, one) == NOTHING | gone
    for asset in (shelf.elsewhere, 999_999):
        assert (await watcher.get(f"{ADDRESS}/bens/{asset}")).status_code == 404


async def test_a_reversed_or_rejected_one_tells_nothing(
    administrator_disposals: Disposals, shelf: Shelf
) -> None:
    disposals, one = administrator_disposals, shelf.assets[0]
    await disposals.decide(await disposals.asked([one]), "reject")
    assert await told(disposals.api, one) == NOTHING
    done = await disposals.concluded([one])
    await disposals.step(done["id"], "reversao", {"reason": "Engano"})
    assert await told(disposals.api, one) == NOTHING
    asked = await disposals.asked([one])
    assert (await told(disposals.api, one))["disposal"] == {"id": asked["id"], "name": asked["number"]}


async def test_lists_leave_it_out_and_its_exact_code_finds_it(disposals: Disposals, shelf: Shelf) -> None:
    api, one = disposals.api, shelf.assets[0]
    changed = {"patrimonio": "PMX 77", "serial_number": "SN-00A7"}
    assert (await api.patch(f"/ativos/{one}", changed)).status_code == 200
    place = f"/localizacoes/{api.world.room_a}"
    before = (await api.get(place)).json()
    await disposals.concluded([one])

    async def found(query: str) -> list[int]:
        return [row["id"] for row in (await api.get(f"/ativos?{query}")).json()["items"]]

    assert one not in await found("")
    assert one not in await found("q=projetor")
    assert (await api.get("/ativos/resumo")).json()["by_status"].get("disposed") is None
    for code in ("P-1", "p-1", "PMX 77", "sn-00a7"):
        assert await found(f"q={code}") == [one], code
    for asked in ("status=disposed", "lifecycle_state=disposed", "archived=include"):
        assert one in await found(asked), asked
    hits = (await api.get("/busca?q=P-1")).json()
    assert f"/ativos/{one}" in str(hits)
    assert f"/ativos/{one}" not in str((await api.get("/busca?q=projetor")).json())
    for code in ("P-1", "PMX 77", "SN-00A7"):
        assert [hit["id"] for hit in (await api.get(f"/ativos/codigo/{code}")).json()["matches"]] == [one]
    page = (await api.get(f"/ativos/{one}")).json()
    assert "move" not in page["allowed_actions"]
    assert "print_label" in page["allowed_actions"]
    after = (await api.get(place)).json()
    assert {key for key in before if before[key] != after.get(key)} <= {"asset_count", "asset_count_total"}
    assert str(after) != str(before)
