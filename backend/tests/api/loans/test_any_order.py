"""Whatever several people do with the same assets in whatever order, no asset is promised or out twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.client import Api
from tests.api.loans.conftest import ADDRESS, Loans, Shelf, day, handed, sound

ROLES = ("manager", "administrator", "technician")
STEP = st.tuples(
    st.sampled_from(["reserve", "reserve", "hand over", "extend", "give back", "cancel", "move", "assign"]),
    st.sampled_from(ROLES),
    st.sets(st.integers(0, 2), min_size=1),
    st.integers(0, 9),
    st.integers(0, 4),
)
Step = tuple[str, str, set[int], int, int]
EXPECTED = {200, 201, 403, 404, 409, 412, 422}


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(rounds=st.lists(st.lists(STEP, min_size=1, max_size=3), max_size=5))
async def test_any_order_by_several_people(
    api: Api, loans: Loans, shelf: Shelf, tmp_path: Path, rounds: list[list[Step]]
) -> None:
    """The steps of a round are taken at the same moment."""
    for steps in rounds:
        known = (await loans.api.get(f"{ADDRESS}?page_size=100&sort=-number")).json()["items"]
        answers = await asyncio.gather(*(_take(api, shelf, known, step) for step in steps))
        assert {answer.status_code for answer in answers} <= EXPECTED, [answer.text for answer in answers]
    assert await sound(api, tmp_path)


async def _take(api: Api, shelf: Shelf, known: list[dict[str, Any]], step: Step) -> httpx2.Response:
    act, role, which, start, length = step
    assets = [shelf.assets[index] for index in sorted(which)]
    who = Loans(api.as_role(role), shelf)
    if act == "reserve" or not known:
        return await who.api.post(ADDRESS, who.body(assets, start, start + length))
    if act in ("move", "assign"):
        field = "to_location_id" if act == "move" else "to_responsible_id"
        target = api.world.room_b if act == "move" else shelf.signer
        return await who.api.post(f"/ativos/{assets[0]}/movimentacao", {field: target})
    path = f"{ADDRESS}/{known[start % len(known)]['id']}"
    until = {"due_date": day(start + length).isoformat(), "reason": "x"}
    name, body = {
        "hand over": ("entrega", handed(*assets)),
        "extend": ("prorrogacao", until),
        "give back": ("devolucao", handed(*assets)),
        "cancel": ("cancelamento", {"reason": "x"}),
    }[act]
    return await who.api.post(f"{path}/{name}", body)
