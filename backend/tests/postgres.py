"""One real PostgreSQL for all tests of a run, and a fresh migrated database for each test that asks."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from levitiis.infra.db.embedded import ROLE, EmbeddedPostgres
from levitiis.infra.db.embedded_files import locked

TEMPLATE = "levitiis_template"
FOLDER_VARIABLE = "LEVITIIS_TEST_SERVER"
GUARDED = "guarded"
"""A database that is not there, and about which only somebody with the right password is told so."""
MUCH = 3 * 1024**3
"""Bytes."""


class TestServer:
    """The server of a test run, with one connection of its own for making and dropping databases."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = EmbeddedPostgres(folder, unsafe_for_tests=True)
        self.url = self.postgres.start()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._connection: asyncpg.Connection = self._wait(
            asyncpg.connect(self._plain(self.postgres.admin_url))
        )
        self._ask_no_password()

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(timeout=120)

    def _ask_no_password(self) -> None:
        """A test opens half a dozen connections, and each password costs both sides ten milliseconds.

        Who must show a password is tried out in ``test_embedded``, on servers of its own; here only
        whoever asks for :data:`GUARDED`.
        """
        rules = Path(self._wait(self._connection.fetchval("SHOW hba_file")))
        trusting = rules.read_text().replace("scram-sha-256", "trust")
        rules.write_text(f"host {GUARDED} all all scram-sha-256\n{trusting}")
        self.run("SELECT pg_reload_conf()")

    @staticmethod
    def _plain(url: str) -> str:
        return url.replace("postgresql+asyncpg://", "postgresql://", 1)

    def address(self, database: str) -> str:
        """The SQLAlchemy URL of a database on this server."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        self._wait(self._connection.execute(statement))

    def exists(self, database: str) -> bool:
        """Whether there is a database of this name."""
        query = "SELECT 1 FROM pg_database WHERE datname = $1"
        return bool(self._wait(self._connection.fetchval(query, database)))

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, by default an empty one; its URL."""
        self.run(f'CREATE DATABASE "{database}" OWNER "{ROLE}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.address(database)

    def drop(self, database: str) -> None:
        """Drop a database, ending whoever is still connected."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def close(self) -> None:
        """Leave the server; it ends with the last worker that leaves it."""
        self._wait(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.postgres.stop()


def _in_memory() -> str | None:
    """A folder in memory where there is room: a database is made four times as fast as on a disk."""
    shared = Path("/dev/shm")  # noqa: S108
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > MUCH
    return str(shared) if roomy else None


def pytest_configure() -> None:
    """Make the folder of the run's server, in the process that workers inherit their environment from."""
    if FOLDER_VARIABLE not in os.environ:
        os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="levitiis-tests-", dir=_in_memory())
        Path(os.environ[FOLDER_VARIABLE]).chmod(0o711)  # under root the server's user passes through it


def pytest_unconfigure() -> None:
    """Remove the folder when the process that made it ends."""
    if "PYTEST_XDIST_WORKER" not in os.environ and FOLDER_VARIABLE in os.environ:
        shutil.rmtree(os.environ.pop(FOLDER_VARIABLE), ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[TestServer]:
    """One embedded server per run, shared by all xdist workers: the first starts it, the last stops it."""
    server = TestServer(Path(os.environ[FOLDER_VARIABLE]))
    yield server
    server.close()


@pytest.fixture(scope="session")
def template_database(postgres_server: TestServer) -> str:
    """The name of a database that Alembic has brought to its head; to be copied, never to be used."""
    with locked(postgres_server.folder / "template.lock"):
        if not postgres_server.exists(TEMPLATE):
            unfinished = f"{TEMPLATE}_new"
            postgres_server.drop(unfinished)
            _migrate(postgres_server.create(unfinished))
            postgres_server.run(f'ALTER DATABASE "{unfinished}" RENAME TO "{TEMPLATE}"')
    return TEMPLATE


@pytest.fixture
def database_url(postgres_server: TestServer, template_database: str) -> Iterator[str]:
    """The URL of a migrated database that this test has for itself."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgres_server.create(name, template_database)
    postgres_server.drop(name)


def _migrate(url: str) -> None:
    """Run the migrations in a thread: they may have an event loop of their own."""
    from levitiis.infra.db.migrate import upgrade

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(upgrade, url).result()
