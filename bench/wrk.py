"""Loads a server with ``wrk`` and reads what it counted."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS, THREADS = 8, 2
_MARK = "@@"
_SCRIPT = """
local threads, ports = 0, {@PORTS@}
function setup(thread)
  thread.addr = wrk.lookup("127.0.0.1", ports[threads % #ports + 1])[1]
  thread:set("turn", threads)
  threads = threads + 1
end
function init(args)
  method, path, body, number = args[1], args[2], args[3], tonumber(args[4]) + turn
  step = tonumber(args[5])
  wrk.headers["Authorization"] = args[6]
  if body ~= "" then wrk.headers["Content-Type"] = "application/json" end
  fixed = not string.find(path .. body, "{n}", 1, true)
  if fixed then whole = wrk.format(method, path, nil, body ~= "" and body or nil) end
end
function request()
  if fixed then return whole end
  local here = string.format("%d", number)
  number = number + step
  return wrk.format(method, (string.gsub(path, "{n}", here)), nil, (string.gsub(body, "{n}", here)))
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '@@{"requests":%d,"microseconds":%d,"p50":%d,"p95":%d,"p99":%d,"refused":%d,"broken":%d}@@',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a server did in one measurement; latencies in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float


def require_wrk() -> str:
    """The program. Raises SystemExit when there is none; ``scripts/find-wrk`` brings it."""
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit("wrk is missing: scripts/find-wrk brings it, or says what does.")
    return found


def load(
    addresses: Sequence[str], method: str, path: str, body: str, *, seconds: float, start: int, token: str
) -> Loaded:
    """Load servers of this machine evenly for some seconds; anything but success ends the benchmark."""
    ports = ", ".join(f'"{urlsplit(address).port}"' for address in addresses)
    with tempfile.TemporaryDirectory(prefix="levitiis-wrk-") as folder:
        script = Path(folder) / "load.lua"
        script.write_text(_SCRIPT.replace("@PORTS@", ports), encoding="utf-8")
        command = [
            require_wrk(), f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s",
            "-s", str(script), addresses[0], "--",
            method, path, body, str(start), str(THREADS), f"Bearer {token}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
    return _read(done.stdout + done.stderr, f"{method} {path}")


def _read(output: str, what: str) -> Loaded:
    if output.count(_MARK) != 2:
        raise RuntimeError(f"{what}: wrk said {output[-500:]}")
    said = json.loads(output.split(_MARK)[1])
    if said["refused"] or said["broken"] or not said["requests"]:
        raise RuntimeError(
            f"{what}: {said['refused']} refused, {said['broken']} broken of {said['requests']}"
        )
    per_second = said["requests"] / (said["microseconds"] / 1_000_000)
    latencies = (round(said[name] / 1000, 2) for name in ("p50", "p95", "p99"))
    return Loaded(said["requests"], per_second, *latencies)
