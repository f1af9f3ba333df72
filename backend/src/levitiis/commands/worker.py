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
        await stop.wait()
    finally:
        await background.stop()
        await database.dispose()
