"""The server process: tells its live connections to come back elsewhere before it shuts them."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import threading
from multiprocessing.process import BaseProcess
from types import FrameType, MethodType

import uvicorn
from uvicorn.server import HANDLED_SIGNALS
from uvicorn.supervisors import Multiprocess

from levitiis.infra.http.services import Services
from levitiis.infra.realtime.hub import LiveHub


def run(config: uvicorn.Config) -> None:
    """Serve until told to stop, in as many processes as ``config.workers`` says."""
    # A machine that is busy must not take a child that is still importing for a dead one.
    config.timeout_worker_healthcheck = 60
    if config.workers > 1:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
    else:
        uvicorn.Server(config).run()


def settle() -> None:
    """What is loaded by now stays for good: the collector passes over it, and comes less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def drain_before_exit(hub: LiveHub, services: Services) -> None:
    """From now on a signal to end first drains this process, then reaches uvicorn. Called at start-up.

    For ``drain_seconds`` requests are still answered, each on a connection that is closed after it,
    while ``/health/ready`` says no: a proxy gets the time to turn elsewhere. ``hub`` is drained meanwhile.
    uvicorn alone would close sockets without telling when to come back, and an event stream would
    hold its shutdown until the time for it is over. A second signal is passed on at once. A process
    that is one of several ends when the one that started them has died.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    loop = asyncio.get_running_loop()
    for number in HANDLED_SIGNALS:
        handler = signal.getsignal(number)
        if isinstance(handler, MethodType) and isinstance(handler.__self__, uvicorn.Server):
            signal.signal(number, _Drained(hub, services, handler.__self__, loop))


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    signal.raise_signal(signal.SIGTERM)


class _Drained:
    """A signal handler: drains, then does what uvicorn's would have done."""

    def __init__(
        self, hub: LiveHub, services: Services, server: uvicorn.Server, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._hub = hub
        self._services = services
        self._server = server
        self._loop = loop
        self._draining: asyncio.Task[None] | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self._services.draining:
            self._server.handle_exit(number, frame)
        else:
            self._loop.call_soon_threadsafe(self._begin, number)

    def _begin(self, number: int) -> None:
        if self._draining is None:
            self._draining = self._loop.create_task(self._drain(number))

    async def _drain(self, number: int) -> None:
        self._services.draining = True
        try:
            await asyncio.gather(self._hub.drain(), asyncio.sleep(self._services.settings.drain_seconds))
        finally:
            self._server.handle_exit(number, None)
