"""What a transfer of 500 assets costs, step by step: asked for, approved, sent, received with its term."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import httpx2
import world
from identity import Cost, cost

TRANSFER = "transfer"
ASSETS = 500
LIMIT_MS = 1_000.0
_ROUNDS = 8
_ROOT = "/api/v1/movimentacoes"


def transferring(address: str, facts: world.Facts) -> list[Cost]:
    """Transfers of 500 assets each over HTTP, one after the other, through every step."""
    return asyncio.run(_transferring(address, facts))


async def _transferring(address: str, facts: world.Facts) -> list[Cost]:
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    async with (
        httpx2.AsyncClient(base_url=address, timeout=60) as asking,
        httpx2.AsyncClient(base_url=address, timeout=60) as deciding,
    ):
        await _sign_in(asking, world.USERNAME)
        await _sign_in(deciding, world.DECIDER)
        rule = {"name": "Medição", "kind": "transfer", "levels": [{"place": "organisation"}]}
        made = await _post(asking, f"{_ROOT}/aprovacoes/regras", rule)
        for turn in range(_ROUNDS):
            await _once(asking, deciding, facts, turn, seconds)
        await asking.delete(f"{_ROOT}/aprovacoes/regras/{made['id']}")
    return [
        cost(f"Transfer of {ASSETS} assets: {step}", times[1:], LIMIT_MS) for step, times in seconds.items()
    ]


async def _once(
    asking: httpx2.AsyncClient,
    deciding: httpx2.AsyncClient,
    facts: world.Facts,
    turn: int,
    seconds: defaultdict[str, list[float]],
) -> None:
    """One transfer to the store and a person; the first one warms up and is left out."""

    async def timed(step: str, client: httpx2.AsyncClient, path: str, body: Any = None) -> Any:
        began = time.perf_counter()
        answer = await _post(client, path, body)
        seconds[step].append(time.perf_counter() - began)
        return answer

    ids = await _assets(asking, turn)
    wanted = {
        "asset_ids": ids,
        "to_location_id": facts.store_id,
        "to_responsible_id": facts.people[turn],
        "reason": "Medição",
        "submit": True,
    }
    document = await timed("asked for", asking, _ROOT, wanted)
    decision = {"decision": "approve"}
    await timed("approved", deciding, f"{_ROOT}/aprovacoes/{document['approval_id']}/decisao", decision)
    await timed("sent", asking, f"{_ROOT}/{document['id']}/saida")
    receipt = {"received": [{"asset_id": number, "condition": "good"} for number in ids], "missing": []}
    done = await timed("received, term issued", asking, f"{_ROOT}/{document['id']}/recebimento", receipt)
    if done["state"] != "received":
        raise RuntimeError(f"a transfer ended as {done['state']}")


async def _assets(client: httpx2.AsyncClient, turn: int) -> list[int]:
    found: list[int] = []
    for page in range(ASSETS // 100):
        query = {
            "page": turn * (ASSETS // 100) + page + 1,
            "page_size": 100,
            "sort": "tag",
            "status": "in_use",
        }
        answer = await client.get("/api/v1/ativos", params=query)
        answer.raise_for_status()
        found += [row["id"] for row in answer.json()["items"]]
    return found


async def _sign_in(client: httpx2.AsyncClient, username: str) -> None:
    credentials = {"username": username, "password": world.PASSWORD}
    answer = await client.post("/api/v1/auth/login", json=credentials)
    answer.raise_for_status()
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"


async def _post(client: httpx2.AsyncClient, path: str, body: Any = None) -> Any:
    answer = await client.post(path, json=body)
    if answer.is_error:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:500]}")
    return answer.json()


def wanted(only: Sequence[str] | None) -> bool:
    """Whether this is to be measured."""
    return not only or TRANSFER in only
