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
from tests.api.loans.pool import Pool, any_of, fill, own_body, series_body

ROLES = ("manager", "administrator", "technician")
ACTS = [
    "reserve", "any", "series", "own", "swap", "hand over", "extend", "give back", "cancel", "move", "assign",
    "ask", "grant", "refuse", "withdraw", "decide",
]  # fmt: skip
STEP = st.tuples(
    st.sampled_from(ACTS),
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
@given(rounds=st.lists(st.lists(STEP, min_size=1, max_size=3), max_size=5), ruled=st.booleans())
async def test_any_order_by_several_people(
    api: Api, loans: Loans, shelf: Shelf, tmp_path: Path, rounds: list[list[Step]], ruled: bool
) -> None:
    """The steps of a round are taken at the same moment; ``ruled``: somebody approves every loan."""
    pool = await _pool(api)
    await _rule(api, ruled)
    for steps in rounds:
        known = (await loans.api.get(f"{ADDRESS}?page_size=100&sort=-number")).json()["items"]
        answers = await asyncio.gather(*(_take(api, shelf, pool, known, step) for step in steps))
        assert {answer.status_code for answer in answers} <= EXPECTED, [answer.text for answer in answers]
    assert await sound(api, tmp_path)


_POOLS: dict[int, Pool] = {}


async def _pool(api: Api) -> Pool:
    """One for all examples, which share a database."""
    if id(api.app) not in _POOLS:
        _POOLS[id(api.app)] = await fill(api, api.world)
    return _POOLS[id(api.app)]


_RULES: dict[int, dict[str, Any]] = {}


async def _rule(api: Api, ruled: bool) -> None:
    """Switch the rule of all examples on or off."""
    path, body = "/movimentacoes/aprovacoes/regras", {"name": "Todos", "kind": "loan"}
    body |= {"levels": [{"place": "organisation"}], "is_active": ruled}
    known, manager = _RULES.get(id(api.app)), api.as_role("manager")
    answer = await (manager.patch(f"{path}/{known['id']}", body) if known else manager.post(path, body))
    assert answer.status_code in (200, 201), answer.text
    _RULES[id(api.app)] = answer.json()


async def _decide(who: Loans, loan: dict[str, Any], length: int) -> httpx2.Response:
    """What a loan, or its extension, waits for is decided; mostly approved."""
    number = loan.get("extension_approval_id") or loan.get("approval_id") or 1
    decision = {"decision": "approve" if length else "reject", "note": "x"}
    return await who.api.post(f"/movimentacoes/aprovacoes/{number}/decisao", decision)


async def _assets_of(who: Loans, path: str, assets: list[int]) -> list[int]:
    """Those of the loan, where it has none of ``assets``: so what was found by category goes out too."""
    loan = (await who.api.get(path)).json()
    held = [line["asset_id"] for line in loan.get("lines", ())]
    return [one for one in assets if one in held] or held or assets


async def _reserve_otherwise(
    who: Loans, act: str, pool: Pool, which: set[int], start: int, length: int
) -> httpx2.Response:
    items = [any_of(pool, len(which))]
    if act == "own":
        return await who.api.post(f"{ADDRESS}/proprios", own_body(items[0], start, start + length))
    if act == "series":
        named = {"asset_id": who.shelf.assets[min(which)]}
        body = series_body(who, [*items, named], start, start + length, times=2)
        return await who.api.post(f"{ADDRESS}/series", body)
    return await who.api.post(ADDRESS, who.body([], start, start + length, items=items))


async def _take(
    api: Api, shelf: Shelf, pool: Pool, known: list[dict[str, Any]], step: Step
) -> httpx2.Response:
    act, role, which, start, length = step
    assets = [shelf.assets[index] for index in sorted(which)]
    who = Loans(api.as_role(role), shelf)
    if act in ("any", "series", "own"):
        return await _reserve_otherwise(who, act, pool, which, start, length)
    if act == "reserve" or not known:
        return await who.api.post(ADDRESS, who.body(assets, start, start + length))
    if act in ("move", "assign"):
        field = "to_location_id" if act == "move" else "to_responsible_id"
        target = api.world.room_b if act == "move" else shelf.signer
        return await who.api.post(f"/ativos/{assets[0]}/movimentacao", {field: target})
    path = f"{ADDRESS}/{known[start % len(known)]['id']}"
    if act == "decide":
        return await _decide(who, (await who.api.get(path)).json(), length)
    held = handed(*await _assets_of(who, path, assets))
    until = {"due_date": day(start + length).isoformat(), "reason": "x"}
    if act == "swap":
        wanted = pool.assets[length % 3] if length else None
        (swapped, *_) = await _assets_of(who, path, assets)
        return await who.api.post(f"{path}/troca", {"asset_id": swapped, "replacement_id": wanted})
    name, body = {
        "hand over": ("entrega", held),
        "extend": ("prorrogacao", until),
        "ask": ("prorrogacao/pedido", until),
        "grant": ("prorrogacao/concessao", None),
        "refuse": ("prorrogacao/recusa", {"note": "x"}),
        "withdraw": ("prorrogacao/retirada", None),
        "give back": ("devolucao", held),
        "cancel": ("cancelamento", {"reason": "x", "following": length > 1}),
    }[act]
    return await who.api.post(f"{path}/{name}", body)
