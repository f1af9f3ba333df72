"""What the organisation wants said before a disposal is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.disposals.conftest import ADDRESS, Disposals
from tests.api.loans.conftest import Shelf
from tests.pictures import jpeg, pdf

RULES = f"{ADDRESS}/regras"
NOTHING = {"report_required": False, "commission_members": 0, "photos_required": False}


async def ruled(api: Api, **fields: Any) -> None:
    """These rules hold from now on."""
    answer = await api.put(RULES, NOTHING | fields)
    assert answer.status_code == 200, answer.text


async def test_nothing_is_wanted_at_first(disposals: Disposals, shelf: Shelf) -> None:
    rules = (await disposals.api.get(RULES)).json()
    assert {name: rules[name] for name in NOTHING} == NOTHING
    assert (await disposals.asked(shelf.assets[:1], members=[]))["state"] == "pending"


async def test_everything_that_is_wanted_is_told_at_once(disposals: Disposals, shelf: Shelf) -> None:
    await ruled(disposals.api, report_required=True, commission_members=3, photos_required=True)
    one, two, _ = shelf.assets
    items = [{"asset_id": one}, {"asset_id": two, "classification": "idle"}]
    made = await disposals.make([], items=items, destination="auction")
    answer = await disposals.api.post(f"{ADDRESS}/{made['id']}/pedido")
    assert (answer.status_code, answer.json()["code"]) == (422, "disposals.incomplete")
    errors = {error["pointer"]: (error["code"], error["message"]) for error in answer.json()["errors"]}
    assert errors["/members"] == ("too_few", "Indique ao menos 3.")
    assert set(errors) == {
        "/report", "/members", "/items/0/photo", "/items/1/photo", "/items/0/classification",
        "/items/0/appraised_value", "/items/1/appraised_value",
    }  # fmt: skip


async def test_what_is_there_is_enough(disposals: Disposals, shelf: Shelf) -> None:
    await ruled(disposals.api, report_required=True, commission_members=2, photos_required=True)
    members = [{"person_id": shelf.signer, "role": "chair"}, {"person_id": shelf.borrower}]
    made = await disposals.make(shelf.assets[:1], members=members, report="Placa queimada")
    line = made["lines"][0]
    await disposals.attach(f"itens/{line['id']}", "laudo.pdf", pdf())
    assert (await disposals.refused(made["id"], "pedido")).pointers == ["/items/0/photo"]
    assert [(one["attachments"], one["has_photo"]) for one in (await disposals.get(made["id"]))["lines"]] == [
        (1, False)
    ]
    await disposals.attach(f"itens/{line['id']}", "foto.jpg", jpeg())
    asked = await disposals.step(made["id"], "pedido")
    assert (asked["state"], asked["lines"][0]["has_photo"]) == ("pending", True)


@pytest.mark.parametrize("destination", ["loss", "theft"])
async def test_nobody_examines_what_is_not_there(
    disposals: Disposals, shelf: Shelf, destination: str
) -> None:
    await ruled(disposals.api, report_required=True, commission_members=3, photos_required=True)
    reported = {"police_report": "BO 1/2026", "police_report_date": "2026-11-20"}
    asked = await disposals.asked(shelf.assets[:1], destination=destination, members=[], **reported)
    assert asked["state"] == "pending"


async def test_what_was_asked_for_is_not_asked_again(disposals: Disposals, shelf: Shelf) -> None:
    asked = await disposals.asked(shelf.assets[:1])
    await ruled(disposals.api, report_required=True, commission_members=3)
    approved = await disposals.decide(asked)
    assert (await disposals.step(approved["id"], "conclusao", {}))["state"] == "concluded"


async def test_who_says_so_and_when(disposals: Disposals, shelf: Shelf) -> None:
    api = disposals.api
    before = (await api.get(RULES)).json()["version"]
    wanted = NOTHING | {"commission_members": 3}
    assert (await api.put(RULES, wanted, headers={"If-Match": f'"{before}"'})).status_code == 200
    stale = await api.put(RULES, NOTHING, headers={"If-Match": f'"{before}"'})
    assert (stale.status_code, stale.json()["current"]["commission_members"]) == (412, 3)
    for wrong in (11, -1, None):
        assert (await api.put(RULES, wanted | {"commission_members": wrong})).status_code == 422
    assert (await api.as_role("technician").put(RULES, NOTHING)).status_code == 403
    assert (await api.as_role("technician").get(RULES)).status_code == 200
    entry = (await api.as_role("auditor").get("/trilha?entity=disposal_rules")).json()["items"][0]
    assert (entry["entity"], entry["actor"]["name"]) == ("disposal_rules", "Manager")
