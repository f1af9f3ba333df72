"""Runs a module, of the tests or the program itself, as a process of its own, and kills it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Process:
    """A running process; it tells what it has reached by lines on its standard output."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def says(self, line: str, within: float = 30.0) -> None:
        """Wait until it prints ``line``."""
        assert self._process.stdout is not None
        heard: list[str] = []
        try:
            async with asyncio.timeout(within):
                while raw := await self._process.stdout.readline():
                    heard.append(raw.decode().rstrip())
                    if heard[-1] == line:
                        return
        except TimeoutError:
            heard.append("(silence)")
        raise AssertionError(f"the process did not say {line!r}; it said: {heard}")

    async def ends(self, within: float = 60.0) -> tuple[int, str]:
        """Wait for its end; the exit code, and what it printed last."""
        async with asyncio.timeout(within):
            printed, _ = await self._process.communicate()
        return self._process.returncode or 0, printed.decode()

    async def kill(self) -> None:
        """SIGKILL to this process alone: no clean-up of any kind, and no waiting for its children."""
        self._process.send_signal(signal.SIGKILL)

    async def send(self, number: signal.Signals, within: float = 30.0) -> int:
        """Send a signal and wait for the end; the exit code."""
        self._process.send_signal(number)
        async with asyncio.timeout(within):
            return await self._process.wait()


@asynccontextmanager
async def running(module: str, *arguments: str) -> AsyncIterator[Process]:
    """``python -m module …`` for the length of the block; its settings come from the environment."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        yield Process(process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # and whatever it has started
        await process.communicate()  # until the last of them has let go of the pipe
