"""The floor: a process that does nothing but send captured statements, on connections of its own.

Reads one line of JSON per measurement from its input and answers with one.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from capture import Captured
from replay import Replay


async def main(url: str, captured: Path, connections: int) -> None:
    """Measure what the input asks for, until it ends."""
    known: dict[str, Captured] = {each.name: each for each in pickle.loads(captured.read_bytes())}  # noqa: S301
    pool = [await asyncpg.connect(url, server_settings={"jit": "off"}) for _ in range(connections)]
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            wanted: dict[str, Any] = json.loads(line)
            measured = await _measure(pool, known[wanted["name"]], wanted)
            sys.stdout.write(json.dumps(measured) + "\n")
            sys.stdout.flush()
    finally:
        for connection in pool:
            await connection.close()


async def _measure(pool: list[asyncpg.Connection], captured: Captured, wanted: dict[str, Any]) -> Any:
    replays = [Replay(connection, captured) for connection in pool]
    for replay in replays:
        await replay.prepare()
    numbers = count(wanted["start"], wanted["step"])
    began = time.perf_counter()
    until = began + wanted["seconds"]
    taken = await asyncio.gather(*(_loop(replay, numbers, until) for replay in replays))
    return {"seconds": time.perf_counter() - began, "ms": [round(ms, 2) for each in taken for ms in each]}


async def _loop(replay: Replay, numbers: Iterator[int], until: float) -> list[float]:
    taken: list[float] = []
    while (now := time.perf_counter()) < until:
        await replay.run(next(numbers))
        taken.append((time.perf_counter() - now) * 1000)
    return taken


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
