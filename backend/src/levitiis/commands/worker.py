"""``levitiis worker``: relay and jobs without serving requests."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from levitiis.background import Background
from levitiis.bootstrap import make_services, metadata
from levitiis.commands.runtime import running_database, settings_for
from levitiis.commands.setup import prepare
from levitiis.infra import logging
from levitiis.infra.crypto import load_keys
from levitiis.infra.db.engine import Database
from levitiis.infra.safety import refuse_unsafe
from levitiis.infra.settings import Settings
from levitiis.modules.identity.api import Identity

_TOUCH = 10.0


def run(data_dir: Path | None) -> None:
    """Work until told to stop."""
    settings = settings_for(data_dir)
    refuse_unsafe(settings)
    logging.configure_for(settings)
    with running_database(settings) as url:
        prepare(settings, url)
        asyncio.run(_work(settings, url))


async def _work(settings: Settings, url: str) -> None:
    metadata()
    keys, database = load_keys(settings), Database(url, settings)
    identity = Identity(settings, database, keys)
    background = Background(make_services(settings, database, keys, identity), identity)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        await background.start(serving=False, working=True)
        await _until(stop, background, settings.alive_path)
    finally:
        await background.stop()
        await database.dispose()


async def _until(stop: asyncio.Event, background: Background, alive: Path | None) -> None:
    """Wait for ``stop``; meanwhile touch ``alive``, so that a container's health check sees us working."""
    failing = asyncio.create_task(background.failure())
    while not stop.is_set():
        if alive is not None:
            alive.touch()  # noqa: ASYNC240  (one small call every ten seconds)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({failing, stopping}, timeout=_TOUCH, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if failing.done():
            failing.result()
            raise RuntimeError("the relay or the worker has ended")
    failing.cancel()
