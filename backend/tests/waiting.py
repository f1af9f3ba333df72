"""Waits for a condition instead of for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]], *, within: float = 15.0, what: str = "") -> T:
    """Ask again and again until the answer is true; the answer."""
    deadline = asyncio.get_running_loop().time() + within
    while True:
        answer = await ask()
        if answer:
            return answer
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"did not happen within {within} s: {what or ask}; last answer: {answer!r}")
        await asyncio.sleep(0.01)
