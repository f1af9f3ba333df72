"""The embedded PostgreSQL: a real server that the program starts by itself in its data folder.

Several processes may use one data folder. The first to come starts the server, the others find it running;
it ends when the last of them has ended (on Windows: when the one that started it has). A guard process sees
to that, also after ``kill -9`` of the program, and starts the server again when it was killed itself.

What lies in the data folder: ``cluster`` (PostgreSQL's own), ``password`` (0600), ``server.json`` (port and
place), ``server.log`` and three lock files: ``start.lock`` is held while one process looks or starts,
``guard.lock`` as long as a guard lives, ``users.lock`` shared by every process that uses the server.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import asyncpg

from levitiis.infra.db import embedded_guard
from levitiis.infra.db.embedded_binaries import (
    BINARIES_VARIABLE,
    Binaries,
    EmbeddedPostgresError,
    find_binaries,
)
from levitiis.infra.db.embedded_files import (
    LONGEST_WAIT,
    Home,
    Postmaster,
    clear_leftover,
    free_port,
    locked,
    make_cluster,
    reachable,
    server_environment,
    server_user,
    wait_for_lock,
)
from levitiis.infra.db.embedded_guard import take_lock

DATABASE = "levitiis"
ROLE = "levitiis"
EXTENSIONS: tuple[str, ...] = ("btree_gist", "pg_trgm", "unaccent")
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    # The log shall name no personal data: neither the row an error is about nor the statement.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
TEST_SETTINGS = {
    "max_connections": "120",
    "shared_buffers": "128MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
_detached: list[subprocess.Popen[bytes]] = []


class EmbeddedPostgres:
    """A server in a data folder, started or found running; see the module's text."""

    def __init__(
        self, data_dir: Path, *, unsafe_for_tests: bool = False, binaries: Path | None = None
    ) -> None:
        self.home = Home(data_dir, server_user())
        self.unsafe_for_tests = unsafe_for_tests
        self._named_binaries = binaries
        self._guard: subprocess.Popen[bytes] | None = None
        self._users: IO[str] | None = None
        self._port: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the product's database, for its ordinary role, as SQLAlchemy takes it."""
        return self._address("postgresql+asyncpg", ROLE, DATABASE)

    @property
    def admin_url(self) -> str:
        """The same server for its superuser: for backup and repair, never for the product."""
        return self._address("postgresql", "postgres", "postgres")

    @property
    def started_here(self) -> bool:
        """Whether this process started the server, rather than found it running."""
        return self._guard is not None

    @property
    def pid(self) -> int | None:
        """The process number of the server, while it runs."""
        cluster = self.home.cluster
        postmaster = Postmaster.of(cluster)
        process = postmaster.process(cluster) if postmaster else None
        return process.pid if process else None

    def start(self) -> str:
        """Start the server, or find it running; returns :attr:`url`. Heals whatever a kill has left."""
        self.home.prepare()
        with locked(self.home.folder / "start.lock"):
            self._attach()
            self._port = None
            try:
                if self._guard_lives():
                    self._await_ready(None)
                if self._port is None:
                    self._launch()
                _in_thread(self._ensure_database())
            except BaseException:
                self._leave()
                raise
        return self.url

    def stop(self) -> None:
        """Leave the server; it ends with the last process that uses it, and this returns when it has."""
        if self._users is None:
            return
        with locked(self.home.folder / "start.lock"):
            self._leave()

    def restart(self) -> str:
        """Stop the server, also under the others that use it, and start it again."""
        if self._guard is not None and self._guard.stdin is not None:
            with suppress(BrokenPipeError):  # the guard is gone already
                self._guard.stdin.write(b"stop\n")
                self._guard.stdin.flush()
            self._guard.wait(LONGEST_WAIT)
        self.stop()
        return self.start()

    def _attach(self) -> None:
        """Count this process among the users, waiting while a guard is about to stop the server."""
        if self._users is None:
            self._users = (self.home.folder / "users.lock").open("a", encoding="utf-8")
            wait_for_lock(self._users, shared=True)

    def _leave(self) -> None:
        """Stop counting among the users, and see the server end if there are no others."""
        if self._users is not None:
            self._users.close()
        self._users, self._port = None, None
        guard, self._guard = self._guard, None
        shared = self._used_by_others()
        if guard is not None and guard.stdin is not None:
            with suppress(BrokenPipeError):
                guard.stdin.close()
        if shared:
            _detached.extend([guard] if guard else [])
        elif guard is not None:
            guard.wait(LONGEST_WAIT)
        elif sys.platform != "win32":
            with (self.home.folder / "guard.lock").open("a", encoding="utf-8") as probe:
                wait_for_lock(probe, shared=False)

    def _used_by_others(self) -> bool:
        with (self.home.folder / "users.lock").open("a", encoding="utf-8") as probe:
            return not take_lock(probe)

    def _guard_lives(self) -> bool:
        with (self.home.folder / "guard.lock").open("a", encoding="utf-8") as probe:
            return not take_lock(probe)

    def _launch(self) -> None:
        """Start a guard and its server, with a new cluster where there is none."""
        found = find_binaries(self.home.major, self._named_binaries)
        binaries = reachable(found, self.home.user)
        if self.home.major is None:
            make_cluster(self.home, binaries, durable=not self.unsafe_for_tests)
        clear_leftover(self.home.cluster)
        port: int | None = self.home.notes.get("port")
        for last_try in (False, False, True):
            port = free_port(port)
            mark = self.home.log_size
            self._guard = self._spawn_guard(binaries, port)
            self._await_ready(self._guard)
            if self._port is not None:
                self.home.note(port=port)
                return
            words = self.home.last_words(mark)
            if last_try or "in use" not in words:
                raise EmbeddedPostgresError(f"PostgreSQL did not start in {self.home.cluster}: {words}")
            port = None

    def _spawn_guard(self, binaries: Binaries, port: int) -> subprocess.Popen[bytes]:
        cluster = self.home.cluster
        command = [str(binaries.program("postgres")), "-D", str(cluster), "-p", str(port)]
        for name, value in (SETTINGS | (TEST_SETTINGS if self.unsafe_for_tests else {})).items():
            command += ["-c", f"{name}={value}"]
        user = self.home.user
        plan: dict[str, Any] = {
            "command": command,
            "cluster": str(cluster),
            "cwd": cluster.anchor,
            "lock": str(self.home.folder / "guard.lock"),
            "log": str(self.home.log),
            "parent": os.getpid(),
            "pg_ctl": str(binaries.program("pg_ctl")),
            "users": str(self.home.folder / "users.lock"),
            "uid": user.uid if user else None,
            "gid": user.gid if user else None,
        }
        with os.fdopen(os.open(self.home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-I", "-S", embedded_guard.__file__, json.dumps(plan)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=cluster.anchor,
                env=server_environment(),
                start_new_session=True,
            )

    def _await_ready(self, guard: subprocess.Popen[bytes] | None) -> None:
        """Wait until the server answers and note its port; no port is noted when its guard ends instead."""
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            postmaster = Postmaster.of(self.home.cluster)
            if postmaster and postmaster.ready and _listens(postmaster.port):
                self._port = postmaster.port
                return
            if (guard.poll() is not None) if guard else not self._guard_lives():
                return
            time.sleep(0.01)
        raise EmbeddedPostgresError(f"PostgreSQL did not answer in {LONGEST_WAIT} s: read {self.home.log}.")

    def _address(self, scheme: str, role: str, database: str) -> str:
        if self._port is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL is not started: call start() first.")
        return f"{scheme}://{role}:{self.home.password()}@127.0.0.1:{self._port}/{database}"

    async def _ensure_database(self) -> None:
        """See that the product's role reaches its database; make both where they are missing."""
        try:
            connection = await asyncpg.connect(self._address("postgresql", ROLE, DATABASE), timeout=30)
        except (asyncpg.InvalidCatalogNameError, asyncpg.InvalidAuthorizationSpecificationError):
            await self._make_database()
        else:
            await connection.close()

    async def _make_database(self) -> None:
        try:
            admin = await asyncpg.connect(self.admin_url, timeout=30)
        except asyncpg.InvalidAuthorizationSpecificationError:
            raise EmbeddedPostgresError(
                f"The password in {self.home.folder} is not that of its data: restore both from one backup."
            ) from None
        try:
            await _require_contrib(admin)
            if not await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", ROLE):
                await admin.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            statement = "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)"
            await admin.execute(await admin.fetchval(statement, ROLE, self.home.password()))
            if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
                await admin.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE} ENCODING 'UTF8'")
        finally:
            await admin.close()


async def _require_contrib(admin: asyncpg.Connection) -> None:
    """Refuse binaries that come without the extensions or the collations that the product needs."""
    there = await admin.fetch("SELECT name FROM pg_available_extensions WHERE name = ANY($1)", EXTENSIONS)
    missing = sorted(set(EXTENSIONS).difference(row["name"] for row in there))
    if not await admin.fetchval("SELECT 1 FROM pg_collation WHERE collname = 'pt-BR-x-icu'"):
        missing.append("ICU collations")
    if missing:
        raise EmbeddedPostgresError(
            f"This PostgreSQL lacks {', '.join(missing)}: install its contrib package or name a complete "
            f"one in {BINARIES_VARIABLE}."
        )


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            return True
    except OSError:
        return False


def _in_thread(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end from code that is not asynchronous, be there a running loop or not."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:  # noqa: BLE001 - handed over to the caller below
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
