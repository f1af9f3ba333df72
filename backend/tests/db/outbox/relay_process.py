"""A process that is nothing but a relay."""

from __future__ import annotations

import asyncio
import sys

from levitiis.bootstrap import metadata
from levitiis.infra.db.engine import Database
from levitiis.infra.outbox.relay import Relay
from levitiis.infra.settings import Settings


async def main(url: str) -> None:
    metadata()
    database = Database(url, Settings())
    await database.signals.start()
    relay = Relay(database, b"tests")
    work = asyncio.create_task(relay.run())
    while not relay.leading:
        await asyncio.sleep(0.01)
    print("leading", flush=True)
    await work


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
