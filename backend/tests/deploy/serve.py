"""``scripts/serve-behind-nginx``: the deployment with the demo organisation in it, until told to stop.

Prints the address, alone on its line, when it answers. The users' passwords stand in
``demo-credentials.json`` in the data folder, what its commands need in ``environment.json``, the mail that it
sends in ``mails``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import asyncpg

from levitiis.commands.demo import load_once
from levitiis.infra.db.embedded import EmbeddedPostgres
from tests.deploy.mailbox import mailbox
from tests.deploy.stack import Stack, in_thread, make_roles, new_folder, running

DATABASE = "levitiis_deployed"


def main() -> None:
    """Run until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, help="where demo-credentials.json is written")
    arguments = parser.parse_args()
    # Whichever comes first is the end, also while everything is still being started.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    folder = new_folder()
    data = (arguments.data_dir or Path(tempfile.mkdtemp(prefix="levitiis-data-"))).resolve()
    try:
        with (
            EmbeddedPostgres(folder / "postgres", unsafe_for_tests=True) as server,
            mailbox(data / "mails") as settings,
        ):
            _serve(Stack(folder, server.url, os.environ["LEVITIIS_NGINX"], settings), server, data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if arguments.data_dir is None:
            shutil.rmtree(data, ignore_errors=True)


def _end(*_: object) -> None:
    raise SystemExit(0)


def _serve(stack: Stack, server: EmbeddedPostgres, data: Path) -> None:
    stack.server = server.url.rpartition("/")[0] + f"/{DATABASE}"
    in_thread(_make_database(server.admin_url))
    in_thread(make_roles(server.admin_url, DATABASE, stack.passwords))
    stack.prepare()
    settings = stack.app_settings()
    assert settings.database_url is not None
    in_thread(load_once(settings, settings.database_url))
    data.mkdir(parents=True, exist_ok=True)
    shutil.copy(settings.data_dir / "demo-credentials.json", data)
    (data / "environment.json").write_text(json.dumps(stack.environment()), encoding="utf-8")
    with running(stack):
        sys.stdout.write(f"{stack.url}\n")
        sys.stdout.flush()
        signal.pause()


async def _make_database(admin_url: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE template0')
    finally:
        await connection.close()


if __name__ == "__main__":
    main()
