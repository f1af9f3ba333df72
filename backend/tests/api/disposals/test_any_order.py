"""Whatever several people do with the same assets in whatever order: gone is gone, and held is held once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.client import Api
from tests.api.disposals.conftest import ADDRESS, Disposals, broken
from tests.api.loans.conftest import ADDRESS as LOANS
from tests.api.loans.conftest import Loans, Shelf, handed

ROLES = ("manager", "administrator")
STEP = st.tuples(
    st.sampled_from(
        ["draft", "ask", "ask", "decide", "decide", "cancel", "conclude", "conclude", "reverse", "edit",
         "lend", "hand over", "give back", "lose", "find", "assign", "transfer"]
    ),
    st.sampled_from(ROLES),
    st.sets(st.integers(0, 2), min_size=1),
    st.integers(0, 9),
)  # fmt: skip
Step = tuple[str, str, set[int], int]
EXPECTED = {200, 201, 403, 404, 409, 412, 422}
STEPS = {"ask": "pedido", "cancel": "cancelamento", "conclude": "conclusao", "reverse": "reversao"}
LENT = {"hand over": "entrega", "give back": "devolucao", "lose": "extravio", "find": "reencontro"}


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(rounds=st.lists(st.lists(STEP, min_size=1, max_size=3), max_size=8))
async def test_any_order_by_several_people(
    api: Api, disposals: Disposals, shelf: Shelf, tmp_path: Path, rounds: list[list[Step]]
) -> None:
    """The steps of a round are taken at the same moment."""
    for steps in rounds:
        known = (await disposals.api.get(f"{ADDRESS}?page_size=10&sort=-number")).json()["items"]
        lent = (await disposals.api.get(f"{LOANS}?page_size=10&sort=-number")).json()["items"]
        answers = await asyncio.gather(*(_take(api, shelf, known, lent, step) for step in steps))
        assert {answer.status_code for answer in answers} <= EXPECTED, [answer.text for answer in answers]
    assert await broken(api, tmp_path) == []


async def _take(
    api: Api, shelf: Shelf, known: list[dict[str, Any]], lent: list[dict[str, Any]], step: Step
) -> httpx2.Response:
    act, role, which, number = step
    assets, who = [shelf.assets[index] for index in sorted(which)], api.as_role(role)
    lot = Disposals(who, shelf, who).body(assets, destination="loss" if number % 2 else "discard")
    if act == "assign":
        return await who.post(f"/ativos/{assets[0]}/movimentacao", {"to_responsible_id": shelf.signer})
    if act == "transfer":
        body = {"asset_ids": assets, "to_location_id": api.world.room_b, "reason": "x", "submit": True}
        return await who.post("/movimentacoes", body)
    if act == "lend" or (act in LENT and not lent):
        return await who.post(LOANS, Loans(who, shelf).body(assets, start=number, due=number))
    if act in LENT:
        body = {"asset_ids": assets, "description": "x"} if act == "lose" else handed(*assets)
        return await who.post(f"{LOANS}/{lent[number % len(lent)]['id']}/{LENT[act]}", body)
    if act == "draft" or not known:
        return await who.post(ADDRESS, lot)
    path = f"{ADDRESS}/{known[number % len(known)]['id']}"
    if act == "edit":
        return await who.put(path, lot)
    if act == "decide":
        return await _decide(api, path, number)
    reason = {"reason": "x"} if act in ("cancel", "reverse") else {} if act == "conclude" else None
    return await who.post(f"{path}/{STEPS[act]}", reason)


async def _decide(api: Api, path: str, number: int) -> httpx2.Response:
    shown = await api.as_role("approver").get(path)
    approval = shown.json()["approval_id"]
    if approval is None:
        return shown
    body = {"decision": "reject" if number == 0 else "approve", "note": "x"}
    return await api.as_role("approver").post(f"/movimentacoes/aprovacoes/{approval}/decisao", body)
