"""The processes that are measured, each started on a port of its own and ended by whoever started it."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from bare import CAPTURED, CONNECTIONS_EACH, URL
from wrk import CONNECTIONS, Loaded

PROCESSES = 2
HERE = Path(__file__).parent
_PATIENCE = 120.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def ours(url: str, data_dir: Path, *, worker: bool = True) -> Iterator[Sequence[str]]:
    """Levitiis as it is deployed: ``PROCESSES`` servers, each on its port, and a worker; the addresses.

    Processes that share one port leave it to chance who takes a connection: with so few of them one
    process often had nearly all, and a measurement told of that chance.
    """
    environment = {
        "LEVITIIS_DATABASE_URL": url,
        "LEVITIIS_DATA_DIR": str(data_dir),
        "LEVITIIS_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "LEVITIIS_ACCESS_MINUTES": "120",
        "LEVITIIS_RUN_WORKER": "false",
    }
    with ExitStack() as stack:
        if worker:
            stack.enter_context(_running(["-m", "levitiis", "worker"], environment))
        yield [
            stack.enter_context(_server(["-m", "levitiis", "serve"], environment, "/health/ready"))
            for _ in range(PROCESSES)
        ]


@contextmanager
def bare(url: str, captured: Path) -> Iterator[Sequence[str]]:
    """The bare route in as many processes; their addresses."""
    command = [
        "-m", "uvicorn", "bare:application", "--factory", "--app-dir", str(HERE), "--log-level", "error",
        "--no-access-log", "--no-server-header",
    ]  # fmt: skip
    environment = {URL: url, CAPTURED: str(captured), CONNECTIONS_EACH: str(CONNECTIONS // PROCESSES)}
    with ExitStack() as stack:
        yield [stack.enter_context(_server(command, environment, "/")) for _ in range(PROCESSES)]


@contextmanager
def _server(command: Sequence[str], environment: Mapping[str, str], path: str) -> Iterator[str]:
    port = free_port()
    with _running([*command, "--port", str(port)], environment), _answering(port, path):
        yield f"http://127.0.0.1:{port}"


class Floor:
    """Processes that send statements and nothing else."""

    def __init__(self, workers: Sequence[subprocess.Popen[str]]) -> None:
        self._workers = workers

    def measure(self, name: str, *, seconds: float, start: int) -> Loaded:
        """Send a scenario's statements for some seconds."""
        for index, worker in enumerate(self._workers):
            wanted = {"name": name, "seconds": seconds, "start": start + index, "step": len(self._workers)}
            assert worker.stdin is not None
            worker.stdin.write(json.dumps(wanted) + "\n")
            worker.stdin.flush()
        answers = [_answer(worker) for worker in self._workers]
        taken = sorted(ms for answer in answers for ms in answer["ms"])
        per_second = sum(len(answer["ms"]) / answer["seconds"] for answer in answers)
        cuts = statistics.quantiles(taken, n=100)
        return Loaded(len(taken), per_second, cuts[49], cuts[94], cuts[98])


@contextmanager
def floor(url: str, captured: Path) -> Iterator[Floor]:
    """The floor, in as many processes as the server has, with as many connections in all."""
    command = [sys.executable, str(HERE / "floor.py"), url, str(captured), str(CONNECTIONS // PROCESSES)]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(PROCESSES)
        ]
        try:
            yield Floor(workers)
        finally:
            for worker in workers:
                end(worker)


def _answer(worker: subprocess.Popen[str]) -> Any:
    assert worker.stdout is not None
    line = worker.stdout.readline()
    if not line:
        raise RuntimeError("a process of the floor has ended; its error is above")
    return json.loads(line)


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **environment}, start_new_session=True
    )
    try:
        yield process
    finally:
        end(process)
        with suppress(ProcessLookupError):  # children that their parent has left behind
            os.killpg(process.pid, signal.SIGKILL)


def end(process: subprocess.Popen[Any]) -> None:
    """Ask a process of ours to end, and see that it has."""
    if process.stdin is not None:
        process.stdin.close()
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _answering(port: int, path: str) -> Iterator[None]:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                break
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            if time.monotonic() > until:
                raise RuntimeError(f"nothing answers on port {port}") from error
            time.sleep(0.2)
    yield
