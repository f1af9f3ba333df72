"""Runs what would block the event loop elsewhere: in a thread, or in a process when it is all CPU."""

from __future__ import annotations

import asyncio
import contextvars
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache, partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 4


@cache
def _threads() -> Executor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="levitiis-blocking")


@cache
def _processes() -> Executor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


async def run_blocking(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``function`` in a thread and wait for it. For what waits (files, C code without the GIL).

    A thread cannot be interrupted: after a cancellation it runs to its end, unheard.
    """
    bound = partial(contextvars.copy_context().run, partial(function, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(_threads(), bound)


async def run_in_process(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``function`` in another process and wait for it. For pure Python that computes for long.

    Function, arguments and result must be picklable; the clock of tests does not reach there.
    """
    return await asyncio.get_running_loop().run_in_executor(_processes(), partial(function, *args, **kwargs))
